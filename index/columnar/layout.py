"""What the columns of a segment mean, for `builder`, which writes them, and for `segment`, which reads them.

Apart from both, so that a reader does not load what only a writer needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.model import UnitKind

UNIT_KINDS: tuple[UnitKind, ...] = ("headline", "byline", "subhead", "paragraph")
"""What the numbers in the column `unit.kind` mean."""

BLANK = 0x80
"""Added to the kind of a unit without text: it is never found and counts in no statistic."""

RECORDS_TOGETHER = 64
"""Articles whose records are compressed as one block: about 4 KB, inflated in 20 µs."""


def hash_of_id(article_id: str) -> int:
    """Return 32 bits of an article's id; two ids may share them, so the record decides."""
    from hashlib import blake2b  # loads OpenSSL, and a search asks for no id

    digest = blake2b(article_id.encode("utf-8", "surrogatepass"), digest_size=4).digest()
    return int.from_bytes(digest, "little")
