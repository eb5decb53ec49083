"""The report of branches that the tests take."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests import branches

if TYPE_CHECKING:
    from pathlib import Path

REPORT = {
    "files": {
        "index/a.py": {"summary": {"missing_branches": 0}},
        "index/b.py": {"summary": {"missing_branches": 2}},
        "index/c.py": {"summary": {"missing_branches": 3}},
    },
    "totals": {"covered_branches": 95, "num_branches": 100},
}


@pytest.mark.parametrize(("least", "status"), [("95", 0), ("95.1", 1)])
def test_too_few_branches_are_a_failure(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    least: str,
    status: int,
) -> None:
    """The files with most of those that are not taken stand first."""
    report = tmp_path / "coverage.json"
    report.write_text(json.dumps(REPORT), encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["branches", str(report), "--least", least])
    assert branches.main() == status
    assert capsys.readouterr().out == (
        "    3 not taken in index/c.py\n    2 not taken in index/b.py\n95 of 100 branches taken: 95.0 %\n"
    )
