"""The language of messages: English as it stands in the code, or the Chinese of a catalogue.

    locale/zh/LC_MESSAGES/searcher.po    our messages
    locale/zh/LC_MESSAGES/searcher.mo    the same, compiled: what is read

It stands in `index` because `index` raises errors that a person reads, and must not import
`searcher`. In English no catalogue is read and `gettext` is not imported.

A module that has messages writes

    from index.language import gettext as _

and `_("no article {id}").format(id=…)`: what stands in the catalogue is the text before it is filled
in, so the argument is a literal and never an f-string.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from gettext import NullTranslations

ENGLISH: Final = "en"
CHINESE: Final = "zh"
LANGUAGES: Final = (ENGLISH, CHINESE)

VARIABLES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Variables that name the reader's locale; the first that is not empty decides."""

CATALOGUES: Final = Path(__file__).parent / "locale"
DOMAIN: Final = "searcher"


@dataclass(slots=True)
class _Spoken:
    """What is spoken now, and where its messages are; `None` where they stand in the code."""

    language: str = ENGLISH
    catalogue: NullTranslations | None = None


_spoken = _Spoken()


def preferred(environment: Mapping[str, str]) -> str:
    """Return the language of an environment's locale: Chinese for any `zh`, else English."""
    locale = next((value for name in VARIABLES if (value := environment.get(name))), "")
    spoken = locale.partition(".")[0].partition("@")[0].replace("-", "_").partition("_")[0]
    return CHINESE if spoken.lower() == CHINESE else ENGLISH


def current() -> str:
    """Return the language that messages are in now."""
    return _spoken.language


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Have all messages in a language until the block ends."""
    before = (_spoken.language, _spoken.catalogue)
    _spoken.language, _spoken.catalogue = language, _load(language)
    try:
        yield
    finally:
        _spoken.language, _spoken.catalogue = before


def gettext(message: str) -> str:
    """Return a message in the language spoken now."""
    return message if _spoken.catalogue is None else _spoken.catalogue.gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return the form of a message that goes with a number, in the language spoken now."""
    if _spoken.catalogue is None:
        return singular if number == 1 else plural
    return _spoken.catalogue.ngettext(singular, plural, number)


def _load(language: str) -> NullTranslations | None:
    if language == ENGLISH:
        return None
    from gettext import GNUTranslations

    with (CATALOGUES / language / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as compiled:
        return GNUTranslations(compiled)
