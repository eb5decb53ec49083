"""Articles as the JSON that an archive stores."""

from __future__ import annotations

from dataclasses import asdict

from hypothesis import given
from hypothesis import strategies as st

from index import records
from index.model import Article, Citation, Credit, Unit, UnitKind
from tests.builders import article
from tests.stock.records import decode_article, decode_citation, decode_text, decode_unit

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
LINE = st.integers(min_value=1, max_value=10**6)
LINES = st.lists(st.tuples(LINE, LINE), max_size=3).map(tuple)
KINDS: st.SearchStrategy[UnitKind] = st.sampled_from(["subhead", "paragraph"])


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Return an article of any content."""
    kinds: list[UnitKind] = ["headline", "byline", *draw(st.lists(KINDS, max_size=4))]
    return Article(
        id=draw(TEXT),
        file=draw(TEXT),
        kind=draw(st.sampled_from(["article", "brief", "photo", "fragment"])),
        byline=tuple(draw(st.lists(st.builds(Credit, TEXT, TEXT), max_size=3))),
        paper=draw(st.none() | TEXT),
        date=draw(st.none() | st.dates().map(lambda day: day.isoformat())),
        page=draw(st.none() | TEXT),
        section=draw(st.none() | TEXT),
        confidence=draw(st.floats(0, 1)),
        units=tuple(Unit(number, kind, draw(TEXT), draw(LINES)) for number, kind in enumerate(kinds)),
    )


@given(articles())
def test_an_article_is_read_back_as_it_was_written(article: Article) -> None:
    """All of it, from one record a unit."""
    assert decode_article(records.encode(article)) == article


@given(articles())
def test_each_record_gives_its_unit_and_its_text(article: Article) -> None:
    """A hit needs no other record for these."""
    written = records.encode(article)
    assert tuple(decode_unit(record) for record in written) == article.units
    assert [decode_text(record) for record in written] == [unit.text for unit in article.units]


@given(articles())
def test_the_headline_s_record_gives_the_citation(article: Article) -> None:
    """What is said of the article wherever a unit is shown."""
    assert decode_citation(records.encode(article)[0]) == article.citation


def test_a_citation_is_what_is_known_of_its_article() -> None:
    """Every field of the citation has the article's value."""
    cited = article(headline="驿站启用", date="2025-03-08")
    assert asdict(cited.citation) == asdict(
        Citation("a1", "a.jsonl", "article", "驿站启用", cited.byline, None, "2025-03-08", None, None)
    )
