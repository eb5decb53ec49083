"""Messages are in the reader's language: that of the locale, or the one of `--lang`."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from index.errors import QueryError, SourceError
from index.language import current, gettext, ngettext, preferred, speaking
from index.sources import SUFFIXES
from tests.command import ROOT, call, make_archive, masked

if TYPE_CHECKING:
    from pathlib import Path

CHINESE = {"LC_ALL": "zh_CN.UTF-8"}
MISSING = "cannot be read ({reason}); check its permissions"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh"}, "zh"),
        ({"LANG": "zh_TW.Big5"}, "zh"),
        ({"LANG": "zh-Hans"}, "zh"),
        ({"LANG": "zh@pinyin"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "zhuang"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh"),
        ({"LC_ALL": "C", "LC_MESSAGES": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_CN.UTF-8"}, "zh"),
    ],
)
def test_the_locale_decides(environment: dict[str, str], language: str) -> None:
    """LC_ALL before LC_MESSAGES before LANG, an empty one is as none; Chinese or else English."""
    assert preferred(environment) == language


def test_a_language_is_spoken_until_its_block_ends() -> None:
    """One inside another, too, and where the block ends with an error."""
    heard = [gettext(MISSING)]
    with speaking("zh"):
        heard.append(gettext(MISSING))
        with speaking("en"):
            heard.append(gettext(MISSING))
        heard.append(current())
    with pytest.raises(KeyError), speaking("zh"):
        raise KeyError
    assert [*heard, current()] == [MISSING, "无法读取（{reason}）；请检查权限", MISSING, "zh", "en"]


def test_english_knows_one_from_many() -> None:
    """Without a catalogue."""
    assert [ngettext("{n} hit", "{n} hits", number) for number in (0, 1, 2)] == [
        "{n} hits",
        "{n} hit",
        "{n} hits",
    ]


def test_errors_are_raised_in_the_language_spoken() -> None:
    """Their parts with their frame; column, file and line are the same."""
    with speaking("zh"):
        assert str(QueryError("坏", 3)) == "坏（第3字）"
        assert str(SourceError("a.txt", "坏", 7)) == "a.txt:7：坏"


@pytest.mark.parametrize(
    ("arguments", "variables", "message"),
    [
        (["show"], CHINESE, "缺少参数 '报道'"),
        (["show"], {"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, "Missing argument 'ARTICLE'"),
        (["--lang", "en", "show"], CHINESE, "Missing argument 'ARTICLE'"),
        (["--lang", "zh", "show"], {}, "缺少参数 '报道'"),
        (["--archive", "a", "--lang=zh", "show"], {}, "缺少参数 '报道'"),
        (["--lang=zh", "--lang=en", "show"], {}, "Missing argument 'ARTICLE'"),
        (["--lang", "fr", "show"], {}, "Invalid value for '--lang': 'fr' is not one of 'en', 'zh'"),
        (["--lang", "fr", "show"], CHINESE, "'--lang'的值不对：'fr'不在可选的值之中：'en', 'zh'"),
        (["--lang"], CHINESE, "选项'--lang'要带1个值"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_click_speaks_the_language_too(
    capsys: pytest.CaptureFixture[str], arguments: list[str], variables: dict[str, str], message: str
) -> None:
    """The option comes before the locale, the last of several counts, and an unknown one is refused."""
    outcome = call(capsys, *arguments, **variables)
    assert (outcome.status, outcome.errors.startswith(f"searcher: {message}")) == (2, True)


def test_one_command_after_another_in_another_language(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing of the first language is left, in the commands' help neither."""
    heads = [
        call(capsys, "--lang", language, "read", "--help").output.splitlines()[2]
        for language in ("en", "zh", "en")
    ]
    assert heads == [
        "  Rebuild the articles of files and print them.",
        "  还原文件中的报道并显示。",
        "  Rebuild the articles of files and print them.",
    ]


def test_english_reads_no_catalogue() -> None:
    """Nor does it import what would."""
    program = (
        "import sys\nfrom index.language import gettext, speaking\nwith speaking('en'):\n    gettext('a')\n"
        "print('gettext' in sys.modules)"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"


def test_the_errors_of_sources_are_translated(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """As those of the command line are."""
    missing, wrong = tmp_path / "no.txt", tmp_path / "a.png"
    wrong.write_bytes(b"x")
    outcome = call(capsys, "read", missing, wrong, **CHINESE)
    assert outcome.status == 2
    assert outcome.errors == (
        f"searcher: {missing}：没有这个文件或文件夹；请检查路径\n"
        f"searcher: {wrong}：后缀不是{', '.join(SUFFIXES)}；请转换或改名\n"
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["search", "驿站", "--format", "json", "--facet", "year,kind"],
        ["search", "驿站", "--format", "jsonl"],
        ["search", "驿站", "--format", "csv"],
        ["search", "无此词", "--format", "json"],
        ["facts", "驿站", "--format", "json"],
        ["facts", "驿站", "--format", "csv"],
        ["quote", "驿站有101㎡。", "--format", "json"],
        ["timeline", "驿站", "--format", "json"],
        ["names", "--format", "csv"],
        ["explain", "驿站", "one", "2", "--format", "json"],
        ["similar", "one", "--format", "json"],
    ],
    ids=" ".join,
)
def test_what_is_for_programs_is_the_same_in_every_language(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, arguments: list[str]
) -> None:
    """Keys, columns and values: JSON, JSON Lines and CSV know no language."""
    folder = make_archive(tmp_path)
    english, chinese = (
        call(capsys, "--archive", folder, "--lang", language, *arguments) for language in ("en", "zh")
    )
    assert english.output
    assert masked(chinese.output) == masked(english.output)
    assert chinese.status == english.status
