"""Pages with one damage each: where paragraphs begin, and how their pieces come together again."""

from __future__ import annotations

from tests.rebuild.pages import shown
from tests.rebuild.stories import CLINIC, HOME


def test_a_first_line_two_characters_shorter_begins_a_paragraph() -> None:
    """No blank line parts the paragraphs of a wrapped column: their indents do."""
    page = """\
武川县：流动党员有了家
●本报记者 云艳芳

武川县坚持精准施策、多
维发力，积极探索流动党员管
理新路径，引导流动党员主动
亮身份、担职责、出实绩，推
动基层党建工作提质增效。
哈乐镇党委利用春节期间
流动党员集中返乡的契机，召
开乡村振兴座谈会，流动党员
们为家乡的发展提出了一系列
建议。
大青山乡党委深入挖掘流
入党员资源，发挥各自的优
势，让他们融入乡村振兴、环
境整治等工作，为村集体增加
了收入。"""

    expected = """\
[article] 武川县：流动党员有了家
by 云艳芳 本报记者
武川县坚持精准施策、多维发力，积极探索流动党员管理新路径，引导流动党员主动亮身份、担职责、出实绩，推动基层党建工作提质增效。
哈乐镇党委利用春节期间流动党员集中返乡的契机，召开乡村振兴座谈会，流动党员们为家乡的发展提出了一系列建议。
大青山乡党委深入挖掘流入党员资源，发挥各自的优势，让他们融入乡村振兴、环境整治等工作，为村集体增加了收入。
---"""
    assert shown(page) == expected


def test_a_column_that_ends_in_mid_sentence_goes_on_after_the_blank_line() -> None:
    """A blank line alone proves nothing."""
    page = f"""\
{HOME.head}

武川县坚持精准施策、多
维发力，积极探索流动党员管
理新路径，引导流动党员主动

亮身份、担职责、出实绩，推
动基层党建工作提质增效。
哈乐镇党委利用春节期间
流动党员集中返乡的契机，召
开乡村振兴座谈会，流动党员
们为家乡的发展提出了一系列
建议。"""

    expected = f"""\
{HOME.rebuilt}
---"""
    assert shown(page) == expected


def test_a_blank_line_before_a_quote_parts_nothing() -> None:
    """Extraction puts a blank line before every line that opens with a quote."""
    page = """\
骑手有了歇脚点
●本报记者 宋爽

走进玉龙街道，骑手们在驿
站里歇脚。玉龙街道打造的

“暖新驿站”，不仅提供饮水、
热饭，还引导外卖小哥担任

“民情前哨”，把看到的问题及
时报告社区。
“这里就像我的家。”骑手
李强说，他把自己当作玉龙街
道的一员，每天送餐都留心路
上的井盖和路灯。"""

    expected = """\
[article] 骑手有了歇脚点
by 宋爽 本报记者
走进玉龙街道，骑手们在驿站里歇脚。玉龙街道打造的“暖新驿站”，不仅提供饮水、热饭，还引导外卖小哥担任“民情前哨”，把看到的问题及时报告社区。
“这里就像我的家。”骑手李强说，他把自己当作玉龙街道的一员，每天送餐都留心路上的井盖和路灯。
---"""
    assert shown(page) == expected


def test_the_spaces_of_justified_lines_go() -> None:
    """A line stretched to its column's width reads as it was written."""
    page = f"""\
{HOME.head}

武川县坚持精准施策、多
维 发 力 ，积 极 探 索 流 动 党 员 管
理新路径，引导流动党员主动
亮身份、担职责、出实绩，推
动 基 层 党 建 工 作 提 质 增 效。
哈乐镇党委利用春节期间
流动党员集中返乡的契机，召
开乡村振兴座谈会，流动党员
们为家乡的发展提出了一系列
建议。"""

    expected = f"""\
{HOME.rebuilt}
---"""
    assert shown(page) == expected


def test_a_paragraph_on_one_line_stays_one() -> None:
    """A page that was never wrapped has a paragraph on every line."""
    page = f"""\
{HOME.head}

{HOME.body}
大青山乡党委深入挖掘流入党员资源，发挥各自的优势，让他们融入乡村振兴、环境整治等工作，为村集体增加了收入。"""

    expected = f"""\
{HOME.rebuilt}
大青山乡党委深入挖掘流入党员资源，发挥各自的优势，让他们融入乡村振兴、环境整治等工作，为村集体增加了收入。
---"""
    assert shown(page) == expected


def test_a_number_of_the_hotline_stays_in_its_sentence() -> None:
    """A line that holds an address in mid-sentence is no furniture."""
    page = f"""\
{HOME.head}

武川县坚持精准施策、多
维发力，积极探索流动党员管
理新路径，引导流动党员主动
亮身份、担职责、出实绩，推
动基层党建工作提质增效。
村民可以随时反映问题，
武川县委组织部公布了监督举
报的新闻热线：0471-6
635799，电话有专人接
听。"""

    expected = """\
[article] 武川县：流动党员有了家
by 云艳芳 本报记者
武川县坚持精准施策、多维发力，积极探索流动党员管理新路径，引导流动党员主动亮身份、担职责、出实绩，推动基层党建工作提质增效。
村民可以随时反映问题，武川县委组织部公布了监督举报的新闻热线：0471-6635799，电话有专人接听。
---"""
    assert shown(page) == expected


def test_the_end_of_an_article_before_its_own_headline_is_its_end() -> None:
    """土壤变 goes on with 化、, which stands above the headline."""
    page = """\
化、作物生长情况，用脚底板
走出服务群众的暖心路。
小秸秆里藏着大民生。秸
秆粉碎后翻进土里，菜农们不
仅省了清运费，连化肥都少用
了近两成。

秸秆“还田记”
□本报记者 宋佳

乌兰察布市精准对接菜农
的需求，把秸秆原位还田技术
送到田间地头，为菜农们解了
燃眉之急。
去年以来，党员干部结对
帮扶菜农，手把手教农户掌握
技术要领，跟踪记录土壤变"""

    expected = """\
[article] 秸秆“还田记”
by 宋佳 本报记者
乌兰察布市精准对接菜农的需求，把秸秆原位还田技术送到田间地头，为菜农们解了燃眉之急。
去年以来，党员干部结对帮扶菜农，手把手教农户掌握技术要领，跟踪记录土壤变化、作物生长情况，用脚底板走出服务群众的暖心路。
小秸秆里藏着大民生。秸秆粉碎后翻进土里，菜农们不仅省了清运费，连化肥都少用了近两成。
---"""
    assert shown(page) == expected


def test_an_article_that_stands_inside_another_is_lifted_out() -> None:
    """The paragraph cut in two by the other article is whole again."""
    page = f"""\
秸秆“还田记”
□本报记者 宋佳

乌兰察布市精准对接菜农的需求，把秸秆原位还田技术送到田间地头，为菜农们解了燃眉之急。
去年以来，党员干部结对帮扶菜农，手把手教农户掌握技术要领，跟踪记录土壤变

{CLINIC.head}

{CLINIC.body}

化、作物生长情况，用脚底板走出服务群众的暖心路。
小秸秆里藏着大民生。秸秆粉碎后翻进土里，菜农们不仅省了清运费，连化肥都少用了近两成。"""

    expected = f"""\
[article] 秸秆“还田记”
by 宋佳 本报记者
乌兰察布市精准对接菜农的需求，把秸秆原位还田技术送到田间地头，为菜农们解了燃眉之急。
去年以来，党员干部结对帮扶菜农，手把手教农户掌握技术要领，跟踪记录土壤变化、作物生长情况，用脚底板走出服务群众的暖心路。
小秸秆里藏着大民生。秸秆粉碎后翻进土里，菜农们不仅省了清运费，连化肥都少用了近两成。
{CLINIC.rebuilt}
---"""
    assert shown(page) == expected


def test_a_quote_cut_in_two_is_closed_again() -> None:
    """The opened quote of one piece is closed in another, printed far above it."""
    page = f"""\
熟带生”的师徒结对场景随处可见，新员工很快学会了本领。
项目部的党员带着新员工顶着风沙作业，锡林郭勒草原的井场上捷报频传，新技术遍地开花。

{CLINIC.head}

{CLINIC.body}

党旗在草原的井场飘扬
□本报记者 巴依斯古楞

在锡林郭勒草原的井场上，“老带新、"""

    expected = f"""\
{CLINIC.rebuilt}
[article] 党旗在草原的井场飘扬
by 巴依斯古楞 本报记者
在锡林郭勒草原的井场上，“老带新、熟带生”的师徒结对场景随处可见，新员工很快学会了本领。
项目部的党员带着新员工顶着风沙作业，锡林郭勒草原的井场上捷报频传，新技术遍地开花。
---"""
    assert shown(page) == expected


def test_nothing_is_stitched_by_force() -> None:
    """Where text is missing both loose ends stay as they are."""
    page = f"""\
党旗在草原的井场飘扬
□本报记者 巴依斯古楞

项目部的党员带着新员工顶着风沙作业，锡林郭勒草原的井场上捷报频传，新技术遍地开花。
在锡林郭勒草原的井场上，“老带新、熟带生”的师徒结对场景随

{CLINIC.head}

{CLINIC.body}

真是太方便了！”居民于忠海对社区的智慧物业服务赞不绝口。"""

    expected = f"""\
[fragment] 党旗在草原的井场飘扬
by 巴依斯古楞 本报记者
项目部的党员带着新员工顶着风沙作业，锡林郭勒草原的井场上捷报频传，新技术遍地开花。
在锡林郭勒草原的井场上，“老带新、熟带生”的师徒结对场景随
{CLINIC.rebuilt}
[fragment]
真是太方便了！”居民于忠海对社区的智慧物业服务赞不绝口。
---"""
    assert shown(page) == expected
