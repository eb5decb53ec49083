"""Packed files: what is in them is read as if it lay in a folder, within limits, and never leaves them."""

from __future__ import annotations

import gzip
import lzma
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.model import Article
from index.readers import budget
from index.sources import SUFFIXES
from tests.builders import PAGE_ID, line
from tests.readers import packing
from tests.readers.packing import FILES, HEADLINE, INSIDE, LINES, PACKERS, PAGE_BYTES, outcome, shown


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
