"""`searcher similar`: what a draft repeats, and what is closest to it."""

from __future__ import annotations

import io
import json
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.folding import fold
from searcher.array_engine.engine import ArrayEngine
from searcher.engine import ask_one_by_one
from searcher.reuse import SHORTEST_RUN
from searcher.similar import find_similar
from tests.builders import bring_up_to_date, line, write
from tests.command import Outcome, call, masked
from tests.engines import ListEngine
from tests.texts import article, write_archive

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searcher.engine import Holders
    from searcher.query.tree import Node

SENTENCE = "设立“红蜂驿站”31个，为新就业群体提供暖心服务"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the archive of three articles."""
    folder = tmp_path_factory.mktemp("similar")
    lines = [
        line(id="a", title="回民区", paper="晨报", page="7", text=f"去年，{SENTENCE}。"),
        line(id="b", title="快递员进驿站", date="2025-04-18", text="快递员在红蜂驿站歇脚。\n驿站有水。"),
        line(id="c", text="玉米丰收。"),
    ]
    bring_up_to_date(folder / "archive", write(folder / "articles.jsonl", "".join(lines)))
    return folder / "archive"


def similar(
    capsys: pytest.CaptureFixture[str], archive: Path, monkeypatch: pytest.MonkeyPatch, draft: str
) -> dict[str, Any]:
    """Return the JSON answer for a draft on standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(draft.encode())))
    outcome = call(capsys, "--archive", archive, "similar", "-", "--format", "json")
    answer: dict[str, Any] = json.loads(masked(outcome.output))
    return answer


def test_a_repeated_passage_is_found_with_its_source(
    capsys: pytest.CaptureFixture[str], archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The longest run that is equal, folded; spans in the draft and in the printed text."""
    answer = similar(capsys, archive, monkeypatch, f"记者看到，{SENTENCE.replace('31', '３１')}，真好。\n")
    assert answer["reused"] == [
        {
            "span": [4, 29],
            "text": f"，{SENTENCE.replace('31', '３１')}",
            "sources": [
                {
                    "article": "a",
                    "headline": "回民区",
                    "paper": "晨报",
                    "date": None,
                    "page": "7",
                    "section": None,
                    "file": str(archive.parent / "articles.jsonl"),
                    "unit": 2,
                    "text": f"去年，{SENTENCE}。",
                    "spans": [[2, 27]],
                    "lines": [[1, 1]],
                }
            ],
        }
    ]


def test_the_closest_articles_come_with_their_evidence(
    capsys: pytest.CaptureFixture[str], archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The telling words that they share, and the passage that shares most."""
    answer = similar(capsys, archive, monkeypatch, "快递员需要驿站，快递员喜欢驿站。")
    assert (answer["reused"], answer["terms"]) == ([], ["快递", "驿站"])
    assert [(each["passage"]["article"], each["terms"]) for each in answer["closest"]] == [
        ("b", ["快递", "驿站"]),
        ("a", ["驿站"]),
    ]
    assert answer["closest"][0]["passage"]["spans"] == [[0, 2], [6, 8]]


def test_an_article_is_not_similar_to_itself(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """Asked for by its id, it is left out."""
    outcome = call(capsys, "--archive", archive, "similar", "a", "--format", "json")
    answer = json.loads(outcome.output)
    assert (answer["reused"], [each["passage"]["article"] for each in answer["closest"]]) == ([], ["b"])


def test_a_screen_of_prior_coverage(
    capsys: pytest.CaptureFixture[str], archive: Path, tmp_path: Path
) -> None:
    """What is repeated with its sources, then what is closest."""
    draft = write(tmp_path / "draft.txt", f"{SENTENCE}！")
    outcome = call(capsys, "--archive", archive, "similar", draft, "--limit", "1")
    file = archive.parent / "articles.jsonl"
    lines = masked(outcome.output).splitlines()
    assert lines[:5] == [
        "In the archive word for word:",
        "",
        SENTENCE,
        "  晨报 · page 7 · 回民区 · a",
        f"  {file}:1",
    ]
    assert lines[-1] == "1 repeated passage, 1 close article for 25 characters · N ms"


@given(st.text("红蜂驿站。", max_size=60), st.integers(0, 40), st.integers(SHORTEST_RUN, 40))
def test_every_long_run_of_letters_is_found(around: str, start: int, length: int) -> None:
    """Wherever it stands in the draft, whatever stands around it."""
    printed = (
        "近年来各地围绕城市基层日益增多的新经济组织和新社会组织推行商圈党建联盟模式"
        "设立服务站点若干为新就业群体提供暖心服务并依托现有阵地"
    )
    run = printed[start : start + length]
    draft = f"{around}{run}{around}"
    found = find_similar(ListEngine([article("a", "", printed)]), f"甲{draft}", limit=0)
    if len(run) >= SHORTEST_RUN:
        assert any(run in fold(each.text) for each in found.reused)


class OneByOne(ArrayEngine):
    """Looks for one literal after the other."""

    def holders(
        self, literals: Sequence[str], *, most: int, limit: int, within: Node | None = None
    ) -> list[Holders]:
        return ask_one_by_one(self, literals, most=most, limit=limit, within=within)


PHRASES = st.sampled_from([*"红蜂驿站，。", SENTENCE, "快递员在红蜂驿站歇脚", "为新就业群体提供暖心服务"])
PRINTED = st.lists(PHRASES, min_size=1, max_size=6).map("".join)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(PRINTED, st.sampled_from([None, "2025-04-18"])), max_size=8), PRINTED, PRINTED)
def test_many_probes_at_once_give_the_same_answer(
    printed: list[tuple[str, str | None]], headline: str, draft: str
) -> None:
    """As looking for each by itself, to the order of sources of one day."""
    articles = [article(f"a{n}", headline[:n], text, date=day) for n, (text, day) in enumerate(printed)]
    with tempfile.TemporaryDirectory() as folder:
        written = write_archive(Path(folder), articles[::2], articles[1::2])
        answers = []
        for engine in (ArrayEngine(written), OneByOne(written)):
            answers.append(replace(find_similar(engine, draft, limit=5, without="a1"), took_ms=0.0))
            engine.close()
    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    ("content", "status", "message"),
    [
        (b"", 2, "standard input: is empty; give some text"),
        ("驿".encode() * 100_000, 2, "the draft has 100,000 characters, more than 20,000; give a part of it"),
        ("马牛羊".encode(), 1, "nothing in the archive is similar; the draft shares no rare word with it"),
    ],
    ids=["empty", "long", "foreign"],
)
def test_a_draft_without_an_answer(
    capsys: pytest.CaptureFixture[str],
    archive: Path,
    monkeypatch: pytest.MonkeyPatch,
    content: bytes,
    status: int,
    message: str,
) -> None:
    """Nothing similar is 1, what is no draft 2."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    outcome = call(capsys, "--archive", archive, "similar", "-")
    assert (outcome.status, outcome.output) == (status, "")
    assert outcome.errors.startswith(f"searcher: {message}")


def test_neither_file_nor_article(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """It says so."""
    assert call(capsys, "--archive", archive, "similar", "nothing") == Outcome(
        1, "", "searcher: nothing is no file, and no article of the archive; give the path of a draft\n"
    )
