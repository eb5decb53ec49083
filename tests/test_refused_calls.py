"""A system that refuses a call: one line says so, the archive is whole, the next run mends.

Here a small update is refused each of its calls, with one error; `python -m tests.crash.faults` tries all
errors in all operations.
"""

from __future__ import annotations

import errno
import random
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.crash.operations import Operation
from tests.crash.refusals import FULL, Fault
from tests.crash.refused import Asked, Refused, workspace_in

if TYPE_CHECKING:
    from pathlib import Path

    from tests.crash.workspace import Workspace

READS = frozenset({"open", "map", "list"})


def change_one(workspace: Workspace) -> None:
    """Change one of the files, and add one."""
    workspace.papers.change(min(workspace.papers.holdings))
    workspace.papers.add(2)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Return two files and their archive."""
    return workspace_in(tmp_path / "workspace", random.Random(1), sizes=(2, 1))  # noqa: S311 - repeatable, not secret


@pytest.fixture
def refused(workspace: Workspace) -> Refused:
    """Return an update of this archive."""
    return Refused(workspace, Operation("an update", change_one))


def test_a_full_disk_leaves_the_archive_as_it_was_or_as_it_is_to_be(refused: Refused) -> None:
    """At whichever call it is full; only what comes after the update took effect need not be said."""
    states = [
        refused.refuse(Fault(number, call, errno.ENOSPC, is_lasting=True))
        for number, call in enumerate(refused.calls(), start=1)
        if call.name in FULL
    ]
    assert states == ["old"] * (len(states) - 2) + ["new", "done"]
    assert len(states) > 20


def test_a_disk_that_cannot_be_read_leaves_the_archive_as_it_was(refused: Refused) -> None:
    """A file that cannot be read keeps what was indexed of it, and the others go on."""
    came = Counter(
        (refused.refuse(Fault(number, call, errno.EIO, is_lasting=False)), "papers" in call.path)
        for number, call in enumerate(refused.calls(), start=1)
        if call.name in READS
    )
    archive = {("old", False), ("new", False), ("done", False)}
    assert set(came) == archive | {("old", True), ("between", True), ("new", True)}


def test_a_disk_from_which_nothing_can_be_removed_is_said_by_the_next_update(refused: Refused) -> None:
    """Once it has taken effect it is done; what it leaves is in nobody's way but the next writer's."""
    states = [
        refused.refuse(Fault(number, call, errno.EROFS, is_lasting=True))
        for number, call in enumerate(refused.calls(), start=1)
        if call.name == "unlink"
    ]
    assert states == ["old"] + ["done"] * 4


@pytest.mark.parametrize(
    "arguments", [("search", "红蜂驿站"), ("show", "a1"), ("names",), ("check",)], ids=lambda each: each[0]
)
def test_a_search_on_a_disk_that_cannot_be_read_is_refused(
    workspace: Workspace, arguments: tuple[str, ...]
) -> None:
    """In one line, that does not call the archive damaged; and nothing is written."""
    asked = Asked(workspace, arguments)
    states = [
        asked.refuse(Fault(number, call, errno.EIO, is_lasting=False))
        for number, call in enumerate(asked.calls, start=1)
        if call.name in READS
    ]
    assert set(states) == {"old"}
