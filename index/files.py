"""Files that are replaced in one step, and JSON that knows whether it is what was written."""

from __future__ import annotations

import errno
import json
import os
import stat
import zlib
from typing import TYPE_CHECKING, Any, BinaryIO

from index.language import gettext as _

if TYPE_CHECKING:
    from pathlib import Path

NEW = ".new"
"""What the name of a file ends in until it takes the place of the old one."""


def open_file(path: Path) -> BinaryIO:
    """Open a file for reading. Raises `OSError` where it cannot be read, or is none.

    What comes from elsewhere may have a pipe or a device in a file's place, of which the one waits to be
    written to, and the other never ends.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, _("is no regular file"), str(path))
    return os.fdopen(descriptor, "rb")


def read_file(path: Path) -> bytes:
    """Return what a file holds; raises as `open_file` does."""
    with open_file(path) as file:
        return file.read()


def create_file(path: Path) -> BinaryIO:
    """Open a file for writing, made where there is none. Raises `OSError`.

    It is made with the rights that the user's mask leaves. A link in its place is not followed: it would
    lead out of the archive.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
    return os.fdopen(os.open(path, flags, 0o666), "wb")


def remove_folder(folder: Path) -> None:
    """Remove a folder with all that is in it."""
    from shutil import rmtree  # loads three decompressors, and a search removes nothing

    rmtree(folder)


def replace_file(path: Path, content: bytes) -> None:
    """Write a file so that a reader, or a machine that loses power, has the old one or the new."""
    temporary = path.with_name(path.name + NEW)
    try:
        with create_file(temporary) as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def make_folder(folder: Path) -> None:
    """Make a folder, and those it is in, where they are not there yet, so that they last."""
    if folder.is_dir():
        return
    if not folder.parent.exists():
        make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Make renames in a folder last: without it a power cut may take them back, and not those after them."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some file systems, most of them shared ones, know no such thing: then nobody can promise it.
        if error.errno != errno.EINVAL:
            raise
    finally:
        os.close(descriptor)


def seal(content: Any) -> bytes:
    """Return JSON of something, with the CRC-32 of that JSON beside it."""
    text = json.dumps(content)
    return f'{{"checksum": {zlib.crc32(text.encode())}, "content": {text}}}\n'.encode()


def unseal(sealed: bytes) -> Any:
    """Return what was sealed. Raises `ValueError` where it is not what was written."""
    try:
        fields = json.loads(sealed)
        content = fields["content"]
        is_sound = fields["checksum"] == zlib.crc32(json.dumps(content).encode())
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ValueError("is no sealed JSON") from error
    if not is_sound:
        raise ValueError("does not have its checksum")
    return content
