"""Characters and pairs are counted in many texts at once as in each by itself."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searcher.array_engine.counting import count_in_few, count_in_texts
from searcher.array_engine.scoring import _promising

CHARACTERS = "红蜂aa\0\ud800\U0010ffff"

TERMS = st.lists(st.text(CHARACTERS, min_size=1, max_size=2), unique=True, max_size=8)


@given(st.lists(st.text(CHARACTERS, max_size=8), max_size=6), TERMS)
def test_every_occurrence_is_counted(texts: list[str], terms: list[str]) -> None:
    """Those that overlap too (aa in aaa twice), and none from one text into the next."""
    expected = [
        [sum(text.startswith(term, place) for place in range(len(text))) for text in texts] for term in terms
    ]
    codepoints = np.array([ord(character) for text in texts for character in text], np.uint32)
    lengths = np.array(list(map(len, texts)), np.int64)
    assert count_in_texts(codepoints, lengths, terms).tolist() == expected
    assert count_in_few(texts, terms).tolist() == expected


@given(st.lists(st.sampled_from([0.0, 0.0, 0.0, 1.0, 2.0, 2.5]), min_size=2, max_size=2_000), st.data())
def test_promising_units_are_the_best_ones(drawn: list[float], data: st.DataObject) -> None:
    """As many as are asked for, no unit twice, and none that is left out is better."""
    scores = np.array(drawn)
    size = data.draw(st.integers(1, len(drawn) - 1))
    places = _promising(scores, size)
    assert (np.diff(places) > 0).all()
    assert sorted(scores[places].tolist()) == sorted(drawn)[-size:]
