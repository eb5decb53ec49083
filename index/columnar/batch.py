"""Articles on their way into a segment, as few large values: cheap to hand to another process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.columnar.articles import encode_record
from index.columnar.layout import UNIT_KINDS, hash_of_id
from index.columnar.values import GIVEN_FIELDS, GivenField, Values, values_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.model import Article

_KIND_NUMBERS = {kind: number for number, kind in enumerate(UNIT_KINDS)}


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Some articles: `text` has the texts of their units, one after the other.

    `lengths` and `kinds` have one entry per unit; `sizes` (units), `origins` (key of the file, place in the
    archive's order, date) and `hashes` (of the id) one per article. `records` are the articles' records,
    a line each, `values` what they have in each field.
    """

    text: str
    lengths: NDArray[np.uint32]
    kinds: NDArray[np.uint8]
    sizes: NDArray[np.uint32]
    origins: NDArray[np.int64]
    hashes: NDArray[np.uint32]
    records: bytes
    values: dict[GivenField, Values]


class Gatherer:
    """Gathers articles until `batch` makes a batch of them."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._kinds = bytearray()
        self._sizes: list[int] = []
        self._origins: list[tuple[int, int, int]] = []
        self._hashes: list[int] = []
        self._records: list[bytes] = []
        self._values: dict[GivenField, list[tuple[str, ...]]] = {field: [] for field in GIVEN_FIELDS}
        self.characters = 0
        """Characters gathered so far."""

    def __len__(self) -> int:
        return len(self._sizes)

    @property
    def unit_count(self) -> int:
        """How many units were gathered."""
        return len(self._texts)

    def add(self, article: Article, source: int, sequence: int) -> None:
        """Add an article of the file with the key `source`; its place in the archive is `sequence`."""
        texts = [unit.text for unit in article.units]
        self._texts += texts
        self._kinds += bytes([_KIND_NUMBERS[unit.kind] for unit in article.units])
        self.characters += sum(map(len, texts))
        self._sizes.append(len(texts))
        date = int(article.date.replace("-", "")) if article.date else 0
        self._origins.append((source, sequence, date))
        self._hashes.append(hash_of_id(article.id))
        self._records.append(encode_record(article))
        for field, values in self._values.items():
            values.append(values_of(article, field))

    def batch(self) -> Batch:
        """Return what was gathered."""
        return Batch(
            text="".join(self._texts),
            lengths=np.fromiter(map(len, self._texts), np.uint32, len(self._texts)),
            kinds=np.frombuffer(bytes(self._kinds), np.uint8),
            sizes=np.array(self._sizes, np.uint32),
            origins=np.array(self._origins, np.int64).reshape(-1, 3),
            hashes=np.array(self._hashes, np.uint32),
            records=b"\n".join(self._records),
            values={field: Values.of(values) for field, values in self._values.items()},
        )
