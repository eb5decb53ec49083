"""What both ends of a process that reads PDF files agree on."""

from __future__ import annotations

import struct
from typing import Final

PROGRAM: Final = (
    "import json, sys; sys.path[:] = json.loads(sys.stdin.buffer.readline());"
    " from index.pdf.worker import run; run()"
)
"""What an interpreter is given: it finds our modules where we do."""

LENGTH: Final = struct.Struct(">I")
"""How a frame begins: the number of bytes of JSON that follow."""

PAGE_SECONDS: Final = 30
"""Processor time for one page, or for opening the file. A newspaper page takes a tenth of a second."""

MOST_ANSWER: Final = 64 << 20
"""Bytes of a frame: several times those of the fullest page."""

MOST_PAGES: Final = 5_000
"""Pages of a volume bound from two years of a weekly of 48 pages."""

MOST_CHARACTERS: Final = 200_000
"""Characters of one page: ten times those of the fullest newspaper page."""

MOST_BYTES: Final = 256 << 20
"""Bytes of a file, which is held in memory."""
