"""What is said of a file's articles besides what they print: by its name, by its folder, by a command.

    archive.toml
        paper = "呼和浩特日报"
        pattern = "{date:%Y-%m-%d}_{page}.txt"

What the page prints wins over all of it. Of the rest, a command's option wins over a file's name, and the
name over the constants of `archive.toml`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from index.errors import SourceError
from index.files import open_file
from index.folding import fold
from index.language import gettext as _
from index.sources import PACKED_SUFFIXES, printable
from index.updating.patterns import BadPatternError, ImpossibleDateError, Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from index.model import Article
    from index.sources import Source

Given = dict[str, str]
"""What is said, by the names of `FIELDS`; what nothing is said of is not in it."""

PATTERNS: Final = "pattern"
"""The key of what is said of a packed file under which the patterns stand that hold for what is in it."""

FIELDS: Final = ("paper", "date", "page", "section")

SETTINGS: Final = "archive.toml"
"""The file that says it for all files of its folder and those below; the nearest one upwards counts."""

MOST_BYTES: Final = 1 << 20
"""Of such a file: a larger one is none."""


@dataclass(slots=True)
class _Settings:
    """One `archive.toml`: `constants` hold for every file, `patterns` for those whose path one matches."""

    file: str
    folder: Path
    constants: Given = field(default_factory=dict)
    patterns: tuple[Pattern, ...] = ()
    is_broken: bool = False
    asked: int = 0
    matched: int = 0


class Provenance:
    """Says of each file what its articles are given; `options` come with the command, if any do.

    `problems` are settings that cannot be used, `warnings` what was said and cannot be so.
    """

    def __init__(self, options: Given | None = None) -> None:
        """Take the options of a command. Raises nothing: `checked` has looked at them."""
        self.options = options or {}
        self.problems: list[SourceError] = []
        self._found: dict[Path, _Settings | None] = {}
        self._nearest: dict[Path, _Settings | None] = {}
        self._impossible: dict[str, SourceError] = {}

    def of(self, source: Source, options: Mapping[str, str], known: Mapping[str, str]) -> tuple[Given, Given]:
        """Return which options hold for a file, and all that is said of it.

        `options` held until now, `known` is what was said: it stays where `archive.toml` cannot be used.
        """
        holding = {**options, **self.options}
        parent = source.path.parent
        if parent not in self._nearest:
            self._nearest[parent] = self._settings(parent.absolute())
        settings = self._nearest[parent]
        if settings is None:
            return holding, holding
        if settings.is_broken:
            return holding, {**known, **holding}
        given = {**settings.constants, **self._matched(settings, source, source.file), **holding}
        if settings.patterns and source.path.name.lower().endswith(PACKED_SUFFIXES):
            given[PATTERNS] = "\n".join(pattern.written for pattern in settings.patterns)
        return holding, given

    def of_packed(
        self, source: Source, file: str, given: Mapping[str, str], options: Mapping[str, str]
    ) -> Given:
        """Return what is said of a document that is shown as `file` and stands in a packed one.

        `given` and `options` are those of the packed file; the name of what is in it wins over its own.
        """
        settings = self._nearest.get(source.path.parent)
        if settings is None or file == source.file or PATTERNS not in given:
            return dict(given)
        return {**given, **self._matched(settings, source, file), **options}

    @property
    def warnings(self) -> list[SourceError]:
        """What cannot be so: names that give no existing day, patterns that no file matches."""
        unmatched = [
            SourceError(
                each.file, _("no file matches a pattern; compare them with: searcher index --dry-run")
            )
            for each in self._found.values()
            if each is not None and each.patterns and each.asked and not each.matched
        ]
        return [*self._impossible.values(), *{each.file: each for each in unmatched}.values()]

    def _matched(self, settings: _Settings, source: Source, file: str) -> Given:
        """Return what the patterns say of a file, or of what is shown as `file` and packed in it."""
        if not settings.patterns:
            return {}
        settings.asked += 1
        inside = printable(source.path.absolute().relative_to(settings.folder))
        inside += file.removeprefix(source.file)
        for pattern in settings.patterns:
            try:
                given = pattern.match(inside)
            except ImpossibleDateError as error:
                settings.matched += 1
                reason = _("its name gives {date}, which is no day; rename it, or it has no date").format(
                    date=error
                )
                self._impossible.setdefault(file, SourceError(file, reason))
                return error.rest
            if given is not None:
                settings.matched += 1
                return given
        return {}

    def _settings(self, folder: Path) -> _Settings | None:
        """Return the nearest settings upwards, each folder looked at once."""
        passed = []
        for here in (folder, *folder.parents):
            if here in self._found:
                settings = self._found[here]
                break
            passed.append(here)
            settings = self._read(here)
            if settings is not None:
                break
        else:
            settings = None
        self._found |= dict.fromkeys(passed, settings)
        return settings

    def _read(self, folder: Path) -> _Settings | None:
        path = folder / SETTINGS
        try:
            with open_file(path) as stream:
                content = stream.read(MOST_BYTES + 1)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError) as error:
            if path.is_dir():
                return None
            reason = _("cannot be read ({reason}); check its permissions")
            return self._broken(folder, reason.format(reason=getattr(error, "strerror", None) or error))
        try:
            if len(content) > MOST_BYTES:
                raise _SettingsError(_("is larger than {most:,} bytes").format(most=MOST_BYTES))
            return _parse(tomllib.loads(content.decode()), folder)
        except (ValueError, RecursionError) as error:
            reason = _("{fault}; mend it, or its files are read without it")
            return self._broken(folder, reason.format(fault=str(error) or _("nested too deep")))

    def _broken(self, folder: Path, reason: str) -> _Settings:
        file = printable(folder / SETTINGS)
        self.problems.append(SourceError(file, reason))
        return _Settings(file, folder, is_broken=True)


class _SettingsError(ValueError):
    """An `archive.toml` that says what cannot be."""


def _parse(fields: Mapping[str, Any], folder: Path) -> _Settings:
    """Return what an `archive.toml` says. Raises `ValueError` with a reason."""
    known = {*FIELDS, "pattern"}
    for name, value in fields.items():
        if name not in known:
            raise _SettingsError(
                _("{name} is no key of it; {known} are").format(name=name, known=", ".join(sorted(known)))
            )
        if name != "pattern" and not (isinstance(value, str | int | date) and not isinstance(value, bool)):
            raise _SettingsError(_("{name} is no text; give it in quotation marks").format(name=name))
    written = fields.get("pattern", [])
    patterns = [written] if isinstance(written, str) else written
    if not isinstance(patterns, list) or not all(isinstance(each, str) for each in patterns):
        raise _SettingsError(_("pattern is neither a text nor a list of texts"))
    try:
        compiled = tuple(map(Pattern, patterns))
    except BadPatternError as error:
        raise _SettingsError(str(error)) from None
    constants = checked({name: str(fields[name]) for name in FIELDS if name in fields})
    return _Settings(printable(folder / SETTINGS), folder, constants, compiled)


def checked(given: Mapping[str, str]) -> Given:
    """Return what is said, blank values left out. Raises `ValueError` for a date that is none."""
    clean = {name: value.strip() for name, value in given.items() if value.strip()}
    if "date" in clean:
        try:
            clean["date"] = date.fromisoformat(clean["date"]).isoformat()
        except ValueError:
            raise _SettingsError(
                _("date is {value}; give an existing day as YYYY-MM-DD").format(value=clean["date"])
            ) from None
    return clean


def apply(given: Mapping[str, str], article: Article) -> Article:
    """Return the article with what is said where it prints nothing itself."""
    missing = {name: given[name] for name in FIELDS if name in given and getattr(article, name) is None}
    return replace(article, **missing) if missing else article  # type: ignore[arg-type]  # all are texts


def contradictions(given: Mapping[str, str], article: Article) -> Iterator[tuple[str, str, str]]:
    """Yield each field of which an article prints something else than what is said: printed, then said."""
    for name in FIELDS:
        said = given.get(name)
        printed = getattr(article, name)
        if said is not None and printed is not None and _plain(printed) != _plain(said):
            yield name, printed, said


def _plain(value: str) -> str:
    """Return what is the same for all ways to write a value: 07, 7 and 第7版."""
    return fold(value).strip().removeprefix("第").removesuffix("版").lstrip("0")
