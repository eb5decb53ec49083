"""The prompt as a person meets it: keys pressed, lines edited, a terminal."""

from __future__ import annotations

import fcntl
import io
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console

from index.errors import ArchiveError
from searcher.cli import prompt as command
from searcher.cli.context import COMMANDS
from searcher.prompt.history import VARIABLE, History
from searcher.prompt.session import Session
from searcher.prompt.settings import Settings
from searcher.prompt.terminal import _Completer, _invitation, converse
from tests.command import ROOT, environment, make_archive
from tests.prompt.test_completion import FixedVocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from searcher.archive import Archive
    from searcher.prompt.terms import CountedTerms
    from searcher.query.syntax import FieldName

PATIENCE = 60
"""Seconds without a sign of life after which a test gives up."""

UP, CTRL_C, CTRL_D = "\x1b[A", "\x03", "\x04"


def no_archive() -> Archive:
    """Fail as a damaged archive does."""
    raise ArchiveError("archive papers is damaged")


class Recorder(Session):
    """A session that only notes what it is given."""

    def __init__(self, *, interrupted_by: str = "") -> None:
        self.file = io.StringIO()
        console = Console(file=self.file, width=60)
        super().__init__(no_archive, console, programs=(), run=lambda _name, _arguments: None)
        self.lines: list[str] = []
        self._interrupted_by = interrupted_by

    def respond(self, line: str) -> bool:
        self.lines.append(line)
        if line == self._interrupted_by:
            raise KeyboardInterrupt
        return line != ":quit"


def typed(keys: str, session: Recorder, history: History | None = None) -> list[str]:
    """Return the lines that reach a session when keys are pressed."""
    with create_pipe_input() as keyboard:
        keyboard.send_text(keys)
        converse(session, FixedVocabulary(), history, input=keyboard, output=DummyOutput())
    return session.lines


@pytest.mark.parametrize(
    ("keys", "lines"),
    [
        ("红蜂驿站\r:quit\r没有\r", ["红蜂驿站", ":quit"]),
        ("\r" + CTRL_D, [""]),
        # Ctrl-C clears the line, Ctrl-D ends an empty one.
        (f"红蜂{CTRL_C}驿站\r{CTRL_D}", ["驿站"]),
    ],
)
def test_lines_are_typed(keys: str, lines: list[str]) -> None:
    """Each line that is entered is answered, until one is the last."""
    assert typed(keys, Recorder()) == lines


def test_an_answer_can_be_stopped() -> None:
    """Ctrl-C during an answer ends the answer and not the session."""
    session = Recorder(interrupted_by="长")
    assert typed(f"长\r短\r{CTRL_D}", session) == ["长", "短"]
    assert session.file.getvalue() == "Stopped.\n"


def test_lines_are_kept(tmp_path: Path) -> None:
    """All but blank ones."""
    path = tmp_path / "history"
    typed(f"驿站\r \r:help\r{CTRL_D}", Recorder(), History(path))
    assert path.read_text(encoding="utf-8") == "驿站\n:help\n"


def test_a_history_that_can_be_kept_no_longer_is_said_once(tmp_path: Path) -> None:
    """The session goes on without."""
    folder = tmp_path / "state"
    folder.mkdir()
    history = History(folder / "history")
    (folder / "history").unlink()
    folder.rmdir()
    session = Recorder()
    assert typed(f"驿站\r报到\r{CTRL_D}", session, history) == ["驿站", "报到"]
    assert session.file.getvalue() == "No such file or directory; lines are kept no longer.\n"


def test_completions_replace_the_end_of_the_line() -> None:
    """Their beginning is counted back from the cursor."""
    completer = _Completer(Recorder(), FixedVocabulary({"红蜂驿站": 31}))
    [offer] = completer.get_completions(Document("社区的红蜂"), CompleteEvent())
    assert (offer.text, offer.start_position, offer.display_text, offer.display_meta_text) == (
        "红蜂驿站",
        -2,
        "红蜂驿站",
        "31",
    )


def test_a_damaged_archive_completes_nothing() -> None:
    """The answer to the line will say that it is damaged."""

    class Damaged(FixedVocabulary):
        def values(self, field: FieldName) -> CountedTerms:
            raise ArchiveError(field)

    completer = _Completer(Recorder(), Damaged())
    assert list(completer.get_completions(Document("记者:"), CompleteEvent())) == []


def test_the_prompt_names_what_is_not_as_always() -> None:
    """So that nobody wonders about an answer."""
    session = Recorder()
    plain = _invitation(session)
    session.settings = Settings(mode="exact", limit=3)
    assert (plain, _invitation(session)) == ("searcher> ", "searcher (exact, limit 3)> ")


def test_commands_of_the_command_line_run_on_the_same_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`:timeline` is `searcher timeline`; what is typed is kept where the environment names a file."""
    folder = make_archive(tmp_path)
    monkeypatch.setitem(COMMANDS, "timeline", "Count what a query finds over time.")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "history"))
    kept: list[History | None] = []
    ran: list[list[str]] = []

    def ask(session: Session, _: object, history: History | None) -> None:
        kept.append(history)
        session.respond(":timeline 驿站")

    def run(arguments: list[str]) -> int:
        ran.append(arguments)
        return 0

    monkeypatch.setattr(command, "converse", ask)
    command.start(folder, run)
    assert ran == [["--archive", str(folder), "timeline", "--", "驿站"]]
    assert [history is not None for history in kept] == [True]


class Terminal:
    """A terminal of 80 columns with the command on it."""

    def __init__(self, descriptor: int, process: subprocess.Popen[bytes]) -> None:
        self._descriptor = descriptor
        self._unread = b""
        self.process = process

    def type(self, keys: str, *, until: str) -> str:
        """Press keys and return what is then written, without colours and moves, up to a text."""
        os.write(self._descriptor, keys.encode())
        written = b""
        while until not in plain(written):
            if not self._unread:
                self._unread = self._read(until, plain(written))
            # What comes behind the text is of the next call: one piece may hold an answer and the prompt.
            written, self._unread = written + self._unread[:1], self._unread[1:]
        return plain(written)

    def _read(self, until: str, shown: str) -> bytes:
        is_readable = select.select([self._descriptor], [], [], PATIENCE)[0]
        try:
            piece = os.read(self._descriptor, 65536) if is_readable else b""
        except OSError:
            # So the system says that nobody has the terminal open any more.
            piece = b""
        if not piece:
            pytest.fail(f"{until!r} never came after {shown!r}")
        return piece


def plain(written: bytes) -> str:
    """Return what stands on a screen, without what steers it."""
    text = written.decode(errors="ignore")
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b\]8;[^\x1b]*\x1b\\", "", text).replace("\r\n", "\n")


@contextmanager
def terminal(*arguments: str, cwd: Path, **variables: str) -> Iterator[Terminal]:
    """Start the command on a terminal of its own."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    script = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from searcher.cli import main; main()"
    # This terminal does not tell where its cursor is, and must not be waited for.
    with environment(TERM="xterm", PROMPT_TOOLKIT_NO_CPR="1", **variables):
        process = subprocess.Popen(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", script, *arguments], cwd=cwd, stdin=theirs, stdout=theirs, stderr=theirs
        )
    os.close(theirs)
    try:
        yield Terminal(ours, process)
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def test_a_person_asks_shows_and_leaves(tmp_path: Path) -> None:
    """From the start to the end, on a terminal, with completion by Tab."""
    folder = make_archive(tmp_path)
    with terminal("--archive", str(folder), cwd=tmp_path) as screen:
        assert "Type words to find passages" in screen.type("", until="searcher>")
        assert "4 passages in 2 articles" in screen.type("驿站\r", until="ms\n")
        screen.type("", until="searcher>")
        assert " 3  驿站有100㎡。" in screen.type(":show 1\r", until="㎡。\n")
        screen.type("", until="searcher>")
        screen.type("记者:\t", until="杨彩霞")
        assert "1 passage in 1 article" in screen.type("\r", until="ms\n")
        screen.type("", until="searcher>")
        assert "(驿站\n^\n" in screen.type("(驿站\r", until="^\n")
        screen.type("", until="searcher>")
        screen.type(":quit\r", until=":quit")
        assert screen.process.wait(timeout=60) == 0


def test_what_was_asked_comes_back(tmp_path: Path) -> None:
    """The arrow upwards goes through this session and an earlier one, by how the line begins."""
    folder, history = make_archive(tmp_path), tmp_path / "history"
    history.write_text("驿站 快递员\n报到\n", encoding="utf-8")
    with terminal("--archive", str(folder), cwd=tmp_path, SEARCHER_HISTORY=str(history)) as screen:
        screen.type("", until="searcher>")
        # Only what is new on the line is drawn.
        screen.type(f"驿{UP}", until="站 快递员")
        screen.type("\r", until="ms\n")
        screen.type("", until="searcher>")
        screen.type(f"{UP}", until="驿站 快递员")


def test_without_an_archive_a_terminal_gets_the_help(tmp_path: Path) -> None:
    """Who has none yet reads how one is made; who names one that is not there is told so."""
    with terminal(cwd=tmp_path) as screen:
        assert "Usage: searcher" in screen.type("", until="at a prompt\n")
        assert screen.process.wait(timeout=60) == 0
    with terminal("--archive", "nowhere", cwd=tmp_path) as screen:
        screen.type("", until="searcher: no archive in nowhere; make one with: searcher index PATH\n")
        assert screen.process.wait(timeout=60) == 2
