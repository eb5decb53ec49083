"""Figures, and which of them answer a query."""
