"""How large packed files may be, and what is in them."""

from __future__ import annotations

import gzip
import lzma
from typing import TYPE_CHECKING

import pytest

from index import reading
from index.model import Article
from index.readers import budget, tarred, zipped
from index.sources import Source
from tests.builders import line
from tests.readers import packing
from tests.readers.packing import HEADLINE, PAGE_BYTES, outcome, shown

if TYPE_CHECKING:
    from pathlib import Path

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
