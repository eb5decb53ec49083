"""Texts that the tests of bulk analysis share: invented ones and the corpus beside the project."""

from __future__ import annotations

import json
import lzma
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import strategies as st

CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "xwlb.jsonl.xz"

# Characters that meet in the rules: neighbours of spaces, dropped characters, forms that join, expand or
# fold to CJK, ideographs that Unicode knows and that it does not, letters and digits of several scripts.
_CROSSING = (
    "中国人民的北京市委双报到党员〇々漢県⻓⼈⺀𠮷\ufada\U0003ffff a1Ａ１٣Ⅱ½㎡…，。“”—·_-.é가\u1100\u1161"
    " \u3000\xa0\n\t\u2000\u200b\ufe0f\u0301か\u3099ｶﾞ㋀Σß\ue000\uffff\ud800\x00"
)
texts = st.lists(st.text(st.sampled_from(_CROSSING) | st.characters(), max_size=20), max_size=8)
"""A few short texts of any characters at all, some of them empty."""


def corpus_texts(articles: int) -> list[str]:
    """Return the paragraphs of the corpus's first articles; skip the test where it is absent."""
    if not CORPUS.exists():
        pytest.skip(f"no corpus at {CORPUS}")
    with lzma.open(CORPUS, "rt", encoding="utf-8") as lines:
        return [text for line in islice(lines, articles) for text in json.loads(line)["text"].split("\n")]
