"""The hand-made reference of the five pages is itself sound."""

import json
from collections import Counter
from pathlib import Path
from typing import Any, cast

import pytest

ROOT = Path(__file__).parent.parent
CASES = sorted((ROOT / "tests" / "cases").glob("*.json"))

Reference = dict[str, Any]


@pytest.fixture(params=CASES, ids=lambda path: path.stem)
def reference(request: pytest.FixtureRequest) -> Reference:
    """One page as it was rebuilt by hand."""
    return cast("Reference", json.loads(request.param.read_text(encoding="utf-8")))


def printed_characters(texts: list[str]) -> Counter[str]:
    """How often each character that leaves ink occurs in the texts."""
    return Counter("".join("".join(texts).split()))


def units(article: Reference) -> list[str]:
    """Every text of an article: headline, byline as printed, sub-headings, paragraphs."""
    return [article["headline"], article["byline_text"], *article["subheads"], *article["paragraphs"]]


def test_every_seed_page_has_a_reference() -> None:
    """No page of seeds/ is left unread."""
    assert [case.stem for case in CASES] == sorted(page.stem for page in (ROOT / "seeds").glob("*.txt"))


def test_every_character_of_a_page_stands_in_exactly_one_place(reference: Reference) -> None:
    """Units and furniture together hold the characters of the page: none lost, none doubled."""
    page = (ROOT / reference["file"]).read_text(encoding="utf-8")
    placed = [text for article in reference["articles"] for text in units(article)] + reference["furniture"]
    assert printed_characters(placed) == printed_characters([page])


def test_a_text_is_one_line_without_stray_spaces(reference: Reference) -> None:
    """A unit is stripped and holds no white space other than single blanks."""
    texts = [text for article in reference["articles"] for text in units(article)]
    assert [text for text in texts if text != " ".join(text.split())] == []


def test_names_and_roles_are_those_of_the_printed_byline(reference: Reference) -> None:
    """Every name and every role can be read in the byline as printed."""
    unprinted = [
        credit
        for article in reference["articles"]
        for credit in article["byline"]
        if credit["name"] not in article["byline_text"] or credit["role"] not in article["byline_text"]
    ]
    assert unprinted == []
