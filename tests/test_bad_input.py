"""Whatever is wrong is one line that names it and the next step; never a traceback, nothing lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.sources import SUFFIXES
from searcher.cli.context import FAILED
from tests.command import Outcome, call, make_archive

BLANK = "the query is blank; type the words to look for (column 1)"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the archive of the three articles."""
    return make_archive(tmp_path_factory.mktemp("bad"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["search"], BLANK),
        ([""], BLANK),
        (["  ", "\u3000", "--relaxed"], BLANK),
        (["\u200b", "--count"], BLANK),
        (['"驿站'], 'the quotation opened by " is never closed; add " (column 1)'),
        (["(驿站"], "the parenthesis opened by ( is never closed; add ) (column 1)"),
        (["驿站", "\udcff"], "the query is no UTF-8 text; type it anew (column 4)"),
        (["\udcff", "--relaxed"], "the query is no UTF-8 text; type it anew (column 1)"),
        (
            ["--limit", "-1", "驿站"],
            "Invalid value for '--limit': -1 is not in the range x>=0; see: {search}",
        ),
        (["驿站", "--limit"], "Option '--limit' requires an argument; see: searcher --help"),
        (
            ["驿站", "--exact", "--relaxed"],
            "--exact and --relaxed exclude each other; give one of them; see: {search}",
        ),
        (["index"], "Missing argument 'PATH...'; see: searcher index --help"),
        (["show"], "Missing argument 'ARTICLE'; see: searcher show --help"),
        (["show", "one", "--mark", "驿站 OR"], "expected a word after OR (column 6)"),
        (["read", "/no/such/page.txt"], "/no/such/page.txt: no such file or folder; check the path"),
    ],
)
def test_a_mistake_is_one_line_and_status_2(
    capsys: pytest.CaptureFixture[str], archive: Path, arguments: list[str], message: str
) -> None:
    """Each mistake is answered on standard error alone."""
    outcome = call(capsys, "--archive", archive, *arguments)
    assert outcome == Outcome(FAILED, "", f"searcher: {message.format(search='searcher search --help')}\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["驿站", "--sort", "best"],
        ["驿站", "--format", "xml"],
        ["驿站", "--limit", "ten"],
        ["read", "--format", "csv", "."],
    ],
)
def test_a_value_that_is_none_of_an_option_is_named(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    """The line says which option, which value, and where to look."""
    outcome = call(capsys, *arguments)
    value = next(word for word in arguments if word in {"best", "xml", "ten", "csv"})
    assert (outcome.status, outcome.output, outcome.errors.count("\n")) == (FAILED, "", 1)
    assert f"'{value}'" in outcome.errors
    assert "--help" in outcome.errors


def test_without_an_archive_the_next_step_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No archive where one is given, named by the environment, or looked for upwards."""
    monkeypatch.chdir(tmp_path)
    none_here = "searcher: no archive here or in any folder above; make one with: searcher index PATH\n"
    assert call(capsys, "驿站") == Outcome(FAILED, "", none_here)
    assert call(capsys, "show", "one") == Outcome(FAILED, "", none_here)
    none_there = "searcher: no archive in papers; make one with: searcher index PATH\n"
    assert call(capsys, "--archive", "papers", "驿站") == Outcome(FAILED, "", none_there)
    assert call(capsys, "驿站", SEARCHER_ARCHIVE="papers") == Outcome(FAILED, "", none_there)


BAD_FILES = {
    "empty.txt": (b"", "{file}: is empty; nothing to index"),
    "nul.txt": (b"a\0b", "{file}: holds NUL bytes, so it is no text; convert it to UTF-8 text"),
    "image.md": (
        b"\x89PNG\r\n\x1a\n\x01\x02",
        "{file}: does not read as text in UTF-8, UTF-16, GB 18030 or Big5; convert it to UTF-8",
    ),
    "latin.txt": (
        b"\xff\xfe\xff\x81 abc \x80\xff",
        "{file}: does not read as text in UTF-8, UTF-16, GB 18030 or Big5; convert it to UTF-8",
    ),
    "page.png": (b"\x89PNG", f"{{file}}: not one of {', '.join(SUFFIXES)}; convert or rename it"),
    "no text.jsonl": (b'{"title": "x"}', '{file}:1: no "text"; give the article\'s text as a string'),
    "no json.jsonl": (
        b"text",
        "{file}:1: not JSON (Expecting value: line 1 column 1 (char 0)); one JSON object a line is expected",
    ),
    "no object.jsonl": (b"[1]", '{file}:1: not a JSON object; {{"text": "…"}} is the least an article needs'),
}


@pytest.mark.parametrize("name", BAD_FILES)
@pytest.mark.parametrize("command", ["index", "read"])
def test_a_file_that_is_refused_is_named_and_the_others_go_on(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str, name: str
) -> None:
    """One line on standard error for the bad file, the good one is taken, status 2."""
    content, message = BAD_FILES[name]
    bad, good = tmp_path / name, tmp_path / "good.jsonl"
    bad.write_bytes(content)
    good.write_text('{"id": "good", "text": "好事"}\n', encoding="utf-8")
    outcome = call(capsys, "--archive", tmp_path / "archive", command, bad, good)
    assert (outcome.status, outcome.errors) == (FAILED, f"searcher: {message.format(file=bad)}\n")
    if command == "index":
        assert call(capsys, "--archive", tmp_path / "archive", "好事", "--count") == Outcome(0, "1\n", "")
    else:
        assert "好事" in outcome.output


def test_what_was_indexed_stays_when_its_file_goes_bad(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A file that was good and now is refused keeps its articles in the archive."""
    file, folder = tmp_path / "papers.jsonl", tmp_path / "archive"
    file.write_text('{"text": "好事"}\n', encoding="utf-8")
    assert call(capsys, "--archive", folder, "index", file).status == 0
    file.write_bytes(b"\0\0\0\0")
    assert call(capsys, "--archive", folder, "index", file).status == FAILED
    assert call(capsys, "--archive", folder, "好事", "--count") == Outcome(0, "1\n", "")


def test_nothing_to_index_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A path that is not there is an error; a folder without files we know is not, but is told."""
    archive = tmp_path / "archive"
    assert call(capsys, "--archive", archive, "index", tmp_path / "none") == Outcome(
        FAILED,
        "no file was indexed\n",
        f"searcher: {tmp_path / 'none'}: no such file or folder; check the path\n",
    )
    (tmp_path / "papers").mkdir()
    assert call(capsys, "--archive", archive, "index", tmp_path / "papers") == Outcome(
        0,
        f"no file was indexed; files are known by their endings: {', '.join(SUFFIXES)}\n",
        "",
    )


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="no folder is closed to root")
def test_a_folder_without_read_permission_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The closed folder is one line, the others are indexed, status 2."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    good = tmp_path / "good.jsonl"
    good.write_text('{"text": "好事"}\n', encoding="utf-8")
    outcome = call(capsys, "--archive", tmp_path / "archive", "index", closed, good)
    closed.chmod(0o700)
    assert (outcome.status, outcome.errors, outcome.output[:11]) == (
        FAILED,
        f"searcher: {closed}: cannot be read (Permission denied); check its permissions\n",
        "1 file read",
    )


def test_a_folder_of_other_things_is_no_archive(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """An archive is never made among other files."""
    (tmp_path / "letters").mkdir()
    outcome = call(capsys, "--archive", tmp_path, "index", Path("seeds"))
    assert outcome == Outcome(
        FAILED,
        "",
        f"searcher: {tmp_path} holds other files and is no archive; name an empty or a new folder\n",
    )
