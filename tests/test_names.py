"""The terms that papers set in quotation marks, and what an archive says of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.bulk.folding import fold_joined
from index.columnar.batch import Gatherer
from index.columnar.builder import mined_from
from index.mining.names import (
    MOST,
    Mined,
    Name,
    Suggestion,
    Term,
    add_up,
    mine,
    restored,
    stored,
    suggest_synonyms,
)
from tests.texts import article


def terms(text: str) -> list[tuple[str, str]]:
    """Return the terms of a text, each with its kind."""
    return [(term.text, term.kind) for term in mine(article("a", "", text)).terms]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("设立“红蜂驿站”31个", [("红蜂驿站", "")]),
        ("推行“三度”工作法，构建“1+1”“1+N”机制", [("三度", "工作法"), ("1+N", "机制")]),
        ("6个“三务融合”实践站", [("三务融合", "实践站")]),
        ("“双报到 双服务”“双报到、双服务”", [("双报到 双服务", ""), ("双报到、双服务", "")]),
        ("社区「紅蜂團」志愿服务队", [("紅蜂團", "志愿服务队")]),
        ("“社区的‘红蜂驿站’也深受快递小哥们喜爱，大家都说好。”", [("红蜂驿站", "")]),
        ("“未访（诉）先办”", [("未访（诉）先办", "")]),
        ("“红蜂驿站”和“红蜂驿站”", [("红蜂驿站", "")]),
    ],
)
def test_a_term_stands_in_quotation_marks(text: str, expected: list[tuple[str, str]]) -> None:
    """As printed, with what follows where it says the kind."""
    assert terms(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "暖“新”友好行动",
        "“这里有一名走失的老人，请帮我们一起送他回家。”",
        "“以服务换服务，以服务促治理”",
        "他笑着说：“真好真好”",
        "“我们的家”",
        "“养猪有没有补贴”",
        "“去向掌握难、作用发挥难、活动开展难”等问题",
        "“12345”",
        "“没有另一半的引号",
        "“”",
    ],
)
def test_speech_and_slogans_are_no_terms(text: str) -> None:
    """What has a full stop or comma, speaks of persons, or is longer than a name."""
    assert terms(text) == []


def test_headline_and_paragraphs_are_read_and_the_byline_is_not() -> None:
    """In reading order."""
    whole = article("a", "“流而有为”的党员", "武川县“归巢”", byline="“记者”李明", date="2025-04-18")
    assert mine(whole) == Mined("a", "2025-04-18", (Term("流而有为"), Term("归巢")), ("武川县",))


def mined(number: int, *texts: str, date: str | None = None, places: tuple[str, ...] = ()) -> Mined:
    """Return what is mined of an article."""
    return Mined(f"a{number}", date, tuple(Term(text) for text in texts), places)


def test_articles_dates_places_and_neighbours_are_added_up() -> None:
    """The forms of one term count as one, under the commonest."""
    names = add_up(
        [
            mined(1, "双报到 双服务", "红蜂驿站", date="2025-04-18", places=("赛罕区", "回民区")),
            mined(2, "双报到、双服务", "双报到 双服务", date="2024-01-02", places=("回民区",)),
            mined(3, "双报到、双服务"),
            Mined("a4", None, (Term("三度", "工作法"), Term("双报到、双服务"))),
        ]
    )
    assert names == [
        Name(
            text="双报到、双服务",
            kinds=(),
            articles=4,
            first="2024-01-02",
            last="2025-04-18",
            places=(("回民区", 2), ("赛罕区", 1)),
            beside=(("三度", 1), ("红蜂驿站", 1)),
        ),
        Name("三度", ("工作法",), 1, None, None, (), (("双报到、双服务", 1),)),
        Name(
            text="红蜂驿站",
            kinds=(),
            articles=1,
            first="2025-04-18",
            last="2025-04-18",
            places=(("回民区", 1), ("赛罕区", 1)),
            beside=(("双报到、双服务", 1),),
        ),
    ]


def test_the_order_of_articles_does_not_matter() -> None:
    """So that segments can be added up in any order."""
    articles = [
        mined(1, "双报到", "双服务"),
        mined(2, "双服务"),
        mined(3, "红蜂团", "双服务", date="2025-01-01"),
    ]
    assert add_up(articles) == add_up(reversed(articles))


def test_an_abbreviation_is_proposed_where_both_are_used() -> None:
    """Its characters stand in the longer name in this order, from the first on."""
    names = add_up(
        [
            mined(1, "双报到双服务", "双报到", "服务双报到"),
            mined(2, "双报到双服务", "双报到"),
            mined(3, "双报告"),
        ]
    )
    assert suggest_synonyms(names) == [Suggestion("双报到", "双报到双服务", 2)]


def test_names_that_hardly_meet_are_not_proposed() -> None:
    """In one of three articles of each."""
    apart = [mined(number, "双报到") for number in range(2)] + [
        mined(number, "双报到双服务") for number in range(2, 4)
    ]
    assert suggest_synonyms(add_up([*apart, mined(5, "双报到", "双报到双服务")])) == []


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (Term("红蜂驿站"), "红蜂驿站"),
        (Term("双报到、双服务"), "双报到双服务\t双报到、双服务\t"),
        (Term("三度", "工作法"), "三度\t三度\t工作法"),
        (Term("紅蜂"), "红蜂\t紅蜂\t"),
    ],
)
def test_a_term_is_stored_under_its_key(term: Term, value: str) -> None:
    """As printed, and what follows, only where that says more."""
    assert (stored(term), restored(value)) == (value, (term.key, term))


TEXTS = st.text("红蜂站站a1“”‘’「」『』说：、，我 \u2019\u201b", max_size=40) | st.lists(
    st.sampled_from(["“红蜂", "驿站”", "‘双报到’", "“三度”工作法", "说：“", "”", "“", "「好」", "走"]),
    max_size=9,
).map("".join)


@given(st.lists(st.tuples(TEXTS, TEXTS, st.lists(TEXTS, max_size=3)), min_size=1, max_size=4))
def test_many_articles_are_mined_as_one_is(drawn: list[tuple[str, str, list[str]]]) -> None:
    """Headlines, bylines and paragraphs of all that meet in a batch."""
    articles = [
        article(str(number), headline, *paragraphs, byline=byline)
        for number, (headline, byline, paragraphs) in enumerate(drawn)
    ]
    gatherer = Gatherer()
    for number, each in enumerate(articles):
        gatherer.add(each, 1, number)
    batch = gatherer.batch()
    mined_at_once = mined_from(batch, fold_joined(batch.text, batch.lengths).printed)
    assert mined_at_once == [[stored(term) for term in mine(each).terms] for each in articles]


def test_of_a_page_of_names_the_first_are_kept() -> None:
    """So that no article brings every pair of thousands; the same in both ways of mining."""
    text = "".join(f"“驿站{number}”" for number in range(MOST + 5))
    whole = article("a", "", text)
    gatherer = Gatherer()
    gatherer.add(whole, 1, 0)
    batch = gatherer.batch()
    [names] = mined_from(batch, fold_joined(batch.text, batch.lengths).printed)
    assert len(names) == MOST
    assert names == [stored(term) for term in mine(whole).terms]
