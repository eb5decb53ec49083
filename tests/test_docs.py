"""What the README says is there."""

from __future__ import annotations

import pytest

from searcher.cli.context import COMMANDS
from tests.command import ROOT


@pytest.mark.parametrize("name", COMMANDS)
def test_the_readme_names_every_command(name: str) -> None:
    """A reader of the README meets each command as it is typed."""
    assert f"searcher {name} " in (ROOT / "README.md").read_text(encoding="utf-8")
