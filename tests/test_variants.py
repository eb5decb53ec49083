"""The variant table: one file, one rule per line, nothing merged that GB 2312 keeps apart."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

ROOT = Path(__file__).parent.parent
TABLE = ROOT / "index" / "variants.tsv"
LINES = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
PAIRS = [tuple(line.split("\t")) for line in LINES]


def in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def test_every_line_is_one_ideograph_to_another() -> None:
    """A line is a variant, a tab and another character, one code point each."""
    assert [line for line in LINES if not re.fullmatch("(.)\t(?!\\1).", line)] == []


def test_the_table_is_sorted_and_has_each_variant_once() -> None:
    """The variants ascend by code point."""
    variants = [variant for variant, _ in PAIRS]
    assert variants == sorted(set(variants))


def test_no_variant_belongs_to_gb_2312() -> None:
    """Two characters of GB 2312 are never merged, and 〇 is kept."""
    assert [variant for variant, _ in PAIRS if in_gb2312(variant) or variant == "〇"] == []


def test_no_simplified_character_is_folded_further() -> None:
    """One look-up is enough: the table has neither chains nor cycles."""
    variants = {variant for variant, _ in PAIRS}
    assert [simplified for _, simplified in PAIRS if simplified in variants] == []


def test_the_table_holds_only_what_normalisation_leaves() -> None:
    """A character that NFKC changes would never meet its line."""
    assert [line for line in LINES if not unicodedata.is_normalized("NFKC", line.replace("\t", ""))] == []


def test_the_rows_follow_the_comments() -> None:
    """The loader takes all that follows the last comment, which is an empty one."""
    assert TABLE.read_text(encoding="utf-8").rpartition("#\n")[2].splitlines() == LINES


def test_the_published_table_is_the_one_in_use() -> None:
    """`docs/variants.tsv` shows the table that the program reads."""
    assert (ROOT / "docs" / "variants.tsv").read_bytes() == TABLE.read_bytes()
