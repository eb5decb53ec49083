"""A power cut while an archive is written: whatever the disk has of it, the archive is whole.

Here after each step of small sessions; `python -m tests.crash.power` cuts it in all operations.
"""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

import pytest

from index import archive, files, lexicon_source, writer
from index.columnar import container
from tests.crash.disk import Recorder
from tests.crash.operations import Operation
from tests.crash.power import cut
from tests.crash.refused import workspace_in
from tests.crash.system_calls import watching

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable
    from pathlib import Path

    from tests.crash.workspace import Workspace

    Came = tuple[Counter[str], list[str]]


def change_one(workspace: Workspace) -> None:
    """Change one of the files, and add one."""
    workspace.papers.change(min(workspace.papers.holdings))
    workspace.papers.add(2)


def change_version(workspace: Workspace) -> None:
    """Do that, and let the archive be of another version."""
    change_one(workspace)
    workspace.make_foreign()


FIRST = Operation("first index", lambda _: None, is_first=True)
UPDATE = Operation("update", change_one)
REBUILDING = Operation("rebuilding", change_version)


@pytest.fixture
def cut_everywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Operation, int], Came]:
    """Return what cuts the power at all steps of an operation on two files, and says what came of it."""
    # The whole lexicon takes three megabytes of each disk.
    words = lexicon_source._dictionary_columns({"红蜂": 1}, 1)
    model = lexicon_source._model_columns(lexicon_source._package() / "finalseg")
    monkeypatch.setattr(lexicon_source, "_columns", lambda: {**words, **model})

    def came(operation: Operation, most: int) -> Came:
        rng = random.Random(1)  # noqa: S311 - repeatable, not secret
        return cut(workspace_in(tmp_path / "workspace", rng, operation, sizes=(2, 1)), operation, rng, most)

    return came


@pytest.mark.parametrize("operation", [FIRST, UPDATE, REBUILDING], ids=lambda each: each.name)
def test_after_a_power_cut_the_archive_is_as_it_was_or_as_it_is_to_be(
    operation: Operation, cut_everywhere: Callable[[Operation, int], Came]
) -> None:
    """Once an update has said that it is done, it is; and the next one sweeps what is left."""
    counts, wrong = cut_everywhere(operation, 10)
    assert wrong == []
    assert counts["old"] > 20
    assert counts["new"] > 0


def test_without_syncing_folders_a_power_cut_would_cost_the_archive(
    cut_everywhere: Callable[[Operation, int], Came], monkeypatch: pytest.MonkeyPatch
) -> None:
    """So the test before this one can fail."""
    for module in (archive, container, files, writer):
        monkeypatch.setattr(module, "sync_folder", lambda _: None)
    _, wrong = cut_everywhere(FIRST, 1)
    assert len(wrong) == 1


def disks(root: Path, act: Callable[[Path], None]) -> tuple[set[bytes | None], set[bytes | None]]:
    """Return what a file may hold when the power is cut at any moment, and when it is cut at the end."""
    path = root / "file"
    path.write_bytes(b"old")
    recorder = Recorder(root, frozenset())
    with watching(recorder, root):
        act(path)
    rng = random.Random(1)  # noqa: S311 - repeatable, not secret
    at_the_end = {tree.get("file") for tree in recorder.cuts_after(len(recorder.steps), rng)}
    return {tree.get("file") for _, tree in recorder.cuts(rng)}, at_the_end


def overwrite(path: Path) -> None:
    """Write a file in its place."""
    path.write_bytes(b"new!")


def rename_over(path: Path, *, is_synced: bool = False) -> None:
    """Write another file and put it in the place of this one."""
    other = path.with_suffix(".new")
    with other.open("wb", buffering=0) as stream:
        stream.write(b"ne")
        stream.write(b"w!")
        if is_synced:
            os.fsync(stream.fileno())
    other.replace(path)


def test_a_file_that_is_overwritten_may_be_lost(tmp_path: Path) -> None:
    """The disk of the tests is as bad as disks are."""
    assert disks(tmp_path, overwrite) == ({b"old", b"", b"\0\0\0\0", b"new!"},) * 2


def test_a_file_that_is_replaced_without_syncing_may_be_lost(tmp_path: Path) -> None:
    """Its name may come before its content."""
    assert disks(tmp_path, rename_over) == ({b"old", b"", b"ne", b"\0\0\0\0", b"new!"},) * 2


def test_a_file_that_is_synced_and_replaced_is_the_old_or_the_new_one(tmp_path: Path) -> None:
    """But which of them is not known before the folder is synced."""
    assert disks(tmp_path, lambda path: rename_over(path, is_synced=True)) == ({b"old", b"new!"},) * 2


def test_a_file_that_is_replaced_as_we_do_lasts(tmp_path: Path) -> None:
    """The old one or the new one, and at the end the new one."""
    assert disks(tmp_path, lambda path: files.replace_file(path, b"new!")) == ({b"old", b"new!"}, {b"new!"})


def test_folders_that_are_made_last(tmp_path: Path) -> None:
    """Each with those it is in."""
    recorder = Recorder(tmp_path, frozenset())
    with watching(recorder, tmp_path):
        files.make_folder(tmp_path / "a" / "b" / "c")
    rng = random.Random(1)  # noqa: S311 - repeatable, not secret
    (tree,) = recorder.cuts_after(len(recorder.steps), rng)
    assert list(tree) == ["", "a", "a/b", "a/b/c"]


def test_a_file_system_that_syncs_no_folders_is_put_up_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Any other refusal is an error."""
    error = OSError(22, "Invalid argument")

    def refuse(_: int) -> None:
        raise error

    monkeypatch.setattr(os, "fsync", refuse)
    files.sync_folder(tmp_path)
    error = OSError(5, "Input/output error")
    with pytest.raises(OSError, match="Input/output"):
        files.sync_folder(tmp_path)
