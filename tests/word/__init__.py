"""Tests of the reading of Word documents, made here from their parts."""
