"""Whether a quotation is verbatim, and where it stood."""
