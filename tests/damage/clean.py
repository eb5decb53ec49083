"""Clean articles to be damaged: from the fixture file, or from a corpus where one is at hand."""

from __future__ import annotations

import json
import lzma
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FIXTURES = Path(__file__).parent.parent / "fixtures" / "articles.jsonl"

_SUBHEAD_MARK = "## "
_LEAD = re.compile(r"^[^。，]{0,12}消息（[^）]*）：?")
_TRAILER = re.compile(r"^[（(](?:视频|文字)?编辑")
_FULL_STOPS = ("。", "！", "？", "。”", "！”", "？”", "……", "）。")
# Marks that open a byline, a brief or a heading on the page, and quotes whose sides no reader can tell.
_UNUSABLE = re.compile(r'[#●■□◆"]|本报讯|摄|\s')
_PLACES = re.compile(
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南"
    "|陕西|甘肃|青海|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|深圳|武汉|成都|西安"
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a clean body."""

    text: str


@dataclass(frozen=True, slots=True)
class Subhead:
    """One heading inside a clean body; a space in it is where it may be printed in two lines."""

    text: str


@dataclass(frozen=True, slots=True)
class CleanArticle:
    """An article before any damage. `kicker` is what may be printed above the headline, often a place."""

    headline: str
    kicker: str
    body: tuple[Paragraph | Subhead, ...]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The texts of the paragraphs, without the headings between them."""
        return tuple(element.text for element in self.body if isinstance(element, Paragraph))


def fixture_articles(path: Path = FIXTURES) -> tuple[CleanArticle, ...]:
    """Read the articles written for the tests: one JSON object a line, headings marked with `## `."""
    return tuple(
        _from_fixture(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line
    )


def corpus_articles(path: Path, step: int = 25) -> tuple[CleanArticle, ...]:
    """Read every `step`-th article of an xz-compressed JSON-lines corpus that makes a fair page.

    Left out are round-ups, very short or long articles, and articles whose paragraphs do not end
    as sentences do or whose quotes do not match.
    """
    articles: list[CleanArticle] = []
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % step == 0:
                articles.extend(_from_corpus(json.loads(line)))
    return tuple(articles)


def _from_fixture(record: dict[str, str | list[str]]) -> CleanArticle:
    body = tuple(
        Subhead(text.removeprefix(_SUBHEAD_MARK)) if text.startswith(_SUBHEAD_MARK) else Paragraph(text)
        for text in record["body"]
    )
    return CleanArticle(str(record["headline"]), str(record["kicker"]), body)


def _from_corpus(record: dict[str, str]) -> Iterator[CleanArticle]:
    headline = re.sub(r"\s+", " ", re.sub(r"^【[^】]*】", "", record["title"])).strip()
    texts = [text.strip() for text in record["text"].split("\n")]
    texts = [_LEAD.sub("", text) for text in texts if text and not _TRAILER.match(text)]
    if not 8 <= len(headline) <= 36 or "快讯" in headline or "简讯" in headline or "：" in headline:
        return
    if _UNUSABLE.search(headline.replace(" ", "")) or not 2 <= len(texts) <= 9 or sum(map(len, texts)) > 1600:
        return
    if all(is_complete(text) and 20 <= len(text) <= 450 and not _UNUSABLE.search(text) for text in texts):
        yield CleanArticle(headline, _place(headline, texts), tuple(map(Paragraph, texts)))


def is_complete(text: str) -> bool:
    """Tell whether a text ends as a sentence does and every quote in it that opens is closed."""
    return text.endswith(_FULL_STOPS) and all(
        text.count(opening) == text.count(closing) for opening, closing in ("“”", "‘’", "（）", "《》")
    )


def _place(headline: str, texts: list[str]) -> str:
    """Find a place the body names at least twice and the headline does not, to serve as kicker."""
    body = "".join(texts)
    found = [place for place in _PLACES.findall(body) if body.count(place) > 1 and place not in headline]
    return found[0] if found else ""
