"""Articles out of HTML: pages of e-papers, and articles saved from the web.

tokens → blocks of text with what stands around each → the run of blocks that is the text → facts of the
document and of the lines around the text → an article. No tree is built: the text of a document and its
source lines are what matters, and how deep a tree is would be up to whoever wrote the document.
"""
