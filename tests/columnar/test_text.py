"""The text column: every unit's text comes back, alone or with others, with any alphabet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.columnar import text as text_column
from index.columnar.text import TextColumn, encode, plain_symbols
from tests.columnar import unhurried

if TYPE_CHECKING:
    import numpy.typing as npt

ALPHABETS = [3, 256, 257, 5_000, 20_000, 65_281, 65_282, 70_000]


def columns_of(texts: list[str]) -> dict[str, npt.NDArray[Any]]:
    code_points = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), "<u4")
    return encode(code_points, np.array([len(each) for each in texts], np.uint32))


@dataclass(frozen=True)
class Sample:
    """How texts over an alphabet of any size are made, frequent and rare characters mixed.

    Hypothesis chooses this and not the texts: they would be too long to draw and to print.
    """

    alphabet: int
    lengths: list[int]
    seed: int
    every_character: bool

    @property
    def texts(self) -> list[str]:
        random = np.random.default_rng(self.seed)
        drawn = [random.random(length) ** 3 * self.alphabet for length in self.lengths]
        texts = ["".join(map(chr, numbers.astype(int).tolist())) for numbers in drawn]
        return [*texts, "".join(map(chr, range(self.alphabet)))] if self.every_character else texts


samples = st.builds(
    Sample,
    st.sampled_from(ALPHABETS),
    st.lists(st.sampled_from([0, 1, 5, 300]), max_size=40),
    st.integers(0, 2**32),
    st.booleans(),
)


@unhurried
@given(st.lists(st.text(st.characters() | st.sampled_from("\ud800\0"))) | samples, st.data())
def test_texts_come_back(drawn: list[str] | Sample, data: st.DataObject) -> None:
    """One unit, many in any order, and a range of them are what was encoded."""
    texts = drawn.texts if isinstance(drawn, Sample) else drawn
    column = TextColumn(columns_of(texts))
    assert len(column) == len(texts)
    assert [column.text(unit) for unit in range(len(texts))] == texts

    units = data.draw(st.lists(st.integers(0, len(texts) - 1), max_size=60)) if texts else []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_column, "GATHERED", 100)
        symbols, lengths = column.symbols(np.array(units, np.int64))
    assert "".join(map(chr, column.alphabet[symbols].tolist())) == "".join(texts[unit] for unit in units)
    assert lengths.tolist() == [len(texts[unit]) for unit in units]

    first = data.draw(st.integers(0, len(texts)))
    last = data.draw(st.integers(first, len(texts)))
    code_points, lengths = column.decode_range(first, last)
    assert "".join(map(chr, code_points.tolist())) == "".join(texts[first:last])
    assert lengths.tolist() == [len(text) for text in texts[first:last]]


@unhurried
@given(samples)
def test_chunks_change_nothing(sample: Sample) -> None:
    """However the text is cut for encoding, the columns are the same."""
    texts = sample.texts
    expected = columns_of(texts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_column, "CHUNK", 1000)
        chunked = columns_of(texts)
    assert {name: column.tolist() for name, column in chunked.items()} == {
        name: column.tolist() for name, column in expected.items()
    }


@pytest.mark.parametrize("alphabet", [0, *ALPHABETS])
def test_every_symbol_has_room(alphabet: int) -> None:
    """Plain symbols and 256 for every escape hold the alphabet; one escape less would not."""
    plain = plain_symbols(alphabet)
    if alphabet > 65_281:
        assert plain == 255
    else:
        assert alphabet <= plain + (256 - plain) * 256
        assert plain == 256 or alphabet > plain + 1 + (255 - plain) * 256


def test_the_alphabet_is_ordered_by_frequency() -> None:
    """The most frequent character is symbol 0; of equals the smaller code point comes first."""
    column = TextColumn(columns_of(["蜂站蜂", "驿红蜂"]))
    assert "".join(map(chr, column.alphabet.tolist())) == "蜂站红驿"
    assert column.symbols(np.array([1]))[0].tolist() == [3, 2, 0]


def test_frequent_characters_take_one_byte() -> None:
    """Of 300 characters, 254 have one byte and the rest have two."""
    columns = columns_of(["".join(map(chr, range(0x4E00, 0x4E00 + 300)))])
    assert (len(columns["main"]), len(columns["second"]), columns["second"].dtype.str) == (300, 45, "|u1")


@pytest.mark.parametrize("unit", [-1, 1])
def test_there_is_no_text_outside(unit: int) -> None:
    """A number that is no unit's is an `IndexError`, also a negative one."""
    with pytest.raises(IndexError):
        TextColumn(columns_of(["红"])).text(unit)


def test_lengths_must_fit_the_text() -> None:
    """Lengths that contradict the text are refused."""
    with pytest.raises(ValueError, match="2 characters for units of 3"):
        encode(np.array([1, 2]), np.array([3]))


def test_what_is_no_code_point_is_refused() -> None:
    """A number beyond the last code point is no character."""
    with pytest.raises(ValueError, match="1114112 is no code point"):
        encode(np.array([0x110000]), np.array([1]))
