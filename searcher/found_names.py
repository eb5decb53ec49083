"""What an engine answers who asks for names, apart from the functions that ask it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.mining.names import Name


@dataclass(frozen=True, slots=True)
class FoundNames:
    """The most frequent of the names asked for, and how many there are in all."""

    total: int
    names: tuple[Name, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON object."""
        return {"total": self.total, "names": [name_as_dict(name) for name in self.names]}


def name_as_dict(name: Name) -> dict[str, Any]:
    """Return a name as a JSON object."""
    places, beside = map(_counted, (name.places, name.beside))
    return {**asdict(name), "kinds": list(name.kinds), "places": places, "beside": beside}


def _counted(texts: Iterable[tuple[str, int]]) -> list[dict[str, Any]]:
    return [{"text": text, "articles": articles} for text, articles in texts]
