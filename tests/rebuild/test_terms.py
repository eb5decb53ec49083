"""What texts have in common: bigrams, weighed by how rare they are on the page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.rebuild.terms import PageTerms, Witnesses

PARAGRAPHS = [
    "武川县引导流动党员主动亮身份。",
    "流动党员回到武川县开座谈会。",
    "托克托县的医生到双河镇义诊。",
    "义诊的医生为双河镇村民看病。",
]
TEXTS = st.lists(st.text("党员义诊学A ", min_size=1, max_size=10), min_size=1, max_size=5)


def test_paragraphs_of_one_article_cohere() -> None:
    """Those of another share no rare term with them."""
    terms = PageTerms(PARAGRAPHS)

    assert terms.cohesion([0], [1]) > 0.5
    assert terms.cohesion([2], [3]) > 0.5
    assert terms.cohesion([0, 1], [2, 3]) < 0.2


@given(TEXTS)
def test_cohesion_is_a_share_and_the_same_from_both_sides(texts: list[str]) -> None:
    """It lies between 0 and 1."""
    terms = PageTerms(texts)
    left, right = [0], [len(texts) - 1]

    if left != right:
        assert terms.cohesion(left, right) == pytest.approx(terms.cohesion(right, left))
    assert 0 <= terms.cohesion(left, right) <= 1 + 1e-9


def test_a_headline_belongs_where_its_words_stand() -> None:
    """For, where the paragraphs hold them; against, where they do not; nothing without paragraphs."""
    terms = PageTerms(PARAGRAPHS)

    assert terms.evidence("流动党员有了家", [0, 1]) > 0 > terms.evidence("流动党员有了家", [2, 3])
    assert terms.evidence("流动党员有了家", []) == 0


@given(TEXTS, st.text("党员义诊学A", max_size=6))
def test_the_table_and_the_single_value_agree_on_the_whole(texts: list[str], headline: str) -> None:
    """The corner of the table is the evidence for all paragraphs together."""
    terms = PageTerms(texts)
    members = list(range(len(texts)))

    corner = Witnesses(terms, [headline]).of_stretches(members)[0, 0, len(texts)]
    assert corner == pytest.approx(terms.evidence(headline, members, by_length=False), abs=1e-6)
