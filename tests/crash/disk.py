"""A disk as a power cut leaves it: everything that was synced, and of the rest any part.

The model is that of ALICE (Pillai and others: All File Systems Are Not Created Equal, OSDI 2014), with what
POSIX promises and no more. `fsync` of a file makes its content last, not its name; `fsync` of a folder makes
the names in it last, those that were made, renamed and removed. Whatever was not synced may be there after
a cut or not, each name on its own, in whatever order it was done; content may be there, be missing, break
off, or have its length and be zeros. Only a renaming is one step: the old name or the new one.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from itertools import product
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from tests.crash.system_calls import Call, Watcher

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from random import Random

MOST = 64
"""States of one cut that are all looked at; of more, those that differ in one thing, and some at random."""

AT_RANDOM = 24

Tree = dict[str, bytes | None]
"""What is on a disk: the content of each file by its path, `None` for a folder."""


@dataclass(frozen=True, slots=True)
class Naming:
    """A step in one folder: a name that goes, and one that comes and what it then stands for."""

    folder: int
    goes: str = ""
    comes: str = ""
    node: int = 0


@dataclass(frozen=True, slots=True)
class Writing:
    """Content that is written to a file; `None` for its being cut to nothing."""

    node: int
    offset: int
    data: bytes | None


@dataclass(frozen=True, slots=True)
class Syncing:
    """What was done to a file, or to the names in a folder, lasts from here on."""

    node: int


Step = Naming | Writing | Syncing
Kind = TypeVar("Kind", Naming, Writing, Syncing)

Left = Literal["all", "nothing", "half", "zeros"]
"""What may be left of what was done and not synced; a name comes and goes whole."""


@dataclass(slots=True)
class Recorder(Watcher):
    """Keeps every step on a disk whose top folder is `root`; `outside` are names in it that do not count."""

    root: Path
    outside: frozenset[str]
    steps: list[Step] = field(default_factory=list)
    _nodes: dict[str, int] = field(init=False, default_factory=dict)
    """What each path stands for now."""
    _folders: dict[int, dict[str, int]] = field(init=False, default_factory=dict)
    """The names in each folder as they were at the beginning."""
    _files: dict[int, bytes] = field(init=False, default_factory=dict)
    """The content of each file as it was at the beginning."""
    _contents: dict[tuple[int, int, int, Left], bytes] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.root = self.root.resolve()
        for node, (path, content) in enumerate(read_tree(self.root, self.outside).items()):
            self._nodes[path] = node
            if content is None:
                self._folders[node] = {}
            else:
                self._files[node] = content
            if path:
                folder, name = _split(path)
                self._folders[self._nodes[folder]][name] = node

    def after(self, call: Call) -> None:
        """Keep what a call did."""
        path = self._inside(call.path)
        if path is None:
            return
        folder, name = _split(path)
        match call.name:
            case "mkdir" | "create" if path not in self._nodes:
                if Path(call.path).exists():  # else it has no name
                    node = self._nodes[path] = len(self._folders) + len(self._files)
                    if call.name == "mkdir":
                        self._folders[node] = {}
                    else:
                        self._files[node] = b""
                    self.steps.append(Naming(self._nodes[folder], comes=name, node=node))
            case "create" if self._nodes[path] in self._files:  # a nameless one is made by opening a folder
                self.steps.append(Writing(self._nodes[path], 0, None))
            case "write" if path in self._nodes:
                self.steps.append(Writing(self._nodes[path], call.offset, bytes(call.data[: call.size])))
            case "fsync":
                self.steps.append(Syncing(self._nodes[path]))
            case "unlink" | "rmdir":
                del self._nodes[path]
                self.steps.append(Naming(self._nodes[folder], goes=name))
            case "rename":
                target_folder, target = _split(self._inside(call.target) or "")
                if folder != target_folder:
                    raise NotImplementedError(f"{path} is renamed to another folder: {call.target}")
                node = self._nodes[f"{folder}/{target}".lstrip("/")] = self._nodes.pop(path)
                self.steps.append(Naming(self._nodes[folder], goes=name, comes=target, node=node))

    def _inside(self, path: str) -> str | None:
        """Return a path from the root on, `None` for one that does not count."""
        relative = os.path.relpath(path, self.root)
        if relative == ".":
            return ""
        return None if relative.partition("/")[0] in self.outside else relative

    def cuts(self, rng: Random) -> Iterator[tuple[int, Tree]]:
        """Yield what a power cut may leave: after how many steps, and the disk. Each disk comes once."""
        seen: set[frozenset[tuple[str, bytes | None]]] = set()
        for number in range(len(self.steps) + 1):
            for tree in self.cuts_after(number, rng):
                key = frozenset(tree.items())
                if key not in seen:
                    seen.add(key)
                    yield number, tree

    def cuts_after(self, number: int, rng: Random) -> Iterator[Tree]:
        """Yield what a power cut after so many steps may leave."""
        synced: dict[int, int] = {step.node: place for place, step in self._done(number, Syncing)}
        names = [(place, step) for place, step in self._done(number, Naming)]
        loose = [place for place, step in names if place > synced.get(step.folder, -1)]
        written = {step.node for _, step in self._done(number, Writing)}
        unsure = sorted(
            {step.node for place, step in self._done(number, Writing) if place > synced.get(step.node, -1)}
        )
        choices: list[Sequence[Left]] = [("all", "nothing") for _ in loose]
        choices += [("all", "nothing", "half", "zeros") for _ in unsure]
        for choice in _some(choices, rng):
            missing = {place for place, left in zip(loose, choice, strict=False) if left == "nothing"}
            how = dict(zip(unsure, choice[len(loose) :], strict=True))
            contents = dict(self._files)
            for node in written:
                contents[node] = self._content(node, synced.get(node, -1), number, how.get(node, "all"))
            yield self._tree([step for place, step in names if place not in missing], contents)

    def _done(self, number: int, kind: type[Kind]) -> Iterator[tuple[int, Kind]]:
        """Yield the first so many steps that are of a kind, with their places."""
        return ((place, step) for place, step in enumerate(self.steps[:number]) if isinstance(step, kind))

    def _content(self, node: int, synced: int, number: int, left: Left) -> bytes:
        """Return a file's content after so many steps; of what follows its last sync, what is left."""
        writings = [(place, step) for place, step in self._done(number, Writing) if step.node == node]
        lasting = [step for place, step in writings if place < synced]
        rest = [step for place, step in writings if place > synced]
        key = (node, len(lasting), len(writings), left)
        if key not in self._contents:
            before = _written(self._files[node], lasting)
            self._contents[key] = {
                "all": _written(before, rest),
                "nothing": before,
                "half": _written(before, rest[: len(rest) // 2]),
                "zeros": _written(before, [_blank(step) for step in rest]),
            }[left]
        return self._contents[key]

    def _tree(self, steps: Sequence[Naming], contents: Mapping[int, bytes]) -> Tree:
        """Return the disk on which these steps were done."""
        folders = {node: dict(names) for node, names in self._folders.items()}
        for step in steps:
            folders[step.folder].pop(step.goes, None)
            if step.comes:
                folders[step.folder][step.comes] = step.node
        tree: Tree = {}
        pending = [("", 0)]
        while pending:
            path, node = pending.pop()
            tree[path] = None if node in folders else contents[node]
            for name, below in folders.get(node, {}).items():
                pending.append((f"{path}/{name}".lstrip("/"), below))
        return tree


def read_tree(root: Path, outside: frozenset[str]) -> Tree:
    """Return what is in a folder, from itself on, folders before what is in them."""
    tree: Tree = {"": None}
    for path in sorted(root.rglob("*")):
        relative = path.relative_to(root)
        if relative.parts[0] not in outside:
            tree[relative.as_posix()] = None if path.is_dir() else path.read_bytes()
    return tree


def write_tree(root: Path, tree: Tree) -> None:
    """Make what is in a folder this, but for what is outside of the tree."""
    for path in sorted(tree):
        place, content = root / path, tree[path]
        if content is None:
            place.mkdir(exist_ok=True)
        else:
            place.write_bytes(content)


def _split(path: str) -> tuple[str, str]:
    folder, _, name = path.rpartition("/")
    return folder, name


def _written(content: bytes, writings: Sequence[Writing]) -> bytes:
    written = bytearray(content)
    for writing in writings:
        if writing.data is None:
            written.clear()
        else:
            written[len(written) :] = bytes(max(writing.offset - len(written), 0))
            written[writing.offset : writing.offset + len(writing.data)] = writing.data
    return bytes(written)


def _blank(writing: Writing) -> Writing:
    return writing if writing.data is None else replace(writing, data=bytes(len(writing.data)))


def _some(choices: Sequence[Sequence[Left]], rng: Random) -> Iterator[tuple[Left, ...]]:
    """Yield combinations of choices: all, or of many those next to the extremes and some at random."""
    if prod(map(len, choices)) <= MOST:
        yield from product(*choices)
        return
    for extreme in ("all", "nothing"):
        base: list[Left] = [extreme for _ in choices]
        yield tuple(base)
        for place, options in enumerate(choices):
            for other in options:
                if other != extreme:
                    yield (*base[:place], other, *base[place + 1 :])
    for _ in range(AT_RANDOM):
        yield tuple(rng.choice(options) for options in choices)
