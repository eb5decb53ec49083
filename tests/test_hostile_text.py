"""Texts, names of files, queries and errors that would steer a terminal or a spreadsheet: inert everywhere.

One archive in which everything is hostile, and every command in every format: whatever is written is looked
at character by character. A command or a format that is not among these is missed by a test of its own.
"""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import select
from typing import TYPE_CHECKING, Any

import click
import pytest
from rich.console import Console

import searcher
from index.updating.update import update
from searcher.cli.app import cli
from searcher.cli.context import COMMANDS
from searcher.prompt.commands import available
from searcher.prompt.completion import complete
from searcher.prompt.session import Session
from searcher.prompt.vocabulary import ArchiveVocabulary
from tests.command import Outcome, call, environment, start

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONTROLS = (
    "\x1b[31m\x1b[2J",  # a colour, and all that was on the screen gone
    "\x1b]8;;http://evil.example\x1b\\here\x1b]8;;\x1b\\",  # a link
    "\x1b]52;c;ZXZpbA==\x07",  # the clipboard
    "\x1bP$q\x1b\\\x9b31m\x90q\x9c\x9d0;title\x9c",  # the same in one character, which some terminals heed
    "\x08\x7f\x0e\x0f\x00\x85",
    "\u202egnp.\u2066\u2069\u200f\u061c\u2028\u2029",
)
MARKUP = "[bold]b[/bold] [link=http://evil.example]l[/link] [/] [red :smile: **a** <b> `c` # d | e"
HOSTILE = "".join(CONTROLS) + MARKUP

UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Whatever is no line break, and no screen is to be sent."""

OURS = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;(?:id=\d+;file://[!-~]*|;)\x1b\\")
"""What we send to a terminal: colours, and links to files, percent-encoded."""

FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "＝1", "\n=1")
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

NAME = b"=1 \xff\x1b[31m\n\xe2\x80\xae[bold]:smile:\x9b .jsonl"
"""The name of a file: as a file system takes it, in no encoding, on two lines."""


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of hostile files in a hostile folder."""
    folder = tmp_path_factory.mktemp("text") / "papers"
    below = os.fsencode(folder) + b"/-f \xfe\x1b]0;\x07\n"
    os.makedirs(below)  # noqa: PTH103 - bytes
    lines = [
        {
            "id": f"{start}{HOSTILE}{number}",
            "title": f"{start}驿站{HOSTILE}",
            "author": f"{start}记者 {HOSTILE}杨",
            "page": f"{start}7",
            "section": f"{start}党建{HOSTILE}",
            "paper": f"{start}晨报{HOSTILE}",
            "date": f"2025-04-1{number}",
            "text": "\n".join(
                [
                    f"{start}驿站{HOSTILE}有“双报{MARKUP[:9]}到”“双报到”{number}个，市民王芳说。",
                    f"{start}第二段{HOSTILE}",
                ]
            ),
        }
        for number, start in enumerate(FORMULAS)
    ]
    for number, name in enumerate((NAME, b"b" + NAME)):
        text = "".join(json.dumps({**each, "id": f"{each['id']}{number}"}) + "\n" for each in lines)
        with open(below + b"/" + name, "w", encoding="utf-8") as file:  # noqa: PTH123 - bytes
            file.write(text)
    page = (
        f"驿站{HOSTILE}\n\n本报讯（记者 {HOSTILE}）快递员进了驿站{HOSTILE}，歇脚、充电。\n编辑：{HOSTILE}\n"
    )
    with open(below + b"/\x1b[31m\n.txt", "w", encoding="utf-8", newline="") as file:  # noqa: PTH123 - bytes
        file.write(page.replace("\x00", ""))
    with open(below + b"/bad\x1b[31m\n.txt", "wb") as bad:  # noqa: PTH123 - bytes
        bad.write(b"\0")
    return folder


@pytest.fixture(scope="module")
def archive(papers: Path) -> Path:
    """Return an archive of them."""
    report = update(papers.parent / "archive", [papers])
    assert (report.articles, len(report.problems)) == (2 * len(FORMULAS) + 1, 1)
    (papers.parent / "archive" / "synonyms.txt").write_text(f"驿站 = {MARKUP}\x1b[31m\n", encoding="utf-8")
    return papers.parent / "archive"


def commands(papers: Path, article: str) -> dict[str, list[list[str]]]:
    """Return every command, in every format, with hostile arguments."""
    draft = papers.parent / "\x1b[31mdraft.txt"
    draft.write_text(f"驿站{HOSTILE}有“双报到”3个，市民王芳说。".replace("\x00", ""), encoding="utf-8")
    query = ["驿站", "--no-synonyms"]
    strange = f"驿站{HOSTILE}".replace("\x00", "").replace("|", "")
    formats = ["text", "json", "jsonl", "csv", "markdown", "cite"]
    return {
        "index": [
            ["index", str(papers)],
            ["index", str(papers), "--dry-run", "--paper", "\x1b[31m"],
            ["index", str(papers), "--date", "\x1b[31m"],
            ["index", str(papers / "none\x1b[31m")],
        ],
        "search": [
            *(["search", *query, "--format", each, "--limit", "50"] for each in formats),
            *(["search", "驿站", "--format", each, "--no-group"] for each in formats),
            ["search", *query, "--facet", "year,month,day,paper,page,section,byline,kind"],
            ["search", *query, "--facet", "paper,byline", "--format", "json"],
            ["search", "第二段", "--context", "1"],
            ["search", "第二段", "--full"],
            ["search", "--relaxed", strange],
            ["search", f'"没有{strange}'],
            ["search", f"没有\x1b[31m{MARKUP}"],
            ["search", "--exact", "没有\x9b31m"],
            ["search", "标题:\x1b*"],
            ["search", "\x1b[31m\udcff"],
            ["search", "--since", "\x1b[31m", "驿站"],
            ["search", "--sort", "\x1b[31m", "驿站"],
            ["\x1b[31mserach"],
        ],
        "facts": [["facts", "驿站", "--format", each] for each in ("text", "json", "jsonl", "csv")],
        "quote": [["quote", strange, "--format", each] for each in ("text", "json")],
        "timeline": [
            *(["timeline", *query, "--format", each] for each in ("text", "json", "csv")),
            *(
                ["timeline", *query, "--on-this-day", "04-11", "--format", each]
                for each in ("text", "json", "csv")
            ),
        ],
        "names": [
            *(["names", "--format", each] for each in ("text", "json", "csv")),
            *(["names", "--suggest-synonyms", "--format", each] for each in ("text", "json", "csv")),
            ["names", "--grep", "\x1b[31m"],
        ],
        "read": [["read", str(papers), "--format", each] for each in ("text", "jsonl")],
        "show": [["show", article], ["show", article, "--mark", "驿站"], ["show", "\x1b[31mnone"]],
        "similar": [["similar", str(draft), "--format", each] for each in ("text", "json")],
        "explain": [["explain", "驿站", article, "0", "--format", each] for each in ("text", "json")],
        "status": [["status", "--format", each] for each in ("text", "json")],
        "check": [["check"], ["check", "--repair"]],
        "compact": [["compact"]],
        "remove": [["remove", "none\x1b[31m"]],
    }


@pytest.fixture(scope="module")
def article(archive: Path) -> str:
    """Return the id of an article."""
    with searcher.open(archive) as opened:
        return opened.search("第二段", limit=1, sort="oldest")[0].article


def test_every_command_and_format_is_tried(papers: Path) -> None:
    """The commands are those that there are, the formats of each those that it takes."""
    tried = commands(papers, "id")
    assert tried.keys() == COMMANDS.keys()
    for name, calls in tried.items():
        command = cli.get_command(click.Context(cli), name)
        types = (
            [option.type for option in command.params if option.name == "output_format"] if command else []
        )
        known = {choice for each in types if isinstance(each, click.Choice) for choice in each.choices}
        assert {words[words.index("--format") + 1] for words in calls if "--format" in words} == known


@pytest.mark.parametrize("variables", [{}, {"FORCE_COLOR": "1", "COLUMNS": "40"}], ids=["piped", "colours"])
@pytest.mark.parametrize("name", COMMANDS)
def test_no_screen_is_steered(
    capsys: pytest.CaptureFixture[str],
    archive: Path,
    papers: Path,
    article: str,
    name: str,
    variables: dict[str, str],
) -> None:
    """Whatever stands in texts, names and arguments: no control character, no link, no line too many."""
    for words in commands(papers, article)[name]:
        outcome = call(capsys, "--archive", archive, *words, **variables)
        assert (words, steering(outcome, words)) == (words, [])
        if outcome.status == 2 and name not in {"index", "read"}:
            assert (outcome.output, outcome.errors.count("\n")) == ("", 1)


def steering(outcome: Outcome, words: list[str]) -> list[str]:
    """Return what of an outcome would steer a terminal."""
    output = outcome.output
    if words[-1] != "csv" and "csv" not in words:
        return UNSAFE.findall(OURS.sub("", output + outcome.errors))
    # Who takes CSV to a file gets the texts as they are; a terminal does not.
    return UNSAFE.findall(outcome.errors)


@pytest.mark.parametrize("name", COMMANDS)
def test_markup_is_text(
    capsys: pytest.CaptureFixture[str], archive: Path, papers: Path, article: str, name: str
) -> None:
    """Brackets and the names of pictures are shown as they are, wherever a text is."""
    for words in commands(papers, article)[name]:
        output = call(capsys, "--archive", archive, *words).output
        assert "\N{SMILING FACE WITH OPEN MOUTH AND SMILING EYES}" not in output
        if "[link=" in output and "markdown" not in words:
            assert MARKUP[:14] in output


@pytest.mark.parametrize("name", ["search", "facts", "timeline", "names"])
def test_no_cell_is_a_formula(
    capsys: pytest.CaptureFixture[str], archive: Path, papers: Path, article: str, name: str
) -> None:
    """In whichever column: a quotation mark stands before it."""
    cells = 0
    for words in commands(papers, article)[name]:
        if "csv" in words:
            output = call(capsys, "--archive", archive, *words).output
            rows = list(csv.reader(io.StringIO(output, newline="")))
            assert [cell for row in rows for cell in row if cell.startswith(STARTS)] == []
            cells += sum(len(row) for row in rows)
    assert cells > 0


@pytest.mark.parametrize("name", COMMANDS)
def test_json_is_what_was_meant(
    capsys: pytest.CaptureFixture[str], archive: Path, papers: Path, article: str, name: str
) -> None:
    """Each line is JSON, and an escape in it is read as the character."""
    for words in commands(papers, article)[name]:
        if "json" in words or "jsonl" in words:
            output = call(capsys, "--archive", archive, *words).output
            values = [json.loads(line) for line in output.splitlines()]
            assert values
            assert name in {"names", "timeline", "quote"} or any(
                "\x9b31m" in each for each in strings(values)
            )


def strings(value: Any) -> Iterator[str]:
    """Yield all strings in a value, keys too: names of papers are some."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for each in [*value, *value.values()] if isinstance(value, dict) else value:
            yield from strings(each)


@pytest.mark.parametrize(
    "words",
    [
        ["驿站", "--format", "csv", "--limit", "50"],
        ["驿站", "--format", "json", "--limit", "50"],
        ["驿站", "--limit", "50", "--no-pager"],
        ["没有 OR \x1b[31m\x9b31m\u202e("],
    ],
    ids=["csv", "json", "text", "error"],
)
def test_a_terminal_gets_nothing_but_text(archive: Path, words: list[str]) -> None:
    """On a real one, where errors point at their place in the query, and CSV is read by a person."""
    shown = on_terminal(["--archive", str(archive), *words])
    assert UNSAFE.findall(OURS.sub("", re.sub("\r+\n", "\n", shown))) == []
    assert "�" in shown or "\\u009b" in shown


def test_a_terminal_is_told_safely_what_is_read(papers: Path, tmp_path: Path) -> None:
    """While an archive is made, each file is named below the bar; only Rich moves the cursor."""
    shown = on_terminal(["--archive", str(tmp_path / "new"), "index", str(papers)])
    moved = re.compile(r"\x1b\[(?:\?25[hl]|\d*[AKG]|2K)|\r")
    assert UNSAFE.findall(moved.sub("", OURS.sub("", shown))) == []


def on_terminal(words: list[str]) -> str:
    """Return what a command writes to a terminal."""
    here, there = pty.openpty()
    process = start(*words, stdin=there, stdout=there, stderr=there)
    os.close(there)
    written = b""
    while select.select([here], [], [], 60)[0]:
        try:
            piece = os.read(here, 1 << 16)
        except OSError:
            break
        if not piece:
            break
        written += piece
    os.close(here)
    process.wait()
    return written.decode(errors="surrogateescape")


def test_the_prompt_is_not_steered(archive: Path) -> None:
    """Answers, errors and articles; and what is completed is only what can be typed."""
    file = io.StringIO()
    with environment(), searcher.open(archive) as opened:
        console = Console(file=file, width=60, highlight=False, markup=False, emoji=False)
        session = Session(lambda: opened, console, programs=COMMANDS, run=lambda *_: None)
        for line in (
            "驿站",
            ":show 1",
            f"没有{HOSTILE}",
            '"没有\x9b31m',
            ":\x1b[31m",
            ":limit \x1b[31m",
            ":help",
        ):
            assert session.respond(line)
        vocabulary = ArchiveVocabulary(lambda: opened)
        for line in ("", "双", "报纸:", "栏目:", "记者:", "文件:", "版:"):
            for offer in complete(line, available(COMMANDS), vocabulary):
                assert UNSAFE.findall(offer.text + offer.label + offer.note) == []
    assert UNSAFE.findall(file.getvalue()) == []
    assert "[link=" in file.getvalue()


def test_special_files_of_a_folder_are_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Pipes, sockets' places, devices, links in a circle and into the folder itself: none is opened."""
    papers = tmp_path / "papers"
    (papers / "below").mkdir(parents=True)
    (papers / "a.jsonl").write_text('{"id": "a", "text": "驿站"}\n', encoding="utf-8")
    os.mkfifo(papers / "pipe.txt")
    (papers / "circle.txt").symlink_to("circle.txt")
    (papers / "zero.txt").symlink_to("/dev/zero")
    (papers / "below" / "up").symlink_to(papers, target_is_directory=True)
    (papers / "below" / "round").symlink_to("round")
    outcome = call(capsys, "--archive", tmp_path / "archive", "index", papers)
    assert (outcome.status, outcome.output.split(";")[0]) == (0, "1 file read: 1 article, 3 units")
    for name in ("pipe.txt", "circle.txt", "zero.txt"):
        outcome = call(capsys, "--archive", tmp_path / "archive", "index", papers / name)
        assert (outcome.status, outcome.errors.count("\n")) == (2, 1)
