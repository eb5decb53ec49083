"""A quotation and a draft, looked for in some of the articles: as if the archive held no others."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import searcher
from searcher.array_engine.engine import ArrayEngine
from searcher.query.tree import Dates, Field
from searcher.quotation.answer import answer_quotation
from searcher.similar import find_similar
from tests.builders import bring_up_to_date, line, write
from tests.command import Outcome, call
from tests.engines import is_true_of_article
from tests.texts import article, write_archive

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.model import Article
    from searcher.query.tree import Node

SENTENCE = "设立“红蜂驿站”31个，为新就业群体提供暖心服务"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an archive in which two papers have the same sentence."""
    folder = tmp_path_factory.mktemp("narrowed")
    first = {"title": "头版", "paper": "晨报", "date": "2024-05-01", "page": "1", "section": "党建"}
    second = {"title": "转载", "paper": "晚报", "date": "2025-04-18", "page": "7", "author": "杨彩霞"}
    lines = [line(id="a", text=f"{SENTENCE}。", **first), line(id="b", text=f"去年，{SENTENCE}。", **second)]
    bring_up_to_date(folder / "archive", write(folder / "articles.jsonl", "".join(lines)))
    return folder / "archive"


OPTIONS = [
    ([], "a"),
    (["--since", "2025"], "b"),
    (["--until", "2024"], "a"),
    (["--paper", "晚报"], "b"),
    (["--page", "7"], "b"),
    (["--byline", "杨"], "b"),
    (["--section", "党建"], "a"),
    (["--kind", "article"], "a"),
    (["--paper", "晚报", "--until", "2024"], None),
]


@pytest.mark.parametrize(("options", "source"), OPTIONS)
def test_a_quotation_is_looked_for_in_some_articles(
    capsys: pytest.CaptureFixture[str], archive: Path, options: list[str], source: str | None
) -> None:
    """In those that all the options are true of; the oldest of them is its source."""
    outcome = call(capsys, "--archive", archive, "quote", SENTENCE, "--format", "json", *options)
    found = json.loads(outcome.output)
    assert (found["verdict"], found["source"] and found["source"]["article"]) == (
        "verbatim" if source else "not found",
        source,
    )


@pytest.mark.parametrize(("options", "source"), OPTIONS)
def test_a_draft_is_looked_for_in_some_articles(
    capsys: pytest.CaptureFixture[str], archive: Path, tmp_path: Path, options: list[str], source: str | None
) -> None:
    """What is repeated, the telling words and the closest articles are of these alone."""
    draft = write(tmp_path / "draft.txt", SENTENCE)
    outcome = call(capsys, "--archive", archive, "similar", draft, "--format", "json", *options)
    found = json.loads(outcome.output)
    sources = [passage["article"] for reused in found["reused"] for passage in reused["sources"]]
    closest = {each["passage"]["article"] for each in found["closest"]}
    expected = ["a", "b"] if not options or options == ["--kind", "article"] else [source] if source else []
    assert (sources, closest, bool(found["terms"])) == (expected, set(expected), bool(source))


def test_nothing_similar_among_the_articles_asked_for(
    capsys: pytest.CaptureFixture[str], archive: Path, tmp_path: Path
) -> None:
    """It says that others may be."""
    draft = write(tmp_path / "draft.txt", SENTENCE)
    assert call(capsys, "--archive", archive, "similar", draft, "--since", "2026") == Outcome(
        1,
        "",
        "searcher: nothing is similar among the articles asked for; try without the options that narrow\n",
    )


@pytest.mark.parametrize("command", [["quote", SENTENCE], ["similar", "a"]], ids=["quote", "similar"])
def test_a_filter_of_no_such_value_is_an_error(
    capsys: pytest.CaptureFixture[str], archive: Path, command: list[str]
) -> None:
    """It names option and value, as for a search."""
    outcome = call(capsys, "--archive", archive, *command, "--since", "2025-02-30")
    assert (outcome.status, outcome.output) == (2, "")
    assert outcome.errors.startswith("searcher: --since 2025-02-30: 2025-02-30 is no date of the calendar")


def test_options_narrow_from_python_too(archive: Path) -> None:
    """Those of a search, of which the filters count."""
    options = searcher.Options(paper="晚报")
    with searcher.open(archive) as opened:
        quoted, similar = opened.quote(SENTENCE, options=options), opened.similar(SENTENCE, options=options)
        with pytest.raises(searcher.OptionError, match="2025-02-30"):
            opened.similar(SENTENCE, options=searcher.Options(until="2025-02-30"))
    assert (quoted.source and quoted.source.article, similar.closest[0].passage.article) == ("b", "b")


PIECES = st.sampled_from([*"红蜂驿站，。", SENTENCE, "快递员在红蜂驿站歇脚喝水", "为新就业群体提供服务"])
TEXTS = st.lists(PIECES, min_size=1, max_size=6).map("".join)
DAYS = [f"2025-04-{day}" for day in range(10, 30)]
WITHIN = st.sampled_from(
    [
        Field("paper", "晨报"),
        Field("page", "7"),
        Field("kind", "brief"),
        Dates(None, date(2025, 4, 16)),
        Dates(date(2025, 4, 16), None),
    ]
)


@st.composite
def articles(draw: st.DrawFn) -> list[Article]:
    """Draw articles of two papers, each of a day of its own."""
    drawn = draw(st.lists(st.tuples(TEXTS, st.booleans(), st.booleans(), st.booleans()), max_size=8))
    return [
        replace(
            article(f"a{number}", "", text, date=day),
            paper="晨报" if is_first else "晚报",
            page="7" if is_seventh else None,
            kind="brief" if is_brief else "article",
        )
        for number, (day, (text, is_first, is_seventh, is_brief)) in enumerate(zip(DAYS, drawn, strict=False))
    ]


def both(
    written: list[Article], within: Node, ask: Callable[[ArrayEngine, Node | None], object]
) -> list[object]:
    """Return what an archive answers within a condition, and what one of no other articles answers."""
    some = [each for each in written if is_true_of_article(within, each)]
    answers = []
    for kept, condition in ((written, within), (some, None)):
        with tempfile.TemporaryDirectory() as folder:
            engine = ArrayEngine(write_archive(Path(folder), kept[::2], kept[1::2]))
            answers.append(ask(engine, condition))
            engine.close()
    return answers


@settings(max_examples=40, deadline=None)
@given(articles(), WITHIN, TEXTS)
def test_a_narrowed_draft_is_answered_as_without_the_other_articles(
    written: list[Article], within: Node, draft: str
) -> None:
    """Passages, their sources, telling words and which articles are close; scores are the whole archive's."""

    def ask(engine: ArrayEngine, condition: Node | None) -> object:
        found = find_similar(engine, draft, limit=9, within=condition)
        closest = {each.passage.article: each.terms for each in found.closest}
        return found.terms, found.reused, closest

    narrowed, alone = both(written, within, ask)
    assert narrowed == alone


@settings(max_examples=40, deadline=None)
@given(articles(), WITHIN, TEXTS.filter(lambda text: any(map(str.isalnum, text))))
def test_a_narrowed_quotation_is_judged_as_without_the_other_articles(
    written: list[Article], within: Node, quotation: str
) -> None:
    """The same verdicts and differences, of sources that agree with it as well."""

    def ask(engine: ArrayEngine, condition: Node | None) -> object:
        found = answer_quotation(engine, quotation, condition)
        return found.verdict, [(each.verdict, each.similarity) for each in found.sentences]

    narrowed, alone = both(written, within, ask)
    assert narrowed == alone
