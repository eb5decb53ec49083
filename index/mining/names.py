"""The names that papers give to initiatives: terms set in quotation marks.

“红蜂驿站”, “双报到”, “三度”工作法 are terms; “这里有一名走失的老人，请帮我们送他回家。” is speech. What
is mined of an article is small; what is said of all of them is added up from that, in any order.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.characters import HAN
from index.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.model import Article

SHORTEST, LONGEST = 2, 12
"""How many characters a term has inside its quotation marks."""

SHORTEST_ABBREVIATION = 3
"""How many characters a name has that may stand for another: 流入 and 流入党员 are two things."""

MOST = 200
"""How many terms of one article are kept, in reading order: of a page of nothing else not every pair."""

# “三度”工作法, “三务融合”实践站: the word after the marks says what kind of thing has the name.
_KINDS: Final = (
    "工作法|工作室|工作站|志愿服务队|服务队|工作队|驿站|实践站|服务站|服务圈|行动|计划|工程|机制|模式|品牌|平台|联盟|联合体|活动|项目"
    "|课堂|学校|商圈|矩阵|体系|制度|专班|倡议|战略|布局|精神|理念|经验|方案"
)
LONGEST_KIND: Final = max(map(len, _KINDS.split("|")))
_KIND: Final = re.compile(_KINDS)
_INSIDE: Final = rf"[^“”‘’「」『』]{{{SHORTEST},{LONGEST}}}"
_QUOTED: Final = re.compile(rf"[“「](?P<outer>{_INSIDE})[”」]|[‘『](?P<inner>{_INSIDE})[’』]")
_TERM: Final = re.compile(rf"(?=.*[{HAN}a-z])[{HAN}a-z0-9+·×/()（）、 —-]+", re.IGNORECASE)
_SAYING: Final = re.compile(r"(?:说|道|问|答|喊|写着|写道|表示)[：:，,]?\Z")
# What is said is no term: it speaks of persons, asks, or reports.
_SAID: Final = re.compile(r"[我你您他她咱这那谁]|什么|怎么|有没有|哪些|[吗呢吧啊呀啦嘛了]\Z")
_LOOSE: Final = re.compile("[ 、]")
BEFORE: Final = 4
"""Characters before the marks that tell whether somebody speaks."""

_BETWEEN: Final = "\t"
"""Stands in no term."""


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """A term as printed inside its quotation marks, and what follows them where it says the kind."""

    text: str
    kind: str = ""

    @property
    def key(self) -> str:
        """What is the same for all printed forms of a term: 双报到 双服务, 双报到、双服务."""
        return key_of(self.text)


def key_of(text: str) -> str:
    """Return what is the same for all printed forms of a term."""
    return _LOOSE.sub("", fold(text))


def stored(term: Term) -> str:
    """Return a term as an archive stores it, so that those of one key stand together when sorted."""
    key = term.key
    return key if (term.text, term.kind) == (key, "") else _BETWEEN.join((key, term.text, term.kind))


def restored(value: str) -> tuple[str, Term]:
    """Return the key of a stored term, and the term."""
    key, *others = value.split(_BETWEEN)
    return key, Term(*others) if others else Term(key)


@dataclass(frozen=True, slots=True)
class Mined:
    """The terms of one article, each printed form once, and the places it names, both in reading order."""

    article: str
    date: str | None
    terms: tuple[Term, ...]
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """What an archive says of a term.

    `text` is the commonest printed form and `kinds` the words that follow it, most frequent first.
    `articles` is how many hold it, `first` and `last` the dates of the oldest and newest, `None` where
    none is dated. `places` are the places that its articles name, `beside` the other names in them, each
    with the number of articles that hold both, most frequent first.
    """

    text: str
    kinds: tuple[str, ...]
    articles: int
    first: str | None
    last: str | None
    places: tuple[tuple[str, int], ...]
    beside: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two names of which the shorter may stand for the longer, and the articles that hold both."""

    short: str
    long: str
    articles: int


def mine(article: Article) -> Mined:
    """Return the terms that stand between a pair of quotation marks in an article, and the places it names.

    Its byline is left out. For the places see `index.mining.places.mine`.

    A term has `SHORTEST` to `LONGEST` characters, at least one of them Han or a letter, and no mark
    inside but 、 + · / - and brackets; what follows 说 or 道, or says I, you, what or who, is speech. The
    first `MOST` are kept. Linear in the length of the text.
    """
    from index.mining import places  # the dictionary, which no query needs

    terms: dict[Term, None] = {}
    for unit in article.units:
        if unit.kind != "byline":
            terms |= dict.fromkeys(_terms(unit.text))
    return Mined(article.id, article.date, tuple(terms)[:MOST], places.mine(article))


def _terms(text: str) -> Iterable[Term]:
    for match in _QUOTED.finditer(text):
        before, after = text[max(match.start() - BEFORE, 0) : match.start()], match.end()
        term = term_of(match["outer"] or match["inner"], before, text[after : after + LONGEST_KIND])
        if term is not None:
            yield term


def term_of(quoted: str, before: str, after: str) -> Term | None:
    """Return the term that a text between two marks is, `None` where it is none; see `mine`.

    `before` and `after` are some characters outside the marks.
    """
    if not _TERM.fullmatch(quoted) or _SAID.search(quoted) or _SAYING.search(before):
        return None
    kind = _KIND.match(after)
    return Term(quoted.strip(), kind[0] if kind else "")


def add_up(mined: Iterable[Mined]) -> list[Name]:
    """Return what all articles together say of each term, the most frequent first, then by its text."""
    articles = list(mined)
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    kinds: defaultdict[str, Counter[str]] = defaultdict(Counter)
    dates: defaultdict[str, list[str]] = defaultdict(list)
    counts: Counter[str] = Counter()
    places: defaultdict[str, Counter[str]] = defaultdict(Counter)
    beside: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for article in articles:
        keys = {term.key for term in article.terms}
        counts.update(keys)
        for term in article.terms:
            forms[term.key][term.text] += 1
            if term.kind:
                kinds[term.key][term.kind] += 1
        for key in keys:
            places[key].update(article.places)
            beside[key].update(keys - {key})
            if article.date:
                dates[key].append(article.date)
    text = {key: most_frequent(printed)[0] for key, printed in forms.items()}
    names = [
        Name(
            text=text[key],
            kinds=tuple(most_frequent(kinds[key])),
            articles=number,
            first=min(dates[key], default=None),
            last=max(dates[key], default=None),
            places=tuple((place, places[key][place]) for place in most_frequent(places[key])),
            beside=tuple((text[other], beside[key][other]) for other in most_frequent(beside[key])),
        )
        for key, number in counts.items()
    ]
    return sorted(names, key=lambda name: (-name.articles, name.text))


def most_frequent(counter: Counter[str]) -> list[str]:
    """Return what was counted, the most frequent first; equal ones in order."""
    return sorted(counter, key=lambda item: (-counter[item], item))


def suggest_synonyms(names: Iterable[Name]) -> list[Suggestion]:
    """Propose abbreviations: names whose characters stand, in this order, in a longer name beside them.

    Both begin with the same character, the shorter has at least `SHORTEST_ABBREVIATION`, and at least half
    of the articles of one of them hold the other. The most frequent pairs come first. Proposals, for a
    person to decide: 双报到 for 双报到双服务.
    """
    known = {name.text: name for name in names}
    suggestions = [
        Suggestion(name.text, other, both)
        for name in known.values()
        for other, both in name.beside
        if abbreviates(key_of(name.text), key_of(other))
        and 2 * both >= min(name.articles, known[other].articles)
    ]
    return sorted(suggestions, key=lambda each: (-each.articles, each.short, each.long))


def may_abbreviate(key: str) -> bool:
    """Say whether a name is long enough to stand for another, or to be another."""
    return len(key) >= SHORTEST_ABBREVIATION


def abbreviates(short: str, long: str) -> bool:
    """Say whether the characters of one name's key stand in another's, in this order, from the first on."""
    if not may_abbreviate(short) or len(short) >= len(long) or short[0] != long[0]:
        return False
    rest = iter(long)
    return all(character in rest for character in short)
