"""Bylines in all their printed forms: recognising them, and reading names and roles out of them."""

from __future__ import annotations

import re
from typing import Final

from index.model import Credit
from index.rebuild.lines import count_visible
from index.surnames import DOUBLE_SURNAMES, SURNAMES

BULLETS: Final = frozenset("●○■□◆◇▲△▼▽★☆◎◉•※")
"""What stands before a byline or a brief. A set: the empty string is in no set."""

_BULLET = f"[{''.join(sorted(BULLETS))}]"

_HAN = r"[\u3400-\u9fff\U00020000-\U0002ebef〇]"
_HOUSE = r"(?:本报|本社|本台|本网|本刊|新华社|中新社)"
_PAPER = rf"{_HAN}{{2,6}}(?:日报|晚报|晨报|早报|时报|商报|都市报|青年报)社?"
_RANK = r"(?:全媒体|融媒体|全媒|融媒|首席|特约|特派|实习|见习|高级|资深|青年|摄影|文字|视频)"
_POST = r"(?:记者|通讯员|实习生|评论员|撰稿人|撰稿|摄影师|摄影|作者|撰文)"
_TITLE = rf"(?:{_HOUSE}|{_PAPER})?{_RANK}{{0,3}}{_POST}"
_SLASH = "[/／]"
_DONE = rf"(?:摄影报道|文{_SLASH}图|图{_SLASH}文|文{_SLASH}摄|摄{_SLASH}文|文并摄|供图|摄影|报道|摄)"
_BOTH = rf"(?:文{_SLASH}图|图{_SLASH}文)"
_FOREIGN_NAME = rf"{_HAN}{{1,8}}[·•・]{_HAN}{{1,8}}(?:[·•・]{_HAN}{{1,8}})?"
_NAME = rf"(?:{_FOREIGN_NAME}|{_HAN}{{1,8}})"
_SHORT_NAME = rf"(?:{_FOREIGN_NAME}|{_HAN}{{2,4}})"
_SPACED_NAME = rf"{_HAN}\s{_HAN}"
_SIGNED_NAME = rf"(?:{_FOREIGN_NAME}|{_HAN}{{2,5}})"
_GAP = r"[\s、，,/／]"
_NAMES = rf"{_NAME}(?:{_GAP}+{_NAME}){{0,7}}"
_TITLED = (
    rf"(?:{_TITLE}(?:[：:/／]\s*{_NAMES}|\s+{_NAMES})"
    # Without a space only after the paper's own title: 记者走基层 is a column, no reporter.
    rf"|{_HOUSE}{_RANK}{{0,3}}{_POST}{_SHORT_NAME}(?:{_GAP}+{_NAME}){{0,7}})"
)

_STANDING = re.compile(
    rf"{_BULLET}?\s*[（(]?\s*(?:"
    # 本报记者 云艳芳 通讯员 苏晟杰 乔羽; 文/图 本报记者 某某; 本报记者 祁晓燕 摄
    rf"(?:(?:{_BOTH}|文|图|摄影)\s*[/／：:]?\s*)?{_TITLED}(?:{_GAP}+{_TITLED}){{0,5}}(?:\s*{_SLASH}?\s*{_DONE})?"
    # 李永建 摄; 郝 志/摄
    rf"|(?:{_SHORT_NAME}|{_SPACED_NAME})(?:{_GAP}+(?:{_SHORT_NAME}|{_SPACED_NAME})){{0,4}}"
    rf"\s*{_SLASH}?\s*(?:摄影报道|{_BOTH}|文{_SLASH}摄|文并摄|供图|摄影|摄)"
    # 文/某某 图/某某; 图：某某
    rf"|(?:文|图|摄影|供图|撰文|图片)\s*[/／：:]\s*{_SHORT_NAME}"
    rf"(?:{_GAP}+(?:(?:文|图|摄影|供图)\s*[/／：:]\s*)?{_SHORT_NAME}){{0,5}}"
    # 文/图 某某
    rf"|{_BOTH}\s*[：:]?\s*{_SHORT_NAME}(?:{_GAP}+{_SHORT_NAME}){{0,3}}"
    rf")\s*[）)]?\Z"
)
_BULLETED_NAMES = re.compile(rf"{_BULLET}\s*{_SHORT_NAME}(?:\s+{_SHORT_NAME}){{0,3}}\Z")
_NAMES_ALONE = re.compile(rf"[（(]\s*{_SIGNED_NAME}(?:{_GAP}+{_SIGNED_NAME}){{0,3}}\s*[）)]\Z")
_ENDS_IN_TITLE = re.compile(rf"{_TITLE}\Z")
_ONLY_NAMES = re.compile(rf"{_SIGNED_NAME}(?:[\s、]+{_SIGNED_NAME}){{0,7}}\Z")
_LONGEST_STANDING = 90
_PHOTO = re.compile(r"摄(?!影师)|供图|图[/／：:]")

_LEAD = re.compile(
    rf"(?:据?{_HOUSE}|人民网|新华网){_HAN}{{0,8}}?(?:\d{{4}}年)?(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?(?:讯|电|消息)"
    rf"(?:[（(][^（）()]{{0,8}}?{_POST}[^（）()]{{0,80}}[）)]|{_TITLE}{_HAN}{{2,9}}?(?:报道)?[：:]"
    # 本报讯（某某）, the names alone
    rf"|(?P<names>[（(](?!综合|据|来源){_HAN}(?:{_HAN}|[·、，,/]){{1,15}}[）)]))"
)
_LEAD_STARTS = frozenset("据本新中人")
_LONGEST_LEAD = 130
_TAIL = re.compile(
    rf"[（(](?:{_TITLE}[：:/]?)?{_SIGNED_NAME}(?:{_GAP}+(?:{_TITLE}\s*[：:/]?\s*)?{_SIGNED_NAME}){{0,7}}"
    rf"(?:\s*{_DONE})?[）)]\Z"
)
_OPEN_TAIL = re.compile(
    rf"(?<=[。！？!?”…）)]){_BULLET}?(?:{_TITLE}\s*{_SHORT_NAME}(?:{_GAP}+{_SHORT_NAME}){{0,4}}(?:\s*{_DONE})?"
    rf"|{_SHORT_NAME}\s*(?:摄影报道|供图|摄影|摄))\Z"
)
_LONGEST_TAIL = 60
_NOT_A_NAME = re.compile(r".*(?:社|报|网|台|版|讯|月|日|年|元|局|部|图|县|市|区|镇|村|等|完|者)[）)]\Z")
_SENTENCE_BEFORE = re.compile(r"[。！？!?”’…][”’」』）)]*\s*\Z")
_SPACE = re.compile(r"\s+")

_TOKEN = re.compile(
    # 摄影 closes a byline (李永建 摄影) or begins one (摄影 李永建).
    rf"(?P<done>(?!摄影(?!报道|\s*[）)]?\Z)){_DONE})(?!{_HAN})|(?P<title>{_TITLE})|(?P<kind>文|图)[/／：:]"
    rf"|(?P<latin>[A-Za-z][A-Za-z.'’-]*(?:\s+[A-Za-z][A-Za-z.'’-]*)*)"
    rf"|(?P<name>{_HAN}(?:(?!{_TITLE}|{_DONE}(?!{_HAN})){_HAN}|[·•・](?={_HAN}))*)"
)
_LEAST_TWO_NAMES = 4
_LONGEST_GLUED = 12
_HAN_ONLY = re.compile(rf"{_HAN}+")
_WRAPPER = re.compile(rf"^.*?(?:讯|电|消息)\s*(?=[（(])|^.*?(?:讯|电|消息)\s*(?={_TITLE})")


def is_standing_byline(text: str) -> bool:
    """Tell whether a line is nothing but a byline or a photo credit."""
    if len(text) > _LONGEST_STANDING or "。" in text:
        return False
    return bool(_STANDING.match(text) or _BULLETED_NAMES.match(text) or is_closing_byline(text))


def is_broken_off(text: str) -> bool:
    """Tell whether a byline ends in a title whose names are on the next line."""
    return _ENDS_IN_TITLE.search(text) is not None


def is_names(text: str) -> bool:
    """Tell whether a line is nothing but one name or several."""
    return _ONLY_NAMES.match(text) is not None


def is_closing_byline(text: str) -> bool:
    """Tell whether a line is nothing but names in brackets, which stand at the end of a text."""
    return _NAMES_ALONE.match(text) is not None and not _NOT_A_NAME.match(text)


def is_photo_credit(text: str) -> bool:
    """Tell whether a byline names the photographer of a picture."""
    return _PHOTO.search(text) is not None


def lead_length(text: str) -> int:
    """Return how many visible characters at the start are a byline such as `本报讯（记者 …）`."""
    if text.lstrip()[:1] not in _LEAD_STARTS:
        return 0
    match = _LEAD.match(_SPACE.sub("", text[: 2 * _LONGEST_LEAD]))
    if match and match["names"] and _NOT_A_NAME.match(match["names"]):
        return 0
    return match.end() if match else 0


def tail_length(text: str) -> int:
    """Return how many visible characters at the end are a byline such as `(阿柔娜)`."""
    end = text[-_LONGEST_TAIL:]
    match = _TAIL.search(end)
    if match and not _NOT_A_NAME.match(match[0]) and _SENTENCE_BEFORE.search(end[: match.start()]):
        return count_visible(match[0])
    match = _OPEN_TAIL.search(end)
    return count_visible(match[0]) if match else 0


def parse_credits(text: str) -> tuple[Credit, ...]:
    """Read the names and their printed roles out of a byline in any of its forms.

    A role printed before names holds for all of them up to the next one (`通讯员 苏晟杰 乔羽`);
    a role after them (`李永建 摄`) for those that have none yet; `文/图` stands before or
    after. A plain name has the role "".
    """
    found: list[Credit] = []
    role = ""
    initial: re.Match[str] | None = None
    text = _WRAPPER.sub("", text)
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        if kind in ("title", "kind"):
            role = token[kind]
        elif kind == "done" and not found:
            role = token["done"]
        elif kind == "done":
            found = [Credit(credit.name, credit.role or token["done"]) for credit in found]
        else:
            name = token[0]
            if initial and text[initial.end() : token.start()].isspace():
                name = initial[0] + name
            # A name of two characters is often set apart to the width of three: 刘 健.
            initial = token if _HAN_ONLY.fullmatch(name) and len(name) == 1 else None
            if initial is None:
                found += [Credit(part, role) for part in _names_in(name)]
    return tuple(found)


def _names_in(text: str) -> list[str]:
    """Part names that lost the space between them, where each part begins with a common surname.

    Names of other peoples are as long as two Han names, but hardly ever fall apart like this.
    """
    if len(text) < _LEAST_TWO_NAMES or text[:2] in DOUBLE_SURNAMES or not _HAN_ONLY.fullmatch(text):
        return [text]
    for parts in _partitions(text):
        if all(part[0] in SURNAMES for part in parts):
            return parts
    return [text]


def _partitions(text: str) -> list[list[str]]:
    """Return all ways to part a short text into pieces of two or three characters, long ones first."""
    if not text:
        return [[]]
    if len(text) > _LONGEST_GLUED:
        return []
    return [[text[:size], *rest] for size in (3, 2) if len(text) >= size for rest in _partitions(text[size:])]
