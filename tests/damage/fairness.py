"""What keeps a damaged page readable: a competent person must be able to put it right from the page alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import rjieba

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.damage.story import Story

_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_OWN_SHARE = 0.25
_MARGIN = 0.15
_WORD_REACH = 6


def bigrams(text: str) -> frozenset[str]:
    """Find all pairs of neighbouring Han characters of a text."""
    return frozenset(
        run[start : start + 2] for run in _HAN_RUN.findall(text) for start in range(len(run) - 1)
    )


def shared(headline: str, body: frozenset[str]) -> float:
    """Give the share (0 to 1) of a headline's Han bigrams that a body holds."""
    own = bigrams(headline)
    return len(own & body) / len(own) if own else 0.0


def headlines_recognisable(stories: Sequence[Story]) -> bool:
    """Tell whether every headline shares clearly more with its own body than with any other on the page."""
    bodies = [_body(story) for story in stories]
    for number, story in enumerate(stories):
        if not story.headline:
            continue
        shares = [shared("".join(story.headline), body) for body in bodies]
        own = shares.pop(number)
        if own < _OWN_SHARE or own - max(shares, default=0.0) < _MARGIN:
            return False
    return True


def line_recognisable(line: str, own: Story, stories: Sequence[Story]) -> bool:
    """Tell whether one line of a headline alone still points to its article and to no other."""
    shares = [shared(line, _body(story)) for story in stories if story is not own]
    return shared(line, _body(own)) > max(shares, default=0.0)


def kicker_recognisable(own: Story, stories: Sequence[Story]) -> bool:
    """Tell whether the body of the article names its kicker, and no other body of the page does."""
    kicker = own.kicker.rstrip("：:")
    return all((kicker in _text(story)) == (story is own) for story in stories)


def word_starts(text: str) -> frozenset[int]:
    """Find the places in a text where a word of the dictionary begins."""
    starts: set[int] = set()
    place = 0
    for word in rjieba.cut(text):
        starts.add(place)
        place += len(word)
    return frozenset(starts)


def makes_word(before: str, after: str) -> bool:
    """Tell whether the last characters of one text and the first of another make a word where they meet."""
    left = before[-_WORD_REACH:]
    return len(left) not in word_starts(left + after[:_WORD_REACH])


def open_quote(text: str) -> bool:
    """Tell whether a quote that opens in the text is still open at its end."""
    return text.count("“") > text.count("”")


def _text(story: Story) -> str:
    return "".join(element.text for element in story.body)


def _body(story: Story) -> frozenset[str]:
    return bigrams(_text(story))
