"""The text of a catalogue, a .po file: read, written, and compiled to what `gettext` reads."""

from __future__ import annotations

import ast
import re
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

HEADER = "Language: zh\nContent-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=1; plural=0;\n"

_STATEMENT = re.compile(r'(?P<keyword>msgid|msgid_plural|msgstr|msgstr\[0\])? *(?P<quoted>"(?:[^"\\]|\\.)*")')
_ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\t": r"\t", "\b": r"\b"})

MAGIC = 0x950412DE
"""The first word of a compiled catalogue."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A message, its plural where it counts something, what it is in Chinese, and the files it is in."""

    message: str
    plural: str | None = None
    translation: str = ""
    is_fuzzy: bool = False
    files: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str | None]:
        """What the code has of it."""
        return self.message, self.plural


def read_entries(text: str) -> list[Entry]:
    """Return the entries of a catalogue but for its header. Raises `ValueError` for a line that is none."""
    return [entry for block in text.split("\n\n") if block.strip() and (entry := _entry(block)).message]


def _entry(block: str) -> Entry:
    values: dict[str, str] = {}
    files: list[str] = []
    is_fuzzy = False
    keyword = ""
    for line in block.strip().split("\n"):
        if line.startswith("#"):
            is_fuzzy |= line.startswith("#,") and "fuzzy" in line
            files += line[2:].split() if line.startswith("#:") else []
            continue
        statement = _STATEMENT.fullmatch(line)
        if statement is None:
            raise ValueError(f"no line of a catalogue: {line}")
        keyword = statement["keyword"] or keyword
        values[keyword] = values.get(keyword, "") + ast.literal_eval(statement["quoted"])
    translation = values["msgstr[0]"] if "msgid_plural" in values else values["msgstr"]
    return Entry(values["msgid"], values.get("msgid_plural"), translation, is_fuzzy, tuple(files))


def format_entries(entries: Iterable[Entry]) -> str:
    """Return the text of a catalogue with its header."""
    return "\n".join([_statement("msgid", "") + _statement("msgstr", HEADER), *map(_block, entries)])


def _block(entry: Entry) -> str:
    lines = f"#: {' '.join(entry.files)}\n" if entry.files else ""
    lines += "#, fuzzy\n" if entry.is_fuzzy else ""
    lines += _statement("msgid", entry.message)
    if entry.plural is None:
        return lines + _statement("msgstr", entry.translation)
    return lines + _statement("msgid_plural", entry.plural) + _statement("msgstr[0]", entry.translation)


def _statement(keyword: str, text: str) -> str:
    lines = text.splitlines(keepends=True)
    if len(lines) > 1:
        lines.insert(0, "")
    return keyword + "".join(f' "{line.translate(_ESCAPES)}"\n' for line in lines or [""]).replace(
        "\n ", "\n"
    )


def compile_entries(entries: Iterable[Entry]) -> bytes:
    """Return a compiled catalogue as GNU gettext describes it: two tables of texts, sorted by message.

    https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html
    """
    texts = {"": HEADER}
    for entry in entries:
        texts[entry.message if entry.plural is None else f"{entry.message}\0{entry.plural}"] = (
            entry.translation
        )
    pairs = sorted((message.encode(), translation.encode()) for message, translation in texts.items())
    start_of_messages = 7 * 4
    start_of_translations = start_of_messages + 8 * len(pairs)
    offset = start_of_translations + 8 * len(pairs)
    tables, data = b"", b""
    for column in zip(*pairs, strict=True):
        for text in column:
            tables += struct.pack("<2I", len(text), offset + len(data))
            data += text + b"\0"
    # Version 0, and a table of hashes of no size.
    header = struct.pack("<7I", MAGIC, 0, len(pairs), start_of_messages, start_of_translations, 0, offset)
    return header + tables + data
