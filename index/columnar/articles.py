"""What a segment holds of its articles besides their texts, for `builder` and for `merge`."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np

from index.columnar.arrays import narrowest, offsets
from index.columnar.layout import RECORDS_TOGETHER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from index.model import Article

COMPRESSION = 6

_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""As `json.dumps` with these options, which makes an encoder for each call."""


class RecordEncoder:
    """Compresses records in their order, some at a time: what is appended is kept compressed only."""

    def __init__(self) -> None:
        self._open: list[bytes] = []
        self._blocks: list[bytes] = []

    def append(self, records: Iterable[bytes]) -> None:
        """Take records as `encode_record` makes them."""
        for record in records:
            self._open.append(record)
            if len(self._open) == RECORDS_TOGETHER:
                self._close_block()

    def _close_block(self) -> None:
        self._blocks.append(zlib.compress(b"\n".join(self._open), COMPRESSION))
        self._open.clear()

    def finish(self) -> dict[str, Any]:
        """Return the columns of everything appended."""
        if self._open:
            self._close_block()
        return {
            "record.block": offsets(np.array([len(block) for block in self._blocks])).astype(np.uint64),
            "record.data": b"".join(self._blocks),
        }


def article_columns(
    first_units: NDArray[np.uint32], origins: NDArray[np.int64], hashes: NDArray[np.uint32]
) -> dict[str, Any]:
    """Return the columns of the articles but for their records.

    `origins` has for each article its file's key, its place in the archive's order and its date;
    `hashes` the hash of its id.
    """
    order = np.argsort(hashes, kind="stable")
    sources, sequences, dates = origins.T
    return {
        "article.first_unit": first_units,
        "article.source": sources.astype(narrowest(int(sources.max(initial=0)))),
        "article.sequence": sequences.astype(narrowest(int(sequences.max(initial=0)))),
        "article.date": dates.astype(np.uint32),
        "article.hash": hashes[order],
        "article.of_hash": order.astype(narrowest(len(order))),
    }


def encode_record(article: Article) -> bytes:
    """Return what is stored of an article besides its texts, in one line."""
    record = {
        "id": article.id,
        "file": article.file,
        "kind": article.kind,
        "byline": [(credit.name, credit.role) for credit in article.byline],
        "paper": article.paper,
        "date": article.date,
        "page": article.page,
        "section": article.section,
        "confidence": article.confidence,
        "lines": _encode_lines(article),
    }
    return _to_json(record).encode()


def _encode_lines(article: Article) -> int | list[Any]:
    """Return the lines of all units; one number where every unit with text stands in that one line."""
    lines = {unit.lines for unit in article.units if unit.text}
    if len(lines) == 1:
        ((first, last), *more) = next(iter(lines)) or ((0, -1),)
        if first == last and not more and all(not unit.lines for unit in article.units if not unit.text):
            return first
    return [unit.lines for unit in article.units]
