"""Tars: their headers, names and damage."""

from __future__ import annotations

import gzip
import io
import lzma
import tarfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers import budget, tarred
from index.readers.document import Document
from tests.builders import line
from tests.readers import packing
from tests.readers.packing import HEADLINE, LINES, PAGE_BYTES, outcome, shown

if TYPE_CHECKING:
    from pathlib import Path

LINK = "is a link or a device; pack the file itself"
tar_names = st.text(
    st.characters(exclude_characters="/\0\\", exclude_categories=["Cs"]), min_size=1, max_size=150
)


@pytest.mark.parametrize(
    "kind",
    [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE],
)
def test_links_and_devices_in_tars_are_refused(tmp_path: Path, kind: bytes) -> None:
    """By name, and the others go on."""
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = kind, "/etc/passwd"
        archive.addfile(link)
        page = tarfile.TarInfo("page.txt")
        page.size = len(PAGE_BYTES)
        archive.addfile(page, io.BytesIO(PAGE_BYTES))
    assert shown(outcome(tmp_path / "a.tar")) == [f"a.tar/link.txt: {LINK}", f"a.tar/page.txt {HEADLINE}"]


@pytest.mark.parametrize("compress", [bytes, lambda content: gzip.compress(content, mtime=0), lzma.compress])
def test_what_comes_before_the_damage_of_a_tar_is_read(tmp_path: Path, compress: packing.Compress) -> None:
    """As a download leaves it that broke off."""
    noise = {f"{number:03}.jsonl": line(id=f"n{number}", text="驿" * 400).encode() for number in range(200)}
    content = compress(packing.tarred({"a.txt": PAGE_BYTES, **noise}))
    (tmp_path / "a.tar").write_bytes(content[: len(content) // 2])
    first, *_, last = shown(outcome(tmp_path / "a.tar"))
    assert first == f"a.tar/a.txt {HEADLINE}"
    assert last.startswith("a.tar: is damaged (")
    assert last.endswith("); what comes before that is read")


@pytest.mark.parametrize(("place", "byte"), [(0, b"X"), (124, b"9"), (124, b"x"), (148, b"7"), (156, b"9")])
def test_a_header_that_is_none_ends_a_tar(tmp_path: Path, place: int, byte: bytes) -> None:
    """Nothing behind it is guessed at."""
    content = packing.tarred({"a.txt": PAGE_BYTES, "b.txt": LINES}, tarfile.USTAR_FORMAT)
    at = 1024 + place
    (tmp_path / "a.tar").write_bytes(content[:at] + byte + content[at + 1 :])
    first, second = shown(outcome(tmp_path / "a.tar"))
    assert first == f"a.tar/a.txt {HEADLINE}"
    assert second.startswith("a.tar: is damaged (a header has ")


def test_names_of_tars_may_be_in_gb_18030_or_in_nothing(tmp_path: Path) -> None:
    """Bytes that are no text appear escaped, as in the names of files."""
    files = {"报纸/第一版.txt".encode("gb18030"): LINES, b"\xff\xfe.txt": PAGE_BYTES}
    with tarfile.open(tmp_path / "a.tar", "w", format=tarfile.USTAR_FORMAT, encoding="latin-1") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name.decode("latin-1"))
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    assert {text.rpartition(".txt")[0] for text in shown(outcome(tmp_path / "a.tar"))} == {
        "a.tar/报纸/第一版",
        r"a.tar/\xff\xfe",
    }


@given(
    st.lists(st.tuples(tar_names, st.binary(max_size=1500)), max_size=5),
    st.sampled_from([tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT]),
)
def test_tars_are_read_as_tarfile_reads_them(drawn: list[tuple[str, bytes]], form: int) -> None:
    """Names of any length in any of the three formats, and contents of any size."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=form) as archive:
        for name, content in drawn:
            member = tarfile.TarInfo(f"p/{name}.txt")
            member.size = len(content)
            try:
                archive.addfile(member, io.BytesIO(content))
            except ValueError:  # ustar has no place for such a name
                continue
    packed.seek(0)
    with tarfile.open(fileobj=packed) as archive:
        expected = [
            (member.name, reader.read()) for member in archive if (reader := archive.extractfile(member))
        ]
    document = Document("a.tar", "a.tar", packed, budget.Budget("a.tar", 0))
    found = [
        (inner.file.removeprefix("a.tar/"), inner.content())
        for inner in tarred.untar(document)
        if isinstance(inner, Document)
    ]
    assert found == [pair for pair in expected if not pair[0].rpartition("/")[2].startswith(".")]


def test_sizes_of_tars_may_be_in_binary_or_in_an_extended_header(tmp_path: Path) -> None:
    """As they are of files of 8 GB and more."""
    content = bytearray(packing.tarred({"a.txt": PAGE_BYTES}, tarfile.GNU_FORMAT))
    content[124:136] = b"\x80" + len(PAGE_BYTES).to_bytes(11, "big")
    content[148:156] = b" " * 8
    content[148:156] = f"{sum(content[:512]):06o}\0 ".encode()
    (tmp_path / "a.tar").write_bytes(content)
    assert shown(outcome(tmp_path / "a.tar")) == [f"a.tar/a.txt {HEADLINE}"]
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive:
        member = tarfile.TarInfo("a.txt")
        member.pax_headers = {"size": str(len(PAGE_BYTES))}
        member.size = len(PAGE_BYTES)
        archive.addfile(member, io.BytesIO(PAGE_BYTES))
    (tmp_path / "a.tar").write_bytes(packed.getvalue())
    assert shown(outcome(tmp_path / "a.tar")) == [f"a.tar/a.txt {HEADLINE}"]


@pytest.mark.parametrize("kind", [tarfile.XHDTYPE, tarfile.GNUTYPE_LONGNAME])
def test_a_header_that_would_fill_the_memory_is_damage(tmp_path: Path, kind: bytes) -> None:
    """It is not even read."""
    member = tarfile.TarInfo("a")
    member.type, member.size = kind, 1 << 40
    (tmp_path / "a.tar").write_bytes(member.tobuf(tarfile.GNU_FORMAT) + bytes(1024))
    reason = "a header is larger than any path"
    assert outcome(tmp_path / "a.tar") == [f"a.tar: is damaged ({reason}); what comes before that is read"]


def test_sparse_files_of_tars_are_refused(tmp_path: Path) -> None:
    """They claim zeros that are not there; no text has any."""
    sparse = tarfile.TarInfo("sparse.txt")
    sparse.type = tarfile.GNUTYPE_SPARSE
    header = bytearray(sparse.tobuf(tarfile.GNU_FORMAT))
    header[482] = 1
    header[148:156] = b" " * 8
    header[148:156] = f"{sum(header):06o}\0 ".encode()
    page = packing.tarred({"a.txt": PAGE_BYTES})
    (tmp_path / "a.tar").write_bytes(bytes(header) + bytes(504) + b"\1" + bytes(7) + bytes(512) + page)
    assert shown(outcome(tmp_path / "a.tar")) == [f"a.tar/sparse.txt: {LINK}", f"a.tar/a.txt {HEADLINE}"]
