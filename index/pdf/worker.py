"""The process that reads PDF files: what it is sent, what it answers, what it may use.

PDFium is two million lines of C++ that read what strangers made. Whatever a file does to it, it does
here: the process that indexes sees an answer, or that this one ended. Answers are JSON, never pickles:
whoever took this process over could say no more than a file could.

To the process goes a line of JSON (how many bytes, from which page on), then the file. From it come
frames, a length of four bytes and JSON: how many pages there are, each page, the end.
"""

from __future__ import annotations

import json
import resource
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from index.pdf.document import DocumentError, opened, sheet_of
from index.pdf.layout import page_lines
from index.pdf.protocol import LENGTH, PAGE_SECONDS
from index.pdf.verdict import verdict

if TYPE_CHECKING:
    from index.pdf.glyphs import Sheet

MEMORY = 2 << 30
"""Bytes of address space: a file in memory, twice what its pages decode to, and the interpreter."""


def run() -> None:
    """Read files in this process, as standard input says, until it ends."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    _limit(resource.RLIMIT_AS, MEMORY)
    while request := sys.stdin.buffer.readline():
        order = json.loads(request)
        _read(sys.stdin.buffer.read(order["bytes"]), order["first"])


def _limit(what: int, most: int) -> None:
    """Set a limit, or leave a stricter one that is set already."""
    _, hard = resource.getrlimit(what)
    # macOS knows limits that it lets nobody set; the others are there all the same.
    with suppress(ValueError, OSError):
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _allow_time() -> None:
    """Let this process use so much more time; beyond it, the system ends it."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, int(usage.ru_utime + usage.ru_stime) + PAGE_SECONDS + 1)


def _read(content: bytes, first: int) -> None:
    _allow_time()
    try:
        with opened(content) as document:
            _answer({"pages": len(document)})
            for index in range(first, len(document)):
                _allow_time()
                _answer({"page": index, **_page(document, index)})
    except DocumentError as error:
        _answer({"error": error.code, "value": error.value})
        return
    _answer({"end": True})


def _page(document: Any, index: int) -> dict[str, Any]:
    try:
        sheet = sheet_of(document, index)
        return _described(sheet)
    except DocumentError as error:
        return {"problem": error.code, "value": error.value}
    except Exception as error:  # noqa: BLE001 - one page must not take the others with it
        return {"problem": "failed", "value": type(error).__name__}


def _described(sheet: Sheet) -> dict[str, Any]:
    problem, value = verdict(sheet)
    if problem == "unmapped":
        return {"problem": problem, "value": value}
    lines = page_lines(sheet)
    answer: dict[str, Any] = {
        "lines": [line.text for line in lines],
        "settings": [
            line.setting and [line.setting.size, line.setting.width, line.setting.indent, line.setting.column]
            for line in lines
        ],
    }
    if problem:
        answer |= {"problem": problem, "value": value}
    return answer


def _answer(answer: dict[str, Any]) -> None:
    frame = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
    sys.stdout.buffer.write(LENGTH.pack(len(frame)) + frame)
    sys.stdout.buffer.flush()
