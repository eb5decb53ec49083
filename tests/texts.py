"""What the searcher's tests share: small articles, archives made of them, texts and queries at random."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import strategies as st

from index import archive, merge_policy
from index.model import Article, Credit, Unit
from index.writer import ArchiveWriter
from searcher.query.syntax import QUOTES
from searcher.query.traversal import atoms
from searcher.query.tree import And, Literal, Node, Not, Or

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    Session = tuple[Iterable[Article], Iterable[str]]
    """One session of writing: the articles it adds, and the ids of those it removes."""

# Characters that meet in the rules: common Han, a variant and its simplified form, 〇, one outside the
# BMP, letters and digits in both widths, a sign that expands, quotes, and spaces of several kinds.
CHARACTERS = "蒙古国國〇𠮷aAａ1１㎡“”，。- \u3000"

texts = st.text(CHARACTERS, max_size=12)

FEW_CHARACTERS = "蒙国國𠮷aＡ㎡“ "
"""Few enough that texts at random often share some."""


def words(characters: str) -> st.SearchStrategy[str]:
    """Draw texts of one to three characters that can be literals."""
    visible = [character for character in characters if not character.isspace()]
    drawn = st.tuples(st.sampled_from(visible), st.text(characters, max_size=2)).map("".join)
    return drawn.filter(lambda text: not all(closing in text for closing in QUOTES.values()))


def trees(characters: str) -> st.SearchStrategy[Node]:
    """Draw trees of the query language that ask for something: at least one literal is not negated."""
    leaves: st.SearchStrategy[Node] = words(characters).map(Literal)
    flat = _over(leaves)
    drawn = st.one_of(leaves, flat, _over(leaves | flat), _over(leaves | _over(flat)))
    return st.tuples(leaves, drawn).map(
        lambda pair: pair[1] if next(atoms(pair[1]), None) is not None else And(pair)
    )


def _over(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(children, min_size=2, max_size=3).map(tuple)
    return several.map(And) | several.map(Or) | children.map(Not)


def article(
    article_id: str,
    headline: str,
    *paragraphs: str,
    date: str | None = None,
    byline: str = "",
    file: str = "papers/page.txt",
) -> Article:
    """Return an article; each of its units stands on the source line of its number and one."""
    units = [
        Unit(0, "headline", headline, ((1, 1),) if headline else ()),
        Unit(1, "byline", byline, ((2, 2),) if byline else ()),
        *(
            Unit(number, "paragraph", text, ((number + 1, number + 1),))
            for number, text in enumerate(paragraphs, 2)
        ),
    ]
    return Article(
        id=article_id,
        file=file,
        kind="article",
        byline=(Credit(byline, "记者"),) if byline else (),
        paper=None,
        date=date,
        page=None,
        section=None,
        confidence=1.0,
        units=tuple(units),
    )


def write_archive(folder: Path, *segments: Iterable[Article], removed: Iterable[Article] = ()) -> Path:
    """Write an archive with one segment for each group of articles and return its folder.

    The articles of `removed` are written with the first group and removed again after the last.
    """
    gone = list(removed)
    first, *others = [list(articles) for articles in segments] or [[]]
    return write_sessions(
        folder,
        [([*gone, *first], []), *((articles, []) for articles in others), ([], [each.id for each in gone])],
    )


def write_sessions(folder: Path, sessions: Iterable[Session]) -> Path:
    """Write an archive in several sessions and return its folder.

    Its segments stand side by side, though they are so small that they would be merged at once.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for added, removed in sessions:
        with ArchiveWriter(folder / "index-1") as writer, pytest.MonkeyPatch.context() as patch:
            patch.setattr(merge_policy, "SMALL", 0)
            writer.remove_articles(removed)
            for each in added:
                writer.add(each, source=1)
            writer.commit()
    archive.publish(folder, "index-1")
    return folder
