"""The texts of PDF pages, in reading order, for `index.rebuild`."""
