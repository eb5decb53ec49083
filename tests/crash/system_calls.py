"""What Python asks of the file system, seen by a watcher that may count, refuse, shorten or stop it.

A layer takes the place of the functions of `os`, `io`, `fcntl` and `mmap` by which files are opened, read,
written, synced, renamed and removed, for paths below some folders; all others go through untouched. What
numpy and zlib write goes through Python's files too: nothing of ours writes past them (`traced.py` looks at
the system calls themselves).
"""

from __future__ import annotations

import builtins
import fcntl
import io
import mmap
import os
import stat
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

CHANGES = frozenset({"create", "write", "truncate", "rename", "unlink", "mkdir", "rmdir"})
"""Calls that change what is on the disk: between two of them there is nothing to be killed at."""

SYNCS = frozenset({"fsync"})
READS = frozenset({"open", "read", "map", "list", "stat"})
OTHERS = frozenset({"lock", "close"})

_REAL_OPEN = os.open
_REAL_STAT = os.stat
_REAL_IO_OPEN = io.open


@dataclass(slots=True)
class Call:
    """One call: its name, the path it is about, and what a recorder of it needs to know."""

    name: str
    path: str
    target: str = ""
    """Of a renaming: the new path."""
    data: bytes | memoryview = b""
    """Of a write: all that is to be written; `size` says how much was."""
    offset: int = 0
    size: int = 0
    inode: int = 0
    """Of a file that was made, written, cut or synced: its number, by which it is known without a name."""


class Watcher:
    """Sees every call; this one lets all of them pass."""

    def before(self, call: Call) -> int | None:
        """See a call that is about to be made; what is raised here is raised by it.

        Of a write, return how many bytes of it are to be written; `None` for all of them.
        """

    def after(self, call: Call) -> None:
        """See a call that was made."""


@dataclass(slots=True)
class Seen(Watcher):
    """Keeps all calls of some names."""

    names: frozenset[str] = CHANGES | SYNCS | READS | OTHERS
    calls: list[Call] = field(default_factory=list)

    def before(self, call: Call) -> None:
        """Keep it, without its data."""
        if call.name in self.names:
            self.calls.append(Call(call.name, call.path, call.target, size=call.size))


@contextmanager
def watching(watcher: Watcher, *folders: Path) -> Iterator[None]:
    """Show a watcher all calls of this process about paths below some folders, and these themselves."""
    layer = _Layer(watcher, [os.path.realpath(folder) for folder in folders])
    with ExitStack() as stack:
        for module, name, replacement in layer.replacements():
            stack.enter_context(patch.object(module, name, replacement))
        yield


class _Layer:
    """The functions that take the place of the system's."""

    def __init__(self, watcher: Watcher, folders: Sequence[str]) -> None:
        self.watcher = watcher
        self._folders = folders

    def replacements(self) -> Iterator[tuple[object, str, object]]:
        """Yield where each function stands, its name, and what takes its place."""
        yield os, "open", self._open
        yield os, "fsync", self._about_descriptor("fsync", os.fsync)
        yield os, "rename", self._renaming(os.rename)
        yield os, "replace", self._renaming(os.replace)
        yield os, "unlink", self._about_path("unlink", os.unlink)
        yield os, "remove", self._about_path("unlink", os.remove)
        yield os, "mkdir", self._about_path("mkdir", os.mkdir)
        yield os, "rmdir", self._about_path("rmdir", os.rmdir)
        yield os, "scandir", self._about_path("list", os.scandir)
        yield os, "listdir", self._about_path("list", os.listdir)
        yield os, "stat", self._about_path("stat", os.stat)
        yield os, "lstat", self._about_path("stat", os.lstat)
        yield io, "open", self._open_file
        yield builtins, "open", self._open_file
        yield fcntl, "flock", self._about_descriptor("lock", fcntl.flock)
        yield mmap, "mmap", self._about_descriptor("map", mmap.mmap)

    def path_of(self, place: Any, folder: int | None = None) -> str | None:
        """Return the path of what a call is about, `None` where it is none of ours."""
        if isinstance(place, int):
            path = _name_of(place)
            if not path.startswith(os.sep):  # a pipe, say
                return None
        else:
            path = os.fsdecode(place)
            if folder is not None:
                path = f"{_name_of(folder)}/{path}"
        path = os.path.abspath(path)  # noqa: PTH100 - a Path would ask the system, and so ask us
        is_ours = any(path == own or path.startswith(own + os.sep) for own in self._folders)
        return path if is_ours else None

    def _about_path(self, name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def watched(path: Any = ".", *arguments: Any, **options: Any) -> Any:
            own = self.path_of(path, options.get("dir_fd"))
            if own is None:
                return original(path, *arguments, **options)
            return self._watched(Call(name, own), original, path, *arguments, **options)

        return watched

    def _about_descriptor(self, name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def watched(descriptor: Any, *arguments: Any, **options: Any) -> Any:
            number = descriptor if isinstance(descriptor, int) else descriptor.fileno()
            own = self.path_of(number) if number >= 0 else None
            if own is None:
                return original(descriptor, *arguments, **options)
            call = Call(name, own, inode=os.fstat(number).st_ino)
            return self._watched(call, original, descriptor, *arguments, **options)

        return watched

    def _renaming(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def watched(old: Any, new: Any, **options: Any) -> Any:
            own = self.path_of(old, options.get("src_dir_fd"))
            target = self.path_of(new, options.get("dst_dir_fd"))
            if own is None or target is None:
                return original(old, new, **options)
            return self._watched(Call("rename", own, target), original, old, new, **options)

        return watched

    def _watched(self, call: Call, original: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        self.watcher.before(call)
        result = original(*arguments, **options)
        self.watcher.after(call)
        return result

    def _open(self, path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        own = self.path_of(path, dir_fd)
        if own is None:
            return _REAL_OPEN(path, flags, mode, dir_fd=dir_fd)
        call = Call("create" if _changes(own, flags) else "open", own)
        self.watcher.before(call)
        descriptor = _REAL_OPEN(path, flags, mode, dir_fd=dir_fd)
        call.inode = os.fstat(descriptor).st_ino
        self.watcher.after(call)
        return descriptor

    def _open_file(
        self,
        file: Any,
        mode: str = "r",
        buffering: int = -1,
        encoding: str | None = None,
        errors: str | None = None,
        newline: str | None = None,
        closefd: bool = True,
        opener: Any = None,
    ) -> Any:
        own = self.path_of(file)
        if own is None:
            return _REAL_IO_OPEN(file, mode, buffering, encoding, errors, newline, closefd, opener)
        raw = self._raw_file(file, own, mode.replace("b", "").replace("t", ""), closefd, opener)
        if buffering == 0:
            return raw
        buffered: Any
        if raw.readable() and raw.writable():
            buffered = io.BufferedRandom(raw)
        else:
            buffered = io.BufferedReader(raw) if raw.readable() else io.BufferedWriter(raw)
        return buffered if "b" in mode else io.TextIOWrapper(buffered, encoding, errors, newline)

    def _raw_file(self, file: Any, own: str, mode: str, closefd: bool, opener: Any) -> _File:
        if isinstance(file, int) or opener is not None:
            # It is open already, or the opener opens it by a function that is watched.
            return _File(self, file, mode, closefd, opener)
        flags = 0 if mode == "r" else os.O_CREAT | (os.O_TRUNC if "w" in mode else 0)
        call = Call("create" if _changes(own, flags) else "open", own)
        self.watcher.before(call)
        raw = _File(self, file, mode, closefd, opener)
        call.inode = os.fstat(raw.fileno()).st_ino
        self.watcher.after(call)
        return raw


def _name_of(descriptor: int) -> str:
    """Return what the system calls an open file: its path, or "" where it is not open."""
    try:
        return os.readlink(f"/proc/self/fd/{descriptor}")  # noqa: PTH115 - as above
    except OSError:
        return ""


def _changes(path: str, flags: int) -> bool:
    """Say whether opening makes a file, or empties one."""
    if flags & getattr(os, "O_TMPFILE", 0) == getattr(os, "O_TMPFILE", -1):
        return True
    try:
        status = _REAL_STAT(path)
    except OSError:
        return bool(flags & os.O_CREAT)
    return bool(flags & os.O_TRUNC) and stat.S_ISREG(status.st_mode)


class _File(io.FileIO):
    """A file without a buffer whose calls are watched."""

    def __init__(self, layer: _Layer, file: Any, mode: str, closefd: bool, opener: Any) -> None:
        super().__init__(file, mode, closefd, opener)
        self._layer = layer
        self._inode = os.fstat(self.fileno()).st_ino

    def _call(self, name: str) -> Call:
        return Call(name, self._layer.path_of(self.fileno()) or "", inode=self._inode)

    def write(self, data: Any, /) -> int:
        call = self._call("write")
        call.data = memoryview(data).cast("B")
        call.offset = self.tell()
        call.size = len(call.data)
        most = self._layer.watcher.before(call)
        call.size = super().write(call.data if most is None else call.data[:most]) or 0
        self._layer.watcher.after(call)
        return call.size

    def truncate(self, size: int | None = None, /) -> int:
        call = self._call("truncate")
        call.size = self.tell() if size is None else size
        self._layer.watcher.before(call)
        size = super().truncate(size)
        self._layer.watcher.after(call)
        return size

    def read(self, size: int | None = -1, /) -> bytes:
        self._layer.watcher.before(self._call("read"))
        return super().read(-1 if size is None else size) or b""

    def readall(self) -> bytes:
        self._layer.watcher.before(self._call("read"))
        return super().readall() or b""

    def readinto(self, buffer: Any, /) -> int:
        self._layer.watcher.before(self._call("read"))
        return super().readinto(buffer) or 0

    def close(self) -> None:
        if self.closed:
            return
        call = self._call("close")
        try:
            # Nobody wants to read again what has no name.
            if self.writable() and os.fstat(self.fileno()).st_nlink:
                self._layer.watcher.before(call)
        finally:
            super().close()
