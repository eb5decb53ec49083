"""What holds for all tests."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from pathlib import Path

# Tests are read in English, whatever the language of the machine; those that are not say so.
os.environ["LC_ALL"] = "C.UTF-8"

# No test asserts a time: the machine may have other work to do.
settings.register_profile("searcher", deadline=None)
settings.load_profile("searcher")


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of an archive that is not there yet, beside it the files: the working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path / "archive"
