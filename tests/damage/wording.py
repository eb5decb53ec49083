"""What a newspaper page prints around its articles: names, bylines, column titles, date lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from index.model import Credit

if TYPE_CHECKING:
    import random

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史"
    "顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红志建文晓宇海燕雪峰鹏飞浩然子涵欣怡佳慧莹颖"
    "琳璐婷雯凯旭阳博轩梓睿思远嘉卓"
)
_MONGOLIAN = ("阿柔娜", "乌日娜", "巴依斯古楞", "其木格", "苏日娜", "格日勒图", "哈斯塔娜", "娜仁高娃")

COLUMN_TITLES = (
    "党旗领航",
    "学思践悟",
    "知行合一",
    "民生一线",
    "基层实践",
    "乡村振兴",
    "文明新风",
    "一线传真",
    "先锋",
    "北疆党旗红",
    "记者走基层",
    "初心如磐",
)
PHOTO_TITLES = ("掠影", "图片新闻", "镜头")
BRIEFS_TITLE = "简讯"

_SECTIONS = ("党建", "要闻", "综合", "民生", "经济", "文化", "县域")
_DUTIES = ("审签", "编辑", "责任编辑", "美编", "执行主编", "版式策划", "制图", "校对")
_MAILBOXES = ("nmgsszxfb@163.com", "bjb2024@126.com", "xinwen_dj@sina.com", "zhoukan@rb.cn")
_WEEKDAYS = "一二三四五六日"


def person(rng: random.Random) -> str:
    """Invent one reporter's name of two to five characters."""
    if rng.random() < 0.08:
        return rng.choice(_MONGOLIAN)
    return rng.choice(_SURNAMES) + "".join(rng.sample(_GIVEN, rng.choice((1, 2, 2))))


def reporters(rng: random.Random, *, own: bool) -> tuple[Credit, ...]:
    """Invent the credits of one article: one to three reporters, at times with correspondents.

    With `own` the reporters are the paper's own, as bylines on a line of their own print it.
    """
    role = rng.choice(("记者", "记者", "记者", "实习记者"))
    role = f"本报{role}" if own else role
    named = [Credit(person(rng), role) for _ in range(rng.choice((1, 1, 1, 2, 2, 3)))]
    if rng.random() < 0.4:
        named += [Credit(person(rng), "通讯员") for _ in range(rng.choice((1, 1, 2)))]
    return tuple(named)


def names_with_roles(byline: tuple[Credit, ...]) -> str:
    """Print credits as papers do: each role once, before the names that share it."""
    parts: list[str] = []
    for number, credit in enumerate(byline):
        if number == 0 or byline[number - 1].role != credit.role:
            parts.append(credit.role)
        parts.append(credit.name)
    return " ".join(parts)


@dataclass(frozen=True, slots=True)
class Imprint:
    """The lines that date a page and name its editors, and what they say."""

    lines: tuple[str, ...] = ()
    date: str | None = None
    page: str | None = None
    section: str | None = None


def imprint(rng: random.Random) -> Imprint:
    """Invent the date line of a page in one of the printed forms, the page and section not always given."""
    day = date(2015, 1, 1) + timedelta(days=rng.randrange(4000))
    printed = f"{day.year}年{day.month}月{day.day}日"
    weekday = f"星期{_WEEKDAYS[day.weekday()]}"
    page, section = str(rng.randint(1, 16)), rng.choice(_SECTIONS)
    colon = rng.choice(("：", ":"))
    editors = " ".join(
        f"{duty}{colon}{' '.join(person(rng) for _ in range(rng.choice((1, 1, 3))))}"
        for duty in rng.sample(_DUTIES, rng.randint(2, 4))
    )
    mailbox = f"邮箱{colon}{rng.choice(_MAILBOXES)}"
    match rng.randrange(5):
        case 0:
            return Imprint(
                (f"{printed} {weekday} {page}{section} {editors}",), day.isoformat(), page, section
            )
        case 1:
            return Imprint((editors, f"{printed} {weekday} ■{mailbox}"), day.isoformat())
        case 2:
            page = f"{int(page):02}"
            return Imprint(
                (f"第{page}版：{section} {printed} {weekday}", editors), day.isoformat(), page, section
            )
        case 3:
            lines = (f"{page} {section}", f"{printed} {weekday}", f"{editors} {mailbox}")
            return Imprint(lines, day.isoformat(), page, section)
        case _:
            return Imprint((f"{printed} {weekday}",), day.isoformat())
