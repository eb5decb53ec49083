"""Files that are replaced in one step."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

NEW = ".new"
"""What the name of a file ends in until it takes the place of the old one."""


def remove_folder(folder: Path) -> None:
    """Remove a folder with all that is in it."""
    from shutil import rmtree  # loads three decompressors, and a search removes nothing

    rmtree(folder)


def replace_file(path: Path, content: bytes) -> None:
    """Write a file so that a reader, or a machine that loses power, has the old one or the new."""
    temporary = path.with_name(path.name + NEW)
    with temporary.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(path)
