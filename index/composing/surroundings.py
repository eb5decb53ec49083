"""What is printed around the text of an article: its byline, date, paper, page and section."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from index.composing.pieces import Piece, cut
from index.rebuild.bylines import (
    is_standing_byline,
    lead_length,
    parse_credits,
    tail_length,
)
from index.rebuild.dates import find_date, has_weekday
from index.rebuild.furniture import page_facts
from index.surnames import DOUBLE_SURNAMES, SURNAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.composing.facts import Facts


_LABELS: Final = (
    "本文来源|稿件来源|文章来源|信息来源|来源|稿源|作者|记者|通讯员|摄影|原标题|责任编辑|责编|编辑|校对|审核|监制|主编|"
    "值班主任|发布时间|发布日期|更新时间|时间|日期|点击|浏览|阅读|字号|字体"
)
_LABEL: Final = re.compile(rf"(?:{_LABELS})\s*[：:／/]|[|｜]|《[^》]{{2,12}}》")
_META_LINE: Final = re.compile(rf"[\[【（(〔]?\s*(?:{_LABELS}|声明)(?:于)?\s*[：:]")
_CREDIT_LINE: Final = re.compile(
    r"[\[【（(〔]?\s*(?:本文来源|稿件来源|文章来源|来源|稿源|作者|记者|通讯员|摄影|责任编辑|责编|编辑|校对|审核|主编)\s*[：:]\s*"
    r"[^。！？]{1,40}\Z"
)
_AUTHOR: Final = re.compile(r"(?:作者|记者|通讯员|摄影)\s*[：:／/]\s*\S")
_SOURCE: Final = re.compile(r"(?:来源|稿源)于?\s*[：:]\s*《?([^\s》|，,;；]{2,20})")
_PAPER: Final = re.compile("[\u4e00-\u9fff]{2,12}(?<![举汇简])报")
_TIME: Final = re.compile(r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?")
_ISSUE: Final = re.compile(r"[A-D]?\d{1,2}\s*版|《[^》]{2,12}报》")
LONGEST, _LONGEST_DATED = 90, 60
"""Characters of a line about an article, and of one that is so only for its date."""


@dataclass(slots=True)
class Surroundings:
    """What is known of an article, its text without what belongs to the byline, and the lines around it."""

    text: list[Piece]
    byline: Piece
    furniture: list[Piece] = field(default_factory=list)
    date: str | None = None
    paper: str | None = None
    page: str | None = None
    section: str | None = None


def find_surroundings(
    text: list[Piece],
    facts: Facts,
    above: Sequence[Piece] = (),
    before: Sequence[Piece] = (),
    after: Sequence[Piece] = (),
) -> Surroundings:
    """Return what is known of the article of which `text` are the paragraphs.

    `above` are the lines above its headline, `before` those between headline and text, `after` those below.
    Lines about the article at the ends of its text are taken off it.
    """
    around = Surroundings(text, Piece("byline"))
    first, last = [*before], [*after]
    while len(text) > 1 and _is_credit(text[0].text):
        first.append(text.pop(0))
    while len(text) > 1 and _is_credit(text[-1].text):
        last.insert(0, text.pop())
    _take_byline(around, facts, [*first, *last])
    _take_facts(around, facts, above, [*first, *last])
    return around


def _is_credit(text: str) -> bool:
    """Tell whether a paragraph only says who made the article, or where it is from."""
    return len(text) <= LONGEST and (_CREDIT_LINE.match(text) is not None or is_standing_byline(text))


def is_about(text: str) -> bool:
    """Tell whether a paragraph is a line about the article."""
    if len(text) > LONGEST:
        return False
    if _META_LINE.match(text) or is_standing_byline(text):
        return True
    return (
        find_date(text) is not None and len(text) <= _LONGEST_DATED and "。" not in text and "，" not in text
    )


def _take_byline(around: Surroundings, facts: Facts, lines: Sequence[Piece]) -> None:
    """Find who wrote an article: in the lines around it, at the ends of its text, in the metadata."""
    parts: list[Piece] = []
    for line in lines:
        if is_standing_byline(line.text):
            parts.append(line)
            continue
        rest: list[Piece] = []
        for part in _parts(line.text):
            if _AUTHOR.match(part) or is_standing_byline(part):
                byline, other = part, ""
            else:
                byline, other = _beside_date(part)
            parts += [Piece("byline", byline, line.places)] if byline else []
            rest += [Piece("byline", other, line.places)] if other else []
        if rest and (is_about(line.text) or find_date(line.text)):
            around.furniture.append(Piece("byline", " ".join(piece.text for piece in rest), line.places))
    text = around.text
    for piece in text[:2]:
        if piece.kind == "paragraph" and (length := lead_length(piece.text)):
            lead, piece.text = cut(piece.text, length)
            parts.append(Piece("byline", lead, piece.places))
            break
    if text and text[-1].kind == "paragraph" and (length := tail_length(text[-1].text)):
        visible = sum(1 for character in text[-1].text if not character.isspace())
        text[-1].text, tail = cut(text[-1].text, visible - length)
        parts.append(Piece("byline", tail, text[-1].places))
    text[:] = [piece for piece in text if piece.text]
    if not parts and (facts.is_founder or _are_names(facts.author.text)) and facts.author.text:
        parts.append(Piece("byline", facts.author.text, [(facts.author.place, facts.author.place)]))
    around.byline.text = " ".join(dict.fromkeys(part.text for part in parts))
    around.byline.places = [place for part in parts for place in part.places]


def _parts(line: str) -> list[str]:
    """Return a line cut before each of its labels: `来源：…`, `作者：…`."""
    cuts = [0, *(match.start() for match in _LABEL.finditer(line)), len(line)]
    parts = (line[start:end].strip(" \u3000|｜") for start, end in pairwise(cuts))
    return [part for part in parts if part]


def _beside_date(part: str) -> tuple[str, str]:
    """Return the byline that stands before or behind a date, "" where none does, and the rest."""
    if found := find_date(part):
        before, behind = part[: found.start].strip(), _TIME.sub("", part[found.end :]).strip()
        if is_standing_byline(before):
            return before, part[found.start :]
        if is_standing_byline(behind) and part.endswith(behind):
            return behind, part.removesuffix(behind).strip()
    return "", part


def _are_names(text: str) -> bool:
    """Tell whether all that a document says of its author are names of persons: many name the site."""
    names = parse_credits(text)
    return bool(names) and all(
        credit.role or credit.name[:1] in SURNAMES or credit.name[:2] in DOUBLE_SURNAMES for credit in names
    )


def _take_facts(around: Surroundings, facts: Facts, above: Sequence[Piece], lines: Sequence[Piece]) -> None:
    """Find date, paper, page and section: Founder's own, then what is printed, then the metadata."""
    printed = [_TIME.sub(" ", part) for line in [*above, *lines] for part in _parts(line.text)]
    dates = [found.day for line in lines if (found := find_date(line.text)) and found.day]
    dates += [
        found.day
        for line in above
        if (found := find_date(line.text))
        and found.day
        and (has_weekday(line.text) or _ISSUE.search(line.text))
    ]
    around.date = (facts.date if facts.is_founder else None) or next(iter(dates), None) or facts.date
    told = page_facts([text for text in (*printed, facts.section or "") if _ISSUE.search(text)])
    sources = [match[1] for text in printed if (match := _SOURCE.search(text))] + [facts.source]
    named = [name for name in sources if _PAPER.fullmatch(name)]
    around.paper = facts.paper or told.paper or next(iter(named), None)
    around.page = facts.page or told.page
    around.section = told.section or (facts.section if not _ISSUE.search(facts.section or "") else None)
