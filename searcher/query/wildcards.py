"""Words with `*` and `?`: the parts that are looked for and the gaps between them."""

from __future__ import annotations

import re
from typing import Final

from index.errors import QueryError
from index.folding import fold
from index.language import gettext as _
from searcher.query.syntax import ANY_FEW, ANY_ONE, shown
from searcher.query.tree import Gap, Wildcard

FEW: Final = 10
"""How many characters a `*` stands for at most."""

MOST_WILDCARDS: Final = 20
"""How many a word may have: enough for any phrase, few enough for every text to be checked quickly."""

_RUN: Final = re.compile(r"[*?]+")


def has_wildcard(word: str) -> bool:
    """Say whether a bare word has a `*` or `?`. At full width they are characters of the text."""
    return ANY_FEW in word or ANY_ONE in word


def parse_wildcard(word: str, start: int) -> Wildcard:
    """Return the parts and gaps of a bare word that begins at a place of the query.

    Each `?` of a run stands for one character; a `*` in it, or several, for `FEW` more at most.

    Raises `QueryError` where only wildcards stand, or too many, and where a `-` begins the word: after a
    quotation or a parenthesis it excludes nothing, and printed anywhere else it would.
    """
    if word.startswith("-"):
        raise QueryError(
            _(
                "{word} has wildcards and begins with -; put a space before it to exclude it, or quote it"
            ).format(word=shown(word)),
            start + 1,
        )
    parts: list[str] = []
    gaps: list[Gap] = []
    done = count = 0
    for run in _RUN.finditer(word):
        parts.append(word[done : run.start()])
        least = run[0].count(ANY_ONE)
        gaps.append(Gap(least, least + FEW if ANY_FEW in run[0] else least))
        done = run.end()
        count += len(run[0])
        if count > MOST_WILDCARDS:
            raise QueryError(
                _("expected at most {most} wildcards in a word; quote it to look for * and ?").format(
                    most=MOST_WILDCARDS
                ),
                start + run.start() + 1,
            )
    parts.append(word[done:])
    if not any(fold(part).strip() for part in parts):
        raise QueryError(
            _("expected a character beside {word}; quote it to look for * and ?").format(word=word), start + 1
        )
    return Wildcard(tuple(parts), tuple(gaps), (start, start + len(word)))
