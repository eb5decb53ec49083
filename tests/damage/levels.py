"""The knobs of the page damager and its six named levels of difficulty."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Damage:
    """How badly a page is damaged.

    Floats are probabilities (0 to 1), pairs are inclusive ranges. Where a knob would make a page
    that no reader could put right (see `tests.damage.fairness`), the page is made without it.
    """

    articles: tuple[int, int] = (2, 4)
    """Articles on one page, photos and briefs not counted."""

    wrapped: float = 0.0
    """That the lines of the page are cut at the width of their column; else one line a paragraph."""
    column_width: tuple[int, int] = (13, 22)
    """Full-width characters in one line of a wrapped page."""
    column_height: tuple[int, int] = (9, 30)
    """Lines until a column of a wrapped page ends, which leaves a blank line."""
    paragraph_blank: float = 1.0
    """That a blank line stands before the first line of a paragraph of a wrapped page."""
    quote_blank: float = 0.0
    """That a blank line stands before a line that opens with a quote, wherever it stands."""
    justified: float = 0.0
    """That a line left short by the rules of line breaking has spaces between its characters."""
    digit_spaces: float = 0.0
    """That a space stands between a Han character and a digit or Latin letter."""
    column_break: float = 0.0
    """That a paragraph of an unwrapped page is cut in mid-sentence by a column's end."""

    half_width: float = 0.0
    """That an unwrapped page has half-width punctuation."""
    markdown: float = 0.0
    """That the headings of an unwrapped page carry `#` marks."""

    kicker: float = 0.0
    """That the kicker of an article that has one is printed."""
    kicker_after: float = 0.0
    """That a printed kicker stands after its headline."""
    two_lines: float = 0.0
    """That a headline is printed in two lines."""
    subheads: float = 0.0
    """That the headings inside a body are printed (invented where the article has none)."""

    inline_byline: float = 0.0
    """That a byline stands inside the first paragraph, as 本报讯（记者 …）, not on a line of its own."""
    no_byline: float = 0.0
    """That an article has no byline; its headline then stands directly before it."""

    headline_after: float = 0.0
    """That a headline stands after its body."""
    headlines_stacked: float = 0.0
    """That two or more headlines of the page are stacked at its top or bottom, in another order."""
    headless: float = 0.0
    """That an article has no headline at all."""

    photo: float = 0.0
    """That the page has a photo caption."""
    briefs: float = 0.0
    """That the page has a column of briefs under 简讯."""

    date_line: float = 0.0
    """That the page prints its date, sometimes with page number, section, editors and e-mail."""
    column_title: float = 0.0
    """That a column title such as 党旗领航 stands before an article."""
    vertical_title: float = 0.0
    """That a column title is printed one character a line."""
    glued_title: float = 0.0
    """That the last character of a vertical title is glued to the headline that follows."""

    moved_tails: int = 0
    """Up to so many articles have their end, cut in mid-sentence, somewhere else on the page."""
    lost_text: float = 0.0
    """That a stretch in the middle of one article of an unwrapped page is missing altogether."""


_CLEAN = Damage()
_WRAPPED = replace(
    _CLEAN, wrapped=1.0, quote_blank=0.95, inline_byline=0.4, date_line=0.6, column_break=0.2, two_lines=0.2
)
_FURNISHED = replace(
    _WRAPPED,
    wrapped=0.6,
    paragraph_blank=0.9,
    justified=0.6,
    digit_spaces=0.4,
    half_width=0.3,
    markdown=0.4,
    kicker=0.5,
    subheads=0.3,
    column_title=0.5,
    vertical_title=0.3,
    no_byline=0.05,
)
_CAPTIONED = replace(_FURNISHED, headline_after=0.3, photo=0.5, briefs=0.3, kicker_after=0.3)
_DISPLACED = replace(
    _CAPTIONED, headlines_stacked=0.5, headless=0.15, moved_tails=1, glued_title=0.2, paragraph_blank=0.85
)
_EVERYTHING = replace(
    _DISPLACED,
    articles=(3, 6),
    headlines_stacked=0.6,
    headless=0.2,
    moved_tails=2,
    lost_text=0.15,
    date_line=0.8,
    photo=0.6,
    briefs=0.35,
    subheads=0.4,
    glued_title=0.3,
    paragraph_blank=0.8,
)

LEVELS: tuple[Damage, ...] = (_CLEAN, _WRAPPED, _FURNISHED, _CAPTIONED, _DISPLACED, _EVERYTHING)
"""Difficulty 0 to 5: clean, wrapped, furnished, captioned, displaced, everything at once."""
