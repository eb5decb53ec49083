"""Packed files: what is in them is read as if it lay in a folder, within limits, and never leaves them."""

from __future__ import annotations

import gzip
import io
import lzma
import stat
import struct
import tarfile
import tempfile
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import reading
from index.model import Article
from index.readers import budget, tarred, zipped
from index.readers.document import Document
from index.sources import SUFFIXES, Source
from tests.builders import PAGE, PAGE_ID, line
from tests.readers import packing
from tests.readers.packing import INSIDE, PACKERS, outcome, shown

PAGE_BYTES = PAGE.encode()
LINES = (line(id="x1", text="红蜂驿站") + line(text="流动党员") + "bad\n").encode()
FILES = {
    "0418/07.txt": PAGE_BYTES,
    "0418/深 处/articles.jsonl": LINES,
    "08.MD": PAGE.replace("骑手", "快递员").encode("gb18030"),
}
HEADLINE = "红蜂驿站让骑手有了家"


@pytest.mark.parametrize("name", PACKERS)
def test_packed_files_give_the_articles_of_plain_ones(tmp_path: Path, name: str) -> None:
    """All but the file is the same, and the file is the path joined with the path inside."""
    (tmp_path / name).write_bytes(PACKERS[name](FILES))
    expected: list[Article | str] = []
    for inside, content in FILES.items():
        path = tmp_path / "plain" / inside
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        for item in outcome(path):
            file = f"{INSIDE.get(name, name)}/{inside}"
            if isinstance(item, Article):
                expected.append(replace(item, file=file))
            else:
                expected.append(f"{file}{item[item.index(':') :]}")
    assert outcome(tmp_path / name) == expected


contents = st.one_of(
    st.text("红蜂驿站让骑手有了家。，“”\n 　1a", max_size=300).map(str.encode),
    st.lists(st.text("红蜂驿站\n", max_size=20), max_size=4).map(
        lambda texts: "".join(line(text=text) for text in texts).encode()
    ),
    st.binary(max_size=600),
)
names = st.lists(st.text("红蜂ab.-_ ", min_size=1, max_size=60), min_size=1, max_size=3).filter(
    lambda parts: not any(part in {".", ".."} for part in parts) and not parts[-1].startswith(".")
)
suffixes = st.sampled_from([".txt", ".md", ".jsonl", ".JSONL"])
files = st.dictionaries(
    st.tuples(names, suffixes).map(lambda drawn: "/".join(drawn[0]) + drawn[1]), contents, max_size=4
)


@given(files, st.sampled_from(list(PACKERS)))
@settings(max_examples=60)
def test_packing_changes_nothing_but_the_file(drawn: dict[str, bytes], name: str) -> None:
    """A law, for any contents: good ones, bad ones, and copies of each other."""
    # Copies get ids of their own; that is another test.
    unlike = {content: inside for inside, content in drawn.items()}
    drawn = {inside: content for content, inside in unlike.items()}
    with tempfile.TemporaryDirectory() as folder:
        packed = Path(folder, name)
        packed.write_bytes(PACKERS[name](drawn))
        expected: list[Article | str] = []
        for inside, content in drawn.items():
            plain = Path(folder, f"plain{Path(inside).suffix}")
            plain.write_bytes(content)
            file = f"{INSIDE.get(name, name)}/{members_name(inside)}"
            for item in outcome(plain):
                if isinstance(item, Article):
                    expected.append(replace(item, file=file))
                else:
                    expected.append(item.removeprefix("refused: ").replace(plain.name, file, 1))
        if not drawn:
            expected = [f"{INSIDE.get(name, name)}: {EMPTY}"]
        assert without_marks(outcome(packed)) == without_marks(expected)


def members_name(inside: str) -> str:
    return inside.removeprefix("./")


def without_marks(items: list[Article | str]) -> list[Article | str]:
    """Return items with the ids of lines that stand in several files as they were made."""
    return [replace(item, id=item.id[:12]) if isinstance(item, Article) else item for item in items]


EMPTY = f"holds no file that is read; known are {', '.join(SUFFIXES)}"


@pytest.mark.parametrize("pack", [packing.zipped, packing.tarred])
def test_only_files_of_known_endings_are_read(tmp_path: Path, pack: packing.Packer) -> None:
    """Pictures, hidden files and what a Macintosh adds are passed over, as in a folder."""
    passed_over = [
        "a.jpg",
        ".hidden.txt",
        "__MACOSX/._a.txt",
        "__MACOSX/a.txt",
        "b/.DS_Store",
        "readme",
        "b/",
    ]
    (tmp_path / "a.zip").write_bytes(pack({**dict.fromkeys(passed_over, b""), "b/a.txt": PAGE_BYTES}))
    assert shown(outcome(tmp_path / "a.zip")) == [f"a.zip/b/a.txt {HEADLINE}"]
    (tmp_path / "b.zip").write_bytes(pack(dict.fromkeys(passed_over, b"")))
    assert outcome(tmp_path / "b.zip") == [f"b.zip: {EMPTY}"]


LEAVES = "leads out of the packed file; pack it with a path inside"


@pytest.mark.parametrize("pack", [packing.zipped, packing.tarred])
@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("../a.txt", "../a.txt"),
        ("b/../../a.txt", "b/../../a.txt"),
        ("/etc/a.txt", "/etc/a.txt"),
        ("C:/a.txt", "C:/a.txt"),
        ("c:a.txt", "c:a.txt"),
        ("..\\a.txt", "../a.txt"),
        ("\\\\server\\a.txt", "/server/a.txt"),
    ],
)
def test_no_path_leaves_the_packed_file(tmp_path: Path, pack: packing.Packer, name: str, file: str) -> None:
    """Such files are refused by name, and the others go on."""
    (tmp_path / "a.zip").write_bytes(pack({name: PAGE_BYTES, "a.txt": PAGE_BYTES}))
    assert shown(outcome(tmp_path / "a.zip")) == [f"a.zip/{file}: {LEAVES}", f"a.zip/a.txt {HEADLINE}"]


def test_names_with_dots_and_without_are_the_same(tmp_path: Path) -> None:
    """`./b//a.txt` is `b/a.txt`, and Windows' separators are everybody's."""
    (tmp_path / "a.tar").write_bytes(packing.tarred({"./b//a.txt": PAGE_BYTES, "c\\d.txt": LINES}))
    assert [text.partition(" ")[0] for text in shown(outcome(tmp_path / "a.tar"))] == [
        *("a.tar/b/a.txt", "a.tar/c/d.txt", "a.tar/c/d.txt"),
        "a.tar/c/d.txt:3:",
    ]


LINK = "is a link or a device; pack the file itself"


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


def test_copies_in_a_packed_file_have_ids_of_their_own(tmp_path: Path) -> None:
    """The first has that of the plain file, the others a mark of their path, the same wherever the zip is."""
    content = packing.zipped({"a.txt": PAGE_BYTES, "b/a.txt": PAGE_BYTES, "c.txt": PAGE_BYTES})
    ids = []
    for name in ("one.zip", "two.zip"):
        (tmp_path / name).write_bytes(content)
        ids.append([item.id for item in outcome(tmp_path / name) if isinstance(item, Article)])
    assert ids[0] == ids[1]
    assert ids[0][0] == PAGE_ID
    assert [article_id[: len(PAGE_ID) + 1] for article_id in ids[0][1:]] == [f"{PAGE_ID}-"] * 2
    assert len(set(ids[0])) == 3


def test_packed_files_may_be_packed_again_but_not_without_end(tmp_path: Path) -> None:
    """Deeper than anyone packs, only the document too deep is refused."""
    content = packing.zipped({"a.txt": PAGE_BYTES})
    for _ in range(budget.MOST_DEPTH - 1):
        content = packing.zipped({"a.zip": content})
    (tmp_path / "a.zip").write_bytes(content)
    inside = "/".join(["a.zip"] * budget.MOST_DEPTH)
    assert shown(outcome(tmp_path / "a.zip")) == [f"{inside}/a.txt {HEADLINE}"]
    (tmp_path / "a.zip").write_bytes(packing.zipped({"a.zip": content, "b.txt": PAGE_BYTES}))
    assert shown(outcome(tmp_path / "a.zip")) == [
        f"a.zip/{inside}: is packed more than 5 times over; unpack it",
        f"a.zip/b.txt {HEADLINE}",
    ]


BOMB = "unpacks to more than 200 times its size or 32,000 MB; unpack what of it is wanted"


@pytest.mark.parametrize(
    "bomb",
    [
        ("a.zip", lambda zeros: packing.zipped({"a.txt": b"", **{f"{n}.txt": zeros for n in range(40)}})),
        ("a.tar.gz", lambda zeros: gzip.compress(packing.tarred({f"{n}.txt": zeros for n in range(40)}))),
        ("a.tar.xz", lambda zeros: lzma.compress(packing.tarred({f"{n}.jpg": zeros for n in range(40)}))),
        ("a.jsonl.gz", lambda zeros: gzip.compress((line(text="一") + "\n" * 9).encode() + zeros * 40)),
        ("a.jsonl.xz", lambda zeros: lzma.compress((line(text="一") + "\n" * 9).encode() + zeros * 40)),
        (
            "nested.zip",
            lambda zeros: packing.zipped({"b.tgz": gzip.compress(packing.tarred({"a.txt": zeros * 40}))}),
        ),
    ],
    ids=lambda bomb: bomb[0],
)
def test_a_bomb_is_refused_as_a_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bomb: tuple[str, packing.Compress]
) -> None:
    """What it unpacks to is counted over all that is packed in it, and it is left when that is too much."""
    monkeypatch.setattr(budget, "FREE", 1_000_000)
    name, pack = bomb
    (tmp_path / name).write_bytes(pack(b" " * 100_000))
    assert outcome(tmp_path / name)[-1] == f"refused: {name}: {BOMB}"
    # Of less than that, nothing is too much.
    monkeypatch.setattr(budget, "FREE", 10_000_000)
    assert BOMB not in str(outcome(tmp_path / name))


def test_too_many_files_are_refused_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of all packed files together, whatever their endings."""
    monkeypatch.setattr(budget, "MOST_MEMBERS", 3)
    inner = packing.tarred({"b.txt": PAGE_BYTES, "c.jpg": b""})
    (tmp_path / "a.zip").write_bytes(packing.zipped({"a.tar": inner, "d.jpg": b"", "e.jpg": b""}))
    refusal = "refused: a.zip: holds more than 3 files; unpack it into a folder"
    assert outcome(tmp_path / "a.zip")[-1] == refusal


def test_a_list_that_is_too_long_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A zip's list of files is taken into memory as a whole, so it is counted before."""
    (tmp_path / "a.zip").write_bytes(packing.zipped({f"{number}.txt": b"" for number in range(9)}))
    monkeypatch.setattr(zipped, "MOST_MEMBERS", 8)
    again = "pack it again from its original"
    assert outcome(tmp_path / "a.zip") == [
        f"refused: a.zip: is damaged (its list of files is too long); {again}"
    ]
    monkeypatch.setattr(zipped, "MOST_DIRECTORY", 100)
    assert outcome(tmp_path / "a.zip") == [
        f"refused: a.zip: is damaged (its list of files is too large); {again}"
    ]


@pytest.mark.parametrize("module", [zipped, tarred])
def test_a_file_that_is_too_large_is_refused_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: object
) -> None:
    """It would have to be held in memory; a tar's header alone says so, true or not."""
    monkeypatch.setattr(module, "MOST_MEMBER", 1000)
    pack = packing.zipped if module is zipped else packing.tarred
    (tmp_path / "a.zip").write_bytes(pack({"a.txt": b" " * 1001, "b.txt": PAGE_BYTES}))
    assert shown(outcome(tmp_path / "a.zip")) == [
        "a.zip/a.txt: is larger than 256 MB; unpack it and index the file",
        f"a.zip/b.txt {HEADLINE}",
    ]


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


def test_a_page_that_is_too_large_is_refused(tmp_path: Path) -> None:
    """Nothing that is printed on a page is that long, and all of it would be weighed at once."""
    (tmp_path / "a.txt").write_bytes(b"a" * 16_000_001)
    assert outcome(tmp_path / "a.txt") == [
        "refused: a.txt: is larger than 16 MB, so it is no page; split it into pages"
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_line_that_is_too_long_is_named_and_never_in_memory(tmp_path: Path, encoding: str) -> None:
    """The lines around it are read, and keep their numbers."""
    lines = line(id="x1", text="一") + "{" * 40_000_000 + "\n" + line(id="x2", text="二")
    (tmp_path / "a.jsonl").write_bytes(lines.encode(encoding))
    first, refusal, last = reading.read(Source.at(tmp_path / "a.jsonl"))
    assert str(refusal) == (
        f"{tmp_path}/a.jsonl:2: the line is longer than 16 MB; give each article a line of its own"
    )
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert last.units[2].lines == ((3, 3),)


tar_names = st.text(
    st.characters(exclude_characters="/\0\\", exclude_categories=["Cs"]), min_size=1, max_size=150
)


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


@given(
    st.binary(max_size=2000), st.sampled_from([b"", b"PK\3\4", b"PK\5\6", b"\x1f\x8b\x08\0", b"\xfd7zXZ\0"])
)
def test_no_bytes_are_more_than_refused(content: bytes, magic: bytes) -> None:
    """Whatever stands behind the mark of a packed file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.zip")
        path.write_bytes(magic + content)
        outcome(path)


@given(st.integers(0, 4000), st.integers(0, 255), st.sampled_from(list(PACKERS)))
@settings(max_examples=200)
def test_a_changed_byte_is_damage_or_changes_what_it_is_part_of(place: int, byte: int, name: str) -> None:
    """It raises nothing else."""
    content = bytearray(PACKERS[name](FILES))
    content[place % len(content)] = byte
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        outcome(path)


def test_a_member_that_cannot_be_read_is_named_with_its_whole_path(tmp_path: Path) -> None:
    """However deep it is packed."""
    inner = gzip.compress(packing.tarred({"b/c.jsonl.xz": lzma.compress(LINES)[:-9], "d.txt": PAGE_BYTES}))
    (tmp_path / "a.zip").write_bytes(packing.zipped({"a.tgz": inner}))
    damage, page = shown(outcome(tmp_path / "a.zip"))
    assert damage == (
        "a.zip/a.tgz/b/c.jsonl.xz: is damaged (Compressed file ended before the end-of-stream marker was "
        "reached); compress it again from its original"
    )
    assert page == f"a.zip/a.tgz/d.txt {HEADLINE}"
