"""The units and classifiers that make a number a figure.

A closed list: what is not in it is no unit, so that 12345热线 is 12345 and not 12345 of something.
"""

from __future__ import annotations

from typing import Final


def words(text: str) -> frozenset[str]:
    """Return the words of a list written as one text."""
    return frozenset(text.split())


MONEY: Final = words("元 块钱 元钱 元人民币 人民币 美元 欧元 港元 港币 日元 英镑 卢布 韩元 澳元 新台币")

SHARES: Final = words("% ‰ 成")
"""Parts of a whole; each is counted in hundredths, with the unit %."""

_MEASURES: Final = words(
    """
    平方公里 平方千米 平方米 平米 立方米 公里 千米 米 厘米 毫米 微米 纳米 海里 亩 公顷 吨 公斤 千克 克 毫克
    斤 升 毫升 千瓦时 千瓦 兆瓦 千伏 度电 kwh kw mw gw km kg cm mm ml m2 m3 km2 摄氏度 ℃ gb tb mb 光年 吨公里
    吨标准煤 标箱 小时 个小时 分钟 秒 秒钟 倍 个百分点 百分点
    """
)

_TIMES: Final = words(
    """
    年 个月 周 个星期 天 夜 昼夜 个工作日 工作日 周岁 岁 周年 年级 学时 课时 个季度 季度 世纪 年代 学年 月
    日
    """
)

_CLASSIFIERS: Final = words(
    """
    个 人 名 位 口人 家 户 户次 项 条 件 次 回 场 场次 人次 车次 架次 班次 趟 起 宗 例 桩 笔 份 封 本 册 部
    篇 章 节 讲 张 幅 片 块 处 所 座 栋 幢 间 套 台 台套 辆 架 艘 列 只 头 匹 峰 羽 尾 株 棵 粒 枚 根 支 队
    组 对 双 批 批次 类 大类 种 级 层 届 期 号 楼 门 道 步 站 轮 版 排 桌 盏 盘 盆 箱 袋 瓶 桶 杯 盒 包 卷
    集 首 句 字 点 分 度 票 席 床 张床位 村 镇 乡 街道 省区市 省份 省 市 县 区 国 单元 屏 款 孔 眼 口井 段
    串 颗 针 剂 剂次 针次 名额 标段 亿次 遍 方面 环 代
    """
)

UNITS: Final = MONEY | SHARES | _MEASURES | _TIMES | _CLASSIFIERS

# 三级联动, 三步走, 十分重要, 三中全会: after one character these are mostly parts of words.
_IN_WORDS: Final = words(
    """
    分 度 点 路 字 门 道 排 站 国 省 市 县 区 乡 镇 村 包 段 代 月 日 号 桌 章 讲 年级 眼 部 回 方面 版 环
    节 队 集 首 步 级 层 期 针 周
    """
)

AFTER_ONE_HAN: Final = (UNITS - _IN_WORDS) | {"大"}
"""The units that make a figure of one Han digit: 两家, 七大; not 三级."""

AFTER_ONE: Final = MONEY | _MEASURES
"""The units that make a figure of 一, which else is an article: 一倍, 一公里; not 一个, 一年."""

_SAME: Final = (
    dict.fromkeys(["名", "位", "口人"], "人")
    | dict.fromkeys(["千米", "km"], "公里")
    | dict.fromkeys(["千克", "kg"], "公斤")
    | {"m2": "平方米", "m3": "立方米", "km2": "平方公里"}
    | dict.fromkeys(["元钱", "块钱", "元人民币", "人民币"], "元")
    | {"周岁": "岁", "平米": "平方米", "平方千米": "平方公里", "百分点": "个百分点", "港币": "港元"}
    | {
        "度电": "千瓦时",
        "kwh": "千瓦时",
        "秒钟": "秒",
        "个小时": "小时",
        "户次": "户",
        "大类": "类",
        "场次": "场",
    }
)


def comparable_unit(unit: str) -> str:
    """Return the unit that figures are compared by: 5名, 5位 and 5人 count the same."""
    return _SAME.get(unit, unit)


# 600余人才, 3项目, 三位一体: what follows shows that the unit is the beginning of a word.
_NOT_BEFORE: Final = {
    "人": "民才员类生间大工物心文们气均行格体选士",
    "家": "庭园具乡长属风",
    "位": "一置",
    "项": "目",
    "条": "件例约",
    "场": "所地馆面合景",
    "部": "门队署分委",
    "名": "单义牌",
    "天": "然下空气津",
    "组": "织合成团建",
    "队": "伍员",
    "种": "植业子",
    "处": "理于置级长",
    "本": "地市省区报级科",
    "台": "湾风账阶",
    "列": "车为入",
    "片": "区",
    "成": "为立员本果功就长熟都渝",
    "年": "轻龄终度产",
    "月": "亮饼球票",
    "点": "击燃亮",
    "分": "别析为成享布类",
    "度": "过",
    "元": "旦素月件",
    "日": "本常均报",
    "国": "家内际企",
    "支": "部持一书",
    "对": "于口接象",
    "类": "似别",
    "环": "境节保",
    "门": "诊口",
    "级": "别",
    "大": "学会家众厅队局",
    "道": "路德理",
    "代": "表码",
    "层": "面次",
    "站": "点",
    "市": "场民",
    "县": "级",
    "号": "召称码",
    "步": "行伐",
    "字": "符",
}


def unit_pattern(units: frozenset[str]) -> str:
    """Return a regular expression of the units, the longest first, none that begins another word."""
    longest_first = sorted(units, key=lambda unit: (-len(unit), unit))
    return "|".join(
        f"{unit}(?![{_NOT_BEFORE[unit]}])"
        if unit in _NOT_BEFORE
        else f"{unit}(?![a-z])"
        if unit.isascii() and unit.isalpha()
        else unit
        for unit in longest_first
    )
