"""Which articles are copies of one another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.folding import fold
from searcher.copies import RUN, SHARED, SHORTEST, group_copies

COPY = (
    "回民区立足城区商业发展情况，推行“商圈党建联盟”模式，设立“红蜂驿站”31个，为新就业群体提供暖心服务的同时，"
    "引导环卫工人、快递员等600余人当好基层治理流动的信息员，将新就业群体有效地团结在党组织周围。"
)
OTHER = "赛罕区紧盯新业态新就业群体的急难愁盼，统筹资源力量，提升辖区友好温度，着力深化服务平台建设。"


def test_a_copy_belongs_to_the_first_of_its_group() -> None:
    """Equal, in traditional characters and other marks, or with a short end cut off."""
    printed = COPY.replace("，", ",").replace("为", "為").replace("将", "將")
    assert group_copies([OTHER, COPY, printed, COPY[:-6], OTHER]) == [0, 1, 1, 1, 0]


def test_one_character_in_a_long_text_may_differ() -> None:
    """A correction makes no other article."""
    assert group_copies([COPY, COPY.replace("31个", "32个")]) == [0, 0]


def test_the_same_words_about_another_are_no_copy() -> None:
    """Reports of ceremonies differ in a few names."""
    report = "今天下午在北京人民大会堂东门外广场举行仪式，欢迎{}对我国进行国事访问。{}陪同检阅了三军仪仗队。"
    texts = [
        report.format(guest, host)
        for guest, host in [("芬兰总统尼尼斯托", "王毅"), ("也门总统哈迪", "杨洁篪")]
    ]
    assert group_copies(texts) == [0, 1]


def test_a_brief_is_no_copy_of_the_full_report() -> None:
    """Though it stands in it word for word."""
    assert group_copies([COPY, COPY[:30]]) == [0, 1]


def test_texts_of_a_few_characters_are_copies_where_they_are_equal() -> None:
    """And texts without any character of none."""
    assert group_copies(["简讯", "简讯。", "简 报", "", "。"]) == [0, 0, 2, 3, 4]


def test_no_texts_have_no_groups() -> None:
    """Nothing is nothing."""
    assert group_copies([]) == []


def brute_force(texts: list[str]) -> list[int]:
    """Group by sets of runs."""
    letters = ["".join(character for character in fold(text) if character.isalnum()) for text in texts]
    runs = [
        {text[start : start + RUN] for start in range(max(len(text) - RUN + 1, 1))} if text else set()
        for text in letters
    ]
    leaders: list[int] = []
    for number, own in enumerate(runs):
        for leader in dict.fromkeys(leaders):
            shorter, longer = sorted([len(own), len(runs[leader])])
            if 0 < shorter >= SHORTEST * longer and len(own & runs[leader]) >= SHARED * shorter:
                leaders.append(leader)
                break
        else:
            leaders.append(number)
    return leaders


@given(st.lists(st.text("一二三，", max_size=14), max_size=8))
def test_groups_are_those_of_comparing_sets_of_runs(texts: list[str]) -> None:
    """The product of matrices counts what sets share."""
    assert group_copies(texts) == brute_force(texts)
