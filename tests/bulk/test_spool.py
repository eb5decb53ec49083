"""Spools: arrays that are read again as they were appended, from a file that nobody sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.bulk.spool import Spool

if TYPE_CHECKING:
    from pathlib import Path


def test_arrays_are_read_as_often_as_needed(tmp_path: Path) -> None:
    """Each with its type, empty ones too; and more can be appended after a reading."""
    spool = Spool(tmp_path)
    spool.append(np.array([1, 65_535], np.uint16))
    spool.append(np.array([], np.uint8))
    expected = [("uint16", [1, 65_535]), ("uint8", [])]
    for _ in range(2):
        assert [(array.dtype.name, array.tolist()) for array in spool] == expected
    spool.append(np.array([2**32 - 1], np.uint32)[::-1])
    assert [(array.dtype.name, array.tolist()) for array in spool] == [*expected, ("uint32", [2**32 - 1])]
    spool.close()


def test_nothing_stands_in_the_folder(tmp_path: Path) -> None:
    """Neither while the spool is in use nor when the process is killed."""
    spool = Spool(tmp_path)
    spool.append(np.zeros(100_000, np.uint8))
    assert list(tmp_path.iterdir()) == []
    spool.close()
