"""Packing files for the tests of readers, and what comes out of them."""

from __future__ import annotations

import gzip
import io
import lzma
import tarfile
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

from index import reading
from index.errors import SourceError
from index.model import Article
from index.sources import Source
from tests.builders import PAGE, line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    Files = Mapping[str, bytes]
    Packer = Callable[[Files], bytes]
    Compress = Callable[[bytes], bytes]

PAGE_BYTES = PAGE.encode()
LINES = (line(id="x1", text="红蜂驿站") + line(text="流动党员") + "bad\n").encode()
FILES = {
    "0418/07.txt": PAGE_BYTES,
    "0418/深 处/articles.jsonl": LINES,
    "08.MD": PAGE.replace("骑手", "快递员").encode("gb18030"),
}
"""What the packed files of most tests hold."""

HEADLINE = "红蜂驿站让骑手有了家"
"""Of its two pages."""


def zipped(files: Files, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def tarred(files: Files, form: int = tarfile.PAX_FORMAT) -> bytes:
    """Return a tar of files."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=form) as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return packed.getvalue()


PACKERS: dict[str, Packer] = {
    "a.zip": zipped,
    "stored.zip": lambda files: zipped(files, zipfile.ZIP_STORED),
    "bzip2.zip": lambda files: zipped(files, zipfile.ZIP_BZIP2),
    "lzma.zip": lambda files: zipped(files, zipfile.ZIP_LZMA),
    "a.tar": tarred,
    "gnu.tar": lambda files: tarred(files, tarfile.GNU_FORMAT),
    "a.tar.gz": lambda files: gzip.compress(tarred(files), mtime=0),
    "a.tgz": lambda files: gzip.compress(tarred(files), mtime=0),
    "a.tar.xz": lambda files: lzma.compress(tarred(files), preset=0),
    "nested.zip": lambda files: zipped({"inside.tar.gz": gzip.compress(tarred(files), mtime=0)}),
}
"""How files are packed, by the name of what they are packed in."""

INSIDE = {"nested.zip": "nested.zip/inside.tar.gz"}
"""What the paths of packed files are joined with, where it is not the name alone."""


def outcome(path: Path) -> list[Article | str]:
    """Return the articles of a file, shown from its folder, and in the words of the error what is refused."""
    given = f"{path.parent}/"
    items: list[Article | str] = []
    try:
        for item in reading.read(Source.at(path)):
            if isinstance(item, Article):
                items.append(replace(item, file=item.file.removeprefix(given)))
            else:
                items.append(str(item).removeprefix(given))
    except SourceError as error:
        items.append(f"refused: {str(error).removeprefix(given)}")
    return items


def shown(items: list[Article | str]) -> list[str]:
    """Return articles as file and headline or first paragraph, and errors as they are."""
    return [
        f"{item.file} {item.headline or item.units[2].text}" if isinstance(item, Article) else item
        for item in items
    ]
