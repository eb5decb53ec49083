"""Tests of the reading of HTML; the documents are ours, their forms those of real sites."""
