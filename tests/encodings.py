"""How well the encoding of a text is found: right, refused and wrong, by encoding and length.

    python -m tests.encodings [--pieces 2000] [--others FOLDER] ../shared/corpora/xwlb.jsonl.xz

Pieces of every length are drawn from the corpus, as they are and made traditional by the table of
variants, written in each encoding and read again. What an encoding cannot write is left out of the
piece. FOLDER holds message catalogues (`ko/LC_MESSAGES/*.mo`), as most systems have them: of these
pieces are drawn in the encodings of their languages, and every one that is read is wrong; those that
are valid UTF-8 (plain ASCII) are not counted.
"""

from __future__ import annotations

import argparse
import gettext
import json
import lzma
import random
import re
from collections import Counter
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from index.decoding.decode import UndecodableError, decode
from index.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

LENGTHS: Final = (5, 10, 20, 50, 200, 1000, 5000)
EVERY: Final = 60
"""Of so many articles one is taken."""

CHINESE: Final = {
    "simplified": ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030"),
    "traditional": ("cp950", "big5hkscs", "gb18030", "utf-16-le"),
}

OTHERS: Final = {
    "ko": ("euc_kr", "cp949", "johab"),
    "ja": ("euc_jp", "cp932"),
    "ru": ("cp1251", "koi8_r", "cp866", "iso8859_5"),
    **dict.fromkeys(("de", "fr", "es", "pt", "sv"), ("latin_1",)),
    **dict.fromkeys(("pl", "cs"), ("cp1250",)),
    "tr": ("cp1254",),
    "el": ("iso8859_7",),
    "th": ("tis_620",),
    "he": ("cp1255",),
    "ar": ("cp1256",),
    "vi": ("cp1258",),
}


def outcome(text: str, encoding: str) -> str | None:
    """Return how a text written in an encoding is read; `None` where nothing of it can be written."""
    content = text.encode(encoding, "ignore")
    written = content.decode(encoding)
    if not written.strip():
        return None
    try:
        return "right" if decode(content) == written else "wrong"
    except UndecodableError:
        return "refused"


def outcome_of_another(text: str, encoding: str) -> str | None:
    """Return how a text of another language is read; `None` where it is UTF-8 as well."""
    content = text.encode(encoding, "ignore")
    with suppress(UnicodeDecodeError):
        content.decode()
        return None
    try:
        decode(content)
    except UndecodableError:
        return "refused"
    return "wrong"


def pieces(text: str, length: int, number: int) -> Iterator[str]:
    """Draw pieces of a text."""
    for _ in range(number):
        start = random.randrange(len(text) - length)  # noqa: S311 - no secret
        yield text[start : start + length]


def corpus(path: Path) -> str:
    """Return the texts of every sixtieth article."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        return "\n".join(json.loads(line)["text"] for line in islice(lines, 0, None, EVERY))


def traditional(text: str) -> str:
    """Return a text with the variant of each character that Big5 has, where it has another."""
    ideographs = [
        character for character in map(chr, range(0x4E00, 0xA000)) if character.encode("big5", "ignore")
    ]
    variants = {fold(variant): variant for variant in ideographs if fold(variant) != variant}
    return "".join(variants.get(character, character) for character in text)


def messages(folder: Path, language: str) -> str:
    """Return the texts of the message catalogues of a language."""
    texts: list[str] = []
    for path in sorted(folder.glob(f"{language}*/LC_MESSAGES/*.mo")):
        with path.open("rb") as file, suppress(OSError, UnicodeDecodeError):
            catalogue: dict[object, str] = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined] # no other way to all
            texts += [text for text in catalogue.values() if not text.isascii()]
    random.shuffle(texts)
    return re.sub(r"[\x00-\x09\x0b-\x1f]", "", "\n".join(texts[:20_000]))


def print_row(name: str, cells: list[Counter[str | None]]) -> None:
    """Print the outcomes of one encoding, a cell for each length."""
    shown = (f"{cell['right']}/{cell['refused']}/{cell['wrong']}" for cell in cells)
    print(f"{name:24}" + "".join(f"{cell:>14}" for cell in shown))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--pieces", type=int, default=2000)
    parser.add_argument("--others", type=Path)
    parser.add_argument("corpus", type=Path)
    options = parser.parse_args()
    random.seed(0)
    print(f"{'right/refused/wrong':24}" + "".join(f"{length:>14,}" for length in LENGTHS))
    simplified = corpus(options.corpus)
    for form, encodings in CHINESE.items():
        text = simplified if form == "simplified" else traditional(simplified)
        for encoding in encodings:
            cells = [
                Counter(outcome(piece, encoding) for piece in pieces(text, length, options.pieces))
                for length in LENGTHS
            ]
            print_row(f"{form} {encoding}", cells)
    for language, encodings in OTHERS.items() if options.others else ():
        text = messages(options.others, language)
        for encoding in encodings:
            cells = [
                Counter(outcome_of_another(piece, encoding) for piece in pieces(text, length, options.pieces))
                for length in LENGTHS
                if length < len(text)
            ]
            print_row(f"{language} {encoding}", cells)


if __name__ == "__main__":
    main()
