"""What is given to articles that do not print it: by archive.toml, by names, by options."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from index.updating.update import Report, update
from tests.builders import PAGE, PAGE_ID, article_of, bring_up_to_date, complaints, line, write
from tests.command import call

SETTINGS = 'paper = "呼和浩特日报"\npattern = "{date:%Y-%m-%d}_{page}.txt"\n'
NAME = "2025-04-18_07.txt"


def said(archive: Path, identifier: str = PAGE_ID) -> tuple[str | None, ...]:
    """Return paper, date, page and section of an article."""
    article = article_of(archive, identifier)
    assert article is not None
    return article.paper, article.date, article.page, article.section


def warned(report: Report) -> list[str]:
    """Return what an update warns of."""
    return [str(warning) for warning in report.warnings]


def test_names_and_constants_of_a_folder_are_given(archive: Path) -> None:
    """Where the page prints nothing itself."""
    write(Path("archive.toml"), SETTINGS)
    write(Path(NAME), PAGE)
    bring_up_to_date(archive, Path())
    assert said(archive) == ("呼和浩特日报", "2025-04-18", "7", None)


def test_the_nearest_settings_count(archive: Path) -> None:
    """Also for a file that is named alone; those further up do not."""
    Path("晚报/2025").mkdir(parents=True)
    write(Path("archive.toml"), SETTINGS)
    write(Path("晚报/archive.toml"), 'paper = "晚报"\npattern = ["x", "{date:%Y}/{date:%m-%d}.txt"]\n')
    write(Path("晚报/2025/04-18.txt"), PAGE)
    bring_up_to_date(archive, Path("晚报/2025/04-18.txt"))
    assert said(archive) == ("晚报", "2025-04-18", None, None)


def test_what_is_printed_counts_and_a_contradiction_is_said(archive: Path) -> None:
    """Once a page; 07 and 7 are no contradiction."""
    write(Path("archive.toml"), SETTINGS)
    write(Path("2025-04-18_a.jsonl"), line(id="x", text="一", date="2025-04-19", page="7", paper="晚报"))
    write(Path("archive.toml"), 'paper = "呼和浩特日报"\npattern = "{date:%Y-%m-%d}_*.jsonl"\npage = "07"\n')
    report = update(archive, [Path()])
    assert warned(report) == [
        "2025-04-18_a.jsonl: prints paper 晚报 where 呼和浩特日报 is given; what is printed counts",
        "2025-04-18_a.jsonl: prints date 2025-04-19 where 2025-04-18 is given; what is printed counts",
    ]
    assert said(archive, "x") == ("晚报", "2025-04-19", "7", None)


def test_an_option_wins_over_the_name_and_stays(archive: Path) -> None:
    """Until a command gives another, though archive.toml changes meanwhile."""
    write(Path("archive.toml"), SETTINGS)
    write(Path(NAME), PAGE)
    update(archive, [Path()], options={"paper": "晚报"})
    assert said(archive) == ("晚报", "2025-04-18", "7", None)
    write(Path("archive.toml"), SETTINGS + 'section = "党建"\n')
    assert bring_up_to_date(archive, Path()).read == 1
    assert said(archive) == ("晚报", "2025-04-18", "7", "党建")
    update(archive, [Path()], options={"paper": "早报"})
    assert said(archive) == ("早报", "2025-04-18", "7", "党建")


def test_settings_that_change_are_seen_without_the_files_changing(archive: Path) -> None:
    """And those that go."""
    write(Path(NAME), PAGE)
    bring_up_to_date(archive, Path())
    write(Path("archive.toml"), SETTINGS)
    assert bring_up_to_date(archive, Path()) == Report(read=1, articles=1, units=3)
    assert bring_up_to_date(archive, Path()) == Report(unchanged=1)
    Path("archive.toml").unlink()
    assert bring_up_to_date(archive, Path()) == Report(read=1, articles=1, units=3)
    assert said(archive) == (None, None, None, None)


BROKEN = [
    ("paper", "Expected '=' after a key in a key/value pair (at end of document)"),
    ('title = "x"', "title is no key of it; date, page, paper, pattern, section are"),
    ("paper = [1]", "paper is no text; give it in quotation marks"),
    ("paper = true", "paper is no text; give it in quotation marks"),
    ("pattern = 1", "pattern is neither a text nor a list of texts"),
    ("pattern = [1]", "pattern is neither a text nor a list of texts"),
    (
        'pattern = "{x}"',
        (
            "pattern {x}: {x} is none of {paper}, {date:…}, {page}, {section}; "
            "such as {date:%Y-%m-%d}_{page}.txt"
        ),
    ),
    ('date = "2025-02-30"', "date is 2025-02-30; give an existing day as YYYY-MM-DD"),
    ("#" * (1 << 20) + "\n", "is larger than 1,048,576 bytes"),
]


@pytest.mark.parametrize(("content", "fault"), BROKEN)
def test_settings_that_cannot_be_used_are_said_and_change_nothing(
    archive: Path, content: str, fault: str
) -> None:
    """The files are read; what was given to them before stays."""
    write(Path("archive.toml"), SETTINGS)
    write(Path(NAME), PAGE)
    bring_up_to_date(archive, Path())
    write(Path("archive.toml"), content)
    report = update(archive, [Path()])
    file = Path.cwd() / "archive.toml"
    assert complaints(report) == [f"{file}: {fault}; mend it, or its files are read without it"]
    assert (report.unchanged, said(archive)) == (1, ("呼和浩特日报", "2025-04-18", "7", None))


def test_settings_that_are_no_file_are_not_waited_for(archive: Path) -> None:
    """A pipe is said and left alone; a folder of that name is a folder."""
    write(Path("a.txt"), PAGE)
    Path("archive.toml").mkdir()
    assert bring_up_to_date(archive, Path()).read == 1
    Path("archive.toml").rmdir()
    os.mkfifo("archive.toml")
    file = Path.cwd() / "archive.toml"
    assert complaints(update(archive, [Path()])) == [
        f"{file}: cannot be read (is no regular file); check its permissions"
    ]


def test_names_inside_a_packed_file_say_it_too(archive: Path) -> None:
    """Before the name of the packed file; and a pattern that changes is seen."""
    write(Path("archive.toml"), SETTINGS)
    with zipfile.ZipFile("2025-04-01_1.zip", "w") as packed:
        packed.writestr(f"四月/{NAME}", PAGE)
    bring_up_to_date(archive, Path())
    assert said(archive) == ("呼和浩特日报", "2025-04-18", "7", None)
    write(Path("archive.toml"), 'pattern = "{date:%Y-%m-%d}_*.zip/{section}/*"')
    assert bring_up_to_date(archive, Path()).read == 1
    assert said(archive) == (None, "2025-04-01", None, "四月")


def test_a_name_that_gives_no_day_is_said(archive: Path) -> None:
    """The article has no date then, and what else the name says."""
    write(Path("archive.toml"), SETTINGS)
    write(Path("2025-02-30_07.txt"), PAGE)
    assert warned(update(archive, [Path()])) == [
        "2025-02-30_07.txt: its name gives 2025-02-30, which is no day; rename it, or it has no date"
    ]
    assert said(archive) == ("呼和浩特日报", None, "7", None)


def test_a_pattern_that_no_file_matches_is_said(archive: Path) -> None:
    """It is most likely mistaken."""
    write(Path("archive.toml"), SETTINGS)
    write(Path("a.txt"), PAGE)
    file = Path.cwd() / "archive.toml"
    assert warned(update(archive, [Path()])) == [
        f"{file}: no file matches a pattern; compare them with: searcher index --dry-run"
    ]


def test_the_command_gives_what_its_options_say(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A date must be one."""
    write(Path("a.txt"), PAGE)
    options = ("--paper", "晚报", "--page", "07", "--section", "党建")
    outcome = call(capsys, "--archive", archive, "index", "a.txt", "--date", "2025-04-18", *options)
    assert outcome.status == 0
    assert said(archive) == ("晚报", "2025-04-18", "07", "党建")
    outcome = call(capsys, "--archive", archive, "index", "a.txt", "--date", "2025-4-31")
    assert (outcome.status, outcome.errors) == (
        2,
        "searcher: --date 2025-4-31: no existing day; give one as YYYY-MM-DD\n",
    )
