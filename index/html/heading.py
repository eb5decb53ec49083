"""The headline of an article: as it is shown, where it is, else as the document's metadata has it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.composing.pieces import Piece
from index.html.body import is_claim, is_of_links
from index.rebuild.dates import find_date
from index.rebuild.heads import is_kicker
from index.rebuild.spacing import close_up_heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.composing.facts import Facts, Said
    from index.composing.pieces import Place
    from index.html.blocks import Block, Parsed
    from index.html.body import Run

_SITE: Final = re.compile(r"(?<=\S)\s*(?:_|\||--+|\s[-–—]\s)\s*(?=\S)")
"""What stands between a title and the names of section and site, inside the `title` of a document."""

_SITE_DASH: Final = re.compile(
    r"\s*[-–—]\s*[^-–—]{0,12}(?:网|报|社|新闻|频道|数字报|电子版|客户端|门户|官网|在线|资讯)\Z"
)
_LETTERS: Final = re.compile(r"\W+")
_MARK: Final = re.compile(r"\s*(?:原创|转载|独家|推荐|置顶)\s*(?=\S{5})")
"""What sites set beside headlines."""


_AHEAD: Final = 3
"""Of the blocks that were taken for the text so many may come before the headline: a photo, an abstract."""

_LEAST, _LONGEST = 2, 90
"""Characters of a headline."""

_SHOWN, _IN_TITLE, _FAR, _APART = 10.0, 8.0, 0.05, 6.0
_LEVELS: Final = {0: 0.0, 1: 5.0, 2: 3.5, 3: 2.5, 4: 1.0, 5: 0.5, 6: 0.5}
_ENOUGH: Final = 3.0
"""What a block that is shown as a headline must weigh: to be an `h2`, or a part of the document's title."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A headline with its kicker and what stands below it: the pieces of text and where each stands.

    `blocks` are the indices of those that are shown; `after` is the index behind the last of them.
    """

    pieces: tuple[tuple[str, Place], ...]
    blocks: frozenset[int] = frozenset()
    after: int = 0

    @property
    def piece(self) -> Piece:
        """The headline as a unit."""
        return Piece(
            "headline",
            " ".join(text for text, _place in self.pieces),
            [place for _text, place in self.pieces],
        )


def find_heading(parsed: Parsed, facts: Facts, run: Run) -> Heading:
    """Return the headline of the article whose text is `run`; one without pieces where there is none."""
    blocks = parsed.blocks
    last = run.members[min(_AHEAD, len(run.members) - 1)]
    title = parsed.title[0]
    shown = max(
        range(last + 1),
        key=lambda index: _weight(blocks[index], facts, title, distance=abs(run.members[0] - index)),
    )
    weight = _weight(blocks[shown], facts, title, distance=abs(run.members[0] - shown))
    if weight < _ENOUGH:
        return _unseen(facts, parsed, title)
    kicker, subtitle = _around(blocks, shown, facts)
    indices = [index for index in (kicker, shown, subtitle) if index is not None]
    pieces = [(_text(blocks[index].text, title), _place(blocks[index])) for index in indices]
    if kicker is None and facts.kicker.text:
        pieces.insert(0, _said(facts.kicker))
    if subtitle is None and facts.subtitle.text:
        pieces.append(_said(facts.subtitle))
    return Heading(tuple(pieces), frozenset(indices), max(indices) + 1)


def _weight(block: Block, facts: Facts, title: str, *, distance: int) -> float:
    if not _LEAST <= len(block.text) <= _LONGEST or is_claim(block) or find_date(block.text):
        return 0.0
    weight = _LEVELS[block.heading] - _FAR * distance - _APART * block.is_apart
    if is_of_links(block):
        weight -= _APART
    if facts.title.text and same(block.text, facts.title.text):
        weight += _SHOWN
    letters, whole, part = (_LETTERS.sub("", text) for text in (block.text, title, _longest_part(title)))
    if len(letters) > _LEAST and whole and letters in whole:
        weight += _IN_TITLE * min(1.0, len(letters) / len(part))
    elif len(part) > 2 * _LEAST and part in letters:
        weight += _IN_TITLE * len(part) / len(letters)
    return weight


def _around(blocks: Sequence[Block], shown: int, facts: Facts) -> tuple[int | None, int | None]:
    """Return the blocks over and below a headline that belong to it."""
    kicker = subtitle = None
    if shown > 0:
        over = blocks[shown - 1]
        is_said = bool(facts.kicker.text) and same(over.text, facts.kicker.text)
        if is_said or (over.heading > 1 and not over.linked and is_kicker(over.text)):
            kicker = shown - 1
    if shown + 1 < len(blocks):
        below = blocks[shown + 1]
        is_said = bool(facts.subtitle.text) and same(below.text, facts.subtitle.text)
        is_next = 0 < blocks[shown].heading < below.heading and below.heading <= blocks[shown].heading + 2
        if is_said or (
            is_next and not below.linked and not find_date(below.text) and "：" not in below.text[:6]
        ):
            subtitle = shown + 1
    return kicker, subtitle


def _unseen(facts: Facts, parsed: Parsed, title: str) -> Heading:
    """Return the headline that only the metadata has."""
    pieces = [_said(said) for said in (facts.kicker, facts.title, facts.subtitle) if said.text]
    if not facts.title.text and len(title := _without_site(title)) >= _LEAST:
        pieces.append((title, (parsed.title[1], parsed.title[1])))
    return Heading(tuple(pieces))


def _without_site(title: str) -> str:
    """Return a document's title without the names of section and site behind it."""
    return _SITE_DASH.sub("", _SITE.split(title, maxsplit=1)[0]).strip()


def _longest_part(title: str) -> str:
    return max((_SITE_DASH.sub("", part) for part in _SITE.split(title)), key=len)


def _text(shown: str, title: str) -> str:
    """Return a headline as it is shown, without a mark of the site beside it."""
    mark = _MARK.match(shown)
    if mark and not title.startswith(mark[0].strip()):
        shown = shown[mark.end() :]
    return close_up_heading(shown)


def same(one: str, other: str) -> bool:
    """Tell whether two texts have the same letters, whatever stands between them."""
    return _LETTERS.sub("", one) == _LETTERS.sub("", other) != ""


def _said(said: Said) -> tuple[str, Place]:
    return said.text, (said.place, said.place)


def _place(block: Block) -> Place:
    return block.start, block.end
