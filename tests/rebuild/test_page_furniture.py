"""Pages with one damage each: furniture, photos, briefs and the bylines inside a body."""

from __future__ import annotations

from tests.rebuild.pages import shown
from tests.rebuild.stories import ABACUS, CLINIC, HOME


def test_date_and_editors_belong_to_no_article() -> None:
    """The furniture keeps its order; every article takes date, page and section from it."""
    page = f"""\
2025年4月18日 星期五 7党建 审签：张靖瑜

{HOME.head}

{HOME.body}

责任编辑：王敏 邮箱：wm@163.com"""

    expected = f"""\
{HOME.rebuilt}
---
2025年4月18日 星期五 7党建 审签：张靖瑜
责任编辑：王敏 邮箱：wm@163.com"""
    assert shown(page) == expected


def test_a_column_title_belongs_to_no_article() -> None:
    """党旗领航 stands over the page, not over the article."""
    page = f"""\
党旗领航

{HOME.head}

{HOME.column}"""

    expected = f"""\
{HOME.rebuilt}
---
党旗领航"""
    assert shown(page) == expected


def test_a_title_set_one_character_a_line_belongs_to_no_article() -> None:
    """Its letters are furniture, one line each."""
    page = f"""\
基
层
实
践
{HOME.head}

{HOME.column}"""

    expected = f"""\
{HOME.rebuilt}
---
基
层
实
践"""
    assert shown(page) == expected


def test_the_last_letter_of_a_standing_title_is_parted_from_the_headline() -> None:
    """践 stands on the headline's line and belongs to 实."""
    page = f"""\
基
层
实
践{ABACUS.head}

{ABACUS.column}"""

    expected = f"""\
{ABACUS.rebuilt}
---
基
层
实
践"""
    assert shown(page) == expected


def test_a_caption_with_its_credit_is_a_photo() -> None:
    """The headline under 掠影 is the photo's, and the credit its byline."""
    page = f"""\
{HOME.head}

{HOME.body}

掠影

义诊进村来

近日，托克托县的医生在村口为村民义诊。
李永建 摄"""

    expected = f"""\
{HOME.rebuilt}
[photo] 义诊进村来
by 李永建 摄
近日，托克托县的医生在村口为村民义诊。
---
掠影"""
    assert shown(page) == expected


def test_a_caption_under_an_article_is_no_paragraph_of_it() -> None:
    """A caption without headline is a photo of its own."""
    page = f"""\
{HOME.head}

{HOME.column}
大青山乡党委深入挖掘流
入党员资源，发挥各自的优
势，让他们融入乡村振兴、环
境整治等工作，为村集体增加
了收入。
近年来，武川县流动党员
为家乡引进项目八个。

近日，武川县的流动党员在
春节座谈会上发言。
李永建 摄"""

    expected = f"""\
{HOME.rebuilt}
大青山乡党委深入挖掘流入党员资源，发挥各自的优势，让他们融入乡村振兴、环境整治等工作，为村集体增加了收入。
近年来，武川县流动党员为家乡引进项目八个。
[photo]
by 李永建 摄
近日，武川县的流动党员在春节座谈会上发言。
---"""
    assert shown(page) == expected


def test_briefs_under_their_title_are_articles_of_their_own() -> None:
    """The bullet stays as printed, the name in brackets is the byline."""
    page = f"""\
{HOME.head}

{HOME.column}

简讯

●近日，托克托县中医院
在双河镇举办义诊，为村民测
血压、讲养生。（阿柔娜）
●近日，赛罕区教育局在
十二所小学举办珠算比赛，家
长前来围观。（宋爽）"""

    expected = f"""\
{HOME.rebuilt}
[brief]
by 阿柔娜
●近日，托克托县中医院在双河镇举办义诊，为村民测血压、讲养生。
[brief]
by 宋爽
●近日，赛罕区教育局在十二所小学举办珠算比赛，家长前来围观。
---
简讯"""
    assert shown(page) == expected


def test_the_byline_at_a_bodys_start_is_no_part_of_its_paragraph() -> None:
    """本报讯（记者 …） goes, over a line's end too."""
    page = """\
武川县：流动党员有了家

本报讯（记者 祁晓燕、
费娟、李富强）武川县坚持精
准施策、多维发力，积极探索
流动党员管理新路径，引导流
动党员主动亮身份、担职责、
出实绩，推动基层党建工作提
质增效。
哈乐镇党委利用春节期间
流动党员集中返乡的契机，召
开乡村振兴座谈会，流动党员
们为家乡的发展提出了一系列
建议。"""

    expected = f"""\
[article] 武川县：流动党员有了家
by 祁晓燕 记者; 费娟 记者; 李富强 记者
{HOME.body}
---"""
    assert shown(page) == expected


def test_a_byline_at_a_bodys_start_may_stand_on_a_line_of_its_own() -> None:
    """What it begins is an article, no brief."""
    page = f"""\
本报讯（记者 云艳芳）
{HOME.column}

{CLINIC.head}

{CLINIC.column}"""

    expected = f"""\
[article]
by 云艳芳 记者
{HOME.body}
{CLINIC.rebuilt}
---"""
    assert shown(page) == expected
