"""Verbatim, altered, not found: and where it stood."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from index.folding import fold
from searcher.array_engine.engine import ArrayEngine
from searcher.quotation.retrieval import EngineRetrieval, Sharing, parts_of
from searcher.quotation.verdict import judge
from tests.texts import article, write_archive

if TYPE_CHECKING:
    from pathlib import Path

    from index.model import Article
    from searcher.quotation.retrieval import Retrieval
    from searcher.quotation.verdict import QuotationVerdict

LIAISON = article(
    "a1",
    "用好党建联系点机制",
    "“联系不是挂名，而是要实实在在解决问题。”刘烨介绍道。今年以来，开展工作117次，确保事事有回音、件件有着落。",
    "更深层次的变革体现在干部作风上。走在田埂上，才能察实情。",
    date="2025-11-21",
)
REPRINT = article("a2", "转载", "今年以来，开展工作117次，确保事事有回音、件件有着落。", date="2025-11-22")


class Everything:
    """A retrieval over a few articles: for each piece all of them."""

    def __init__(self, *articles: Article) -> None:
        self._articles = articles

    def holding(self, piece: str) -> list[Article]:
        """Return the articles with a unit that holds the piece."""
        return [each for each in self._articles if any(fold(piece) in fold(unit.text) for unit in each.units)]

    def sharing(self, _: str) -> Sharing:
        """Return none: all are alike."""
        return Sharing((), 0)

    def like(self, _: str) -> list[Article]:
        """Return all articles."""
        return list(self._articles)


def judged(quotation: str, *articles: Article) -> QuotationVerdict:
    """Judge a quotation by these articles, by the two above where none is given."""
    retrieval: Retrieval = Everything(*(articles or (LIAISON, REPRINT)))
    return judge(quotation, retrieval)


def differences(quotation: str) -> list[tuple[str, str, str]]:
    """Return the differences in and between the pieces: kind, quoted, printed."""
    verdict = judged(quotation)
    found = [*(each for piece in verdict.pieces for each in piece.differences), *verdict.between]
    return [
        (
            each.kind,
            quotation[slice(*each.quoted)],
            "".join(part.unit.text[slice(*part.span)] for part in each.printed),
        )
        for each in found
    ]


@pytest.mark.parametrize(
    "quotation",
    [
        "联系不是挂名，而是要实实在在解决问题",
        "“联系不是挂名，而是要实实在在解决问题。”",
        "聯繫不是掛名，\n而是要实实在在解决问题。",
        "开展工作１１７次",
        "件件有着落。更深层次的变革",
        "联系不是挂名……件件有着落",
        "走在田埂上，才能察实情！",
    ],
)
def test_what_is_folded_equal_is_verbatim(quotation: str) -> None:
    """In other forms of the characters, from one paragraph into the next, with an ellipsis in the middle."""
    verdict = judged(quotation)
    assert (verdict.verdict, verdict.article, verdict.between) == ("verbatim", LIAISON, ())


def test_inner_quotation_marks_may_change() -> None:
    """Within a quotation the double ones become single."""
    assert judged("他说，‘双报到’好", article("a", "", "他说，“双报到”好。")).verdict == "verbatim"


@pytest.mark.parametrize(
    ("quotation", "expected"),
    [
        ("联系不能挂名，而是要实实在在解决问题", [("replace", "能", "是")]),
        ("开展工作118次，确保事事有回音", [("replace", "8", "7")]),
        ("联系不是挂名，而是要解决问题", [("delete", "", "实实在在")]),
        ("确保事事都有回音、件件有着落", [("insert", "都", "")]),
        (
            "确保事事有回音、件件有着落。走在田埂上，才能察实情",
            [("replace", "。", "。更深层次的变革体现在干部作风上。")],
        ),
    ],
)
def test_what_differs_is_altered_and_shown(quotation: str, expected: list[tuple[str, str, str]]) -> None:
    """A word, a digit, a sentence left out without an ellipsis."""
    assert judged(quotation).verdict == "altered"
    assert differences(quotation) == expected


def test_pieces_in_another_order_are_altered() -> None:
    """Each is verbatim, the whole is not."""
    verdict = judged("件件有着落……联系不是挂名，而是要实实在在解决问题")
    assert [piece.verdict for piece in verdict.pieces] == ["verbatim", "verbatim"]
    assert verdict.verdict == "altered"


def test_what_nobody_printed_is_not_found() -> None:
    """Alone, or as one of several sentences."""
    assert judged("今天天气很好，适合出门散步").verdict == "not found"
    verdict = judged("今天天气很好，适合出门散步。走在田埂上，才能察实情。")
    assert ([piece.verdict for piece in verdict.pieces], verdict.verdict) == (
        ["not found", "verbatim"],
        "altered",
    )


def test_a_common_sentence_is_quoted_from_where_the_others_stand() -> None:
    """Not from the reprint, which was asked first."""
    verdict = judge("事事有回音、件件有着落。更深层次的变革体现在干部作风上", Everything(REPRINT, LIAISON))
    assert [piece.article for piece in verdict.pieces] == [LIAISON, LIAISON]


def test_printed_characters_are_those_of_the_units() -> None:
    """One span for each paragraph that a piece runs through."""
    parts = article("a", "", "第一段没有说完就", "断开了，第二段。")
    (piece,) = judged("没有说完就断开了", parts).pieces
    printed = [(part.unit.number, part.unit.text[slice(*part.span)]) for part in piece.printed]
    assert printed == [(2, "没有说完就"), (3, "断开了")]


def test_marks_alone_are_no_quotation() -> None:
    """There is nothing to look for."""
    with pytest.raises(ValueError, match="nothing to look for in '……'"):
        judged("……")


@pytest.mark.parametrize(
    ("quotation", "verdict", "source"),
    [
        ("确保事事有回音、件件有着落", "verbatim", "a1"),
        ("联系不能挂名，而是要实实在在地解决问题", "altered", "a1"),
        ("今天天气很好，适合出门散步", "not found", None),
        ('“「联系不是挂名」"”', "verbatim", "a1"),
        ("SAME，联系不是挂名，而是要实实在在解决问题", "altered", "a1"),
    ],
)
def test_an_archive_finds_the_source(
    tmp_path: Path, quotation: str, verdict: str, source: str | None
) -> None:
    """By its exact and its relaxed search; of equal sources the oldest."""
    folder = write_archive(tmp_path / "archive", [REPRINT, LIAISON])
    with closing(ArrayEngine(folder)) as engine:
        found = judge(quotation, EngineRetrieval(engine))
    assert (found.verdict, found.article.id if found.article else None) == (verdict, source)


def test_parts_do_not_overlap_and_hold_no_marks() -> None:
    """The last of a run takes what is left over; shorter runs have none."""
    assert parts_of("今年以来，开展工作117次，确保“事事有回音”。") == [
        "今年以来",
        "开展工作",
        "117次",
        "事事有回音",
    ]


def test_an_altered_sentence_is_found_by_the_rare_parts_it_shares(tmp_path: Path) -> None:
    """The articles that share the most come first; how many parts were looked at says how sure that is."""
    with closing(ArrayEngine(write_archive(tmp_path, [LIAISON, REPRINT]))) as engine:
        sharing = EngineRetrieval(engine).sharing("今年以来，开展工作118次，走在田埂上看")
    assert ([each.id for each in sharing.articles], sharing.parts) == (["a2", "a1"], 4)
