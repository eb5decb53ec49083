"""Which columns a segment has, of which types, and how many rows of them belong together.

All of it stands in the file's table of columns, so a segment is held to it whenever it is opened, and no page
of a column is touched for it. What is read afterwards relies on it: a row that is looked up is there, and
means what its place says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from index.columnar.container import ContainerError
from index.columnar.dictionary import TERMS_TOGETHER
from index.columnar.layout import RECORDS_TOGETHER
from index.columnar.list_places import BLOCK as LISTS_TOGETHER
from index.columnar.text import BLOCK as UNITS_TOGETHER
from index.language import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from index.columnar.container import Container

_U1: Final = ("|u1",)
_U4: Final = ("<u4",)
_U8: Final = ("<u8",)
_NUMBERS: Final = ("|u1", "<u2", "<u4")
_CODES: Final = ("<u2", "<u4")
_PLACES: Final = ("<u4", "<i8")
_ANY: Final = ("|u1", "<u2", "<u4", "<i8")

FIELDS: Final = ("byline", "file", "kind", "page", "paper", "section", "name", "place")
"""As `values` has them, which a search without a field does not load; a test holds them equal."""

_LISTS: Final = ("word", "pair")
_TERMS: Final = ("word", "character", "pair")
_LENGTHS: Final = ("words", "characters", "bigrams")

_SMALL: Final = (
    *(f"unit.{name}" for name in _LENGTHS),
    *(f"{prefix}.context.{name}" for prefix in _TERMS for name in ("gained", "under")),
)
"""The columns of `small_numbers`."""

_STREAMS: Final = tuple(
    f"{prefix}.{name}" for prefix in _LISTS for name in ("upper", "lower", "repeats.upper", "repeats.lower")
)
"""The columns of bits."""

_STREAM_END: Final = 8
"""Bytes that a column of bits has at least."""

_TYPES: Final[Mapping[str, tuple[tuple[str, ...], int]]] = {
    # Of each column the types it can have, and how many dimensions.
    **dict.fromkeys(("article.first_unit", "article.date", "article.hash"), (_U4, 1)),
    **dict.fromkeys(("article.source", "article.sequence", "article.of_hash"), (_ANY, 1)),
    "record.block": (_U8, 1),
    "record.data": (_U1, 1),
    **{f"{field}.term.blob": (_U1, 1) for field in (*FIELDS, "word")},
    **{f"{field}.term.blocks": (_ANY, 1) for field in (*FIELDS, "word")},
    **{f"{field}.{name}": (_ANY, 1) for field in FIELDS for name in ("counts", "numbers")},
    "unit.kind": (_U1, 1),
    "statistics": (_U8, 1),
    **{f"{name}.bytes": (_U1, 1) for name in _SMALL},
    **{f"{name}.places": (_U4, 1) for name in _SMALL},
    **{f"{name}.wide": (_NUMBERS, 1) for name in _SMALL},
    "text.alphabet": (_U4, 1),
    "text.main": (_U1, 1),
    "text.second": (("|u1", "<u4"), 1),
    "text.blocks": (_PLACES, 2),
    "text.starts": (_CODES, 2),
    "folding.sizes": (_NUMBERS, 1),
    "folding.pool": (_U4, 1),
    "folding.intricate": (_U4, 1),
    "alphabet": (_U4, 1),
    "character.counts": (_U4, 1),
    "character.masked": (_U4, 1),
    "character.masks": (_U1, 2),
    "pair.term.firsts": (_CODES, 1),
    "pair.term.starts": (_U4, 1),
    "pair.term.seconds": (_CODES, 1),
    **{f"{prefix}.context.terms": (_U4, 1) for prefix in _TERMS},
    **{f"{prefix}.universe": (_U8, 1) for prefix in _LISTS},
    **{f"{prefix}.counts": (_U1, 1) for prefix in _LISTS},
    **{f"{prefix}.wide_counts": (_U4, 1) for prefix in _LISTS},
    **{f"{prefix}.blocks": (_PLACES, 2) for prefix in _LISTS},
    **{f"{prefix}.repeats.samples": (_PLACES, 1) for prefix in _LISTS},
    **dict.fromkeys(_STREAMS, (_U1, 1)),
}


def check_form(container: Container) -> None:
    """Raise `ContainerError` where a file has not the columns of a segment, or not as many rows as belong."""
    table = container.table
    if table.keys() != _TYPES.keys():
        names = ", ".join(sorted(table.keys() ^ _TYPES.keys())[:3])
        raise ContainerError(
            container.path, _("has not the columns of a segment ({names})").format(names=names)
        )
    shapes: dict[str, tuple[int, ...]] = {}
    for name, (types, dimensions) in _TYPES.items():
        code, shape = table[name].type, table[name].shape
        if code not in types or len(shape) != dimensions:
            raise ContainerError(
                container.path,
                _("column {name} has numbers of another kind ({type})").format(name=name, type=code),
            )
        shapes[name] = shape
    for name, expected in _expected(shapes):
        if shapes[name] != expected:
            raise ContainerError(
                container.path,
                _("column {name} has {rows} rows where {expected} belong").format(
                    name=name, rows=_written(shapes[name]), expected=_written(expected)
                ),
            )


def _expected(shapes: Mapping[str, tuple[int, ...]]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield the shapes that columns have because of others."""
    articles = max(shapes["article.first_unit"][0] - 1, 1)
    units = shapes["unit.kind"][0]
    yield "article.first_unit", (articles + 1,)
    for name in ("source", "sequence", "date", "hash", "of_hash"):
        yield f"article.{name}", (articles,)
    yield "record.block", (_blocks(articles, RECORDS_TOGETHER) + 1,)
    for field in FIELDS:
        yield f"{field}.counts", (articles,)
        yield f"{field}.term.blocks", (max(shapes[f"{field}.term.blocks"][0], 1),)
    yield "statistics", (5,)
    for name in _LENGTHS:
        yield f"unit.{name}.bytes", (units,)
    for name in _SMALL:
        yield f"{name}.wide", shapes[f"{name}.places"]
    yield "text.starts", (units + 1, 2)
    yield "text.blocks", (_blocks(units + 1, UNITS_TOGETHER), 2)
    yield "folding.sizes", shapes["text.alphabet"]
    yield "character.counts", shapes["alphabet"]
    yield "character.masks", (shapes["character.masked"][0], _blocks(units, 8))
    yield "pair.term.starts", (shapes["pair.term.firsts"][0] + 1,)
    yield "pair.counts", shapes["pair.term.seconds"]
    yield "word.term.blocks", (_blocks(shapes["word.counts"][0], TERMS_TOGETHER) + 1,)
    for prefix in _LISTS:
        yield f"{prefix}.universe", (1,)
        yield f"{prefix}.blocks", (_blocks(shapes[f"{prefix}.counts"][0], LISTS_TOGETHER) + 1, 4)
        yield f"{prefix}.repeats.samples", (max(shapes[f"{prefix}.repeats.samples"][0], 1),)
    for prefix in _TERMS:
        for name in ("gained", "under"):
            yield f"{prefix}.context.{name}.bytes", shapes[f"{prefix}.context.terms"]
    for name in _STREAMS:  # read in words of 4 bytes, the last two of them zero
        yield name, (max(_blocks(shapes[name][0], 4) * 4, _STREAM_END),)


def _blocks(rows: int, together: int) -> int:
    return -(-rows // together)


def _written(shape: tuple[int, ...]) -> str:
    return " × ".join(map(str, shape))
