"""Changed sentences get the right verdict and source, and the tool that measures it notices wrong ones."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from searcher.array_engine.engine import ArrayEngine
from searcher.quotation.article_text import ArticleText
from tests.quotations import Drawn, draw, expected_verdict, measure
from tests.texts import article, write_archive

if TYPE_CHECKING:
    from index.model import Article

CASES = sorted((Path(__file__).parent / "cases").glob("*.json"))


def articles(case: Path) -> list[Article]:
    """Return the articles of one page, as they were rebuilt by hand."""
    return [
        article(f"{case.stem}-{number}", each["headline"], *each["paragraphs"])
        for number, each in enumerate(json.loads(case.read_text(encoding="utf-8"))["articles"])
    ]


def body(whole: Article) -> str:
    """Return the text that sentences are drawn from."""
    return "\n".join(whole.paragraphs)


def test_sentences_of_the_pages_are_judged_rightly(tmp_path: Path) -> None:
    """Four pages are the archive, the fifth is foreign."""
    own = [each for case in CASES[:4] for each in articles(case)]
    drawn = draw(
        {each.id: body(each) for each in own}, [body(each) for each in articles(CASES[4])], 60, seed=1
    )
    texts = {each.id: ArticleText(each).text for each in own}
    with closing(ArrayEngine(write_archive(tmp_path / "archive", own))) as engine:
        judged = measure(engine, texts, drawn)
    assert len(judged) == 60
    assert [each for each in judged if not each.right] == []


def test_a_changed_sentence_that_stands_elsewhere_is_expected_to_be_verbatim() -> None:
    """A digit changed may make the sentence of another article."""
    drawn = Drawn("few", "设立“红蜂驿站”40个", 1)
    assert expected_verdict(drawn, ['设立"红蜂驿站"31个。']) == "altered"
    assert expected_verdict(drawn, ['设立"红蜂驿站"31个。', '设立"红蜂驿站"40个。']) == "verbatim"
    assert expected_verdict(Drawn("foreign", "今天天气很好", 0), ["红蜂驿站"]) == "not found"
