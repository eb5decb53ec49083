"""What the README says is there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from index.columnar.container import Container
from searcher.cli.context import COMMANDS
from tests.command import ROOT, make_archive

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", COMMANDS)
def test_the_readme_names_every_command(name: str) -> None:
    """A reader of the README meets each command as it is typed."""
    assert f"searcher {name} " in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_format_names_every_column_with_its_type(tmp_path: Path) -> None:
    """Those of a segment, all of them and no others, each of one of the types given."""
    text = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[a-z_.`, ]+`) \| ([ui1248/]+) \|", text, flags=re.MULTILINE)
    documented = {name: types.split("/") for names, types in rows for name in re.findall(r"[a-z_.]+", names)}
    (path,) = make_archive(tmp_path).glob("index-1/MAIN_*.columns")
    columns = Container.open(path)
    assert sorted(documented) == sorted(columns)
    assert [name for name, types in documented.items() if columns[name].dtype.str[1:] not in types] == []


def test_both_readmes_have_the_same_commands() -> None:
    """Only what is said of them is in another language; links and Python are the same too."""
    english, chinese = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md"))
    assert commands_of(chinese) == commands_of(english)
    assert python_of(chinese) == python_of(english)
    assert links_of(chinese) == links_of(english)
    assert headings_of(chinese) == headings_of(english)


def commands_of(text: str) -> list[str]:
    """Return the commands of a document in their order, without the remarks beside them."""
    return [re.split(" {2,}", line)[0] for line in re.findall(r"^\$ (.+)$", text, flags=re.MULTILINE)]


def python_of(text: str) -> list[str]:
    return re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)


def links_of(text: str) -> list[str]:
    """Return where a document's links lead, but for the one to the other language."""
    return [link for link in re.findall(r"\]\(([^)]+)\)", text) if not link.startswith("README")]


def headings_of(text: str) -> list[int]:
    """Return the levels of the headings."""
    return [len(marks) for marks in re.findall(r"^(#+) ", text, flags=re.MULTILINE)]
