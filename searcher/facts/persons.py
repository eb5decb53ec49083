"""Persons of whom a text says their office, or that they say something, in folded text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.surnames import DOUBLE_SURNAMES, SURNAMES
from searcher.facts.units import words

if TYPE_CHECKING:
    from collections.abc import Iterator

_BODY: Final = (
    "党工委|党总支部?|党支部|党委|总支|支部|工委|常委|省委|市委|区委|县委|旗委|盟委|州委|镇委|乡委|居委会|村委会|社区"
    "|组织部|宣传部|统战部|办公室|委员会|管委会"
)
_HEAD: Final = (
    "书记|主任|部长|局长|厅长|处长|科长|司长|署长|省长|市长|区长|县长|旗长|盟长|州长|镇长|乡长|村长|所长|院长|校长|行长|站长|队长"
    "|支队长|大队长|会长|理事长|秘书长|董事长|总经理|经理|总裁|厂长|社长|组长|团长|政委|教导员|指导员|主席|委员长|总理|总统|首相|外长"
    "|大使|发言人|负责人|工作人员|网格员|技术员|党员|干事|干部|教授|研究员|专家|院士|医生|护士|工程师|教师|老师|法官|检察官|律师"
    "|村民|居民|市民|农民|牧民|种植户|养殖户|职工|员工|工人|骑手|快递员|志愿者|民警|学生|游客|乘客|代表|委员|作家|演员|导演|运动员"
    "|教练|总工程师|船长|机长|司机|馆长|台长|总编辑|会计|同志"
)
OFFICE: Final = rf"(?:{_BODY})?(?:常务副|第一|执行|代理|副|总|原)?(?:{_HEAD})"
SAYING: Final = (
    "说|表示|介绍|坦言|感慨|告诉|认为|指出|强调|回忆|笑称|透露|解释|直言|补充|感叹|激动地|高兴地|兴奋地|自豪地"
    "|笑着|深有感触"
)
_DOING: Final = (
    "接受|在|和|与|同|向|对|带|等|主持|出席|率|参加|会见|会谈|宣布|主动|凭|为|手把手|利用|赞|的|是|从|把|将|已|也|还|每|正|当选|荣获|获|致辞"
    "|作|前往|来到|走|看|算|驾|握|振奋|先后|分别|及|以|就|代表"
)
_MARK: Final = r"[,，。、;:!?\"')(.\s]"
_SURNAME: Final = f"(?:{'|'.join(sorted(DOUBLE_SURNAMES))}|[{''.join(sorted(SURNAMES))}])"


def _name(follows: str) -> str:
    """Return the pattern of a name; one of three characters wins over one of two.

    What follows must show where it ends.
    """
    return rf"(?P<name>{_SURNAME}[\u4e00-\u9fff]{{2}}(?={follows})|{_SURNAME}[\u4e00-\u9fff](?={follows}))"


_WITH_OFFICE: Final = re.compile(OFFICE + _name(rf"{_MARK}|\Z|{SAYING}|{_DOING}"))
# What each of the two cannot do without: found thirty times as fast, and seldom there.
_OFFICE_OF_A_NAME: Final = re.compile(f"(?:{_HEAD}){_SURNAME}")
_SAID: Final = re.compile(SAYING)
_WITH_VERB: Final = re.compile(rf"(?:(?<={_MARK})|\A)" + _name(SAYING))

# Words that begin with what is also a surname and may stand before 说: 于是说, 高兴地.
_WORDS: Final = words(
    """
    于是 高兴 应该 马上 包括 白天 时间 成功 明确 安全 任何 曾经 温和 全面 向他 常说 时常 强调 解释 方才 和他
    单独 关于 万一 严肃 严厉 严正 云南 江西 江苏 石家 连连 宁夏 安徽 广大 华为 成为 关键 文件 文章 同时 季度
    项目 成员 包头 海南 江南 金融 金额 边说 左右 安排 易于 强烈 范围 成立 解决 盛赞 祝贺 祝愿 方面 时代 时任
    代表 任务 向记 司机 经济 路透 解放 顾客 党员 管理 查询 单位 陈述 常委 沈阳 郑州 温州 柳州 贺州 常州 徐州
    康复 武汉 武警 武装 田间 车站 马来 高度 高校 高级 阳光 安倍 左边 章程 关注 关系 文化 文明 文艺 经理 包装
    史上 汤加 古巴 孟加 白俄 黎巴 秦始 司法 苏联 成绩
    """
)

Found = tuple[int, int, str]
"""Start and end in the folded text, office included, and the name."""


def find_persons(folded: str) -> Iterator[Found]:
    """Find persons with an office (负责人李娜) or who speak (李娜说), office and name.

    A name is a common surname and one or two characters; where it ends must be shown by a mark or a
    word that follows names. Names of other forms are not found.
    """
    for needed, pattern in ((_OFFICE_OF_A_NAME, _WITH_OFFICE), (_SAID, _WITH_VERB)):
        if not needed.search(folded):
            continue
        for match in pattern.finditer(folded):
            name = match["name"]
            if name[:2] not in _WORDS:
                yield match.start(), match.end("name"), name
