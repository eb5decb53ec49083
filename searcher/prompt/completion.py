"""What the end of a line can be completed to.

Chinese is written without spaces, so a word that is being typed may have another one before it: of
社区的杨 the 杨 is completed, as the longest end of the line that a known term begins with.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.errors import QueryError
from index.folding import fold
from searcher.printers.screen import safe
from searcher.prompt.commands import MARKS
from searcher.query.syntax import (
    DATE_FIELDS,
    DISTANCE_WORDS,
    FIELDS,
    NOT_WORDS,
    OR_WORDS,
    QUOTES,
    SAME_WORDS,
)
from searcher.query.tokens import tokens
from searcher.query.tree import Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from searcher.prompt.commands import Command
    from searcher.prompt.terms import Completions, Term
    from searcher.prompt.vocabulary import Vocabulary
    from searcher.query.syntax import FieldName
    from searcher.query.tokens import Token

LONGEST: Final = 30
"""Characters before the cursor that can be the beginning of a term."""

_OPERATORS: Final = (
    *(word for word in sorted(OR_WORDS | NOT_WORDS | SAME_WORDS) if len(word) > 1),
    *(f"{word}/" for word in DISTANCE_WORDS),
)
_FIELD_NAMES: Final = (*FIELDS, *sorted(DATE_FIELDS))


@dataclass(frozen=True, slots=True)
class Completion:
    """Puts `text` in the place of the line from `start` on; `label` is what is offered, `note` beside it."""

    start: int
    text: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Word:
    """The word before the cursor: `text` stands at `start`, behind an opening `quote` if there is one.

    `field` is the name and colon before it; `is_whole` says that nothing stands directly before it.
    """

    start: int
    text: str
    quote: str = ""
    field: str = ""
    is_whole: bool = True


def complete(line: str, commands: Iterable[Command], vocabulary: Vocabulary) -> list[Completion]:
    """Return what the end of a line, up to the cursor, can be completed to, the likeliest first.

    Raises `ArchiveError` where the archive's terms cannot be read.
    """
    if line.lstrip()[:1] and line.lstrip()[0] in MARKS:
        return list(_command(line, commands))
    word = _last_word(line)
    if word is None:
        return []
    if word.field:
        return _values(word, vocabulary)
    syntax = [*_syntax(word)] if word.text and word.is_whole and not word.quote else []
    return [*syntax, *_words(word, vocabulary.words())]


def _command(line: str, commands: Iterable[Command]) -> Iterator[Completion]:
    """Complete a command's name, or what follows it."""
    start = len(line) - len(line.lstrip()) + 1
    name, space, argument = line[start:].partition(" ")
    for command in commands:
        if space and command.name == name:
            place = len(line) - len(argument)
            values = (value for value in command.values if value.startswith(argument))
            yield from (Completion(place, value, value) for value in values)
        elif not space and command.name.startswith(name):
            text = f"{command.name} " if command.argument else command.name
            yield Completion(start, text, command.usage, command.help)


def _last_word(line: str) -> _Word | None:
    """Return the word that ends at the end of a query, `None` where none does."""
    read: list[Token] = []
    try:
        for token in tokens(line):
            read = [*read[-1:], token]
    except QueryError as error:
        start = error.column - 1
        if line[start] not in QUOTES:
            return None
        text = line[start + 1 :]
        return _Word(start + 1, text, line[start], _field_before(read, start))
    if not read or read[-1].end < len(line):
        return None
    last, before = read[-1], read[:-1]
    if last.kind == "field":
        return _Word(last.end, "", field=last.text)
    if last.kind in {"quoted", "open", "close", "minus"}:
        return None
    touches = bool(before) and before[-1].end == last.start and before[-1].kind not in {"open", "minus"}
    return _Word(last.start, last.text, field=_field_before(before, last.start), is_whole=not touches)


def _field_before(read: Sequence[Token], start: int) -> str:
    """Return the field directly before a place, "" where there is none."""
    is_there = bool(read) and read[-1].kind == "field" and read[-1].end == start
    return read[-1].text if is_there else ""


def _syntax(word: _Word) -> Iterator[Completion]:
    """Complete the name of a field, an operator."""
    folded = fold(word.text)
    for name in _FIELD_NAMES:
        if name.startswith(folded):
            yield Completion(word.start, f"{name}:", f"{name}:")
    for operator in _OPERATORS:
        if operator.startswith(word.text) and operator != word.text:
            yield Completion(word.start, operator, operator)


def _values(word: _Word, vocabulary: Vocabulary) -> list[Completion]:
    name = fold(word.field[:-1])
    if name in DATE_FIELDS:
        return []
    field: FieldName = FIELDS[name]
    found = vocabulary.values(field).beginning_with(word.text)
    if field == "kind" and not word.text:
        # Every kind has two names; those of the script that the field was written in.
        found = [term for term in found if term.text.isascii() == name.isascii()]
    return _offered(word, 0, found)


def _words(word: _Word, terms: Completions) -> list[Completion]:
    """Complete the longest end of a word that a term begins with."""
    for place in range(max(len(word.text) - LONGEST, 0), len(word.text)):
        if _can_begin(word.text, place) and (
            offered := _offered(word, place, terms.beginning_with(word.text[place:]))
        ):
            return offered
    return []


def _can_begin(text: str, place: int) -> bool:
    """Say whether a term can begin at a place: not inside a word of letters or a number."""
    return place == 0 or not (_is_letter(text[place - 1]) and _is_letter(text[place]))


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _offered(word: _Word, place: int, terms: Iterable[Term]) -> list[Completion]:
    """Return the terms that can be put in the place of the end of a word, from `place` on."""
    start = word.start + place
    completions = []
    for term in terms:
        text = _written(term.text, word.quote)
        is_typed = safe(term.text) == term.text
        if text is not None and is_typed and term.text != word.text[place:]:
            completions.append(Completion(start, text, term.text, f"{term.count:,}"))
    return completions


def _written(term: str, quote: str) -> str | None:
    """Return a term as a query has it, behind an opening quotation mark; `None` where it cannot have it."""
    if quote:
        closing = QUOTES[quote]
        return None if closing in term else term + closing
    if all(closing in term for closing in QUOTES.values()):
        return None
    return str(Literal(term))
