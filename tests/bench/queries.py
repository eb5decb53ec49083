"""Queries of every kind, chosen from the corpus itself, the same for the same corpus and seed.

Every literal is whole words as jieba cuts them where it was taken from: what a person types, and
what suits a word index. A frequency class is a rank among candidates, not a number, so that a
corpus of any size has all of them.
"""

from __future__ import annotations

import json
import random
import re
from bisect import bisect_left
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Literal, TypeVar, get_args

from index import analysis
from index.characters import HAN
from tests.bench.corpus import CorpusError
from tests.bench.truth import FoldedUnits, count, frequency

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Kind = Literal[
    "one character",
    "two characters",
    "common",
    "rare",
    "absent",
    "long literal",
    "AND of three",
    "OR",
    "NOT",
    "date range",
    "question",
]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

SEED: Final = 20120702
"""Results are comparable over the years only while this stays."""

PASSAGES: Final = 3000
"""Units that queries are taken from."""

CANDIDATES: Final = 60
"""Queries of a kind that are counted before some are chosen."""

PATIENCE: Final = 1000
"""Draws for one candidate, after which the corpus has none."""

Choice = TypeVar("Choice")

_HAN_RUN: Final = re.compile(f"[{HAN}]+")


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked, in no engine's language.

    All `words` (with `any_of`: one of them), none of `without`, a date from `first` to `last`,
    both included and `YYYY-MM-DD` ("": any); or else a `question`, plain text.
    """

    kind: Kind
    words: tuple[str, ...] = ()
    any_of: bool = False
    without: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    question: str = ""

    def __str__(self) -> str:
        if self.question:
            return self.question
        positive = (" OR " if self.any_of else " ").join(self.words)
        dates = f" {self.first}…{self.last}" if self.first else ""
        return positive + "".join(f" -{word}" for word in self.without) + dates


def as_json(query: Query) -> str:
    """Write a query for another process."""
    return json.dumps(asdict(query), ensure_ascii=False)


def choose(units: FoldedUnits, seed: int = SEED) -> list[Query]:
    """Choose the queries of all kinds; without dates in the corpus, no date range.

    Raises `CorpusError` where the corpus has no query of some other kind.
    """
    return _Chooser(units, random.Random(seed)).run()  # noqa: S311 - no secret


class _Chooser:
    def __init__(self, units: FoldedUnits, chance: random.Random) -> None:
        self.units = units
        self.chance = chance
        chosen = chance.sample(range(len(units.texts)), min(PASSAGES, len(units.texts)))
        self.passages = [
            [cut for run in _HAN_RUN.findall(units.texts[row]) if (cut := analysis.words(run))]
            for row in chosen
        ]
        self.passages = [runs for runs in self.passages if runs]
        if not self.passages:
            raise CorpusError("no Chinese text to choose queries from; name another corpus")
        self.passages_with = Counter(word for passage in self.passages for word in _short_words(passage))

    def run(self) -> list[Query]:
        common = self.by_frequency("common", lambda: self.words_of(3, 5))
        rare = self.by_frequency("rare", lambda: self.words_of(3, 6))[::-1]
        return [
            *(Query("one character", (text,)) for text in spread(self.characters(), 4)),
            *(Query("two characters", (text,)) for text in spread(self.pairs(), 5)),
            *(Query("common", (text,)) for text in common[:5]),
            *(Query("rare", (text,)) for text in rare[:5]),
            *(Query("absent", (text,)) for text in self.absent(4)),
            *(Query("long literal", (text,)) for text in self.several(4, "long literal", self.long_literal)),
            *self.combinations(4, "AND of three", lambda: Query("AND of three", self.together(3))),
            *(
                Query("OR", (first, second), any_of=True)
                for first, second in zip(common[5:9], rare[5:9], strict=False)
            ),
            *self.combinations(4, "NOT", self.exclusion),
            *self.date_ranges(common[:3]),
            *(Query("question", question=text) for text in self.several(4, "question", self.question)),
        ]

    def several(self, number: int, kind: Kind, draw: Callable[[], str | None]) -> list[str]:
        """Return different texts, as many as wanted or as the corpus has; at least one."""
        found: dict[str, None] = {}
        for _ in range(PATIENCE):
            text = draw()
            if text is not None:
                found.setdefault(text)
            if len(found) == number:
                break
        if not found:
            raise _too_small(kind)
        return list(found)

    def by_frequency(self, kind: Kind, draw: Callable[[], str | None]) -> list[str]:
        """Return candidates, the most frequent first."""
        candidates = self.several(CANDIDATES, kind, draw)
        counts = {text: frequency(self.units, text) for text in candidates}
        return sorted(candidates, key=lambda text: (-counts[text], text))

    def run_of_words(self) -> list[str]:
        """Return the words of one run of Han characters, drawn at random."""
        return self.chance.choice(self.chance.choice(self.passages))

    def words_of(self, shortest: int, longest: int) -> str | None:
        """Draw one to three words that follow each other, of so many characters together."""
        words = self.run_of_words()
        start = self.chance.randrange(len(words))
        text = "".join(words[start : start + self.chance.randint(1, 3)])
        return text if shortest <= len(text) <= longest else None

    def characters(self) -> list[str]:
        return self.by_frequency(
            "one character", lambda: self.chance.choice(self.chance.choice(self.run_of_words()))
        )

    def pairs(self) -> list[str]:
        return self.by_frequency("two characters", lambda: self.one_word(2))

    def one_word(self, length: int) -> str | None:
        words = [word for word in self.run_of_words() if len(word) == length]
        return self.chance.choice(words) if words else None

    def absent(self, number: int) -> list[str]:
        """Return two words joined that stand in no unit, though each of them does."""

        def draw() -> str | None:
            first, second = self.one_word(2), self.one_word(2)
            if first is None or second is None or frequency(self.units, first + second):
                return None
            return first + second

        return self.several(number, "absent", draw)

    def long_literal(self) -> str | None:
        """Draw half a sentence: what somebody pastes to find its source."""
        text = "".join(self.run_of_words())
        return text if 12 <= len(text) <= 40 else None

    def combinations(self, number: int, kind: Kind, draw: Callable[[], Query]) -> list[Query]:
        """Return queries that something matches, from the one with most units to the one with fewest."""
        counts: dict[Query, int] = {}
        for _ in range(CANDIDATES):
            query = draw()
            if query not in counts:
                counts[query] = count(self.units, query, reads_headlines=False) or 0
        ranked = sorted((query for query in counts if counts[query]), key=lambda q: (-counts[q], str(q)))
        if not ranked:
            raise _too_small(kind)
        return spread(ranked, number)

    def together(self, number: int) -> tuple[str, ...]:
        """Draw different words of two to four characters that one unit holds, and others too."""
        for _ in range(PATIENCE):
            passage = self.chance.choice(self.passages)
            words = sorted(word for word in _short_words(passage) if self.passages_with[word] > 1)
            if len(words) >= number:
                return tuple(self.chance.sample(words, number))
        raise _too_small("AND of three")

    def exclusion(self) -> Query:
        """Exclude a word from another that stands beside it somewhere."""
        word, without = self.together(2)
        return Query("NOT", (word,), without=(without,))

    def date_ranges(self, words: Sequence[str]) -> Iterator[Query]:
        """Yield common words in one day, in a tenth and in half of the corpus, around a day that has them."""
        days = sorted(day for day in self.units.days if day is not None)
        for word, share in zip(words, (0.0, 0.1, 0.5), strict=False):
            rows = zip(self.units.texts, self.units.days, strict=True)
            days_of_word = [day for text, day in rows if day is not None and word in text]
            if not days_of_word:
                continue
            middle = bisect_left(days, self.chance.choice(days_of_word))
            around = int(share * len(days) / 2)
            start, end = max(0, middle - around), min(len(days) - 1, middle + around)
            first, last = (date.fromordinal(days[position]).isoformat() for position in (start, end))
            yield Query("date range", (word,), first=first, last=last)

    def question(self) -> str | None:
        """Draw a sentence and leave out every third word, as one asks who remembers it half."""
        words = self.run_of_words()
        kept = [word for number, word in enumerate(words, start=1) if number % 3]
        return "".join(kept) if 8 <= sum(map(len, kept)) <= 30 else None


def _short_words(passage: Sequence[Sequence[str]]) -> set[str]:
    return {word for words in passage for word in words if 2 <= len(word) <= 4}


def _too_small(kind: Kind) -> CorpusError:
    return CorpusError(f"the corpus is too small for a query of the kind {kind}; take more articles")


def spread(ranked: Sequence[Choice], number: int) -> list[Choice]:
    """Return `number` of a ranking, evenly from its first to its last, each once."""
    last = len(ranked) - 1
    return [ranked[place] for place in sorted({round(last * step / (number - 1)) for step in range(number)})]
