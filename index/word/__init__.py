"""Articles out of Word documents (DOCX, ECMA-376): paragraphs as they are, heads by style or by form.

The paragraphs of a document are known, so they are not given to the rebuilding of pages, which weighs them
anew.
"""
