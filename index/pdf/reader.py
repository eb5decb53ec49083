"""PDF files to the texts of their pages, read in a process of its own; what cannot be read is named."""

from __future__ import annotations

import atexit
import hashlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from index.model import LineSetting, Page
from index.pdf import messages
from index.pdf.process import PATIENCE, PdfProcess, ProcessEndedError
from index.pdf.protocol import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

_MOST_FAILURES = 3

_ENDED = frozenset(["slow", "crash"])
"""What is wrong with a page at which the process ended."""


class PdfError(ValueError):
    """A PDF file that cannot be read; the message says why and what to do, without naming the file."""


class PdfEndedError(PdfError):
    """The process that read it was ended, or took too long: on another day it may not be."""


@dataclass(frozen=True, slots=True)
class PdfPage:
    """The text of one page, in reading order.

    `number` counts the pages of the file from 1. Lines are those of the print; blocks are set apart by
    an empty line. `settings` has an entry for each line of `text`.
    """

    number: int
    text: str
    settings: tuple[LineSetting | None, ...]

    def as_page(self, file: str, digest: str) -> Page:
        """Return what `index.rebuild` takes; `digest` is that of the file, and makes one for the page."""
        own = hashlib.sha256(f"{digest} page {self.number}".encode()).hexdigest()
        return Page(file, self.text, own, self.settings)


@dataclass(frozen=True, slots=True)
class PdfProblem:
    """What is wrong with some pages, from `first` to `last`: `reason` names them and says what to do.

    One that `is_passing` was met as the process that read them ended: on another day it may not be.
    """

    first: int
    last: int
    reason: str
    is_passing: bool = False


def read_pages(content: bytes) -> Generator[PdfPage | PdfProblem, None, None]:
    """Yield the pages of a PDF file that have text, and what is wrong with others, in their order.

    The file is read by a process that is kept for the next one. Raises `PdfError` where nothing of
    the file can be read, at once or, where none of its pages has text, in the end.
    """
    return _kept().read_pages(content)


@cache
def _kept() -> PdfReader:
    reader = PdfReader()
    atexit.register(reader.close)
    return reader


class PdfReader:
    """Processes that read PDF files: one for each file that is read at a time, kept for the next."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._idle: list[PdfProcess] = []
        self._patience = patience

    def close(self) -> None:
        """End the processes."""
        while self._idle:
            self._idle.pop().kill()

    def read_pages(self, content: bytes) -> Generator[PdfPage | PdfProblem, None, None]:
        """Do what `index.pdf.read_pages` does."""
        if len(content) > MOST_BYTES:
            raise PdfError(messages.of_file("size", -(-len(content) >> 20)))
        has_text = False
        pictures = _Pictures()
        for answer in self._answers(content):
            number = answer["page"] + 1
            problem = answer.get("problem", "")
            if problem == "scanned":
                yield from pictures.add(number)
                continue
            yield from pictures.rest()
            if problem == "rest":
                reason = messages.of_rest(number, answer["value"])
                yield PdfProblem(number, answer["value"], reason, is_passing=True)
            elif problem:
                reason = messages.of_page(problem, number, answer["value"])
                yield PdfProblem(number, number, reason, is_passing=problem in _ENDED)
            if any(answer.get("lines", ())):
                has_text = True
                yield _page(number, answer)
        if not has_text and pictures.count:
            raise PdfError(messages.of_file("pictures"))
        yield from pictures.rest()

    def _answers(self, content: bytes) -> Iterator[dict[str, Any]]:
        """Yield an answer for each page, also for one that ends the process that reads it."""
        first = pages = failures = 0
        while not pages or first < pages:
            if failures == _MOST_FAILURES:
                yield {"page": first, "problem": "rest", "value": pages}
                return
            process = self._idle.pop() if self._idle else PdfProcess()
            try:
                for answer in process.answers(content, first, self._patience):
                    pages = answer.get("pages", pages)
                    if "page" in answer:
                        yield answer
                        first = answer["page"] + 1
                    elif "error" in answer:
                        raise PdfError(messages.of_file(answer["error"], answer["value"]))
            except ProcessEndedError as ended:
                problem = "slow" if ended.out_of_time else "crash"
                if not pages:
                    raise PdfEndedError(messages.of_file(problem, ended.reason)) from None
                yield {"page": first, "problem": problem, "value": ended.reason}
                first += 1
                failures += 1
            finally:
                if process.is_idle:
                    self._idle.append(process)
                else:
                    process.kill()


class _Pictures:
    """Pages without text that follow each other, to be named together."""

    def __init__(self) -> None:
        self.count = 0
        self._first = self._last = 0

    def add(self, number: int) -> Iterator[PdfProblem]:
        """Note a page; yield those before it that it does not follow."""
        if self._first and number != self._last + 1:
            yield from self.rest()
        self._first = self._first or number
        self._last = number
        self.count += 1

    def rest(self) -> Iterator[PdfProblem]:
        """Yield the pages noted, if any."""
        if not self._first:
            return
        yield PdfProblem(self._first, self._last, messages.of_pictures(self._first, self._last))
        self._first = 0


def _page(number: int, answer: dict[str, Any]) -> PdfPage:
    settings = tuple(setting and LineSetting(*setting) for setting in answer["settings"])
    return PdfPage(number, "\n".join(answer["lines"]), settings)
