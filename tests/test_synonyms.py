"""Synonyms: the file, and the queries they widen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.errors import SourceError
from searcher.query.parser import parse
from searcher.query.synonyms import Applied, apply_synonyms, read_synonyms

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """\
\ufeff# 呼和浩特
土左旗 = 土默特左旗

双报到＝双报到双服务 = “双报到、双服务” = 双報到
土默特左旗 = 土默特左翼旗
"""


def written(folder: Path, text: str | bytes) -> Path:
    """Write a file of synonyms."""
    path = folder / "synonyms.txt"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_groups_are_read(tmp_path: Path) -> None:
    """Each word has the others of its lines, as they are written, but none that is folded equal to it."""
    assert read_synonyms(written(tmp_path, TEXT)) == {
        "土左旗": ("土默特左旗",),
        "土默特左旗": ("土左旗", "土默特左翼旗"),
        "土默特左翼旗": ("土默特左旗",),
        "双报到": ("双报到双服务", "“双报到、双服务”"),
        "双报到双服务": ("双报到", "“双报到、双服务”"),
        '"双报到、双服务"': ("双报到", "双报到双服务"),
    }


def test_an_archive_without_the_file_has_none(tmp_path: Path) -> None:
    """The file is optional."""
    assert read_synonyms(tmp_path / "synonyms.txt") == {}


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("甲 = 乙\n丙\n", 2, "expected two different words or more; write a = b"),
        ("県 = 县", 1, "expected two different words or more; write a = b"),
        ("甲 = ", 1, "a word is missing beside =; write a = b"),
        ("# 甲\n甲 = = 乙", 2, "a word is missing beside =; write a = b"),
        ("甲 = \u200b", 1, "a word is missing beside =; write a = b"),
        (b"a = b\n\xff = c", 2, "the line is no UTF-8 text; save the file as UTF-8"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, text: str | bytes, line: int, reason: str) -> None:
    """File and line, what is wrong and what to write."""
    path = written(tmp_path, text)
    with pytest.raises(SourceError) as caught:
        read_synonyms(path)
    assert str(caught.value) == f"{path}:{line}: {reason}"


def test_a_folder_in_place_of_the_file_is_an_error(tmp_path: Path) -> None:
    """What cannot be read is said."""
    with pytest.raises(SourceError, match="is no regular file"):
        read_synonyms(tmp_path)


@pytest.mark.parametrize(
    ("query", "widened"),
    [
        ("土左旗", "土左旗 OR 土默特左旗"),
        ("“土左旗” 甲", "(土左旗 OR 土默特左旗) 甲"),
        # Never from the synonyms on to theirs.
        ("土默特左翼旗", "土默特左翼旗 OR 土默特左旗"),
        # Compared folded, shown as it is.
        ("雙報到", '雙報到 OR 双报到双服务 OR "“双报到、双服务”"'),
        ("甲 -土左旗", "甲 -(土左旗 OR 土默特左旗)"),
        ("甲 NEAR/5 土左旗", "甲 NEAR/5 (土左旗 OR 土默特左旗)"),
        ("(甲 OR 土左旗) THEN/5 乙", "(甲 OR (土左旗 OR 土默特左旗)) THEN/5 乙"),
        # A word inside another, a wildcard and a field are left alone.
        ("土左旗人 土左?旗 标题:土左旗", "土左旗人 土左?旗 标题:土左旗"),
    ],
)
def test_a_literal_is_widened(tmp_path: Path, query: str, widened: str) -> None:
    """To itself or any of its synonyms."""
    synonyms = read_synonyms(written(tmp_path, TEXT))
    assert apply_synonyms(parse(query), synonyms)[0] == parse(widened)


def test_what_was_applied_is_told(tmp_path: Path) -> None:
    """Each literal that was widened, its synonyms, and where it stands in the query."""
    synonyms = read_synonyms(written(tmp_path, TEXT))
    assert apply_synonyms(parse("甲 土左旗 -“雙報到”"), synonyms)[1] == (
        Applied("土左旗", ("土默特左旗",), (2, 5)),
        Applied("雙報到", ("双报到双服务", "“双报到、双服务”"), (7, 12)),
    )
