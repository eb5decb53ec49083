"""What is done to an archive while its writer is killed or refused: a line for each operation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.crash.workspace import INDEX

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.crash.papers import Holdings
    from tests.crash.workspace import Workspace

APART = {"index.merge_policy.SMALL": 0, "index.merge_policy.MOST_OF_A_SIZE": 99}
"""With these, segments stand side by side, however small and many they are."""

BESIDE = {
    "index.segment_making.FEW": 2_000,
    "index.segment_making.BATCH": 1_000,
    "index.segment_making.CHARACTERS": 12_000,
    "index.writer.LARGE": 1,
}
"""With these, little text is made into several segments, by processes beside this one, and so merged."""

NAMED = {"tempfile._O_TMPFILE_WORKS": False}
"""With this, a file that is to have no name has one for a moment, as on some file systems."""

STEPS = {**APART, "index.updating.session.STEP": 10}
"""With these, an update of a few dozen articles takes effect in steps, each of a segment of its own."""

STEPS_BESIDE = {**BESIDE, "index.updating.session.STEP": 50}
"""The same, with processes beside this one."""

COMPACT = ("--archive", "archive", "compact")
REMOVED = "papers/1"
REMOVE = ("--archive", "archive", "remove", REMOVED)
REPAIR = ("--archive", "archive", "check", "--repair")


def _files_as_they_are(workspace: Workspace) -> Holdings:
    return workspace.papers.now()


@dataclass(frozen=True, slots=True)
class Operation:
    """What is done: files are changed, then a command runs, which is what is killed."""

    name: str
    change: Callable[[Workspace], None]
    arguments: tuple[str, ...] = INDEX
    constants: Mapping[str, int] = field(default_factory=dict)
    in_steps: bool = False
    """It may take effect in steps, each file as before or as after."""
    is_first: bool = False
    """It makes the archive."""
    expected: Callable[[Workspace], Holdings] = _files_as_they_are
    """What the archive is to hold then, asked once the files are changed."""
    complaining: tuple[int, ...] = ()
    """Statuses with which it may end and say something: that it was done before, or what it mends."""

    @property
    def is_update(self) -> bool:
        """Say whether it brings the archive up to date; else what it did shall not be in an update's way."""
        return self.arguments == INDEX

    @property
    def is_mending(self) -> bool:
        """Say whether the archive is damaged before: it may be so until all is done."""
        return self.arguments == REPAIR

    @property
    def is_beside(self) -> bool:
        """Say whether it starts processes."""
        return BESIDE.items() <= self.constants.items()


def _few(workspace: Workspace) -> None:
    for _ in range(workspace.rng.randint(1, 4)):
        workspace.papers.add(workspace.rng.randint(1, 8))


def _many(workspace: Workspace) -> None:
    for _ in range(workspace.rng.randint(3, 6)):
        workspace.papers.add(workspace.rng.randint(20, 60))


def _mixed(workspace: Workspace) -> None:
    workspace.papers.mix()


def _mixed_with_many(workspace: Workspace) -> None:
    workspace.papers.mix(most=5, articles=60)


def _deletions(workspace: Workspace) -> None:
    """Remove half of all files: segments of which so much is deleted are rewritten."""
    for file in workspace.papers.some(4):
        workspace.papers.delete(file)
    _few(workspace)


def _touched(workspace: Workspace) -> None:
    for file in workspace.papers.some(4):
        workspace.papers.touch(file)


def _many_segments(workspace: Workspace) -> None:
    """Commit small segments that stand side by side, for the operation to merge."""
    for _ in range(workspace.rng.randint(2, 6)):
        workspace.papers.add(workspace.rng.randint(1, 20))
        workspace.finish(*INDEX, constants=APART)
    workspace.held = workspace.papers.now()
    workspace.papers.change(workspace.papers.some(1)[0])


def _many_in_steps(workspace: Workspace) -> None:
    """Leave what is there to several steps: many new files, and some of everything."""
    if workspace.held:
        workspace.papers.mix()
    for _ in range(workspace.rng.randint(4, 8)):
        workspace.papers.add(workspace.rng.randint(2, 12))


def _many_in_steps_beside(workspace: Workspace) -> None:
    _many_in_steps(workspace)
    _many(workspace)


def _moves(workspace: Workspace) -> None:
    """Move most files, and let two of a kind change places: what they hold keeps its ids."""
    papers = workspace.papers
    _few(workspace)
    workspace.finish(*INDEX)
    workspace.held = papers.now()
    for file in papers.some(8):
        workspace.rng.choice((papers.move, papers.rename))(file)
    for suffix in (".txt", ".jsonl", ".zip"):
        pair = [file for file in sorted(papers.holdings) if file.endswith(suffix)][:2]
        if len(pair) == 2 and workspace.rng.random() < 0.5:
            papers.exchange(*pair)


def _packed(workspace: Workspace) -> None:
    """Change, move and remove files that hold others, and add some."""
    papers = workspace.papers
    there = [file for file in sorted(papers.holdings) if file.endswith(".zip")]
    if not there:
        there = [papers.add(workspace.rng.randint(1, 12), suffix=".zip") for _ in range(3)]
        workspace.finish(*INDEX)
        workspace.held = papers.now()
    for file in workspace.rng.sample(there, min(len(there), 3)):
        workspace.rng.choice((papers.change, papers.change, papers.delete, papers.move))(file)
    papers.add(workspace.rng.randint(1, 12), suffix=".zip")


def _apart(workspace: Workspace) -> None:
    """Commit segments side by side, with deleted articles, and maybe change files that are not looked at."""
    for _ in range(workspace.rng.randint(2, 4)):
        workspace.papers.mix()
        workspace.finish(*INDEX, constants=APART)
    workspace.held = workspace.papers.now()
    if workspace.rng.random() < 0.5:
        workspace.papers.mix()


def _files_as_committed(workspace: Workspace) -> Holdings:
    return workspace.held


def _to_be_removed(workspace: Workspace) -> None:
    _apart(workspace)
    while not any(map(_is_removed, workspace.held)):
        workspace.papers.add(workspace.rng.randint(1, 12))
        workspace.finish(*INDEX, constants=APART)
        workspace.held = workspace.papers.now()


def _is_removed(file: str) -> bool:
    return file.startswith(f"{REMOVED}/")


def _all_but_the_removed(workspace: Workspace) -> Holdings:
    return {file: articles for file, articles in workspace.held.items() if not _is_removed(file)}


def _damaged(workspace: Workspace) -> None:
    """Damage an archive of several segments, of which no file has gone."""
    for _ in range(workspace.rng.randint(2, 4)):
        workspace.papers.mix()
        workspace.finish(*INDEX, constants=APART)
    workspace.held = workspace.papers.now()
    if workspace.rng.random() < 0.3:
        for file in workspace.papers.some(3):
            workspace.papers.change(file)
    workspace.damage()


def _other_version(workspace: Workspace) -> None:
    workspace.papers.mix()
    workspace.make_foreign()


OPERATIONS = (
    Operation("first index", _few, is_first=True),
    Operation("first index, large", _many, constants=BESIDE, is_first=True),
    Operation("first index, steps", _many_in_steps, constants=STEPS, in_steps=True, is_first=True),
    Operation("update", _mixed),
    Operation("update, named spools", _mixed, constants=NAMED),
    Operation("update, large", _mixed_with_many, constants=BESIDE),
    Operation("steps", _many_in_steps, constants=STEPS, in_steps=True),
    Operation("steps, large", _many_in_steps_beside, constants=STEPS_BESIDE, in_steps=True),
    Operation("moves", _moves),
    Operation("packed", _packed, constants=APART),
    Operation("nothing but times", _touched),
    Operation("deletions", _deletions),
    Operation("merging", _many_segments),
    Operation("merging, large", _many_segments, constants=BESIDE),
    Operation("rebuilding", _other_version),
    Operation("rebuilding, large", _other_version, constants=BESIDE),
    Operation("compacting", _apart, COMPACT, expected=_files_as_committed),
    Operation("compacting, large", _apart, COMPACT, BESIDE, expected=_files_as_committed),
    Operation("removing", _to_be_removed, REMOVE, APART, expected=_all_but_the_removed, complaining=(1,)),
    Operation("repairing", _damaged, REPAIR, APART, in_steps=True, complaining=(0,)),
)
