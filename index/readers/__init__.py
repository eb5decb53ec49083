"""The readers: one file a format, behind one small protocol (`document.Reader`), chosen by `kinds`."""
