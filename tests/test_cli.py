"""What the commands answer: exit statuses, options, words that look like options."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from searcher.cli import app
from searcher.cli.app import with_default_command
from searcher.cli.context import COMMANDS, INTERRUPTED
from searcher.cli.search import one_edit_apart
from tests.command import Outcome, call, make_archive, masked

if TYPE_CHECKING:
    from pathlib import Path

SCREEN = """\
红蜂驿站开门
  晨报 · 2025-04-18 · page 7 · 党建 · 记者 杨彩霞 · one
  {papers}:1
    快递员进了驿站。
    驿站有100㎡。

(no headline)
  2025-05-01 · two
  {papers}:2
    外卖员也到驿站来。

4 passages in 2 articles · N ms
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the archive of the three articles."""
    return make_archive(tmp_path_factory.mktemp("cli"))


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        # Without a terminal there is no prompt.
        ([], Outcome(2, "", "searcher: Missing command; see: searcher --help\n")),
        # Found: 0. Nothing found: 1.
        (["驿站", "--count"], Outcome(0, "4\n", "")),
        (["--count", "没有"], Outcome(1, "0\n", "")),
        (["驿站", "--limit", "0"], Outcome(0, "4 passages in 2 articles · N ms\n", "")),
        (["100㎡", "--limit", "0"], Outcome(0, "1 passage in 1 article · N ms\n", "")),
        # Words are joined by a space: AND.
        (["驿站", "外卖员", "--count"], Outcome(0, "1\n", "")),
        (["驿站 外卖员", "--count"], Outcome(0, "1\n", "")),
        # A leading - negates; what is no known option belongs to the query; after -- everything does.
        (["驿站", "-外卖员", "--count"], Outcome(0, "3\n", "")),
        (["-外卖员", "驿站", "--count"], Outcome(0, "3\n", "")),
        (["--nosuch", "驿站", "--count"], Outcome(0, "4\n", "")),
        (["--count", "--", "驿站", "--limit"], Outcome(0, "4\n", "")),
        (["--count", "--", "--count"], Outcome(2, "", "searcher: {exclusions} (column 1)\n")),
        (["--count", "--", "-快递员", "驿站"], Outcome(0, "3\n", "")),
        # The name of a command is a query after `search`.
        (["search", "show", "--count"], Outcome(1, "0\n", "")),
        # --count never falls back; with --relaxed it counts units that share a word.
        (["驿站快递员外卖员", "--count"], Outcome(1, "0\n", "")),
        (["驿站快递员外卖员", "--count", "--relaxed"], Outcome(0, "5\n", "")),
        (["(驿站", "--count", "--relaxed"], Outcome(0, "4\n", "")),
        # A misspelt command that finds nothing is pointed out.
        (
            ["serch", "--count"],
            Outcome(1, "0\n", "searcher: serch was taken for a query; did you mean the command search?\n"),
        ),
        (["search", "serch", "--count"], Outcome(1, "0\n", "")),
        (
            ["没有", "--exact"],
            Outcome(
                1,
                "",
                "searcher: nothing matches 没有 exactly; "
                "leave out --exact to see passages that share words\n",
            ),
        ),
        (
            ["没有"],
            Outcome(
                1,
                "",
                "searcher: nothing matches 没有, nor shares a word with it; "
                "check the spelling or try fewer words\n",
            ),
        ),
        (
            ["没有", "AND", "无"],
            Outcome(
                1,
                "",
                "searcher: nothing found for 没有 AND 无; AND was looked for as a word, "
                "a space means the same\n",
            ),
        ),
        (
            ["show", "four"],
            Outcome(
                1,
                "",
                "searcher: no article four; its id stands under its headline "
                "in the results of: searcher QUERY\n",
            ),
        ),
    ],
)
def test_a_command_answers(
    capsys: pytest.CaptureFixture[str], archive: Path, arguments: list[str], expected: Outcome
) -> None:
    """Each command has one answer, on two streams, and grep's exit status."""
    outcome = call(capsys, "--archive", archive, *arguments)
    exclusions = "a query of exclusions alone matches nothing; add a word that must stand in the text"
    assert Outcome(outcome.status, masked(outcome.output), outcome.errors) == Outcome(
        expected.status, expected.output, expected.errors.format(exclusions=exclusions)
    )


def test_results_are_grouped_by_article(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """Headline, citation, then the passages under their file and line; the totals last."""
    outcome = call(capsys, "--archive", archive, "驿站")
    assert masked(outcome.output) == SCREEN.format(papers=archive.parent / "papers.jsonl")


def test_a_query_without_a_command_is_a_search(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """`searcher 驿站` prints what `searcher search 驿站` prints."""
    short = call(capsys, "--archive", archive, "驿站")
    long = call(capsys, "--archive", archive, "search", "驿站")
    assert masked(short.output) == masked(long.output)


@pytest.mark.parametrize(
    ("arguments", "completed"),
    [
        (["驿站"], ["search", "驿站"]),
        (["--archive", "papers", "驿站"], ["--archive", "papers", "search", "驿站"]),
        (["--archive=papers", "驿站", "--count"], ["--archive=papers", "search", "驿站", "--count"]),
        (["--limit", "3", "驿站"], ["search", "--limit", "3", "驿站"]),
        (["--", "index"], ["search", "--", "index"]),
        ([""], ["search", ""]),
        (["index", "seeds"], ["index", "seeds"]),
        (["--archive", "index", "show", "one"], ["--archive", "index", "show", "one"]),
        (["--help"], ["--help"]),
        ([], []),
    ],
)
def test_a_first_word_that_is_no_command_is_a_query(arguments: list[str], completed: list[str]) -> None:
    """The default command stands after the global options, before everything else."""
    assert with_default_command(arguments) == completed


@pytest.mark.parametrize(
    ("word", "command", "is_close"),
    [
        ("serch", "search", True),
        ("searchh", "search", True),
        ("saerch", "search", True),
        ("seorch", "search", True),
        ("shwo", "show", True),
        ("how", "show", True),
        ("search", "search", False),
        ("srch", "search", False),
        ("waking", "show", False),
        ("hsow", "show", True),
        ("", "show", False),
    ],
)
def test_a_misspelling_is_one_edit(word: str, command: str, is_close: bool) -> None:
    """One letter more, less, changed or swapped with its neighbour is a misspelling."""
    assert one_edit_apart(word, command) is is_close


def test_relaxed_results_say_why(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """A search that falls back says that nothing matches exactly; one that is asked to does not."""
    fallen = call(capsys, "--archive", archive, "外卖员报到").output.splitlines()[0]
    asked = call(capsys, "--archive", archive, "外卖员报到", "--relaxed").output.splitlines()[0]
    assert (fallen, asked) == (
        "Nothing matches exactly. Passages that share words with the query:",
        "Passages that share words with the query:",
    )


def test_results_are_sorted_by_date(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """The newest first, what has no date last."""
    output = call(capsys, "--archive", archive, "员", "--sort", "newest").output
    assert [line for line in output.splitlines() if line.endswith((" one", " two", " three", "three"))] == [
        "  2025-05-01 · two",
        "  晨报 · 2025-04-18 · page 7 · 党建 · 记者 杨彩霞 · one",
        "  three",
    ]


def test_an_article_is_shown_whole(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """Headline, citation, place, and the numbered paragraphs."""
    outcome = call(capsys, "--archive", archive, "show", "one", "--mark", "驿站")
    assert outcome == Outcome(
        0,
        f"""\
红蜂驿站开门
  晨报 · 2025-04-18 · page 7 · 党建 · 记者 杨彩霞 · one
  {archive.parent / "papers.jsonl"}:1

 2  快递员进了驿站。

 3  驿站有100㎡。
""",
        "",
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(capsys: pytest.CaptureFixture[str], name: str) -> None:
    """`searcher NAME --help` shows how it is called."""
    outcome = call(capsys, name, "--help")
    examples = outcome.output.partition("Example")[2].splitlines()[1:]
    assert (outcome.status, outcome.errors) == (0, "")
    assert [line for line in examples if line.strip().startswith("searcher ")] == [
        line for line in examples if line.strip()
    ]
    assert any(f"searcher {name} " in line for line in examples)


def test_the_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    """`searcher --help` names the commands with their one line of help; without anything likewise."""
    outcome = call(capsys, "--help")
    assert [line for line in COMMANDS.values() if line not in outcome.output] == []
    assert call(capsys) == outcome


def test_ctrl_c_before_anything_has_begun_ends_without_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the same status as later; while the language is chosen, for one."""

    def interrupt(*_arguments: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(app, "chosen", interrupt)
    assert app.run(["status"]) == INTERRUPTED
