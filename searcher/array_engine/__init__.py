"""The embedded engine: trees evaluated on the arrays of our own codec."""
