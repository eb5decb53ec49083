"""The catalogues of messages: what the code says, what they hold, and how they are compiled.

    python -m tests.catalogue

adds new messages to searcher.po, still to be translated, drops those the code no longer has, and
compiles both catalogues.
"""
