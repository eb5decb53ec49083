"""What the commands make of files that hold others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.updating.update import update
from tests.builders import PAGE, PAGE_ID, complaints, found, line
from tests.command import call
from tests.readers import packing

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

FILES = {
    "0418/07.txt": PAGE.encode() + "\n责任编辑：王芳\n".encode(),
    "a.jsonl": (line(id="x1", title="驿站", text="红蜂驿站启用。") + "bad\n").encode(),
}


def test_packed_pages_are_shown_as_plain_ones(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """With their furniture, under their whole paths; what is refused is named, and the status is 2."""
    (tmp_path / "p.zip").write_bytes(packing.zipped({**FILES, "../b.txt": b"x"}))
    for name, content in FILES.items():
        (tmp_path / "p" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "p" / name).write_bytes(content)
    plain = call(capsys, "read", *(tmp_path / "p" / name for name in FILES))
    packed = call(capsys, "read", tmp_path / "p.zip")
    refused = (
        f"searcher: {tmp_path}/p.zip/../b.txt: leads out of the packed file; pack it with a path inside\n"
    )
    assert "责任编辑：王芳" in packed.output
    assert (packed.output, packed.errors) == (
        plain.output.replace(f"{tmp_path}/p/", f"{tmp_path}/p.zip/"),
        plain.errors.replace(f"{tmp_path}/p/", f"{tmp_path}/p.zip/") + refused,
    )


def test_a_packed_file_is_brought_up_to_date_as_one(tmp_path: Path) -> None:
    """Its articles come in with their whole path, stay while it is what it was, and leave with it."""
    archive, path = tmp_path / "archive", tmp_path / "p.zip"
    path.write_bytes(packing.zipped({"a.txt": PAGE.encode(), "b.jsonl": FILES["a.jsonl"]}))
    for _ in range(2):
        assert complaints(update(archive, [path])) == [
            (
                f"{path}/b.jsonl:2: not JSON (Expecting value: line 1 column 1 (char 0)); "
                "one JSON object a line is expected"
            )
        ]
        assert found(archive, "红蜂驿站") == [(PAGE_ID, 0), (PAGE_ID, 2), ("x1", 2)]
    path.write_bytes(packing.zipped({"b.jsonl": line(id="x1", text="红蜂驿站").encode()}))
    assert complaints(update(archive, [path])) == []
    assert found(archive, "红蜂驿站") == [("x1", 2)]


def test_a_packed_file_without_pages_is_no_failure(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """It is told once, and the status is 0."""
    path = tmp_path / "pictures.zip"
    path.write_bytes(packing.zipped({"a.jpg": b"x"}))
    for command in (["index"], ["read"]):
        outcome = call(capsys, "--archive", tmp_path / "archive", *command, path)
        assert outcome.status == 0
        assert outcome.errors.startswith(f"searcher: {path}: holds no file that is read; known are .txt, ")


def test_ids_that_are_twice_in_a_packed_file_are_told_of_where_they_are(tmp_path: Path) -> None:
    """The path inside is part of the place."""
    path = tmp_path / "p.zip"
    path.write_bytes(
        packing.zipped(
            {"a.jsonl": line(id="x", text="一").encode(), "b.jsonl": line(id="x", text="二").encode()}
        )
    )
    report = update(tmp_path / "archive", [path])
    assert [str(warning) for warning in report.warnings] == [
        f"{path}/b.jsonl:1: id x stands in it more than once; the last one counts"
    ]
