"""Make `index/variants.tsv`, the table that folds a variant ideograph to its simplified form.

    python docs/make_variants.py UNICODE_DIR OPENCC_DIR > index/variants.tsv

UNICODE_DIR holds, of one version of the Unicode Character Database, `Unihan_Variants.txt`,
`Unihan_OtherMappings.txt` (either may be compressed, `.bz2`) and `EquivalentUnifiedIdeograph.txt`.
OPENCC_DIR holds OpenCC's dictionaries `TSCharacters.txt`, `JPVariants.txt`, `TWVariants.txt` and
`HKVariants.txt`. The rules are told in `docs/folding.md`.
"""

from __future__ import annotations

import bz2
import sys
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Variants = dict[str, dict[str, frozenset[str]]]
"""Character -> variant -> the dictionaries that attest it (empty: none is named)."""

HEADER = """\
# Variant ideographs and the simplified character each is folded to; see docs/folding.md.
# Two columns, variant TAB simplified, one code point each, sorted by code point of the variant.
# No variant is a character of GB 2312, and no simplified character is itself a variant.
# Made by docs/make_variants.py; do not edit by hand.
#
# Sources, modified by selection and combination:
# - Unicode Character Database {version}: EquivalentUnifiedIdeograph.txt, Unihan_Variants.txt,
#   Unihan_OtherMappings.txt. Copyright 1991-2022 Unicode, Inc., distributed under the Terms of Use in
#   https://www.unicode.org/copyright.html (Unicode License Agreement - Data Files and Software).
# - Open Chinese Convert (OpenCC): TSCharacters.txt, JPVariants.txt, TWVariants.txt, HKVariants.txt.
#   Copyright 2010-2020 Carbo Kuo and contributors, Apache License 2.0,
#   https://github.com/BYVoid/OpenCC, https://www.apache.org/licenses/LICENSE-2.0.
# - {shapes} pairs of our own, listed in docs/make_variants.py.
#
"""

SAME_CHARACTER = (
    # The old printed shape beside the new one: the same strokes, drawn otherwise.
    "倂并 値值 偸偷 吿告 呑吞 塡填 姸妍 尙尚 屛屏 愼慎 揷插 旣既 淸清 漑溉 甁瓶 硏研 郞郎 鄕乡 靑青 頥颐 "
    "顚颠 飮饮 餠饼 "
    # Japanese abbreviations that are in print but not in OpenCC's list of the official ones.
    "嶋岛 壷壶 尭尧 穐秋 篭笼 薗园 讃赞 賍赃 躰体 軆体 邉边 隷隶 隣邻 靭韧 頬颊 騐验 "
    # Forms of handwriting and of old type.
    "亾亡 凢凡 凾函 冝宜 冨富 囘回 囯国 囻国 埀垂 寳宝 岀出 曡叠 桒桑 欝郁 牎窗 畧略 縂总 緜绵 艶艳 虵蛇 "
    "襃褒 隂阴 靣面 鬪斗 鬬斗 鬭斗"
)
"""Pairs that the sources leave out or attest once: forms of one character, frequent in old type, in
Japanese names and as a slip of OCR."""

MISTAKEN = frozenset("戠")
"""Left alone. Unihan simplifies 戠 to 只; it is a character of its own."""


def main() -> int:
    """Print the table made from the two folders named on the command line."""
    unicode_dir, opencc_dir = (Path(argument) for argument in sys.argv[1:3])
    sources = read_sources(unicode_dir, opencc_dir)
    table = {
        variant: simplified
        for variant in sorted(sources.characters())
        if is_foldable(variant) and (simplified := sources.simplified(variant)) != variant
    }
    version = (
        first_line(unicode_dir / "EquivalentUnifiedIdeograph.txt").rsplit("-", 1)[1].removesuffix(".txt")
    )
    lines = [f"{variant}\t{simplified}\n" for variant, simplified in table.items()]
    header = HEADER.format(version=version, shapes=len(SAME_CHARACTER.split()))
    sys.stdout.buffer.write((header + "".join(lines)).encode())
    return 0


def in_gb2312(character: str) -> bool:
    """Whether a character belongs to GB 2312."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def is_foldable(character: str) -> bool:
    """Whether a character may stand in the first column.

    What NFKC changes (Kangxi radicals, compatibility ideographs) never reaches the table.
    """
    return not in_gb2312(character) and unicodedata.is_normalized("NFKC", character)


@dataclass(frozen=True, slots=True)
class Sources:
    """What each source says, character -> other character.

    `regional` leads from a Japanese, Taiwan or Hong Kong form to OpenCC's standard traditional
    one. `settled` holds what is simplified already: the characters of the 通用规范汉字表 of 2013,
    and what a source is mistaken in.
    """

    radicals: dict[str, str]
    same: dict[str, str]
    simplifications: dict[str, list[str]]
    regional: dict[str, str]
    unihan_simplified: Variants
    shapes: Variants
    synonyms: Variants
    settled: frozenset[str]

    def characters(self) -> set[str]:
        """Every character that any source maps."""
        return (
            self.radicals.keys()
            | self.same.keys()
            | self.simplifications.keys()
            | self.regional.keys()
            | self.unihan_simplified.keys()
            | self.shapes.keys()
            | self.synonyms.keys()
        )

    def simplified(self, character: str) -> str:
        """Follow the sources from a character until GB 2312 is reached or no source goes further."""
        seen = {character}
        while not in_gb2312(character):
            following = next((found for found in self._steps(character) if found != character), None)
            if following is None or following in seen:
                break
            seen.add(following)
            character = following
        return character

    def _steps(self, character: str) -> Iterator[str]:
        """Yield the characters one source each leads to, the surest source first."""
        for sure in (self.radicals, self.same):
            if character in sure:
                yield sure[character]
        if character in self.simplifications:
            yield self.simplifications[character][0]
        # The sources below are weaker: on their word alone no settled character is a variant.
        if character in self.settled:
            return
        if character in self.regional:
            yield self.regional[character]
        yield from self._unihan_simplified(character)
        yield from self._shape(character)
        yield from self._synonym(character)

    def _unihan_simplified(self, character: str) -> Iterator[str]:
        forms = self.unihan_simplified.get(character, {})
        if forms and character not in forms:
            yield min(forms, key=lambda form: (not in_gb2312(form), ord(form)))

    def _shape(self, character: str) -> Iterator[str]:
        yield from (form for form in self.shapes.get(character, {}) if in_gb2312(form))

    def _synonym(self, character: str) -> Iterator[str]:
        """Yield the one character of GB 2312 that kSemanticVariant leads to, if the evidence is enough.

        Two dictionaries, or one that marks the other form as the same character (T) in its
        orthodox form (Z); UAX #38, kSemanticVariant.
        """
        witnesses: dict[str, frozenset[str]] = defaultdict(frozenset)
        for form, dictionaries in self.synonyms.get(character, {}).items():
            simplified = form if in_gb2312(form) else self.simplifications.get(form, [form])[0]
            if in_gb2312(simplified):
                witnesses[simplified] |= dictionaries
        if len(witnesses) == 1:
            ((simplified, dictionaries),) = witnesses.items()
            if len(dictionaries) > 1 or any(name.endswith(":TZ") for name in dictionaries):
                yield simplified


def read_sources(unicode_dir: Path, opencc_dir: Path) -> Sources:
    """Read all files of both folders."""
    unihan = unicode_dir / "Unihan_Variants.txt"
    simplifications = read_opencc(opencc_dir / "TSCharacters.txt")
    return Sources(
        radicals=read_radicals(unicode_dir / "EquivalentUnifiedIdeograph.txt"),
        same={pair[0]: pair[1] for pair in SAME_CHARACTER.split()},
        simplifications=simplifications,
        regional={
            form: standard
            for name in ("HKVariants.txt", "TWVariants.txt", "JPVariants.txt")
            for standard, forms in read_opencc(opencc_dir / name).items()
            for form in forms
            # Some forms of Hong Kong are the simplified ones (挩 is printed 捝): not back again.
            if simplifications.get(standard, [standard])[0] != form
        },
        unihan_simplified=read_unihan(unihan, "kSimplifiedVariant"),
        shapes=read_unihan(unihan, "kZVariant"),
        synonyms=read_unihan(unihan, "kSemanticVariant"),
        settled=MISTAKEN | read_standard_characters(unicode_dir / "Unihan_OtherMappings.txt"),
    )


def read_radicals(path: Path) -> dict[str, str]:
    """Read the radicals and the ideograph each looks like (strokes, U+31C0 to 31EF, are no characters)."""
    radicals = {}
    for line in data_lines(path):
        code_points, ideograph = line.split("#")[0].split(";")
        first, _, last = code_points.strip().partition("..")
        for code_point in range(int(first, 16), int(last or first, 16) + 1):
            if 0x2E80 <= code_point <= 0x2FDF:
                radicals[chr(code_point)] = chr(int(ideograph, 16))
    return radicals


def read_opencc(path: Path) -> dict[str, list[str]]:
    """Read one dictionary of OpenCC: character -> forms, the first one preferred."""
    entries = (line.split("\t") for line in data_lines(path))
    return {character: forms.split() for character, forms in entries}


def read_unihan(path: Path, field: str) -> Variants:
    """Read one field of Unihan_Variants.txt, `U+9ED2 kZVariant U+9ED1<kMatthews,kHanYu:TZ` and the like."""
    variants: Variants = {}
    for line in data_lines(path):
        character, name, values = line.split("\t")
        if name == field:
            forms = (value.partition("<") for value in values.split())
            variants[character_of(character)] = {
                character_of(form): frozenset(dictionaries.split(",") if dictionaries else ())
                for form, _, dictionaries in forms
            }
    return variants


def read_standard_characters(path: Path) -> set[str]:
    """Read the characters of the 通用规范汉字表, field kTGH of Unihan_OtherMappings.txt."""
    entries = (line.split("\t") for line in data_lines(path))
    return {character_of(character) for character, field, _ in entries if field == "kTGH"}


def character_of(notation: str) -> str:
    """`U+4E00` as a character."""
    return chr(int(notation.removeprefix("U+"), 16))


def data_lines(path: Path) -> Iterator[str]:
    """Yield the lines of a file or of its compressed form, without comments and blank lines."""
    raw = path.read_bytes() if path.exists() else bz2.decompress(Path(f"{path}.bz2").read_bytes())
    for line in raw.decode("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def first_line(path: Path) -> str:
    """Read the first line of a text file, which in the Unicode database names file and version."""
    return path.read_text(encoding="utf-8").splitlines()[0]


if __name__ == "__main__":
    sys.exit(main())
