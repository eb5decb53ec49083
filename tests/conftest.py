"""What holds for all tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from pathlib import Path

# No test asserts a time: the machine may have other work to do.
settings.register_profile("searcher", deadline=None)
settings.load_profile("searcher")


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of an archive that is not there yet, beside it the files: the working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path / "archive"
