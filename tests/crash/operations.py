"""What is done to an archive while its writer is killed or refused: a line for each operation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.crash.workspace import INDEX

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

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


def _other_version(workspace: Workspace) -> None:
    workspace.papers.mix()
    workspace.make_foreign()


OPERATIONS = (
    Operation("first index", _few, is_first=True),
    Operation("first index, large", _many, constants=BESIDE, is_first=True),
    Operation("update", _mixed),
    Operation("update, large", _mixed_with_many, constants=BESIDE),
    Operation("nothing but times", _touched),
    Operation("deletions", _deletions),
    Operation("merging", _many_segments),
    Operation("merging, large", _many_segments, constants=BESIDE),
    Operation("rebuilding", _other_version),
    Operation("rebuilding, large", _other_version, constants=BESIDE),
)
