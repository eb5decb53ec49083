"""Three stories of one page, and how each stands on it: wrapped to its column, or never wrapped."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Story:
    """A story of two paragraphs.

    `body` has each of them on a line; `column` is the same text as a column of the page has it, in
    lines of thirteen characters, the first line of a paragraph two characters shorter.
    """

    headline: str
    reporter: str
    body: str
    column: str

    @property
    def head(self) -> str:
        """The headline and the byline, as they are printed."""
        return f"{self.headline}\n●本报记者 {self.reporter}"

    @property
    def rebuilt(self) -> str:
        """The article that it is to become, as `pages.shown` writes it down."""
        return f"[article] {self.headline}\nby {self.reporter} 本报记者\n{self.body}"


HOME = Story(
    headline="武川县：流动党员有了家",
    reporter="云艳芳",
    body="""\
武川县坚持精准施策、多维发力，积极探索流动党员管理新路径，引导流动党员主动亮身份、担职责、出实绩，推动基层党建工作提质增效。
哈乐镇党委利用春节期间流动党员集中返乡的契机，召开乡村振兴座谈会，流动党员们为家乡的发展提出了一系列建议。""",
    column="""\
武川县坚持精准施策、多
维发力，积极探索流动党员管
理新路径，引导流动党员主动
亮身份、担职责、出实绩，推
动基层党建工作提质增效。
哈乐镇党委利用春节期间
流动党员集中返乡的契机，召
开乡村振兴座谈会，流动党员
们为家乡的发展提出了一系列
建议。""",
)

CLINIC = Story(
    headline="托克托县：义诊送到村口",
    reporter="祁晓燕",
    body="""\
近日，托克托县中医院的医生来到双河镇，为村民测血压、量血糖，讲解冬季养生的常识，让群众在家门口看上了病。
托克托县中医院已连续三年组织义诊，每月一次，累计为双河镇等地的两千多名村民看病，受到村民们的欢迎。""",
    column="""\
近日，托克托县中医院的
医生来到双河镇，为村民测血
压、量血糖，讲解冬季养生的
常识，让群众在家门口看上了
病。
托克托县中医院已连续三
年组织义诊，每月一次，累计
为双河镇等地的两千多名村民
看病，受到村民们的欢迎。""",
)

ABACUS = Story(
    headline="赛罕区：算盘回课堂",
    reporter="宋爽",
    body="""\
赛罕区的小学把算盘请回了课堂，孩子们在珠算比赛中拨动算珠，教室里响起噼里啪啦的声音，家长们也来围观。
据了解，赛罕区今年在十二所小学开设珠算兴趣班，请来退休会计当老师，让孩子们在动手中感受数学的乐趣。""",
    column="""\
赛罕区的小学把算盘请回
了课堂，孩子们在珠算比赛中
拨动算珠，教室里响起噼里啪
啦的声音，家长们也来围观。
据了解，赛罕区今年在十
二所小学开设珠算兴趣班，请
来退休会计当老师，让孩子们
在动手中感受数学的乐趣。""",
)
