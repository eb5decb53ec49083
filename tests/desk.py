"""How long drafts, quotations, figures and grouped results take on an archive, in one warm process.

    python -m tests.desk ARCHIVE --corpus ../shared/corpora/xwlb.jsonl.xz
        [--foreign ../shared/corpora/cmrc2018/corpus.jsonl] [--against CHECKOUT] [--articles 20] [--times 5]
        [--only draft]

Drafts are articles of the corpus, drawn at random, as they are and with one in thirty characters changed, and
texts of 1,000, 5,000 and 20,000 characters, put together from several. Quotations are sentences of the
corpus, changed by no, 1 to 3 or up to 3 in 10 characters, and sentences of another collection. Every question
is asked `--times` times; of the medians of all questions of a kind their median and the largest are printed,
in milliseconds by the clock, and of the processor, which others on the machine disturb less.

With `--against`, the same is asked of the code of another checkout on the same archive, in turn with this
one. A question to which they answer otherwise, times aside, is named, and the exit status is 1.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from tests import quotations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import ModuleType

    Ask = Callable[[Any, str], Any]
    """Asks an archive something; of that of another checkout nothing is known to a type checker."""

    Took = tuple[float, float]
    """Seconds by the clock and of the processor."""

OURS = Path(__file__).parents[1]

SIZES = (1_000, 5_000, 20_000)
"""Characters of the drafts that are put together."""

CHANGED = 30
"""One in so many characters of an altered draft is another."""

WORDS = ("的", "中国", "央视网消息", "经济 增长")
"""Queries of common words, for figures and for grouped results."""

NOWHERE = "鿿鿿"
"""A query that nothing matches: after it, no answer is remembered."""


SHORTEST = 10
"""Characters of the shortest article that is a draft."""

SOME = 2_000
"""Articles that quotations are drawn from: that foreign ones are unlike them takes looking at each."""


@dataclass(frozen=True, slots=True)
class Question:
    """What an archive is asked with a text."""

    kind: str
    text: str
    ask: Ask


class Checkout:
    """The code of one checkout, with the archive opened by it; its modules are in place inside `code`."""

    def __init__(self, root: Path, archive: Path) -> None:
        self._root = root
        self._modules: dict[str, ModuleType] = {}
        with self.code():
            import searcher

            if Path(str(searcher.__file__)).parents[1] != root.resolve():
                raise SystemExit(f"{root} is no checkout of the project; name its folder")
            self.archive: Any = searcher.open(archive)

    @contextmanager
    def code(self) -> Iterator[None]:
        """Import from this checkout, and find what was imported from it before."""
        others = _take_modules()
        sys.modules.update(self._modules)
        sys.path.insert(0, str(self._root))
        try:
            yield
        finally:
            sys.path.remove(str(self._root))
            self._modules = _take_modules()
            sys.modules.update(others)


def _take_modules() -> dict[str, ModuleType]:
    """Take the product's modules out of Python's table."""
    names = [name for name in sys.modules if name.partition(".")[0] in {"index", "searcher"}]
    return {name: sys.modules.pop(name) for name in names}


def questions(texts: Sequence[str], foreign: Sequence[str], number: int, seed: int) -> Iterator[Question]:
    """Yield what is asked: `number` of each kind that is drawn from the texts of the corpus or others."""
    chance = random.Random(seed)  # noqa: S311 - a sample, no secret
    alphabet = "".join(texts[:200])
    for text in chance.sample([text for text in texts if SHORTEST <= len(text) <= SIZES[-1]], number):
        altered = quotations.changed(chance, text, len(text) // CHANGED, alphabet)
        yield Question("draft, an article", text, _similar)
        yield Question("draft, altered", altered, _similar)
    for size in SIZES:
        joined = "\n".join(chance.choices(texts, k=size // SHORTEST))[:size]
        yield Question(f"draft, {size:,} characters", joined, _similar)
    if foreign:
        own = {str(place): text for place, text in enumerate(chance.sample(texts, min(SOME, len(texts))))}
        for each in quotations.draw(own, list(foreign), len(quotations.CHANGES) * number, seed):
            yield Question(f"quotation, {each.change}", each.sentence, _quote)
    for query in WORDS:
        yield Question(f"facts {query}", query, _facts)
        yield Question(f"grouped {query}", query, _grouped)


def _similar(archive: Any, text: str) -> Any:
    return archive.similar(text)


def _quote(archive: Any, text: str) -> Any:
    return archive.quote(text)


def _facts(archive: Any, text: str) -> Any:
    return archive.facts(text)


def _grouped(archive: Any, text: str) -> Any:
    archive.search(NOWHERE, mode="exact", limit=1)
    return archive.search(text, group=True)


def answer_of(found: Any) -> Any:
    """Return an answer as JSON has it, without the time it took."""
    return {name: value for name, value in found.as_dict().items() if name != "took_ms"}


def measure(question: Question, checkouts: Sequence[Checkout], times: int) -> tuple[list[Took], bool]:
    """Ask a question of each checkout in turn; return what it took each, and whether all answer alike."""
    took: list[list[Took]] = [[] for _ in checkouts]
    answers: list[Any] = []
    for turn in range(times + 1):
        for place, checkout in enumerate(checkouts):
            with checkout.code():
                began = time.perf_counter(), time.process_time()
                found = question.ask(checkout.archive, question.text)
                ended = time.perf_counter(), time.process_time()
            if turn:
                took[place].append((ended[0] - began[0], ended[1] - began[1]))
            else:
                # The first time the archive is not warm.
                answers.append(answer_of(found))
    medians = [(median(clock for clock, _ in of), median(cpu for _, cpu in of)) for of in took]
    return medians, all(answer == answers[0] for answer in answers)


def main() -> int:
    """Print a line for each kind of question; return 1 where two checkouts answer otherwise."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("archive", type=Path)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--foreign", type=Path)
    parser.add_argument("--against", type=Path)
    parser.add_argument("--articles", type=int, default=20)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--only", default="", help="kinds of questions that begin so")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with lzma.open(options.corpus, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    foreign = options.foreign.read_text(encoding="utf-8").splitlines() if options.foreign else []
    others = [json.loads(line)["text"] for line in foreign]
    roots = [OURS, *([options.against] if options.against else [])]
    checkouts = [Checkout(root, options.archive) for root in roots]
    kinds: dict[str, list[Question]] = {}
    for question in questions(texts, others, options.articles, options.seed):
        if question.kind.startswith(options.only):
            kinds.setdefault(question.kind, []).append(question)
    is_alike = True
    print("milliseconds by the clock, of the processor: median, largest")
    for kind, asked in kinds.items():
        measured = [measure(question, checkouts, options.times) for question in asked]
        columns = [_summary([took[place] for took, _ in measured]) for place in range(len(checkouts))]
        print(f"{kind} ({len(asked)})".ljust(32), "   against ".join(columns), flush=True)
        for question, (_, agree) in zip(asked, measured, strict=True):
            if not agree:
                is_alike = False
                print(f"    answered otherwise: {question.text[:60]!r}")
    return 0 if is_alike else 1


def _summary(took: Sequence[Took]) -> str:
    clock, processor = ([1000 * each[place] for each in took] for place in (0, 1))
    return f"{median(clock):6.0f} {max(clock):6.0f}, {median(processor):6.0f} {max(processor):6.0f}"


if __name__ == "__main__":
    sys.exit(main())
