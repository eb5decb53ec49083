"""Many who read an archive while one writes it: whether each sees one generation, and that one right.

versions.py    what the archive should hold in each of its generations, kept for the readers
writer.py      the one who writes
reader.py      one of those who read
__main__.py    all of them at once      python -m tests.company
"""
