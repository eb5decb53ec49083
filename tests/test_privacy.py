"""What is on this machine stays its user's: nothing is sent, nothing written elsewhere, no right given away.

The commands run under an audit hook (PEP 578) of their own and of every process they start: it sees what the
interpreter opens, makes, renames and connects to, whoever in it asks for that.
"""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from searcher.cli.context import FAILED
from tests.command import ROOT, environment

if TYPE_CHECKING:
    from pathlib import Path

HOOK = """
import os, sys

LOG = os.open(os.environ["AUDIT_LOG"], os.O_WRONLY | os.O_APPEND)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT

def note(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "smtplib.", "ftplib.")):
        what = "network"
    elif event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING:
        what = arguments[0]
    elif event in ("os.rename", "os.link", "os.symlink"):
        what = arguments[1]
    elif event in ("os.mkdir", "tempfile.mkstemp", "tempfile.mkdtemp"):
        what = arguments[0]
    elif event == "open" and "jieba.cache" in str(arguments[0]):
        what = "jieba.cache"
    else:
        return
    if not isinstance(what, int):
        os.write(LOG, f"{event}\\t{os.path.abspath(os.fsdecode(what))}\\n".encode())

sys.addaudithook(note)
"""

WITHOUT_RJIEBA = "sys.modules['rjieba'] = None\n"

CHARACTERS = 1_200_000
"""Of a text that is indexed by several processes."""


@dataclass(frozen=True, slots=True)
class Machine:
    """A home, a folder for temporary files, and papers; all that is done is noted."""

    folder: Path

    def run(self, *arguments: str, umask: int = 0o022) -> None:
        """Run a command; it must not fail."""
        variables = {
            "PYTHONPATH": f"{self.folder / 'hook'}{os.pathsep}{ROOT}",
            "AUDIT_LOG": str(self.folder / "log"),
            **{name: str(self.folder / "home") for name in ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")},
            **{name: str(self.folder / "temporary") for name in ("TMPDIR", "TEMP", "TMP")},
        }
        with environment(**variables):
            done = subprocess.run(  # noqa: S603 - our own interpreter
                [sys.executable, "-c", "from searcher.cli import main; main()", *arguments],
                cwd=self.folder,
                check=False,
                capture_output=True,
                umask=umask,
            )
        assert done.returncode < FAILED, done.stderr

    def noted(self) -> set[tuple[str, str]]:
        """Return what was done, and to which path in the machine's folder or elsewhere."""
        lines = (self.folder / "log").read_text(encoding="utf-8").splitlines()
        done = (line.split("\t", 1) for line in lines)
        return {(event, path.removeprefix(f"{self.folder}/")) for event, path in done}


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Return a machine with a page."""
    for name in ("home", "temporary", "papers", "hook"):
        (tmp_path / name).mkdir()
    (tmp_path / "log").touch()
    (tmp_path / "hook" / "sitecustomize.py").write_text(HOOK, encoding="utf-8")
    (tmp_path / "papers" / "page.txt").write_text("红蜂驿站开门\n\n快递员进了驿站。\n", encoding="utf-8")
    return Machine(tmp_path)


COMMANDS = (
    ("index", "papers"),
    ("index", "papers"),
    ("驿站", "--facet", "year"),
    ("--archive", ".searcher", "search", "--relaxed", "驿站里有谁？"),
    ("facts", "驿站"),
    ("quote", "快递员进了驿站，外卖员也到驿站来。"),
    ("timeline", "驿站"),
    ("names",),
    ("read", "papers/page.txt"),
    ("similar", "papers/page.txt"),
    ("check",),
)


def test_nothing_is_sent_and_nothing_written_but_the_archive(machine: Machine) -> None:
    """By no command, in none of its processes: not at home, not where temporary files of all users are."""
    paragraph = "快递员进了驿站，外卖员也到驿站来，社区里的“双报到”人人都说好。" * 20
    line = json.dumps({"text": "\n".join([paragraph] * 20)}) + "\n"
    lines = line * (CHARACTERS // (len(paragraph) * 20) + 1)
    (machine.folder / "papers" / "large.jsonl").write_text(lines, encoding="utf-8")
    for command in COMMANDS:
        machine.run(*command)
    elsewhere = {(event, path) for event, path in machine.noted() if not is_of_archive(path)}
    assert len(machine.noted()) > 10
    assert elsewhere == set()
    assert list((machine.folder / "temporary").iterdir()) == list((machine.folder / "home").iterdir()) == []


def is_of_archive(path: str) -> bool:
    """Say whether a path is in the archive, the archive itself, or where nothing is kept."""
    return path.startswith(".searcher") or path == os.devnull


def test_a_search_writes_nothing(machine: Machine) -> None:
    """Nothing at all: an archive that nobody may write can be searched."""
    machine.run("index", "papers")
    (machine.folder / "log").write_text("", encoding="utf-8")
    for command in (("驿站",), ("facts", "驿站"), ("names",), ("check",)):
        machine.run(*command)
    assert {path for _, path in machine.noted()} <= {os.devnull}


@pytest.mark.parametrize("umask", [0o077, 0o022])
def test_the_archive_has_the_rights_that_the_user_leaves(machine: Machine, umask: int) -> None:
    """Every file and folder of it, after indexing and an update: none more than the mask leaves."""
    machine.run("index", "papers", umask=umask)
    (machine.folder / "papers" / "page.txt").write_text("红蜂驿站关门\n\n人都走了。\n", encoding="utf-8")
    machine.run("index", "papers", umask=umask)
    archive = machine.folder / ".searcher"
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (archive, *archive.rglob("*"))}
    assert len(modes) > 7
    assert {path: oct(mode) for path, mode in modes.items() if mode & (umask | 0o002)} == {}


def test_jieba_shares_no_cache(machine: Machine) -> None:
    """Where rjieba has no wheel, jieba cuts: it neither reads nor writes its cache among temporary files."""
    hook = machine.folder / "hook" / "sitecustomize.py"
    hook.write_text(HOOK + WITHOUT_RJIEBA, encoding="utf-8")
    cache = machine.folder / "temporary" / "jieba.cache"
    cache.write_bytes(b"planted")
    machine.run("index", "papers/page.txt")
    machine.run("驿站")
    assert {path for _, path in machine.noted() if not is_of_archive(path)} == set()
    assert cache.read_bytes() == b"planted"


def test_the_hook_sees_what_it_is_to_see(machine: Machine) -> None:
    """A connection, a file of a temporary folder, a folder, a renaming, in a process of a process."""
    program = """
import os, pathlib, socket, subprocess, sys, tempfile
if len(sys.argv) < 2:
    sys.exit(subprocess.call([sys.executable, __file__, "again"]))
socket.socket().close()
try:
    socket.create_connection(("127.0.0.1", 9), timeout=1)
except OSError:
    pass
file, name = tempfile.mkstemp()
os.mkdir("made")
os.rename("made", "renamed")
pathlib.Path("written").write_text("")
"""
    (machine.folder / "program.py").write_text(program, encoding="utf-8")
    with environment(
        PYTHONPATH=str(machine.folder / "hook"),
        AUDIT_LOG=str(machine.folder / "log"),
        TMPDIR=str(machine.folder / "temporary"),
    ):
        subprocess.run([sys.executable, "program.py"], cwd=machine.folder, check=True)
    events = {event for event, _ in machine.noted()}
    assert events >= {"socket.connect", "tempfile.mkstemp", "os.mkdir", "os.rename", "open"}
    assert {path for event, path in machine.noted() if event == "os.rename"} == {"renamed"}
