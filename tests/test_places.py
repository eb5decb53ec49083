"""The places that an article names: told from streets, persons, ordinary words and pieces of longer names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import segmenter
from index.bulk.folding import fold_joined
from index.bulk.places import PlaceMiner
from index.bulk.vocabulary import Vocabulary
from index.bulk.words import cut_all
from index.columnar.batch import Gatherer
from index.columnar.builder import is_byline
from index.folding import fold
from index.mining import places
from index.mining.gazetteer import gazetteer
from index.mining.places import MOST
from tests.texts import article

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.model import Article


PUBLISHED = Path(__file__).parent.parent / "docs" / "places.md"
EXAMPLES = re.findall(
    "^\\| `(.+?)` \\| ((?:`[^`]+` )*)\\| ", PUBLISHED.read_text(encoding="utf-8"), re.MULTILINE
)


def test_the_published_examples_are_true() -> None:
    """Every line of the table in `docs/places.md` names the places that it says."""
    assert len(EXAMPLES) == 17
    assert {text: places_of(text) for text, _ in EXAMPLES} == {
        text: re.findall("`(.+?)`", expected) for text, expected in EXAMPLES
    }


def places_of(text: str) -> list[str]:
    """Return the places of a text."""
    return list(places.mine(article("a", "", text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("近日，呼和浩特市赛罕区、武川县和土默特左旗", ["呼和浩特", "赛罕区", "武川县", "土默特左旗"]),
        ("在广西壮族自治区南宁市，广西南宁", ["广西", "南宁"]),
        ("长江流域、黄河和青藏高原", ["长江", "黄河", "青藏高原"]),
        ("哈萨克斯坦共和国总统从阿斯塔纳抵达北马其顿", ["哈萨克斯坦", "阿斯塔纳", "北马其顿"]),
        ("臺灣、関東、江蘇省", ["台湾", "江苏"]),
        ("北京，北京市，北京。", ["北京"]),
    ],
)
def test_a_place_has_one_name(text: str, expected: list[str]) -> None:
    """The folded one; of provinces, cities and states the short one, which stands in every longer one."""
    assert places_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("走进和林格尔县城关镇利民社区", ["和林格尔县", "城关镇", "利民社区"]),
        ("清水河县窑沟乡", ["清水河县", "窑沟乡"]),
        ("回民区光明路街道阳光社区的居民", ["回民区", "光明路街道", "阳光社区"]),
        ("“红蜂驿站”，俪城社区党委", ["俪城社区"]),
        ("去年，花茂村的游客", ["花茂村"]),
        ("福州市鼓楼区东街街道", ["福州", "鼓楼区", "东街街道"]),
        ("珙县上罗镇镇党委书记", ["珙县", "上罗镇"]),
    ],
)
def test_a_settlement_is_told_by_what_stands_before_it(text: str, expected: list[str]) -> None:
    """Behind a place, or where a clause begins and its words are in no dictionary."""
    assert places_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("美丽的城市，英雄的大桥", []),
        ("家住南京路和中山大道", []),
        ("朱马里访问老挝", ["老挝"]),
        ("施耐德·阿曼说", []),
        ("饶河源国家湿地公园", []),
        ("赛罕区各个社区、部分街道和14个社区", ["赛罕区"]),
        ("在弼佑镇，三人乡，万村", []),
        ("新城区建设和老城区改造", []),
        ("呼和浩特市新城区", ["呼和浩特", "新城区"]),
        ("古田镇", []),
        ("许家印、刘玉村、刘强东五位委员", []),
        ("江苏盐城新丰镇", ["江苏", "盐城"]),
        ("街道社区，整洁美观的社区", []),
    ],
)
def test_what_only_looks_like_a_place_is_none(text: str, expected: list[str]) -> None:
    """Ordinary words, streets, persons, pieces of other names, and names that any town has."""
    assert places_of(text) == expected


def test_headline_and_paragraphs_are_read_and_the_byline_is_not() -> None:
    """Each place once, in reading order."""
    whole = article("a", "武川县", "北京", "上海和武川县", byline="天津日报记者李明")
    assert places.mine(whole) == ("武川县", "北京", "上海")


NAMES = [
    "北京",
    "北京市",
    "呼和浩特市",
    "新城区",
    "广西南宁",
    "马里",
    "朱",
    "在",
    "·",
    "、",
    "路",
    "镇",
    "北",
    "马其顿",
]
SETTLEMENTS = [
    "赛罕区",
    "窑沟",
    "乡",
    "光明",
    "社区",
    "路",
    "俪",
    "城",
    "街道",
    "、",
    "花茂",
    "村",
    "各个",
    "5",
    "杭锦旗",
]
PIECES = [
    *NAMES,
    *SETTLEMENTS,
    "利民",
    "后旗",
    "古田",
    "a",
    " ",
    "⺀",
    "臺灣",
    "赛罕",
    "区",
    "九原",
    "县",
    "三",
    "以",
    "“",
]
TEXTS = st.one_of(
    *(
        st.lists(st.sampled_from(pieces), max_size=7).map("".join)
        for pieces in (NAMES, SETTLEMENTS, PIECES, "北京市中区县镇村社俪的·，5 ⺀")
    )
)
ARTICLES = st.lists(st.tuples(TEXTS, TEXTS, st.lists(TEXTS, max_size=3)), min_size=1, max_size=4)


def mined_at_once(batches: Iterable[Sequence[Article]]) -> list[list[str]]:
    """Return the places of each article of some batches, mined batch by batch with one vocabulary."""
    vocabulary = Vocabulary()
    miner = PlaceMiner(vocabulary)
    mined = []
    for articles in batches:
        gatherer = Gatherer()
        for number, each in enumerate(articles):
            gatherer.add(each, 1, number)
        batch = gatherer.batch()
        folded = fold_joined(batch.text, batch.lengths)
        found = miner.mine_all(folded, cut_all(folded, vocabulary), is_byline(batch), batch.sizes)
        names = iter([found.names[number] for number in found.numbers.tolist()])
        mined += [[next(names) for _ in range(count)] for count in found.counts.tolist()]
    return mined


@settings(max_examples=300, deadline=None)
@given(st.lists(ARTICLES, min_size=1, max_size=2))
def test_many_articles_are_mined_as_one_is(drawn: list[list[tuple[str, str, list[str]]]]) -> None:
    """Headlines, bylines and paragraphs of all that meet in a batch, and batches that share their words."""
    batches = [
        [
            article(str(number), headline, *paragraphs, byline=byline)
            for number, (headline, byline, paragraphs) in enumerate(articles)
        ]
        for articles in drawn
    ]
    assert mined_at_once(batches) == [list(places.mine(each)) for batch in batches for each in batch]


@pytest.mark.parametrize(
    "text",
    [
        "呼和浩特市新城区·",
        "·呼和浩特市新城区",
        "赛罕区窑沟乡、光明社区",
        "赛罕区窑沟乡光明社区",
        "赛罕区光明路街道社区",
        "北马其顿路",
        "古田、镇",
        "北京",
    ],
)
def test_a_text_is_mined_as_it_is_alone(text: str) -> None:
    """What is rejected, or stands behind a sign, between two others that end and begin with places."""
    articles = [article("a", "", each) for each in ("窑沟乡", text, "社区")]
    assert mined_at_once([articles]) == [list(places.mine(each)) for each in articles]


@given(TEXTS)
def test_every_place_stands_in_the_text(text: str) -> None:
    """So that who looks for it finds the articles that are counted."""
    assert [place for place in places_of(text) if place not in fold(text)] == []


def test_of_a_list_of_places_the_first_are_kept() -> None:
    """So that no article brings all counties of a country; the same in both ways of mining."""
    names = [words[0] for words, named in gazetteer().places.items() if words == named][: MOST + 5]
    whole = article("a", "", "、".join(names))
    assert mined_at_once([[whole]]) == [list(places.mine(whole))] == [names[:MOST]]


def test_the_gazetteer_is_cut_as_texts_are() -> None:
    """Else a name of it would never be met."""
    names = gazetteer().places
    assert [words for words in names if tuple(segmenter.cut("".join(words))) != words] == []


def test_every_place_of_the_gazetteer_stands_in_its_name() -> None:
    """All folded, as the texts are in which they are looked for."""
    names = gazetteer().places
    assert [
        words for words, named in names.items() if any(place not in "".join(words) for place in named)
    ] == []
    assert ["".join(words) for words in names if fold("".join(words)) != "".join(words)] == []
