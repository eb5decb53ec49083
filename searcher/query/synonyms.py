"""Words that an archive takes for the same: its `synonyms.txt`, and a query with them.

    # one group a line, each word between equals signs
    土左旗 = 土默特左旗
    双报到 = 双报到双服务 = 双报到、双服务

Synonyms are applied to the query and never to the index: what is written there counts at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.errors import SourceError
from index.files import read_file
from index.folding import fold
from index.language import gettext as _
from searcher.query.traversal import replace_patterns
from searcher.query.tree import Literal, Or

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from searcher.query.tree import Node, Operand, Pattern, Span

    Synonyms = Mapping[str, tuple[str, ...]]
    """For each folded word the words of its groups but itself, as they are written."""

_EQUALS: Final = re.compile("[=＝]")


@dataclass(frozen=True, slots=True)
class Applied:
    """A literal of a query that was widened: to which words, and where it stands in the query."""

    literal: str
    synonyms: tuple[str, ...]
    span: Span


def read_synonyms(path: Path) -> Synonyms:
    """Return the groups of a file, of none where there is no file.

    A line whose first sign is `#` is a comment.

    Raises `SourceError` with the line for one that has no two different words.
    """
    try:
        data = read_file(path)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SourceError(
            str(path), _("{reason}; check its permissions").format(reason=error.strerror)
        ) from None
    groups: dict[str, dict[str, str]] = {}
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").splitlines(), start=1):
        group = _group(line, str(path), number)
        for folded in group:
            groups.setdefault(folded, {}).update(group)
    return {
        folded: tuple(word for other, word in group.items() if other != folded)
        for folded, group in groups.items()
    }


def apply_synonyms(node: Node, synonyms: Synonyms) -> tuple[Node, tuple[Applied, ...]]:
    """Return a tree with each literal that has synonyms as an OR of itself and them, and what was applied.

    A literal has the synonyms of the word that it is folded equal to, as a whole. Those are not
    widened in turn. Under a NOT they are excluded with the word. Wildcards and fields have none.
    """
    applied: list[Applied] = []

    def widen(pattern: Pattern) -> Operand:
        others = synonyms.get(fold(pattern.text), ()) if isinstance(pattern, Literal) else ()
        if not isinstance(pattern, Literal) or not others:
            return pattern
        applied.append(Applied(pattern.text, others, pattern.span))
        return Or((pattern, *(Literal(other, pattern.span) for other in others)), pattern.span)

    return replace_patterns(node, widen), tuple(applied)


def _group(line: bytes, file: str, number: int) -> dict[str, str]:
    """Return the words of a line by their folded form; none of a comment or a blank line."""
    try:
        text = line.decode().strip()
    except UnicodeDecodeError:
        raise SourceError(file, _("the line is no UTF-8 text; save the file as UTF-8"), number) from None
    if not text or text.startswith("#"):
        return {}
    words = [word.strip() for word in _EQUALS.split(text)]
    group: dict[str, str] = {}
    for word in words:
        group.setdefault(fold(word), word)
    if not all(folded.strip() for folded in group):
        raise SourceError(file, _("a word is missing beside =; write a = b"), number)
    if len(group) < 2:
        raise SourceError(file, _("expected two different words or more; write a = b"), number)
    return group
