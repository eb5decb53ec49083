"""The columns of a segment: a container file and what is kept in it.

    container         named arrays in one memory-mapped, checksummed file
    dictionary        term → list number, for words and for pairs of characters
    postings          list number → units and frequencies
    repeats           the frequencies
    posting_encoder   the same, being written
    merging           the same, of several segments, being made one
    text              unit → its printed text
    small_numbers     numbers that nearly all fit one byte
    bits, arrays      what these have in common

Everything below is numpy and knows nothing of Whoosh, articles or queries. The modules that make
columns return a mapping from names to arrays; `container.prefixed` lets several of a kind share a file.
"""
