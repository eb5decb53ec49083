"""The query: text to tree, tree to text."""
