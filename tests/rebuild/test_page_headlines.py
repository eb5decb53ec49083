"""Pages with one damage each: which headline, kicker and byline belongs to which body."""

from __future__ import annotations

from tests.rebuild.pages import shown
from tests.rebuild.stories import ABACUS, CLINIC, HOME


def test_a_kicker_with_a_colon_is_joined_without_a_space() -> None:
    """The line over the headline is the headline's beginning."""
    page = f"""\
武川县：
流动党员有了家
●本报记者 云艳芳

{HOME.column}"""

    expected = f"""\
{HOME.rebuilt}
---"""
    assert shown(page) == expected


def test_a_kicker_under_its_headline_is_read_first() -> None:
    """Wherever it was printed, the kicker leads."""
    page = f"""\
流动党员有了家
武川县：
●本报记者 云艳芳

{HOME.column}"""

    expected = f"""\
{HOME.rebuilt}
---"""
    assert shown(page) == expected


def test_two_lines_of_a_headline_are_joined_by_a_space() -> None:
    """A headline set on two lines is one headline."""
    page = f"""\
党旗高高飘扬在武川
流动党员有了自己的家
●本报记者 云艳芳

{HOME.body}"""

    expected = f"""\
[article] 党旗高高飘扬在武川 流动党员有了自己的家
by 云艳芳 本报记者
{HOME.body}
---"""
    assert shown(page) == expected


def test_headlines_may_stand_under_their_bodies() -> None:
    """Two bodies, each with its headline and byline below."""
    page = f"""\
{HOME.body}

{HOME.head}

{CLINIC.body}

{CLINIC.head}"""

    expected = f"""\
{HOME.rebuilt}
{CLINIC.rebuilt}
---"""
    assert shown(page) == expected


def test_two_headlines_at_the_end_find_their_bodies() -> None:
    """At the end of the page, in the other order."""
    page = f"""\
{HOME.body}

{CLINIC.body}

{CLINIC.head}

{HOME.head}"""

    expected = f"""\
{HOME.rebuilt}
{CLINIC.rebuilt}
---"""
    assert shown(page) == expected


def test_headlines_stacked_in_another_order_find_their_bodies() -> None:
    """Three in a row, none over its own body."""
    page = f"""\
{ABACUS.head}
{HOME.head}
{CLINIC.head}

{HOME.body}

{CLINIC.body}

{ABACUS.body}"""

    expected = f"""\
{HOME.rebuilt}
{CLINIC.rebuilt}
{ABACUS.rebuilt}
---"""
    assert shown(page) == expected


def test_stacked_headlines_without_bylines_find_their_bodies() -> None:
    """Words alone tell which headline is whose."""
    page = f"""\
托克托县：义诊送到村口

武川县：流动党员有了家

{HOME.body}

{CLINIC.body}"""

    expected = f"""\
[article] 武川县：流动党员有了家
{HOME.body}
[article] 托克托县：义诊送到村口
{CLINIC.body}
---"""
    assert shown(page) == expected


def test_an_article_without_headline_takes_none() -> None:
    """The neighbour's headline stays with the neighbour."""
    page = f"""\
{HOME.column}

{CLINIC.head}

{CLINIC.column}"""

    expected = f"""\
[article]
{HOME.body}
{CLINIC.rebuilt}
---"""
    assert shown(page) == expected


def test_a_byline_without_headline_begins_an_article() -> None:
    """The article over it has ended."""
    page = f"""\
{CLINIC.head}

{CLINIC.body}
下一步，托克托县中医院还将把义诊的车开到更远的村庄，让村民不出村就能看上专家门诊。

●本报记者 云艳芳

{HOME.body}"""

    expected = f"""\
{CLINIC.rebuilt}
下一步，托克托县中医院还将把义诊的车开到更远的村庄，让村民不出村就能看上专家门诊。
[article]
by 云艳芳 本报记者
{HOME.body}
---"""
    assert shown(page) == expected


def test_headings_of_markdown_are_headlines_and_subheads() -> None:
    """The marks are furniture; the lower level divides a body."""
    page = """\
# 武川县：流动党员有了家

●本报记者 云艳芳

武川县坚持精准施策、多维发力，积极探索流动党员管理新路径，引导流动党员主动亮身份、担职责、出实绩，推动基层党建工作提质增效。

### 让党员有为

哈乐镇党委利用春节期间流动党员集中返乡的契机，召开乡村振兴座谈会，流动党员们为家乡的发展提出了一系列建议。

# 托克托县：义诊送到村口

●本报记者 祁晓燕

近日，托克托县中医院的医生来到双河镇，为村民测血压、量血糖，讲解冬季养生的常识，让群众在家门口看上了病。

托克托县中医院已连续三年组织义诊，每月一次，累计为双河镇等地的两千多名村民看病，受到村民们的欢迎。"""

    expected = f"""\
[article] 武川县：流动党员有了家
by 云艳芳 本报记者
武川县坚持精准施策、多维发力，积极探索流动党员管理新路径，引导流动党员主动亮身份、担职责、出实绩，推动基层党建工作提质增效。
## 让党员有为
哈乐镇党委利用春节期间流动党员集中返乡的契机，召开乡村振兴座谈会，流动党员们为家乡的发展提出了一系列建议。
{CLINIC.rebuilt}
---
#
###
#"""
    assert shown(page) == expected


def test_headings_within_a_body_are_its_subheads() -> None:
    """They are no paragraphs, and no headlines of other articles."""
    page = f"""\
{HOME.head}

武川县坚持精准施策、多维发力，积极探索流动党员管理新路径，引导流动党员主动亮身份、担职责、出实绩，推动基层党建工作提质增效。

回乡有处去

哈乐镇党委利用春节期间流动党员集中返乡的契机，召开乡村振兴座谈会，流动党员们为家乡的发展提出了一系列建议。

融入有事干

大青山乡党委深入挖掘流入党员资源，发挥各自的优势，让他们融入乡村振兴、环境整治等工作，为村集体增加了收入。"""

    expected = """\
[article] 武川县：流动党员有了家
by 云艳芳 本报记者
武川县坚持精准施策、多维发力，积极探索流动党员管理新路径，引导流动党员主动亮身份、担职责、出实绩，推动基层党建工作提质增效。
## 回乡有处去
哈乐镇党委利用春节期间流动党员集中返乡的契机，召开乡村振兴座谈会，流动党员们为家乡的发展提出了一系列建议。
## 融入有事干
大青山乡党委深入挖掘流入党员资源，发挥各自的优势，让他们融入乡村振兴、环境整治等工作，为村集体增加了收入。
---"""
    assert shown(page) == expected
