"""XML read safely: as a stream of elements, without document types, so without entities of its own.

Expat fetches nothing, and what a document type could do (entities that multiply, or name files) is refused
with it; no Word document has one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

if TYPE_CHECKING:
    from typing import Protocol

    class Handler(Protocol):
        """Is told of elements by their local names."""

        def start(self, name: str, attributes: dict[str, str]) -> None:
            """Take the beginning of an element."""

        def end(self, name: str) -> None:
            """Take its end."""

        def text(self, text: str) -> None:
            """Take text inside of it."""


_SEPARATOR = "}"


class UnsafeXmlError(ValueError):
    """XML with a document type."""


class BrokenXmlError(ValueError):
    """What is no XML; the message says where."""


def read(content: bytes, handler: Handler) -> None:
    """Tell a handler of the elements of a document. Raises `UnsafeXmlError` and `BrokenXmlError`.

    Names of elements and attributes come without their namespaces: none means two things here.
    """
    parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
    parser.StartElementHandler = lambda name, attributes: handler.start(
        _local(name), {_local(key): value for key, value in attributes.items()}
    )
    parser.EndElementHandler = lambda name: handler.end(_local(name))
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = _refuse
    parser.buffer_text = True
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise BrokenXmlError(str(error)) from None


def _refuse(*_declaration: object) -> None:
    raise UnsafeXmlError


def _local(name: str) -> str:
    return name.rpartition(_SEPARATOR)[2]
