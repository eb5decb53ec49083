"""Bring searcher.po up to date with the code, and compile both catalogues."""

from __future__ import annotations

from dataclasses import replace

from index.language import CATALOGUES, CHINESE
from tests.catalogue.entries import compile_entries, format_entries, read_entries
from tests.catalogue.sources import our_messages

FOLDER = CATALOGUES / CHINESE / "LC_MESSAGES"


def main() -> None:
    """Write the three files."""
    ours = FOLDER / "searcher.po"
    known = {entry.key: entry for entry in read_entries(ours.read_text(encoding="utf-8"))}
    messages = [replace(known.get(entry.key, entry), files=entry.files) for entry in our_messages()]
    ours.write_text(format_entries(messages), encoding="utf-8")
    for path in sorted(FOLDER.glob("*.po")):
        entries = read_entries(path.read_text(encoding="utf-8"))
        path.with_suffix(".mo").write_bytes(compile_entries(entries))
    for entry in messages:
        if not entry.translation:
            print(f"to be translated: {entry.message!r}")


if __name__ == "__main__":
    main()
