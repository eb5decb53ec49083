"""Figures, dates, amounts and persons in printed text, and which of them stand near a query's words."""
