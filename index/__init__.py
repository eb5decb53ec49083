"""From documents to an archive: read, rebuild, fold, segment, write.

Data flows in one direction, and nothing here imports `searcher`.
"""
