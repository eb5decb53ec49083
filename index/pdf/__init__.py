"""The texts of PDF pages, in reading order, for `index.rebuild`.

    for part in read_pages(content):
        match part:
            case PdfPage():
                articles = rebuild(part.as_page(file, digest))
            case PdfProblem():
                error = SourceError(file, part.reason)

characters with boxes (`document`, `glyphs`) → lines (`lines`, `gutters`) → blocks (`blocks`) → heads over
their columns (`heads`) → reading order (`columns`) → text with how each line was set (`layout`, `settings`).
All of it runs in a process of its own (`worker`, `process`), since PDFium is C++ and the file a stranger's.
"""

from index.pdf.reader import PdfEndedError, PdfError, PdfPage, PdfProblem, PdfReader, read_pages

__all__ = ["PdfEndedError", "PdfError", "PdfPage", "PdfProblem", "PdfReader", "read_pages"]
