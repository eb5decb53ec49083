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
