"""Classes of code points: what `index.analysis` takes a character for."""

from __future__ import annotations

import re
import sys

import numpy as np

from index import analysis
from index.bulk import classes
from index.characters import HAN


def test_every_code_point_is_of_the_kind_its_analysis_says() -> None:
    """The table agrees with the analysis's own expressions on all of Unicode."""
    han = re.compile(f"[{HAN}]")

    def expected(character: str) -> int:
        counts = analysis._STRETCH.match(character) is not None
        if han.match(character):
            return classes.HAN if counts else classes.HAN_SIGN
        if not counts:
            return classes.BETWEEN
        return classes.DIGIT if re.match(r"\d", character) else classes.LETTER

    everything = np.arange(sys.maxunicode + 1, dtype=np.uint32)
    kinds = classes.kinds_of(everything).tolist()
    assert [hex(code) for code, kind in enumerate(kinds) if kind != expected(chr(code))] == []
