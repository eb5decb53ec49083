"""Zips: their lists, names, methods and damage."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest

from index.model import Article
from index.readers import zipped
from tests.builders import PAGE
from tests.readers import packing
from tests.readers.packing import FILES, HEADLINE, LINES, PAGE_BYTES, outcome, shown

if TYPE_CHECKING:
    from pathlib import Path

LINK = "is a link or a device; pack the file itself"


def test_links_in_zips_are_refused(tmp_path: Path) -> None:
    """Their content would be the path they lead to."""
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("page.txt", PAGE)
    assert shown(outcome(tmp_path / "a.zip")) == [f"a.zip/link.txt: {LINK}", f"a.zip/page.txt {HEADLINE}"]


def encrypted(content: bytes) -> bytes:
    """Return a zip whose files say that they are encrypted."""
    return content.replace(b"PK\3\4\x14\0\0", b"PK\3\4\x14\0\1").replace(
        b"PK\1\2\x14\3\x14\0\0", b"PK\1\2\x14\3\x14\0\1"
    )


def test_encrypted_files_are_named(tmp_path: Path) -> None:
    """A password is asked for by nobody."""
    (tmp_path / "a.zip").write_bytes(encrypted(packing.zipped({"a.txt": PAGE_BYTES})))
    assert outcome(tmp_path / "a.zip") == [
        "a.zip/a.txt: is encrypted; unpack it with its password and index the file"
    ]


def test_a_damaged_file_in_a_zip_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    """Its checksum tells, before any of its articles is taken."""
    content = packing.zipped({"a.jsonl": LINES, "b.txt": PAGE_BYTES}, zipfile.ZIP_STORED)
    (tmp_path / "a.zip").write_bytes(content.replace("流动".encode(), "流云".encode(), 1))
    assert shown(outcome(tmp_path / "a.zip")) == [
        "a.zip/a.jsonl: is damaged (Bad CRC-32 for file 'a.jsonl'); pack it again from its original",
        f"a.zip/b.txt {HEADLINE}",
    ]


@pytest.mark.parametrize("place", [2**63 - 1, 2**63, 2**64 - 1])
def test_a_place_that_no_file_has_is_damage(tmp_path: Path, place: int) -> None:
    """Of the one file that is said to stand there; the others are read, and those beside a zip in a zip."""
    content = bytearray(packing.zipped({"far.txt": PAGE_BYTES, "near.txt": PAGE_BYTES}))
    extra = struct.pack("<HHQ", 1, 8, place)
    entry = content.index(b"PK\1\2")
    content[entry + 46 + len("far.txt") : entry + 46 + len("far.txt")] = extra
    struct.pack_into("<H", content, entry + 30, len(extra))
    struct.pack_into("<L", content, entry + 42, 0xFFFFFFFF)
    (size,) = struct.unpack_from("<L", content, len(content) - 10)
    struct.pack_into("<L", content, len(content) - 10, size + len(extra))
    (tmp_path / "a.zip").write_bytes(content)
    (tmp_path / "b.zip").write_bytes(packing.zipped({"a.zip": bytes(content)}))
    for file, inside in (("a.zip", "a.zip"), ("b.zip", "b.zip/a.zip")):
        far, near = shown(outcome(tmp_path / file))
        assert far.startswith(f"{inside}/far.txt: is damaged (")
        assert near == f"{inside}/near.txt {HEADLINE}"


def test_a_method_that_is_not_known_is_named(tmp_path: Path) -> None:
    """As Deflate64, of which Python has no decoder."""
    content = packing.zipped({"a.txt": PAGE_BYTES}, zipfile.ZIP_STORED)
    for mark, place in ((b"PK\3\4", 8), (b"PK\1\2", 10)):
        at = content.index(mark) + place
        content = content[:at] + b"\x09\0" + content[at + 2 :]
    (tmp_path / "a.zip").write_bytes(content)
    assert outcome(tmp_path / "a.zip") == [
        "a.zip/a.txt: is damaged (That compression method is not supported); pack it again from its original"
    ]


@pytest.mark.parametrize("cut", [1, 30, 200])
def test_a_zip_without_its_list_is_refused_as_a_whole(tmp_path: Path, cut: int) -> None:
    """The list stands at its end."""
    (tmp_path / "a.zip").write_bytes(packing.zipped(FILES)[:-cut])
    (refusal,) = outcome(tmp_path / "a.zip")
    assert str(refusal).startswith("refused: a.zip: is damaged (")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "big5"])
def test_names_of_zips_are_read_in_the_encoding_they_are_in(tmp_path: Path, encoding: str) -> None:
    """Windows writes them in the encoding of its country without saying so."""
    names = (
        ["報紙/第一版 要聞.txt", "報紙/第二版 體育.txt"]
        if encoding == "big5"
        else ["报纸/第一版.txt", "报/二.txt"]
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number, name in enumerate(names):
            archive.writestr(
                f"{number}" * len(name.encode(encoding)), PAGE.replace("骑手", "骑手" * (number + 1))
            )
    content = packed.getvalue()
    for number, name in enumerate(names):
        raw = name.encode(encoding)
        content = content.replace(f"{number}".encode() * len(raw), raw)
    (tmp_path / "a.zip").write_bytes(content)
    articles = [item for item in outcome(tmp_path / "a.zip") if isinstance(item, Article)]
    assert [article.file for article in articles] == [f"a.zip/{name}" for name in names]


def test_a_unicode_name_beside_the_name_counts(tmp_path: Path) -> None:
    """Info-ZIP's extra field, where it is of this name."""
    entry = zipfile.ZipInfo("b.txt")
    for checksum, file in ((0x2D4F2B4D, "b.txt"), (zlib.crc32(b"b.txt"), "报.txt")):
        field = struct.pack("<BL", 1, checksum) + "报.txt".encode()
        entry.extra = struct.pack("<HH", 0x7075, len(field)) + field
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            archive.writestr(entry, PAGE)
        assert shown(outcome(tmp_path / "a.zip")) == [f"a.zip/{file} {HEADLINE}"]


def test_a_large_zip_has_its_list_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Zip64, as of more than 65,535 files; the list is found where zipfile finds it."""
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 2)
    (tmp_path / "a.zip").write_bytes(
        b"what stands before" + packing.zipped({"a.jsonl": LINES, "b.txt": PAGE_BYTES, "c.jpg": b"c"})
    )
    with (tmp_path / "a.zip").open("rb") as stream, zipped.opened(stream) as packed:
        assert [entry.filename for entry in packed.infolist()] == ["a.jsonl", "b.txt", "c.jpg"]
        assert zipped.read(packed, packed.infolist()[1]) == PAGE_BYTES
        place, size = zipped._directory(stream)
        stream.seek(place)
        assert stream.read(4) == b"PK\1\2"
        stream.seek(place + size)
        assert stream.read(4) == b"PK\6\6"
