"""Which files the given paths name: each once, in a fixed order, and nothing that is no file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.errors import SourceError
from index.sources import SUFFIXES, Source, find, printable
from tests.builders import needs_permissions


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def touch(*names: str | bytes) -> None:
    """Make files and the folders they are in."""
    for name in names:
        path = Path(os.fsdecode(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")


def look(*paths: str) -> list[str]:
    """Return what is found, files and refusals, as it is shown."""
    return [found.file if isinstance(found, Source) else str(found) for found in find(map(Path, paths))]


def test_a_folder_gives_its_files_of_known_suffixes_in_order() -> None:
    """Files of a folder by name, then its folders by name; the suffix in any case."""
    touch("p/b.txt", "p/a.MD", "p/c.JSONL.Xz", "p/d.jsonl.gz", "p/e.jsonl")
    touch("p/f.png", "p/g.json", "p/h.xz", "p/txt", "p/2/a.txt", "p/10/a.txt", "p/10/deep/er/z.txt")
    assert look("p") == [
        "p/a.MD",
        "p/b.txt",
        "p/c.JSONL.Xz",
        "p/d.jsonl.gz",
        "p/e.jsonl",
        "p/10/a.txt",
        "p/10/deep/er/z.txt",
        "p/2/a.txt",
    ]


def test_a_file_is_shown_as_its_path_was_given(tmp_path: Path) -> None:
    """Joined with the path inside it."""
    touch("p/a.txt")
    assert look("p/a.txt") == ["p/a.txt"]
    assert look(".") == ["p/a.txt"]
    assert look("p/../p") == ["p/../p/a.txt"]
    assert look(str(tmp_path)) == [f"{tmp_path}/p/a.txt"]


def test_each_file_is_given_once_as_it_was_reached_first(tmp_path: Path) -> None:
    """However many of the paths lead to it."""
    touch("p/a.txt", "p/b.txt")
    assert look("p/b.txt", "p", str(tmp_path), "p/a.txt") == ["p/b.txt", "p/a.txt"]


def test_links_inside_folders_are_not_followed() -> None:
    """Neither to files nor to folders, so that no loop and no stranger comes in."""
    touch("p/a.txt", "elsewhere/b.txt")
    Path("p/file.txt").symlink_to("../elsewhere/b.txt")
    Path("p/folder").symlink_to("../elsewhere")
    Path("p/loop").symlink_to(".")
    Path("p/broken.txt").symlink_to("nowhere")
    assert look("p") == ["p/a.txt"]


def test_a_link_that_is_named_is_followed() -> None:
    """To a file as to a folder; a file so reached twice is still given once."""
    touch("p/a.txt", "p/b.txt")
    Path("one.txt").symlink_to("p/a.txt")
    Path("all").symlink_to("p")
    assert look("one.txt", "all") == ["one.txt", "all/b.txt"]


def test_archives_are_not_entered() -> None:
    """What an archive holds is made from the files, and none of them."""
    touch("p/a.txt", "p/.searcher/archive.json", "p/.searcher/lock", "p/.searcher/index-1/x.txt")
    assert look("p") == ["p/a.txt"]


def test_an_archive_json_alone_makes_no_archive() -> None:
    """A folder of pages may hold a file of that name, and hidden folders are folders."""
    touch("p/archive.json", "p/a.txt", "p/.hidden/b.txt")
    assert look("p") == ["p/a.txt", "p/.hidden/b.txt"]


def test_only_regular_files_are_read() -> None:
    """A pipe with the name of a text would wait forever, a folder of that name is a folder."""
    touch("p/a.txt", "p/folder.txt/b.txt")
    os.mkfifo("p/pipe.txt")
    assert look("p") == ["p/a.txt", "p/folder.txt/b.txt"]


def test_names_that_are_not_utf_8_are_shown_escaped_and_kept_as_they_are() -> None:
    """The file can still be opened."""
    touch(b"p/\xba\xec.txt", "p/红.txt")
    found = [source for source in find([Path("p")]) if isinstance(source, Source)]
    assert [source.file for source in found] == [r"p/\xba\xec.txt", "p/红.txt"] or [
        source.file for source in found
    ] == ["p/红.txt", r"p/\xba\xec.txt"]
    assert {source.path.read_text(encoding="utf-8") for source in found} == {"x"}


def test_names_may_hold_line_breaks_and_brackets() -> None:
    """They are data here; it is the screen that must not obey them."""
    touch("p/a\nb.txt", "p/[bold]c.txt")
    assert look("p") == ["p/[bold]c.txt", "p/a\nb.txt"] or look("p") == ["p/a\nb.txt", "p/[bold]c.txt"]


@pytest.mark.parametrize(
    ("path", "refusal"),
    [
        ("gone", "gone: no such file or folder; check the path"),
        ("a.png", f"a.png: not one of {', '.join(SUFFIXES)}; convert or rename it"),
        ("pipe.txt", "pipe.txt: neither a file nor a folder; name one of these"),
        ("broken.txt", "broken.txt: no such file or folder; check the path"),
        ("loop.txt", "loop.txt: cannot be read (Too many levels of symbolic links); check its permissions"),
        ("a.png/x.txt", "a.png/x.txt: cannot be read (Not a directory); check its permissions"),
        ("n" * 300, f"{'n' * 300}: cannot be read (File name too long); check its permissions"),
        ("nul\0.txt", "nul\0.txt: cannot be read (embedded null byte); check its permissions"),
    ],
)
def test_a_path_that_cannot_be_used_is_refused_and_the_others_go_on(path: str, refusal: str) -> None:
    """One line each, where it stood."""
    touch("a.txt", "a.png", "b.txt")
    os.mkfifo("pipe.txt")
    Path("broken.txt").symlink_to("nowhere")
    Path("loop.txt").symlink_to("loop.txt")
    assert look("a.txt", path, "b.txt") == ["a.txt", refusal, "b.txt"]


@needs_permissions
def test_a_folder_without_permission_is_refused_and_the_others_go_on() -> None:
    """Only what is in it is missing."""
    touch("p/a.txt", "p/closed/b.txt", "p/z/c.txt")
    Path("p/closed").chmod(0)
    try:
        assert look("p") == [
            "p/a.txt",
            "p/closed: cannot be read (Permission denied); check its permissions",
            "p/z/c.txt",
        ]
    finally:
        Path("p/closed").chmod(0o700)


def test_an_empty_folder_gives_nothing() -> None:
    """That is no error."""
    Path("p").mkdir()
    assert look("p") == []


def test_a_deep_tree_is_walked() -> None:
    """Deeper than Python's recursion goes, as deep as paths go."""
    depth = 1100
    folder = os.open(".", os.O_RDONLY)
    for _ in range(depth):
        os.mkdir("d", dir_fd=folder)
        deeper = os.open("d", os.O_RDONLY, dir_fd=folder)
        os.close(folder)
        folder = deeper
    os.close(os.open("a.txt", os.O_CREAT | os.O_WRONLY, dir_fd=folder))
    os.close(folder)
    try:
        assert look("d") == ["d/" * depth + "a.txt"]
    finally:
        # shutil.rmtree, with which pytest tidies up, does meet the recursion limit.
        Path("d/" * depth + "a.txt").unlink()
        for level in range(depth, 0, -1):
            Path("d/" * level).rmdir()


def test_every_byte_of_a_name_can_be_shown() -> None:
    """Whatever the file system allows."""
    name = bytes(range(1, 256))
    assert printable(Path(os.fsdecode(name))).encode().decode() == printable(Path(os.fsdecode(name)))


def test_an_error_carries_what_its_line_is_made_of() -> None:
    """For programs."""
    error = SourceError("a.jsonl", "not JSON", 3)
    assert (error.file, error.reason, error.line, str(error)) == (
        "a.jsonl",
        "not JSON",
        3,
        "a.jsonl:3: not JSON",
    )
