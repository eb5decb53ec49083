"""The oracle: Whoosh as it comes. Its codec writes the index, its matchers walk it, one posting at a time.

    writer       articles into an index of Whoosh's own codec
    engine       a query's tree as a tree of Whoosh's queries, run, scored and put in order
    queries      the leaves of that tree
    weighting    the ranking as a weighting of Whoosh's

The engine reads whatever codec an index was written with. On Whoosh's it shares nothing with the product
but the analysis and the formula of the ranking; on ours it shows that the columns are what Whoosh takes
them for.
"""
