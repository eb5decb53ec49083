"""Folding of many texts: the texts are those that `fold` gives one by one."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from index.bulk.classes import UTF_32
from index.bulk.folding import FoldedTexts, fold_all
from index.folding import fold
from tests.bulk.examples import corpus_texts, texts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def split(codepoints: NDArray[np.uint32], lengths: NDArray[np.uint32]) -> list[str]:
    """Take texts laid end to end apart."""
    characters = codepoints.tobytes().decode(UTF_32, "surrogatepass")
    ends = list(accumulate(lengths.tolist(), initial=0))
    assert ends[-1] == len(characters)
    return [characters[start:end] for start, end in pairwise(ends)]


def folded_texts(folded: FoldedTexts) -> list[str]:
    return split(folded.codepoints, folded.lengths)


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ([], []),
        (["", ""], ["", ""]),
        (["國家", "Ａ，b"], ["国家", "a,b"]),
        (["力 ，积 \n\u3000极", "a 党"], ["力,积极", "a 党"]),
        (["党 ", "员", " 员"], ["党 ", "员", " 员"]),
        (["党 ", " 员", " ", "员"], ["党 ", " 员", " ", "员"]),
        ([" ", "党"], [" ", "党"]),
        (["一", "……", "", "12㎡ 地", "末 了"], ["一", "......", "", "12m2 地", "末了"]),
        (["𠮷 野", "党\u200b员"], ["𠮷野", "党员"]),
    ],
)
def test_texts_are_folded_side_by_side(printed: list[str], folded: list[str]) -> None:
    """Each text is folded by itself, whatever stands before and after it."""
    assert folded_texts(fold_all(printed)) == folded


def test_the_printed_texts_are_kept() -> None:
    """The code points before folding come along with their own lengths."""
    folded = fold_all(["國 家", "", "㎡"])
    assert split(folded.printed, folded.printed_lengths) == ["國 家", "", "㎡"]


def test_the_bounds_say_where_each_text_is() -> None:
    """A text stands between its bound and the next."""
    assert fold_all(["力 ，积", "", "㎡"]).bounds.tolist() == [0, 3, 3, 5]


def test_every_character_folds_as_in_a_text_alone() -> None:
    """Among spaces and ideographs, and among letters, a character of the plane folds as `fold` folds it."""
    characters = map(chr, range(0x10000))
    printed = [text for c in characters for text in (f"中 {c} 中", f"a{c}b")]
    assert folded_texts(fold_all(printed)) == list(map(fold, printed))


@given(texts)
def test_folding_all_is_folding_each(printed: list[str]) -> None:
    """For any texts whatsoever `fold_all` and `fold` give the same."""
    folded = fold_all(printed)
    assert folded_texts(folded) == list(map(fold, printed))
    assert split(folded.printed, folded.printed_lengths) == printed


def test_the_corpus_is_folded_as_one_by_one() -> None:
    """Two thousand real articles fold to the same texts on both ways."""
    printed = corpus_texts(2_000)
    assert folded_texts(fold_all(printed)) == list(map(fold, printed))
