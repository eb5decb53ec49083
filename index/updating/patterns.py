"""File names that say what is in the files: `{date:%Y-%m-%d}_{page}.txt`."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from index.language import gettext as _

_PLACES: Final = ("paper", "date", "page", "section")
_DIRECTIVES: Final = {"Y": r"\d{4}", "m": r"\d{1,2}", "d": r"\d{1,2}"}
"""Of a date: year, month and day, as `strftime` names them."""

_NAMES: Final = {"Y": "year", "m": "month", "d": "day"}
_PART: Final = re.compile(r"\{([^{}]*)\}|([*?])|([^*?{}]+)|([{}])")
_DIRECTIVE: Final = re.compile(r"%(.?)|([^%]+)")

MOST_CHARACTERS: Final = 500
"""Of a pattern: matching takes time that grows with it."""

MOST_STARS: Final = 8
"""Of the places of one pattern that any text fits, for the same reason."""


class BadPatternError(ValueError):
    """A pattern that cannot be understood; the message says why, and what one looks like."""


class ImpossibleDateError(ValueError):
    """A name that gives a day that does not exist; `rest` is what else it gives."""

    def __init__(self, written: str, rest: dict[str, str]) -> None:
        super().__init__(written)
        self.rest = rest


class Pattern:
    """What the path of a file says by its form.

    `{paper}`, `{page}` and `{section}` are any text without a slash, `{date}` a day: `{date:%Y%m%d}` says
    how it is written, in one piece or in several (`{date:%Y}/{date:%m-%d}`). `*` is any text without a
    slash, `?` one character, everything else itself. A pattern without a slash is of the file's name, one
    with slashes of its path below the folder of the pattern; small letters equal capitals.

    Raises `BadPatternError`.
    """

    def __init__(self, written: str) -> None:
        self.written = written
        if not written.strip() or len(written) > MOST_CHARACTERS:
            raise BadPatternError(
                _("pattern {pattern} has not 1 to {most} characters").format(
                    pattern=repr(written[:20]), most=MOST_CHARACTERS
                )
            )
        self._is_of_name = "/" not in written
        self._pieces: list[tuple[str, str]] = []
        expression = "".join(self._expression(match) for match in _PART.finditer(written))
        named = {name for name, _group in self._pieces}
        if "year" in named or "month" in named or "day" in named:
            missing = [letter for letter, name in _NAMES.items() if name not in named]
            if missing:
                raise self._bad(_("its date has no %{directive}").format(directive=missing[0]))
        if expression.count("[^/]") > MOST_STARS:
            raise self._bad(_("it has more than {most} places for any text").format(most=MOST_STARS))
        self._matcher = re.compile(expression, re.IGNORECASE | re.DOTALL)

    def match(self, path: str) -> dict[str, str] | None:
        """Return what a path, with slashes, says; `None` where it has not this form.

        Raises `ImpossibleDateError` for a day that does not exist.
        """
        match = self._matcher.fullmatch(path.rpartition("/")[2] if self._is_of_name else path)
        if match is None:
            return None
        found: dict[str, str] = {}
        for name, group in self._pieces:
            # A place that stands twice must say the same twice.
            if found.setdefault(name, match[group]) != match[group]:
                return None
        given = {name: found[name].strip() for name in _PLACES if found.get(name, "").strip()}
        if "page" in given and given["page"].isdecimal():
            given["page"] = given["page"].lstrip("0") or "0"
        if "year" in found:
            written = "-".join(found[name] for name in _NAMES.values())
            try:
                day = date(*(int(found[name]) for name in _NAMES.values()))
            except ValueError:
                raise ImpossibleDateError(written, given) from None
            given["date"] = day.isoformat()
        return given

    def _expression(self, part: re.Match[str]) -> str:
        place, wildcard, text, stray = part.groups()
        if stray:
            raise self._bad(_("it has a {brace} without its counterpart").format(brace=stray))
        if wildcard:
            return "[^/]*" if wildcard == "*" else "."
        if text:
            return re.escape(text)
        name, _colon, form = place.partition(":")
        if name == "date":
            return "".join(self._date_part(match) for match in _DIRECTIVE.finditer(form or "%Y-%m-%d"))
        if name not in _PLACES or form:
            raise self._bad(
                _("{{{place}}} is none of {known}").format(
                    place=place, known="{paper}, {date:…}, {page}, {section}"
                )
            )
        return self._group(name, "[^/]+?")

    def _date_part(self, part: re.Match[str]) -> str:
        directive, text = part.groups()
        if text:
            return re.escape(text)
        if directive not in _DIRECTIVES:
            raise self._bad(_("%{directive} is none of %Y, %m, %d").format(directive=directive))
        return self._group(_NAMES[directive], _DIRECTIVES[directive])

    def _group(self, name: str, expression: str) -> str:
        group = f"g{len(self._pieces)}"
        self._pieces.append((name, group))
        return f"(?P<{group}>{expression})"

    def _bad(self, fault: str) -> BadPatternError:
        return BadPatternError(
            _("pattern {pattern}: {fault}; such as {example}").format(
                pattern=self.written, fault=fault, example="{date:%Y-%m-%d}_{page}.txt"
            )
        )
