"""What the end of a line is completed to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import searcher
from searcher.prompt.commands import available
from searcher.prompt.completion import complete
from searcher.prompt.terms import MOST, CountedTerms, Term, united
from searcher.prompt.vocabulary import ArchiveVocabulary
from searcher.query.parser import parse
from tests.texts import article, write_archive

if TYPE_CHECKING:
    from pathlib import Path

    from searcher.query.syntax import FieldName

COMMANDS = available(())


@dataclass(frozen=True, slots=True)
class FixedVocabulary:
    """A vocabulary of a few terms."""

    terms: dict[str, int] = field(default_factory=dict)
    fields: dict[FieldName, dict[str, int]] = field(default_factory=dict)

    def words(self) -> CountedTerms:
        return CountedTerms(self.terms)

    def values(self, field: FieldName) -> CountedTerms:
        return CountedTerms(self.fields.get(field, {}))


VOCABULARY = FixedVocabulary(
    {"红蜂驿站": 31, "红蜂角": 5, "红蜂 团": 1, "5G网": 2, "OR": 1, "Beijing": 1, '“甲” 」"': 1},
    {
        "byline": {"杨彩霞": 3, "杨柳": 1, "李明": 9},
        "section": {"党建": 4, "党建 网": 2, "旗縣": 1},
        "kind": {"article": 9, "文章": 9, "图片": 2, "photo": 2},
    },
)


def completed(line: str) -> list[str]:
    """Return the lines that a line can be completed to."""
    return [line[: each.start] + each.text for each in complete(line, COMMANDS, VOCABULARY)]


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        # Nothing typed: nothing offered.
        ("", []),
        ("红蜂 ", []),
        ("“红蜂驿站”", []),
        ("-", []),
        # A word: the most frequent first; what has a space is quoted.
        ("红", ["红蜂驿站", "红蜂角", '"红蜂 团"']),
        ("社区 红蜂驿", ["社区 红蜂驿站"]),
        ("紅蜂驿", ["红蜂驿站"]),
        ("红蜂驿站", []),
        ("o", ['"OR"']),
        ("天", []),
        # The last word of Chinese without spaces: the longest end of it that is known.
        ("社区的红蜂驿", ["社区的红蜂驿站"]),
        ("走进红", ["走进红蜂驿站", "走进红蜂角", '走进"红蜂 团"']),
        ("社区的be", ["社区的Beijing"]),
        ("maybe", []),
        ("15", []),
        # Behind operators and inside quotations and parentheses.
        ("-红蜂驿", ["-红蜂驿站"]),
        ("(社区 OR 红蜂驿", ["(社区 OR 红蜂驿站"]),
        ("社区 NEAR/5 红蜂驿", ["社区 NEAR/5 红蜂驿站"]),
        ("“红蜂", ["“红蜂驿站”", "“红蜂角”", "“红蜂 团”"]),
        ('甲 "走进红蜂驿', ['甲 "走进红蜂驿站"']),
        # Names of fields and operators, at the beginning of a word only.
        ("标", ["标题:"]),
        ("社区 -by", ["社区 -byline:"]),
        ("ＰＡ", ["paper:", "page:"]),
        ("社区标", []),
        ("NEA", ["NEAR/"]),
        ("N", ["NOT", "NEAR/"]),
        ("“N", []),
        # Values of fields: all of them right behind the colon.
        ("记者:", ["记者:李明", "记者:杨彩霞", "记者:杨柳"]),
        ("作者：杨", ["作者：杨彩霞", "作者：杨柳"]),
        ("社区 -byline:李", ["社区 -byline:李明"]),
        ("栏目:党", ["栏目:党建", '栏目:"党建 网"']),
        ("栏目:「党建 ", ["栏目:「党建」", "栏目:「党建 网」"]),
        ("栏目:旗县", ["栏目:旗縣"]),
        ("类型:", ["类型:文章", "类型:图片"]),
        ("kind:", ["kind:article", "kind:photo"]),
        ("类型:p", ["类型:photo"]),
        ("日期:2", []),
        ("报纸:", []),
        # A command and what follows it.
        (":s", [":show ", ":sort "]),
        (" ：q", [" ：quit"]),
        (":sort n", [":sort newest"]),
        (":sort ", [":sort relevance", ":sort newest", ":sort oldest"]),
        (":show ", []),
        (":x", []),
        # What cannot be read so far is completed no further.
        ("\u200b", []),
    ],
)
def test_the_word_before_the_cursor_is_completed(line: str, lines: list[str]) -> None:
    """Each line with all that it can become."""
    assert completed(line) == lines


def test_a_completion_says_how_often_a_term_is_there() -> None:
    """And of a command what it does."""
    assert [(each.label, each.note) for each in complete("红蜂驿", COMMANDS, VOCABULARY)] == [
        ("红蜂驿站", "31")
    ]
    assert [(each.label, each.note) for each in complete(":q", COMMANDS, VOCABULARY)] == [
        (":quit", "Leave, as Ctrl-D does.")
    ]


terms = st.dictionaries(
    st.text('甲乙aA "”」*(-:?OR标题', min_size=1, max_size=6), st.integers(1, 9), max_size=6
)


@given(terms, st.text('甲乙aA "“”「」*(-:?OR标题', max_size=12))
def test_what_a_line_becomes_begins_as_it_did(counts: dict[str, int], line: str) -> None:
    """A completion begins inside the line; a term for a whole word is the literal that was asked for."""
    vocabulary = FixedVocabulary(counts, {"headline": counts})
    for each in complete(line, COMMANDS, vocabulary):
        assert 0 <= each.start <= len(line)
    for each in complete("甲", COMMANDS, vocabulary):
        if each.label.strip():
            assert str(parse(each.text)) == each.text


def test_terms_come_with_the_most_frequent_first() -> None:
    """Equal counts by the text; a prefix of another form finds them; no more than can be looked through."""
    counted = CountedTerms({"县城": 1, "縣里": 7, "县委": 1, "乡里": 9})
    assert counted.beginning_with("県") == [Term("縣里", 7), Term("县城", 1), Term("县委", 1)]
    assert len(CountedTerms({f"a{number}": 1 for number in range(99)}).beginning_with("a")) == MOST


def test_a_term_that_would_steer_the_terminal_is_not_offered() -> None:
    """Nobody could type it either."""
    assert CountedTerms({"a\x1b[31m": 1, "a\u202eb": 1, "ab": 1}).beginning_with("a") == [Term("ab", 1)]


def test_a_term_of_two_kinds_is_offered_once() -> None:
    """With the greater of its counts."""
    assert united([{"党建": 3}, {"党建": 5, "杨柳": 1}]).beginning_with("") == [
        Term("党建", 5),
        Term("杨柳", 1),
    ]


def test_an_archive_gives_its_words_and_values(tmp_path: Path) -> None:
    """Authors are words too; a kind has two names; another archive in its place is read anew."""
    import searcher

    first = searcher.open(write_archive(tmp_path / "1", [article("a", "甲", "乙。", byline="杨柳")]))
    second = searcher.open(write_archive(tmp_path / "2", [article("b", "甲", "乙。", byline="李明")]))
    current = [first]
    vocabulary = ArchiveVocabulary(lambda: current[-1])
    assert vocabulary.words().beginning_with("") == [Term("杨柳", 1)]
    assert vocabulary.values("headline").beginning_with("") == [Term("杨柳", 1)]
    assert vocabulary.values("kind").beginning_with("") == [Term("article", 1), Term("文章", 1)]
    assert vocabulary.values("file").beginning_with("pa") == [Term("papers/page.txt", 1)]
    current.append(second)
    assert vocabulary.words().beginning_with("") == [Term("李明", 1)]


def test_the_initiatives_of_an_archive_complete_a_word(tmp_path: Path) -> None:
    """What its papers set in quotation marks, with the number of articles."""
    folder = write_archive(
        tmp_path, [article("a", "", "设立“红蜂驿站”31个。"), article("b", "“红蜂驿站”建成")]
    )
    with searcher.open(folder) as archive:
        vocabulary = ArchiveVocabulary(lambda: archive)
        assert vocabulary.words().beginning_with("红蜂") == [Term("红蜂驿站", 2)]
