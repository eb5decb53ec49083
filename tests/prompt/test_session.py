"""What each line is answered, on a screen of 60 columns."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from index.errors import ArchiveError
from index.updating.update import update
from searcher.prompt.current import CurrentArchive
from searcher.prompt.session import Session
from tests.builders import alter_mark
from tests.command import environment, make_archive, masked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


class Screen:
    """A session on an archive, and what stands on its screen."""

    def __init__(self, folder: Path) -> None:
        self.ran: list[tuple[str, Sequence[str]]] = []
        self.archive = CurrentArchive(folder)
        self._file = io.StringIO()
        self._read = 0
        console = Console(file=self._file, width=60, highlight=False, markup=False, emoji=False)
        self.session = Session(self.archive.get, console, programs={"timeline"}, run=self._run)

    def _run(self, name: str, arguments: Sequence[str]) -> None:
        self.ran.append((name, arguments))

    def after(self, line: str) -> str:
        """Return what a line adds to the screen; it must not be the last one."""
        assert self.session.respond(line)
        everything = self._file.getvalue()
        added, self._read = everything[self._read :], len(everything)
        return masked(added)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the archive of the three articles."""
    return make_archive(tmp_path_factory.mktemp("session"))


@pytest.fixture
def screen(folder: Path) -> Iterator[Screen]:
    """Begin a session."""
    with environment():
        opened = Screen(folder)
        yield opened
        opened.archive.close()


def test_passages_are_numbered(screen: Screen, folder: Path) -> None:
    """As on the command line, with the rank of each hit in the margin, a headline's before its place."""
    papers = folder.parent / "papers.jsonl"
    assert (
        screen.after("驿站")
        == f"""\
红蜂驿站开门
  晨报 · 2025-04-18 · page 7 · 党建 · 记者 杨彩霞 · one
 3  {papers}:1
 1  快递员进了驿站。
 2  驿站有100㎡。

(no headline)
  2025-05-01 · two
  {papers}:2
 4  外卖员也到驿站来。

4 passages in 2 articles · N ms
"""
    )


def test_an_article_is_shown_by_the_number_of_its_passage(screen: Screen, folder: Path) -> None:
    """Whole, with what was asked for marked."""
    screen.after("驿站")
    assert (
        screen.after(":show 4")
        == f"""\
(no headline)
  2025-05-01 · two
  {folder.parent / "papers.jsonl"}:2

 2  外卖员也到驿站来。

"""
    )


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("外卖员", "\x1b[1;4;33m外卖员\x1b[0m也到驿站来。"),
        ("外卖员报到处", "\x1b[1;4;33m外卖\x1b[0m员也到驿站来。"),
    ],
)
def test_what_was_asked_for_is_marked_in_the_article(folder: Path, query: str, marked: str) -> None:
    """The words of a query, or those that a relaxed result was found by."""
    file = io.StringIO()
    with environment():
        archive = CurrentArchive(folder)
        console = Console(file=file, width=60, force_terminal=True, color_system="standard")
        session = Session(archive.get, console, programs=(), run=lambda _name, _arguments: None)
        session.respond(query)
        file.truncate(file.seek(0))
        session.respond(":show 1")
        archive.close()
    assert marked in file.getvalue()


@pytest.mark.parametrize(
    ("lines", "answer"),
    [
        (["(驿站"], "the parenthesis opened by ( is never closed; add ) (column\n1)\n(驿站\n^\n"),
        (
            ["驿站 日期:2025-02-30"],
            "2025-02-30 is no date of the calendar (column 7)\n驿站 日期:2025-02-30\n          ^\n",
        ),
        ([":shw"], ":shw is no command, :help lists them; to look for such a\ntext, quote it\n"),
        ([":show 1"], "nothing has been asked yet; type the words to look for\n"),
        ([":timeline"], "nothing has been asked yet; type the words to look for\n"),
        (
            ["驿站", ":show 5"],
            "there is no passage 5; the last results are: 4 passages in 2\narticles · N ms\n",
        ),
        (
            ["没有"],
            "Nothing matches 没有, nor shares a word with it; check the\nspelling or try fewer words.\n",
        ),
        ([":exact", "没有"], "Nothing matches 没有 exactly; :auto shows passages that\nshare words.\n"),
        (
            [":relaxed", "没有"],
            "No passage shares a word with 没有; check the spelling or\ntry other words.\n",
        ),
        ([""], ""),
    ],
)
def test_what_cannot_be_answered_is_said(screen: Screen, lines: list[str], answer: str) -> None:
    """The prompt goes on after each."""
    *before, last = lines
    for line in before:
        screen.after(line)
    assert screen.after(last) == answer


def test_settings_hold_for_the_last_query_and_the_next(screen: Screen) -> None:
    """Changing one asks again at once; what differs from the default is named."""
    assert screen.after(":sort oldest") == ""
    first, second = screen.after("员").splitlines()[0], screen.after(":sort newest").splitlines()[0]
    assert (first, second) == ("红蜂驿站开门", "(no headline)")
    assert screen.after(":limit 0") == "3 passages in 3 articles · N ms\n"
    assert screen.after("驿站") == "4 passages in 2 articles · N ms\n"
    assert str(screen.session.settings) == "newest, limit 0"
    screen.after(":exact")
    assert str(screen.session.settings) == "exact, newest, limit 0"


def test_the_timeline_is_the_command_line_s(screen: Screen) -> None:
    """Of the query that is given, or of the last one; relaxed where queries are."""
    screen.after("驿站 -社区")
    screen.after(":timeline")
    screen.after(":timeline -社区 OR")
    screen.after(":relaxed")
    screen.after(":timeline")
    assert screen.ran == [
        ("timeline", ["--", "驿站 -社区"]),
        ("timeline", ["--", "-社区 OR"]),
        ("timeline", ["--relaxed", "--", "驿站 -社区"]),
    ]


def test_the_help_lists_the_commands_that_there_are(screen: Screen) -> None:
    """Each with what it does, no wider than the screen."""
    shown = screen.after(":help")
    assert [command.usage for command in screen.session.commands if command.usage not in shown] == []
    assert [line for line in shown.splitlines() if len(line) > 60] == []


def test_quit_ends_the_session(screen: Screen) -> None:
    """And nothing else does."""
    assert [screen.session.respond(line) for line in ("quit", ":quit")] == [True, False]


def test_what_another_process_writes_is_found(tmp_path: Path) -> None:
    """The archive is opened again when it has changed, and only then."""
    folder = make_archive(tmp_path)
    screen = Screen(folder)
    before = screen.archive.get()
    assert screen.after("驿站 外卖员").splitlines()[-1] == "1 passage in 1 article · N ms"
    assert screen.archive.get() is before
    papers = tmp_path / "papers.jsonl"
    papers.write_text(papers.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    update(folder, [papers])
    assert (
        screen.after(":show 1")
        == "this article is no longer in the archive; ask again for what\nthere is now\n"
    )
    assert screen.after("到驿站来").startswith("Nothing matches exactly.")
    assert screen.archive.get() is not before
    screen.archive.close()


def test_an_archive_that_cannot_be_opened_again_is_said(tmp_path: Path) -> None:
    """The session goes on, and answers when the archive is back."""
    folder = make_archive(tmp_path)
    screen = Screen(folder)
    mark = (folder / "archive.json").read_bytes()
    alter_mark(folder, schema=99)
    assert "was made by another version of searcher" in screen.after("驿站").replace("\n", " ")
    (folder / "archive.json").write_bytes(mark)
    assert screen.after("驿站").endswith("4 passages in 2 articles · N ms\n")
    screen.archive.close()


def test_no_archive_is_an_error(tmp_path: Path) -> None:
    """Before a line is asked for."""
    with pytest.raises(ArchiveError, match="no archive in"):
        CurrentArchive(tmp_path)
