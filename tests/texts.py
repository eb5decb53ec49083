"""What the searcher's tests share: small articles, archives made of them, texts and queries at random."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import strategies as st

from index import archive, merge_policy
from index.folding import fold
from index.model import Article, Credit, Unit
from index.writer import ArchiveWriter
from searcher.query.syntax import QUOTES
from searcher.query.traversal import atoms
from searcher.query.traversal import conditions as conditions_in
from searcher.query.tree import (
    And,
    Dates,
    Field,
    Gap,
    Literal,
    Near,
    Node,
    Not,
    Or,
    Same,
    Then,
    Wildcard,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from searcher.query.tree import Atom, Condition, Operand, Pattern

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


def atoms_of(characters: str) -> st.SearchStrategy[Atom]:
    """Draw literals, words with wildcards, and what is to stand near each other."""
    patterns: st.SearchStrategy[Pattern] = words(characters).map(Literal) | wildcards(characters)
    operands: st.SearchStrategy[Operand] = patterns | st.lists(patterns, min_size=2, max_size=3).map(
        lambda alternatives: Or(tuple(alternatives))
    )
    distances = st.integers(1, 4)
    return patterns | st.builds(Near, operands, operands, distances) | _chains(operands, distances)


def wildcards(characters: str) -> st.SearchStrategy[Wildcard]:
    """Draw words with one to three runs of wildcards, as a bare word can hold them."""
    bare = [character for character in characters if not character.isspace() and character not in '“”"-']
    part = st.text(bare, max_size=2)
    gap = (
        st.tuples(st.integers(0, 2), st.booleans())
        .filter(any)
        .map(lambda drawn: Gap(drawn[0], drawn[0] + 10 * drawn[1]))
    )
    drawn = st.lists(st.tuples(gap, part), min_size=1, max_size=3)
    return st.builds(_wildcard, part, drawn).filter(lambda wildcard: any(map(fold, wildcard.parts)))


def conditions() -> st.SearchStrategy[Condition]:
    """Draw fields and ranges of dates."""
    values = st.sampled_from(["晨报", "7", "驿 站", "杨"])
    names = st.sampled_from(["headline", "byline", "paper", "page", "section", "file"])
    kinds = st.sampled_from(["article", "brief", "photo", "fragment"])
    days = st.dates(date(2024, 12, 30), date(2025, 1, 2))
    ranges = st.tuples(days, days).filter(lambda pair: pair[0] < pair[1]).map(lambda pair: Dates(*pair))
    opened = days.map(lambda day: Dates(day, None)) | days.map(lambda day: Dates(None, day))
    return st.builds(Field, names, values) | kinds.map(lambda kind: Field("kind", kind)) | ranges | opened


def language_trees(characters: str) -> st.SearchStrategy[Node]:
    """Draw trees of the whole language that ask for something."""
    leaves: st.SearchStrategy[Node] = atoms_of(characters) | conditions()
    nodes = st.recursive(leaves, _over_all, max_leaves=6)
    return st.tuples(leaves, nodes).map(lambda pair: pair[1] if asks(pair[1]) else And(pair))


def asks(node: Node) -> bool:
    """Whether anything in a tree is not under a NOT."""
    return any(True for _ in atoms(node)) or any(True for _ in conditions_in(node))


def _wildcard(first: str, rest: list[tuple[Gap, str]]) -> Wildcard:
    return Wildcard((first, *(part for _, part in _joined(rest))), tuple(gap for gap, _ in _joined(rest)))


def _joined(rest: list[tuple[Gap, str]]) -> list[tuple[Gap, str]]:
    """Return parts and gaps as they would be read: a part inside the word is never blank."""
    return [(gap, part or "甲") for gap, part in rest[:-1]] + rest[-1:]


def _chains(
    operands: st.SearchStrategy[Operand], distances: st.SearchStrategy[int]
) -> st.SearchStrategy[Then]:
    links = st.lists(st.tuples(distances, operands), min_size=1, max_size=2)
    return st.builds(
        lambda first, rest: Then(
            (first, *(operand for _, operand in rest)), tuple(distance for distance, _ in rest)
        ),
        operands,
        links,
    )


def _over_all(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(children, min_size=2, max_size=3).map(tuple)
    return _over(children) | several.map(Same)


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
