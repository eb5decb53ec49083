"""Which encoding bytes are in that are no UTF-8: the one in which they read best as Chinese.

GB 18030 and Big5 give nearly every run of bytes some meaning, UTF-16 gives every run of an even length one.
What tells them apart is what they make of it: a text read in its own encoding has common characters, read in
another it is a rain of rare ones. Korean and Japanese, of which the wrong encoding would make common Chinese
characters, are tried too; where they read best, the bytes are none of ours. A text of a few characters is
told by its words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from index.decoding import plausibility

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

CLEAR, CLEARLY_AHEAD = 8.0, 5.0
"""Evidence of characters, in nats, that needs no words to it, and by how much it must be the best."""

ENOUGH, AHEAD = 3.0, 2.0
"""The same for the evidence of characters and words together, against the languages of every alphabet."""

DECLARED: Final = 6.0
"""What it adds that a document names an encoding itself."""

EXPECTED: Final = 1.0
"""What it adds to GB 18030 that most of what is not UTF-8 is in it."""

_CODECS: Final = {
    "gb18030": ("gb18030",),
    # Windows' Big5 has today's punctuation, Hong Kong's more characters.
    "big5": ("cp950", "big5hkscs"),
    "utf-16-le": ("utf-16-le",),
    "utf-16-be": ("utf-16-be",),
}

_RIVALS: Final = {
    "cp949": plausibility.korean,
    "euc_jp": plausibility.japanese,
    "cp932": plausibility.japanese,
}

_ALPHABETS: Final = (
    *("cp1250", "cp1251", "cp1252", "cp1255", "cp1256", "cp1257", "iso8859_5", "iso8859_7"),
    *("koi8_r", "cp866", "tis_620"),
)

_NAMES: Final = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "xgbk", "cp936", "gb231280", "euccn", "xeuccn"), "gb18030"),
    **dict.fromkeys(("big5", "big5hkscs", "cp950", "xxbig5", "big5eten", "cnbig5"), "big5"),
    **dict.fromkeys(("utf16", "utf16le", "unicode"), "utf-16-le"),
    "utf16be": "utf-16-be",
}
"""What documents call their encodings, in small letters and digits, and which of ours each is."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What bytes say in an encoding, and the evidence that they are in it."""

    encoding: str
    text: str
    evidence: float


def encoding_named(name: str) -> str | None:
    """Return which of the encodings a document means by a name; `None` for UTF-8 and for those not read."""
    return _NAMES.get(re.sub("[^a-z0-9]", "", name.lower()))


def read_as_chinese(content: bytes, declared: str | None = None) -> Reading | None:
    """Return what bytes say in the encoding in which they read best; `None` where that is in doubt.

    `declared` is the encoding that the document itself names, as `encoding_named` gives it.
    """
    ours = _best_first(_readings(content, declared))
    if not ours:
        return None
    rivals = [
        evidence_for(text)
        for codec, evidence_for in _RIVALS.items()
        if (text := _decoded(content, codec)) is not None
    ]
    if _is_ahead(ours, rivals, CLEAR, CLEARLY_AHEAD):
        return ours[0]
    worded = _best_first(
        replace(reading, evidence=reading.evidence + plausibility.words(reading.text)) for reading in ours
    )
    rivals += [
        plausibility.alphabetic(text)
        for codec in _ALPHABETS
        if (text := _decoded(content, codec)) is not None
    ]
    return worded[0] if _is_ahead(worded, rivals, ENOUGH, AHEAD) else None


def _readings(content: bytes, declared: str | None) -> Iterator[Reading]:
    for encoding, codecs in _CODECS.items():
        prior = DECLARED * (encoding == declared) + EXPECTED * (encoding == "gb18030")
        for codec in codecs:
            text = _decoded(content, codec)
            if text is None:
                continue
            if encoding.startswith("utf-16"):
                evidence = plausibility.wide_chinese(text)
            else:
                evidence = plausibility.chinese(text, is_marked_up=declared is not None)
            yield Reading(encoding, text, evidence + prior)


def _best_first(readings: Iterable[Reading]) -> list[Reading]:
    return sorted(readings, key=lambda reading: -reading.evidence)


def _is_ahead(readings: Sequence[Reading], rivals: Sequence[float], least: float, ahead: float) -> bool:
    best = readings[0]
    others = [reading.evidence for reading in readings[1:] if reading.encoding != best.encoding]
    return best.evidence >= least and best.evidence - max([0.0, *others, *rivals]) >= ahead


def _decoded(content: bytes, codec: str) -> str | None:
    try:
        return content.decode(codec)
    except UnicodeDecodeError:
        return None
