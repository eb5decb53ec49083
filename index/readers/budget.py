"""How much one file may unpack to, so that no file fills the memory or takes days."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, BinaryIO, Final

from index.errors import SourceError
from index.language import gettext as _

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MEGABYTE: Final = 1_000_000

MOST_RATIO: Final = 200
"""How many times its size a file may unpack to: text gives 3 to 20, articles by the thousand alike 100."""

FREE: Final = 256 * MEGABYTE
"""What any file may unpack to, however small it is."""

MOST_BYTES: Final = 32_000 * MEGABYTE
"""What any file may unpack to, however large it is."""

MOST_MEMBERS: Final = 500_000
"""Files in a packed file, those in packed files inside it included: thirty years of pages."""

MOST_MEMBER: Final = 256 * MEGABYTE
"""Bytes of one file in a packed one: it is held in memory."""

MOST_DEPTH: Final = 5
"""How often a document may be packed: a compressed one in a tar in gzip in a zip is packed four times."""

BLOCK: Final = 1 << 20


class Budget:
    """What is left to a file, shown as `file`, and to all that is packed in it; `size` are its bytes."""

    def __init__(self, file: str, size: int) -> None:
        self.file = file
        self._bytes = min(FREE + MOST_RATIO * size, MOST_BYTES)
        self._members = MOST_MEMBERS

    def spend(self, number: int) -> None:
        """Take unpacked bytes off. Raises `SourceError` for the whole file where they are too many."""
        self._bytes -= number
        if self._bytes < 0:
            reason = _(
                "unpacks to more than {ratio} times its size or {most:,} MB; unpack what of it is wanted"
            )
            raise SourceError(
                self.file, reason.format(ratio=MOST_RATIO, most=MOST_BYTES // MEGABYTE)
            ) from None

    def count_member(self) -> None:
        """Take one file off. Raises `SourceError` for the whole file where there are too many."""
        self._members -= 1
        if self._members < 0:
            reason = _("holds more than {most:,} files; unpack it into a folder")
            raise SourceError(self.file, reason.format(most=MOST_MEMBERS))

    def metered(self, stream: io.BufferedIOBase) -> BinaryIO:
        """Return a stream of unpacked bytes that are taken off as they are read, each of them once."""
        return io.BufferedReader(_Metered(stream, self), BLOCK)


class _Metered(io.RawIOBase):
    """Reads a stream at the expense of a budget."""

    def __init__(self, stream: io.BufferedIOBase, budget: Budget) -> None:
        self._stream = stream
        self._budget = budget
        self._paid = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        # Not `read`: what was unpacked before damage would be lost with it.
        block = self._stream.read1(len(view))
        view[: len(block)] = block
        place = self._stream.tell()
        if place > self._paid:
            self._budget.spend(place - self._paid)
            self._paid = place
        return len(block)
