"""Which figures answer a query, in which order."""

from __future__ import annotations

import pytest

from searcher.facts.nearness import Passage, find_facts, terms_of
from searcher.query.parser import parse
from tests.facts.score import answers, is_answered, known_facts, passages

STATIONS = (
    "赛罕区着力深化服务平台建设，建立工会户外劳动者服务站点5个、“红蜂驿站”40余个，"
    "并依托现有的122个社区党群服务中心作为活动阵地。"
)


def figures(query: str, *texts: str, headline: str = "") -> list[str]:
    """Return the figures that answer a query as printed, the nearest first."""
    tree = parse(query)
    everywhere = [Passage("a1", unit, text, headline) for unit, text in enumerate(texts, start=2)]
    return [fact.figure.text for fact in find_facts(terms_of(tree), everywhere)]


def test_the_figure_beside_the_words_comes_first() -> None:
    """A mark between them keeps 5个 away from the name that follows."""
    assert figures("赛罕区 红蜂驿站", STATIONS) == ["40余个", "5个", "122个"]


@pytest.mark.parametrize(
    ("query", "figure"),
    [("赛罕区 红蜂驿站", "40余个"), ("回民区 红蜂驿站", "31个"), ("俪城社区 红蜂角", "5个")],
)
def test_the_district_decides_which_stations_are_counted(query: str, figure: str) -> None:
    """On the five pages."""
    assert answers(query, passages())[0].figure.text == figure


def test_a_word_may_stand_in_another_sentence_or_in_the_headline() -> None:
    """As for the search; at least one must stand with the figure."""
    text = "回民区推行网格化管理。设立“红蜂驿站”31个。"
    assert figures("回民区 红蜂驿站", text) == ["31个"]
    assert figures("回民区 红蜂驿站", "设立“红蜂驿站”31个。", headline="回民区：组织力") == ["31个"]
    assert figures("回民区 红蜂驿站", "设立“红蜂驿站”31个。", headline="赛罕区") == []


def test_a_sentence_without_any_of_the_words_gives_no_fact() -> None:
    """Whatever figures the paragraph holds."""
    assert figures("红蜂驿站", "红蜂驿站启用。每天开放12个小时。") == []


def test_each_of_two_alternatives_is_looked_for() -> None:
    """OR, and later synonyms, make one term of several words."""
    assert figures("(双报到 OR 双服务) 回民区", "回民区开展双服务，2399人参加。") == ["2399人"]


def test_a_fact_says_where_the_words_and_the_sentence_stand() -> None:
    """All spans are in the text as printed."""
    text = "近日，社区开会。“红 蜂驿站”３１个，深受喜爱。"
    (fact,) = find_facts([frozenset(["红蜂驿站"])], [Passage("a1", 2, text)])
    parts = [text[slice(*span)] for span in (fact.figure.span, *fact.terms, fact.sentence)]
    assert parts == ["３１个", "红 蜂驿站", "“红 蜂驿站”３１个，深受喜爱。"]
    assert fact.distance == 0


def test_kinds_restrict_the_answer() -> None:
    """Money is not asked for with a person."""
    passage = Passage("a1", 2, "党支部书记王晓敏说，红蜂驿站花了3万元。")
    facts = find_facts([frozenset(["红蜂驿站"])], [passage], kinds={"person"})
    assert [fact.figure.normal for fact in facts] == ["王晓敏"]


def test_the_facts_read_on_the_pages_are_among_the_first_answers() -> None:
    """At least 95 of 100 that a person wrote down, with their value, among the first three."""
    known, everywhere = known_facts(), passages()
    found = [fact for fact in known if is_answered(fact, answers(fact.query, everywhere)[:3])]
    assert len(known) >= 60
    assert len(found) >= 0.95 * len(known)
