"""Articles composed of pieces of text whose kinds are known, as HTML and DOCX give them."""
