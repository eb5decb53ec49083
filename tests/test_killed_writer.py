"""An update that is killed: the archive is as it last was, and the next update removes the remains."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import ArchiveError
from tests.builders import alter_mark, bring_up_to_date, found, names, write_articles
from tests.crash.asking import mark, strays
from tests.crash.processes import AtCall
from tests.crash.refused import workspace_in
from tests.crash.workspace import INDEX

PROGRAM = """
import importlib, os, signal, sys
from pathlib import Path
from index.updating.update import update

module, owner, name = sys.argv[1].split(":")
place = importlib.import_module(module)
for part in filter(None, owner.split(".")):
    place = getattr(place, part)
left = int(sys.argv[2])
original = getattr(place, name)

def killing(*arguments, **options):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    return original(*arguments, **options)

setattr(place, name, killing)
update(Path("archive"), [Path("new")])
"""

OLD, NEW = [("x", 2), ("y", 2)], [("x", 2), ("z", 2)]


@pytest.fixture(autouse=True)
def _a_folder_of_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One file that stays, and one whose article y has become z since it was indexed."""
    monkeypatch.chdir(tmp_path)
    Path("new").mkdir()
    write_articles(Path("new/a.jsonl"), x="红蜂")
    write_articles(Path("new/b.jsonl"), y="红蜂")


def index_and_change() -> list[str]:
    """Make an archive, change a file, and return the archive's files."""
    bring_up_to_date(Path("archive"), Path("new"))
    write_articles(Path("new/b.jsonl"), z="红蜂")
    return sorted(names(Path("archive")))


def update_and_be_killed(point: str, call: int = 1) -> None:
    """Run an update in a process that kills itself when it calls a function for the n-th time."""
    here = Path(__file__).parent.parent
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", PROGRAM, point, str(call)], env={"PYTHONPATH": str(here)}, check=False
    )
    assert done.returncode == -signal.SIGKILL


@pytest.mark.parametrize(
    ("point", "state"),
    [
        ("index.writer:ArchiveWriter:add", OLD),
        ("index.writer:ArchiveWriter:commit", OLD),
        ("index.manifest::replace_file", OLD),
        ("pathlib:Path:replace", OLD),
        ("whoosh.index:TOC:write", OLD),
        ("pathlib:Path:replace 2", OLD),
        ("pathlib:Path:replace 3", OLD),
        ("pathlib:Path:replace 4", OLD),
        ("index.manifest::clean", OLD),
        ("index.writer::clean", OLD),
        ("index.writer::clean 2", NEW),
    ],
)
def test_an_update_that_is_killed_has_taken_effect_or_not(point: str, state: list[tuple[str, int]]) -> None:
    """Wherever it is killed; then the next one does it, and nothing of the killed one is left."""
    index_and_change()
    place, _, call = point.partition(" ")
    update_and_be_killed(place, int(call or 1))
    assert found(Path("archive"), "红蜂") == state
    bring_up_to_date(Path("archive"), Path("new"))
    assert found(Path("archive"), "红蜂") == NEW
    (table,) = Path("archive").glob("index-1/*.toc*")
    generation = table.name.removeprefix("_MAIN_").removesuffix(".toc")
    assert [name for name in names(Path("archive")) if not name.endswith(".columns")] == [
        "archive.json",
        f"index-1/_MAIN_{generation}.toc",
        f"index-1/segments-{generation}.json",
        f"index-1/sources-{generation}.json",
        "lock",
    ]


@pytest.mark.parametrize(
    ("point", "call"),
    [
        ("whoosh.index:TOC:write", 1),
        ("index.writer:ArchiveWriter:add", 2),
        ("index.archive::publish", 1),
        ("pathlib:Path:replace", 2),
    ],
)
def test_a_first_update_that_is_killed_leaves_no_archive(point: str, call: int) -> None:
    """And the next one is not kept from making it."""
    update_and_be_killed(point, call)
    with pytest.raises(ArchiveError, match="no archive in archive"):
        found(Path("archive"), "红蜂")
    bring_up_to_date(Path("archive"), Path("new"))
    assert found(Path("archive"), "红蜂") == OLD
    assert len(list(names(Path("archive")))) == 7


@pytest.mark.parametrize(
    ("point", "is_rebuilt"),
    [("index.writer:ArchiveWriter:add", False), ("index.archive::publish", False), ("shutil::rmtree", True)],
)
def test_a_rebuilding_that_is_killed_has_taken_effect_or_not(point: str, is_rebuilt: bool) -> None:
    """The archive of the other version is there until the new one is."""
    index_and_change()
    alter_mark(Path("archive"), schema=999)
    update_and_be_killed(point)
    if is_rebuilt:
        assert found(Path("archive"), "红蜂") == NEW
    else:
        with pytest.raises(ArchiveError, match="another version"):
            found(Path("archive"), "红蜂")
    bring_up_to_date(Path("archive"), Path("new"))
    assert found(Path("archive"), "红蜂") == NEW
    assert {name.partition("/")[0] for name in names(Path("archive"))} == {"archive.json", "index-2", "lock"}


def test_an_update_that_is_killed_at_any_call_has_taken_effect_or_not(tmp_path: Path) -> None:
    """At each that changes or syncs something, in the middle of a write; the next one sweeps and does it.

    `python -m tests.crash` does so with larger folders, at random times, and with other operations.
    """
    workspace = workspace_in(tmp_path / "workspace", random.Random(1), sizes=(2, 1))  # noqa: S311 - repeatable, not secret
    workspace.papers.change(min(workspace.papers.holdings))
    workspace.papers.add(2)
    new = workspace.papers.now()
    saved, first = tmp_path / "saved", mark(workspace.archive)
    shutil.copytree(workspace.archive, saved)
    taken = []
    for number in range(1, sys.maxsize):
        outcome = workspace.run(*INDEX, moment=AtCall(number))
        if not outcome.is_killed:
            break
        assert workspace.look(new) == ("old" if mark(workspace.archive) == first else "new")
        taken.append(mark(workspace.archive) != first)
        workspace.finish(*INDEX)
        assert (workspace.look(new), strays(workspace.archive)) == ("new", [])
        shutil.rmtree(workspace.archive)
        shutil.copytree(saved, workspace.archive)
    assert (outcome.status, outcome.errors) == (0, "")
    assert taken == sorted(taken)
    assert (taken.count(False) > 10, taken.count(True) > 3) == (True, True)
