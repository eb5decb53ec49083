"""Citations, Markdown, surroundings, the pager and the editor."""

from __future__ import annotations

import shlex
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from index.model import Citation, Credit
from searcher.cli.opening import editor_command
from searcher.printers.citation import escaped, format_citation
from tests.builders import bring_up_to_date, line, write
from tests.command import Outcome, call, make_archive, masked

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the archive of the three articles."""
    return make_archive(tmp_path_factory.mktemp("away"))


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an archive of one article of seven paragraphs."""
    folder = tmp_path_factory.mktemp("long")
    text = "\n".join(f"第{number}段。" for number in "一二三四五六七")
    bring_up_to_date(folder / "archive", write(folder / "a.jsonl", line(id="a", title="七段", text=text)))
    return folder / "archive"


def citation(**known: str | tuple[Credit, ...]) -> Citation:
    """Return a citation of which only some is known."""
    unknown = {"paper": None, "date": None, "page": None, "section": None, "headline": "", "byline": ()}
    return Citation(**{"id": "a-1", "file": "a.txt", "kind": "article", **unknown, **known})  # type: ignore[arg-type]  # of mixed types


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (
            {
                "paper": "呼和浩特日报",
                "date": "2025-04-18",
                "page": "07",
                "headline": "“三度”工作法 打造群众满意服务新标杆",
                "byline": (Credit("杨彩霞", "本报记者"),),
            },
            "《呼和浩特日报》2025年4月18日第7版 “三度”工作法 打造群众满意服务新标杆，本报记者 杨彩霞",
        ),
        ({"date": "2025-04-18", "headline": "三度"}, "2025年4月18日 三度"),
        (
            {"page": "A7", "byline": (Credit("杨彩霞", "记者"), Credit("云静波", "记者"))},
            "第A7版 记者 杨彩霞 云静波",
        ),
        ({"paper": "晨报"}, "《晨报》"),
        ({}, "a.txt a-1"),
    ],
)
def test_a_citation_leaves_out_what_is_unknown(
    known: dict[str, str | tuple[Credit, ...]], expected: str
) -> None:
    """As a paper writes it, nothing invented."""
    assert format_citation(citation(**known)) == expected


def test_each_article_is_cited_once(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """However many of its passages are found."""
    outcome = call(capsys, "--archive", archive, "驿站", "--format", "cite")
    assert outcome == Outcome(0, "《晨报》2025年4月18日第7版 红蜂驿站开门，记者 杨彩霞\n2025年5月1日\n", "")


def test_results_as_markdown(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """Headline, citation, each passage as a quotation, what was looked for in bold."""
    file = escaped(str(archive.parent / "papers.jsonl"))
    outcome = call(capsys, "--archive", archive, "报到", "--format", "markdown")
    assert outcome.output == (
        f"## =1+1\n\n=1+1 (three)\n\n> \\-快递员 \\[bold\\]**报到**\\[/bold\\]�\\[31m�。\n>\n> {file}:3\n"
    )


def test_markdown_shows_markup_as_text() -> None:
    """Whatever it would be taken for."""
    assert escaped("1. *a* [b](c) `d` <e>\n# f") == "1\\. \\*a\\* \\[b\\](c) \\`d\\` \\<e\\>�# f"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--context", "1"], " 4  第三段。\n 5  第四段。\n 6  第五段。\n"),
        (["--context", "0"], " 5  第四段。\n"),
        (["--full"], "".join(f" {n}  第{each}段。\n" for n, each in enumerate("一二三四五六七", start=2))),
    ],
    ids=["1", "0", "full"],
)
def test_hits_with_what_stands_around_them(
    capsys: pytest.CaptureFixture[str], long: Path, options: list[str], expected: str
) -> None:
    """So many paragraphs before and after, or all; what is left out above is shown by …."""
    outcome = call(capsys, "--archive", long, "第四段", *options)
    left_out = "" if "--full" in options else "    …\n"
    assert masked(outcome.output) == (
        f"七段\n  a\n  {long.parent / 'a.jsonl'}:1\n{left_out}{expected}\n1 passage in 1 article · N ms\n"
    )


def test_surroundings_are_for_text_alone(capsys: pytest.CaptureFixture[str], long: Path) -> None:
    """A program gets whole units, and articles from show."""
    outcome = call(capsys, "--archive", long, "第四段", "--full", "--format", "json")
    assert (outcome.status, outcome.errors.split(";")[0]) == (
        2,
        "searcher: --context and --full are for text, not for json",
    )


def test_long_output_goes_through_the_pager(
    capsys: pytest.CaptureFixture[str], long: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal that is shorter, unless it is not wanted; short output never does."""
    shown = tmp_path / "shown"
    pager = f"sh -c {shlex.quote(f'cat > {shlex.quote(str(shown))}')}"
    terminal = {"PAGER": pager, "LINES": "5", "COLUMNS": "80", "NO_COLOR": "1", "TERM": "xterm"}
    query: list[str | Path] = ["--archive", long, "第四段", "--full"]
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    paged = call(capsys, *query, **terminal)
    assert (paged.output, "第七段" in shown.read_text(encoding="utf-8")) == ("", True)
    shown.unlink()
    cases: list[tuple[list[str | Path], dict[str, str]]] = [
        ([*query, "--no-pager"], {}),
        (query, {"PAGER": ""}),
        (query, {"PAGER": "cat"}),
        (query, {"PAGER": "no-such-pager-anywhere"}),
        (query, {"LINES": "50"}),
    ]
    for arguments, variables in cases:
        outcome = call(capsys, *arguments, **{**terminal, **variables})
        assert ("第七段" in outcome.output, shown.exists()) == (True, False)


def test_piped_output_is_never_paged(capsys: pytest.CaptureFixture[str], long: Path, tmp_path: Path) -> None:
    """Whatever $PAGER says, and with colours too."""
    outcome = call(
        capsys,
        "--archive",
        long,
        "第四段",
        "--full",
        PAGER=f"touch {tmp_path}/paged",
        LINES="5",
        FORCE_COLOR="1",
    )
    assert ("第七段" in outcome.output, (tmp_path / "paged").exists()) == (True, False)


@pytest.mark.parametrize(
    ("editor", "file", "expected"),
    [
        (["vim"], "a.txt", ["vim", "+7", "a.txt"]),
        (["/usr/bin/nano", "-w"], "a.txt", ["/usr/bin/nano", "-w", "+7", "a.txt"]),
        (["code", "--wait"], "a.txt", ["code", "--wait", "-g", "a.txt:7"]),
        (["hx"], "a.txt", ["hx", "a.txt:7"]),
        (["mousepad"], "a.txt", ["mousepad", "a.txt"]),
        (["vim"], "-c", ["vim", "+7", "./-c"]),
        (["vim"], "+!reboot", ["vim", "+7", "./+!reboot"]),
    ],
)
def test_an_editor_is_called_for_a_line(editor: list[str], file: str, expected: list[str]) -> None:
    """As each known one takes it; a file name is no option."""
    assert editor_command(editor, file, 7) == expected


def test_the_source_of_a_hit_is_opened(
    capsys: pytest.CaptureFixture[str], archive: Path, tmp_path: Path
) -> None:
    """In $VISUAL before $EDITOR: the first hit's, or the one that is numbered."""
    vim = write(tmp_path / "vim", f'#!/bin/sh\necho "$@" > {shlex.quote(str(tmp_path))}/opened\n')
    vim.chmod(0o755)
    file = archive.parent / "papers.jsonl"
    for option, line_number in ((["--open"], 1), (["--open", "4"], 2)):
        outcome = call(capsys, "--archive", archive, "驿站", *option, VISUAL=str(vim), EDITOR="false")
        assert outcome == Outcome(0, "", "")
        assert (tmp_path / "opened").read_text(encoding="utf-8") == f"+{line_number} {file}\n"


@pytest.mark.parametrize(
    ("option", "editor", "message"),
    [
        (["--open", "9"], "true", "searcher: --open 9: there are only 4 hits; give a number up to it"),
        (["--open"], "false", "searcher: {file}: the editor false ended with status 1; set $EDITOR"),
        (["--open"], "", "searcher: {file}: no editor is named; set $EDITOR"),
        (
            ["--open", "驿站"],
            "true",
            (
                "searcher: Invalid value for '--open': expected the number of a hit, not '驿站'; "
                "put --open behind the query; see: searcher search --help"
            ),
        ),
    ],
    ids=["no such hit", "failing", "no editor", "a word"],
)
def test_what_cannot_be_opened_is_named(
    capsys: pytest.CaptureFixture[str],
    archive: Path,
    monkeypatch: pytest.MonkeyPatch,
    option: list[str],
    editor: str,
    message: str,
) -> None:
    """With the next step, status 2."""
    monkeypatch.delenv("VISUAL", raising=False)
    outcome = call(capsys, "--archive", archive, "驿站", *option, EDITOR=editor)
    expected = message.format(file=archive.parent / "papers.jsonl")
    assert outcome == Outcome(2, "", f"{expected}\n")


def test_a_source_that_is_gone_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """It says from where to run."""
    folder = make_archive(tmp_path)
    (tmp_path / "papers.jsonl").unlink()
    outcome = call(capsys, "--archive", folder, "驿站", "--open", EDITOR="true")
    assert outcome.errors == (
        f"searcher: {tmp_path / 'papers.jsonl'}: is not here; run from the folder it was indexed from\n"
    )


def test_a_source_that_is_packed_is_shown_instead(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """No editor knows the path inside."""
    packed = tmp_path / "p.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.jsonl", '{"id": "x1", "text": "驿站"}\n')
    assert call(capsys, "--archive", tmp_path / "archive", "index", packed).status == 0
    outcome = call(capsys, "--archive", tmp_path / "archive", "驿站", "--open", EDITOR="true")
    assert (outcome.status, outcome.errors) == (
        2,
        f"searcher: {packed}/a.jsonl: is in a packed file; show the article with: searcher show x1\n",
    )
