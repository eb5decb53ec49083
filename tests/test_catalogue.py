"""The catalogues have every message, and no other; `python -m tests.catalogue` brings them up to date."""

from __future__ import annotations

import string
from gettext import GNUTranslations
from io import BytesIO

import pytest

from index.language import CATALOGUES
from tests.catalogue.entries import Entry, compile_entries, format_entries, read_entries
from tests.catalogue.sources import click_messages, marked, our_messages, unmarked

CATALOGUE_FILES = sorted(CATALOGUES.rglob("*.po"))
OURS, CLICKS = (
    {
        entry.key: entry
        for entry in read_entries((CATALOGUES / "zh" / "LC_MESSAGES" / name).read_text("utf-8"))
    }
    for name in ("searcher.po", "click.po")
)
ENTRIES = [*OURS.values(), *CLICKS.values()]


def placeholders(text: str) -> set[tuple[str, str | None]]:
    """Return what `format` fills in: names, and how they are converted."""
    return {(name, how) for _, name, _, how in string.Formatter().parse(text) if name is not None}


def test_no_message_is_missing() -> None:
    """Whatever the code or a command's help says can be looked up."""
    assert {entry.key for entry in our_messages()} - set(OURS) == set()


def test_no_entry_is_stale() -> None:
    """What the code no longer says is in the catalogue no longer."""
    assert set(OURS) - {entry.key for entry in our_messages()} == set()


def test_the_files_of_an_entry_are_those_that_have_it() -> None:
    """A translator finds the place."""
    assert {entry.key: entry.files for entry in our_messages()} == {
        key: entry.files for key, entry in OURS.items()
    }


def test_no_message_of_clicks_is_missing() -> None:
    """Those of the modules that a command comes by; entries of other versions of it may be more."""
    assert click_messages() - set(CLICKS) == set()


def test_every_entry_is_translated() -> None:
    """None is empty, and none is marked as a guess."""
    assert [entry.message for entry in ENTRIES if not entry.translation.strip() or entry.is_fuzzy] == []


def test_a_translation_has_the_placeholders_of_its_message() -> None:
    """It would fail, or leave something unsaid, where it is filled in."""
    assert [
        entry.message
        for entry in ENTRIES
        if placeholders(entry.translation) != placeholders(entry.plural or entry.message)
    ] == []


def test_a_translation_begins_and_ends_as_its_message() -> None:
    """With as many line breaks, and with the mark of lines that are not to be joined."""
    assert [
        entry.message
        for entry in ENTRIES
        if [entry.message.startswith(mark) for mark in "\b\n"] + [entry.message.endswith("\n")]
        != [entry.translation.startswith(mark) for mark in "\b\n"] + [entry.translation.endswith("\n")]
    ] == []


@pytest.mark.parametrize("path", CATALOGUE_FILES, ids=lambda path: str(path.name))
def test_what_is_read_is_compiled_from_what_is_written(path: object) -> None:
    """The .mo beside a .po is the one that the .po gives."""
    written = next(each for each in CATALOGUE_FILES if each == path)
    compiled = compile_entries(read_entries(written.read_text("utf-8")))
    assert written.with_suffix(".mo").read_bytes() == compiled


def test_no_message_goes_past_the_catalogue() -> None:
    """An error that is raised with a text of its own, or a complaint, would stay English."""
    assert unmarked() == []


def test_a_catalogue_written_and_read_is_the_same() -> None:
    """Quotation marks, line breaks, marks and plurals included."""
    entries = [
        Entry('the "last"\nline\t\\', translation="“末”\n行\t\\", files=("a.py", "b.py")),
        Entry("{n} hit", "{n} hits", "{n}处"),
        Entry("\b\nExample:\n  x\n", translation="\b\n示例：\n  x\n", is_fuzzy=True),
    ]
    assert read_entries(format_entries(entries)) == entries


def test_gettext_reads_what_is_compiled() -> None:
    """A message, one that counts, and one that is not there."""
    entries = [Entry("no", translation="无"), Entry("{n} hit", "{n} hits", "{n}处")]
    catalogue = GNUTranslations(BytesIO(compile_entries(entries)))
    assert catalogue.gettext("no") == "无"
    assert [catalogue.ngettext("{n} hit", "{n} hits", number) for number in (1, 2)] == ["{n}处"] * 2
    assert catalogue.gettext("yes") == "yes"


def test_messages_are_found_wherever_they_are_marked() -> None:
    """Plain, counted, in parts that Python joins; not what is computed."""
    source = '_("a")\nx.ngettext("b", "bs", 2)\ncounted(2, "c")\n_("d" "e")\n_(name)\nother("f")\n'
    assert list(marked(source, "a.py")) == [
        ("a", None),
        ("b", "bs"),
        ("{count} c", "{count} cs"),
        ("de", None),
    ]


def test_a_message_filled_in_too_early_is_refused() -> None:
    """No catalogue could have it."""
    with pytest.raises(ValueError, match=r"a\.py:1: a message is a literal"):
        list(marked('_(f"no {name}")', "a.py"))
