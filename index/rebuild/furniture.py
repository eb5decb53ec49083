"""Page furniture: date lines, editors, addresses and column titles, and what they tell of the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.rebuild.dates import find_date, has_weekday, without_dates
from index.rebuild.words import is_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.model import Lines
    from index.rebuild.lines import Line


@dataclass(frozen=True, slots=True)
class Furniture:
    """Printed matter that belongs to no article, with its source lines."""

    text: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the furniture says of the whole page; `None` where it says nothing.

    `date` is `YYYY-MM-DD`; `page` is the page's number as printed.
    """

    paper: str | None = None
    date: str | None = None
    page: str | None = None
    section: str | None = None


_HAN = r"[\u4e00-\u9fff]"
_SPACES = re.compile(r"\s+")
_STAFF = re.compile(
    r"(?:责任编辑|执行主编|本版主编|主编|责编|编辑|审签|审读|审核|美编|美术编辑|版式设计|版式策划|版式|校对|制图|检校|组版|统筹|策划|值班编委|值班主任|签发)\s*[：:]"
)
_POST = "(?:责任编辑|执行主编|主编|责编|编辑|美编|美术编辑|版式设计|版式|校对|制图|检校|组版)"
_NAME = rf"(?!{_POST}){_HAN}{{2,4}}"
_STAFF_ALONE = re.compile(
    # Without a colon nothing but posts and names may stand on the line.
    rf"(?:(?:^|\s)(?:本版|本期)?{_POST}[/／\s]{_NAME}(?:[\s、]{_NAME})*)+"
)
_ADDRESS = re.compile(
    r"[\w.+-]@[\w-]+\.[\w.]+|(?:E-?mail|邮箱|电话|热线|新闻热线|传真|网址|投稿)\s*[：:]|(?:https?://|www\.)\S+|国内统一(?:连续出版物|刊)号|CN\s?\d\d-\d{4}|邮发代号|总第\s*\d+\s*期",
    re.IGNORECASE,
)
_NUMBERED_PAGE = re.compile(r"第\s*([\dA-Z〇一二三四五六七八九十]{1,4})\s*版|(?<![\w])([A-D]?\d{1,2})\s*版")
_PAGE_AND_SECTION = re.compile(
    rf"(?<![\w.@])([A-D]?\d{{1,2}})\s*(?:版)?\s*[:：]?\s*({_HAN}{{2,6}})?(?=\s|$|[■●·|])"
)
_SECTION_AND_PAGE = re.compile(rf"(?:^|\s)({_HAN}{{2,6}})\s*([A-D]?\d{{1,2}})(?:\s|$)")
_PAGE_NUMBER = re.compile(r"第[\dA-Z〇一二三四五六七八九十]{1,4}版|[A-D]?\d{1,2}版?")
_PAGE_LINE = re.compile(rf"[A-D]?\d{{1,2}}\s+{_HAN}{{2,4}}")
_PAPER = re.compile(
    rf"《({_HAN}{{2,10}}(?:日报|晚报|晨报|早报|时报|商报|都市报|法制报|青年报|党报|报))》|(?:^|\s)({_HAN}{{2,10}}(?:日报|晚报|晨报|早报|时报|商报|都市报|青年报))(?=\s|$)"
)
_DAY = re.compile(r"\d{1,2}月\d{1,2}日")
_DASHES = "-—–·"
_LONGEST_FURNITURE = 120
_LONGEST_ADDRESS = 80
_LONGEST_PAGE_LINE = 16
_SENTENCE = re.compile(r"[！？；]|，.*，")
_PERSONAL = re.compile(rf"[：:]\s*{_HAN}{{2,4}}")
_VERTICAL_LETTERS = 2
"""So many one-character lines in a row are a title set one character a line."""

_TITLE_MARKS = "【】[]〔〕■●□◆· "
_COLUMN_TITLES = frozenset(
    [
        "简讯",
        "短讯",
        "快讯",
        "要闻",
        "动态",
        "掠影",
        "图片新闻",
        "简明新闻",
        "新闻速递",
        "导读",
        "今日导读",
        "时讯",
        "速览",
        "短波",
        "一句话新闻",
        "本版要目",
        "要闻速览",
        "综合新闻",
        "广告",
        "公告",
        "声明",
        "启事",
        "连线",
        "聚焦",
        "视点",
        "热点",
        "观察",
        "剪影",
        "资讯",
        "新闻",
    ]
)


_PICTURE_TITLES = frozenset(["镜头", "掠影", "图片新闻", "剪影", "光影", "图说"])


def is_picture_title(text: str) -> bool:
    """Tell whether a column title stands over a photo."""
    return text.strip(_TITLE_MARKS).replace(" ", "") in _PICTURE_TITLES


def is_furniture(text: str) -> bool:
    """Tell whether a line is a date line, a list of editors, an address or a known column title."""
    if len(text) > _LONGEST_FURNITURE or "。" in text:
        return False
    if text.strip(_TITLE_MARKS).replace(" ", "") in _COLUMN_TITLES:
        return True
    if _SENTENCE.search(text):
        return False
    if (_STAFF.search(text) and _PERSONAL.search(text)) or _STAFF_ALONE.fullmatch(_SPACES.sub(" ", text)):
        return True
    if is_address(text):
        return True
    bare = text.replace(" ", "")
    if "，" in bare or "、" in bare:
        return False
    rest = without_dates(text)
    if find_date(text):
        return bool(has_weekday(text) or not rest or _NUMBERED_PAGE.match(rest) or _PAPER.search(rest))
    if has_weekday(text) and (not rest or _DAY.fullmatch(rest.replace(" ", ""))):
        return True
    if _PAGE_NUMBER.fullmatch(bare.strip(_DASHES)) or _PAGE_LINE.fullmatch(text):
        return True
    if len(bare) <= _LONGEST_PAGE_LINE and _NUMBERED_PAGE.match(bare):
        return True
    return bool(_PAPER.fullmatch(text.strip()))


def is_address(text: str) -> bool:
    """Tell whether a line gives an address or a number to write to or to call."""
    return len(text) <= _LONGEST_ADDRESS and _ADDRESS.search(text) is not None


def vertical_titles(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Return the runs `[start, end)` of lines that hold one ideograph each."""
    runs: list[tuple[int, int]] = []
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and len(lines[end].text) == 1 and "\u4e00" <= lines[end].text <= "\u9fff":
            end += 1
        if end - start >= _VERTICAL_LETTERS:
            runs.append((start, end))
        start = max(end, start + 1)
    return runs


def finishes_vertical_title(title: str, text: str) -> bool:
    """Tell whether the first character of `text` is the last one of a title set one character a line.

    基, 层, 实 and then 践回民区：… on one line: 实践 is a word and 践回 is none.
    """
    if len(text) < 2 or is_word(text[:2]):
        return False
    return is_word(title[-1] + text[0]) or is_word(title[-2:] + text[0])


def page_facts(texts: Sequence[str]) -> PageFacts:
    """Read paper, date, page and section from the page's furniture; the first of each counts."""
    paper = date = page = section = None
    for text in texts:
        if match := _PAPER.search(text):
            paper = paper or match[1] or match[2]
        found = find_date(text)
        if found and date is None:
            date = found.day
        rest = without_dates(text)
        staff = _STAFF.search(rest)
        head = rest[: staff.start()] if staff else rest
        if page is None:
            page, section = _page_and_section(head, dated=found is not None)
    return PageFacts(paper, date, page, section)


def _page_and_section(text: str, *, dated: bool) -> tuple[str | None, str | None]:
    if match := _NUMBERED_PAGE.search(text):
        number = match[1] or match[2]
        rest = re.split(r"[\s：:]+", text[: match.start()] + " " + text[match.end() :])
        names = [word for word in rest if re.fullmatch(rf"{_HAN}{{2,6}}", word) and not _PAPER.search(word)]
        return number, names[0] if names else None
    if not dated and not _PAGE_LINE.fullmatch(text.strip()):
        return None, None
    after, before = _PAGE_AND_SECTION.search(text), _SECTION_AND_PAGE.search(text)
    if before and not (after and after[2]):
        return before[2], before[1]
    return (after[1], after[2]) if after else (None, None)
