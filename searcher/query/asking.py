"""From what a reporter typed to what an engine is asked: the tree, widened and narrowed by options."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import QueryError
from searcher.query.filters import Filters, conditions_of, narrow
from searcher.query.parser import check, parse
from searcher.query.traversal import relax
from searcher.query.tree import Relaxed

if TYPE_CHECKING:
    from searcher.query.synonyms import Applied, Synonyms
    from searcher.query.tree import Node, Query


@dataclass(frozen=True, slots=True)
class Options(Filters):
    """What narrows and widens a query beside its text.

    The filters narrow it: `since` and `until` are dates as the query language writes them, both
    included; the others hold as the field of their name does. `numerals` finds numerals however
    they are spelled (31个, 三十一个), `synonyms` says whether those of the archive are applied.
    """

    numerals: bool = False
    synonyms: bool = True


@dataclass(frozen=True, slots=True)
class Asked:
    """What an engine is asked, and what instead where it finds nothing; which synonyms are part of it."""

    tree: Query
    fallback: Relaxed | None
    synonyms: tuple[Applied, ...]


def ask(query: str, options: Options, synonyms: Synonyms) -> Asked:
    """Return what a query in the query language asks for.

    Synonyms come before numerals, so that theirs are spelled otherwise too. The fallback has the
    synonyms, but not the spellings: two hundred of one date would outweigh every other word.

    Raises `QueryError`, and `OptionError` for a filter of no such value.
    """
    conditions = conditions_of(options)
    tree: Node = parse(query)
    applied: tuple[Applied, ...] = ()
    if synonyms and options.synonyms:
        from searcher.query.synonyms import apply_synonyms  # few archives have any

        tree, applied = apply_synonyms(tree, synonyms)
    fallback = narrow(relaxed, conditions) if (relaxed := relax(tree)) else None
    if options.numerals:
        tree = _with_numerals(tree, query)
    return Asked(narrow(tree, conditions), fallback, applied)


def ask_plainly(text: str, options: Options) -> Asked:
    """Return what plain text asks for: any of its words, within the filters.

    Raises `QueryError` where it is blank, and `OptionError` for a filter of no such value.
    """
    check(text)
    return Asked(narrow(Relaxed(text), conditions_of(options)), None, ())


def _with_numerals(tree: Node, query: str) -> Node:
    from searcher.query.numerals import spell_numerals  # few queries ask for it

    try:
        return spell_numerals(tree)
    except QueryError as error:
        error.query = query
        raise
