"""Whether quotations get the right verdict and the right source.

    python -m tests.quotations --corpus ../shared/corpora/xwlb.jsonl.xz [--articles 8000] [--seed N]

An archive is made of the first articles of the corpus. Three in four sentences are drawn from it and
changed by no, by 1 to 3, or by many characters (4 to 3 in 10 of the sentence's: replaced, left out or
added); the others are drawn from the articles that follow, which are not in the archive.

Right is, decided without the retrieval by going through all texts:

    verbatim    where the sentence, changed or not, stands in the archive; source: an article that holds it
    altered     where it was changed and does not; source: a stretch that differs by no more characters
                than were changed
    not found   where it is foreign

A foreign sentence that shares half of its runs of five characters with one article is not drawn: whether
it is an altered quotation of that article is a matter of opinion.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from index.updating.update import update
from searcher.array_engine.engine import ArrayEngine
from searcher.quotation.article_text import comparable
from searcher.quotation.retrieval import EngineRetrieval
from searcher.quotation.verdict import judge
from searcher.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from searcher.engine import Engine
    from searcher.quotation.verdict import PieceVerdict, QuotationVerdict, Verdict

SHORTEST, LONGEST = 10, 150
"""Characters of the sentences drawn."""

RUN = 5
"""Characters of the runs by which alike sentences are told."""

LEAD = re.compile(r"\A\w{2,10}(?:消息)?[(（]新闻联播[)）][:：]")
"""How each broadcast begins; no part of what is quoted."""

FEWEST_OF_MANY, MOST_CHANGED = 4, 0.3
"""How many characters are many: from 4 to 3 in 10."""

CHANGES = ("none", "few", "many", "foreign")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sentence as it is asked for, and how many characters of it were changed."""

    change: str
    sentence: str
    edits: int


@dataclass(frozen=True, slots=True)
class Judged:
    """A drawn sentence with what was right and what came out."""

    drawn: Drawn
    expected: Verdict
    verdict: Verdict
    right_source: bool
    similarity: float

    @property
    def right(self) -> bool:
        """Whether verdict and source are right."""
        return self.verdict == self.expected and self.right_source


def draw(own: Mapping[str, str], foreign: list[str], number: int, seed: int) -> list[Drawn]:
    """Draw sentences, a quarter of each kind: `own` are the texts of the archive by article."""
    chance = random.Random(seed)  # noqa: S311 - a sample, no secret
    alphabet = "".join(islice(own.values(), 200))
    each = number // len(CHANGES)
    drawn: list[Drawn] = []
    pool = list(own.values())
    for change in CHANGES[:3]:
        while len(drawn) < each * (CHANGES.index(change) + 1):
            sentence = _sentence(chance, pool)
            many = int(len(sentence) * MOST_CHANGED)
            if change == "many" and many < FEWEST_OF_MANY:
                continue
            edits = 0 if change == "none" else chance.randint(1, 3)
            if change == "many":
                edits = chance.randint(FEWEST_OF_MANY, many)
            drawn.append(Drawn(change, changed(chance, sentence, edits, alphabet), edits))
    candidates = [_sentence(chance, foreign) for _ in range(3 * each)]
    alike = _alike(candidates, own.values())
    unlike = [sentence for sentence in candidates if sentence not in alike]
    return [*drawn, *(Drawn("foreign", sentence, 0) for sentence in unlike[:each])]


def _sentence(chance: random.Random, texts: list[str]) -> str:
    while True:
        text = chance.choice(texts)
        start, end = chance.choice(sentences(text) or [(0, 0)])
        sentence = LEAD.sub("", text[start:end]).strip("“”，。；：！？…、 \n")
        if SHORTEST <= len(sentence) <= LONGEST and "\n" not in sentence:
            return sentence


def changed(chance: random.Random, sentence: str, edits: int, alphabet: str) -> str:
    """Change characters at different places; the first and the last stay, so that its length shows."""
    characters = list(sentence)
    for place in chance.sample(range(1, len(sentence) - 1), min(edits, len(sentence) - 2)):
        other = chance.choice(alphabet)
        match chance.choice(["replace", "delete", "insert"]):
            case "replace":
                characters[place] = other
            case "delete":
                characters[place] = ""
            case _:
                characters[place] += other
    return "".join(characters)


def _alike(candidates: Iterable[str], texts: Iterable[str]) -> set[str]:
    """Return the sentences that share half of their runs with one of the texts."""
    runs = {sentence: _runs(comparable(sentence)) for sentence in candidates}
    wanted = set().union(*runs.values())
    alike: set[str] = set()
    for text in texts:
        present = wanted & _runs(comparable(text))
        alike |= {each for each, own in runs.items() if len(own & present) * 2 >= len(own)}
    return alike


def _runs(text: str) -> set[str]:
    return {text[start : start + RUN] for start in range(len(text) - RUN + 1)}


def expected_verdict(drawn: Drawn, texts: Iterable[str]) -> Verdict:
    """Decide what is right by looking into every text."""
    sentence = comparable(drawn.sentence)
    if any(sentence in text for text in texts):
        return "verbatim"
    return "not found" if drawn.change == "foreign" else "altered"


def is_right_source(drawn: Drawn, judged: QuotationVerdict, texts: Mapping[str, str]) -> bool:
    """Tell whether each piece is said to stand where it does, with no more changes than were made."""
    if judged.verdict == "not found":
        return True
    edits = 0
    for piece in judged.pieces:
        printed = _printed(piece)
        if piece.article is None or printed not in texts[piece.article.id]:
            return False
        edits += Levenshtein.distance(comparable(drawn.sentence[slice(*piece.span)]), printed)
    return edits <= drawn.edits


def _printed(piece: PieceVerdict) -> str:
    return "".join(comparable(part.unit.text[slice(*part.span)]) for part in piece.printed)


def measure(engine: Engine, texts: Mapping[str, str], drawn: Iterable[Drawn]) -> list[Judged]:
    """Judge each sentence; `texts` are those of all articles of the engine, comparable."""
    retrieval = EngineRetrieval(engine)
    judged = []
    for each in drawn:
        verdict = judge(each.sentence, retrieval)
        right = is_right_source(each, verdict, texts)
        similarity = min(piece.similarity for piece in verdict.pieces)
        expected = expected_verdict(each, texts.values())
        judged.append(Judged(each, expected, verdict.verdict, right, similarity))
    return judged


def main() -> None:
    """Print how many of the sentences got the right verdict and the right source."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=8000)
    parser.add_argument("--sentences", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with lzma.open(options.corpus) as lines:
        own = list(islice(lines, options.articles))
        foreign = [json.loads(line) for line in islice(lines, options.articles // 2)]
    articles = [json.loads(line) for line in own]
    with tempfile.TemporaryDirectory() as temporary:
        sample, folder = Path(temporary) / "sample.jsonl", Path(temporary) / "archive"
        sample.write_bytes(b"".join(own))
        update(folder, [sample])
        drawn = draw(
            {each["id"]: each["text"] for each in articles},
            [each["text"] for each in foreign],
            options.sentences,
            options.seed,
        )
        texts = {
            each["id"]: comparable(each.get("title") or "")
            + "".join(comparable(line.strip()) for line in each["text"].split("\n"))
            for each in articles
        }
        with closing(ArrayEngine(folder)) as engine:
            began = time.perf_counter()
            judged = measure(engine, texts, drawn)
            took = time.perf_counter() - began
    for each in judged:
        if not each.right:
            source = "right" if each.right_source else "wrong"
            print(f"{each.verdict} for {each.expected}, {source} source, similarity {each.similarity:.2f}")
            print(f"    {each.drawn.edits} edits: {each.drawn.sentence}")
    for change in CHANGES:
        of_kind = [each for each in judged if each.drawn.change == change]
        print(f"{change:8} {sum(each.right for each in of_kind):4} of {len(of_kind)}")
    right = sum(each.right for each in judged)
    share, each_ms = right / len(judged), took / len(judged) * 1000
    print(f"{right} of {len(judged)} right ({share:.2%}), seed {options.seed}, {each_ms:.0f} ms each")


if __name__ == "__main__":
    main()
