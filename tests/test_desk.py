"""The tool that measures drafts, quotations, figures and grouped results."""

from __future__ import annotations

import lzma
import re
import sys
from typing import TYPE_CHECKING

import pytest

from tests import desk
from tests.builders import bring_up_to_date, line

if TYPE_CHECKING:
    from pathlib import Path


def test_all_kinds_of_questions_are_measured(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """In turn with another checkout, here with itself, which answers alike; nothing of it is left behind."""
    texts = [
        f"第{number}天，快递员在红蜂驿站歇脚，喝上了一口热水。经济增长的消息传来了。" for number in range(9)
    ]
    corpus, foreign = tmp_path / "corpus.jsonl.xz", tmp_path / "foreign.jsonl"
    corpus.write_bytes(lzma.compress("".join(line(text=text) for text in texts).encode()))
    foreign.write_text(line(text="今天天气很好，适合出门散步。") * 3, encoding="utf-8")
    bring_up_to_date(tmp_path / "archive", corpus)
    arguments = [tmp_path / "archive", "--corpus", corpus, "--foreign", foreign, "--against", desk.OURS]
    monkeypatch.setattr(sys, "argv", ["desk", *map(str, arguments), "--articles", "2", "--times", "1"])
    before = dict(sys.modules)
    assert desk.main() == 0
    assert {name: sys.modules.get(name) for name in before} == before
    printed = capsys.readouterr().out
    assert re.findall(r"^(.+?) \(\d+\) ", printed, re.MULTILINE) == [
        "draft, an article",
        "draft, altered",
        "draft, 1,000 characters",
        "draft, 5,000 characters",
        "draft, 20,000 characters",
        *(f"quotation, {change}" for change in ("none", "few", "many", "foreign")),
        *(f"{kind} {query}" for query in desk.WORDS for kind in ("facts", "grouped")),
    ]
    assert "otherwise" not in printed


def test_another_answer_is_noticed() -> None:
    """It is the answer that counts, not the time that it says it took."""

    class Answering:
        def __init__(self, verdict: str, took_ms: float) -> None:
            self.verdict, self.took_ms = verdict, took_ms

        def as_dict(self) -> dict[str, object]:
            return {"verdict": self.verdict, "took_ms": self.took_ms}

    def agree(*answers: Answering) -> bool:
        checkouts = [desk.Checkout.__new__(desk.Checkout) for _ in answers]
        for checkout, answer in zip(checkouts, answers, strict=True):
            checkout.archive, checkout._modules, checkout._root = answer, {}, desk.OURS
        question = desk.Question("quotation", "驿站", lambda archive, _: archive)
        return desk.measure(question, checkouts, times=1)[1]

    assert agree(Answering("verbatim", 1.0), Answering("verbatim", 2.0))
    assert not agree(Answering("verbatim", 1.0), Answering("altered", 1.0))


def test_a_folder_without_the_project_is_no_checkout(tmp_path: Path) -> None:
    """Its own code would be measured against itself."""
    with pytest.raises(SystemExit, match="is no checkout of the project"):
        desk.Checkout(tmp_path, tmp_path)
