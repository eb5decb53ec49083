"""Which of a document's blocks are the text of its article.

The run of blocks with the largest sum of scores, where sentences count for it, and links, tags and what pages
say of themselves against it: maximum subsequence segmentation (Pasternack, Roth, *Extracting Article Text
from the Web with Maximum Subsequence Segmentation*, WWW 2009), on blocks instead of words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.html.blocks import Block, Parsed

LEAST: Final = 20
"""Characters of sentences that an article has at least, where nothing but they say that it is one."""

_SENTENCE: Final = re.compile("[，。！？；：、]|[,.!?;] ")
_RIGHTS: Final = re.compile(
    r"版权所有|版权声明|Copyright|©|\bICP\b|ICP备|ICP证|公网安备|许可证(?:编?号|[：:])|"
    r"All [Rr]ights [Rr]eserved|"
    r"违法和不良信息|举报电话|举报邮箱|未经\S{0,6}(?:授权|许可|同意)[^。]{0,20}(?:转载|使用)"
)
"""What only the owner of a page says."""

_CLAIM: Final = re.compile(
    r"新闻热线|广告热线|法律顾问|技术支持|联系我们|关于我们|网站地图|上一篇|下一篇|相关(?:新闻|阅读|链接|报道|资讯)|"
    r"延伸阅读|推荐阅读|热门推荐|免责声明|特别声明|扫一扫|二维码|点击进入|发表评论|网友评论|参与评论|分享到|分享至|"
    r"微信扫码|登录|注册|客户端下载|打印本页|关闭窗口|返回顶部|字号|字体：|浏览次数|阅读量|点击数|您所在的位置|当前位置|"
    r"正文已结束|(?:邮编|传真|电话|邮箱)\s*[：:]\s*[\d(（+A-Za-z]|\A地址\s*[：:]"
)
"""What pages say beside an article, and articles too, in whole sentences."""

_LONGEST_RIGHTS, _LONGEST_CLAIM = 120, 40

_LINK, _SHORT, _TAG, _MOST_TAGS = 12.0, 4.0, 0.5, 40
"""What a block of links, a line that is no sentence and a tag between blocks weigh against a run."""


@dataclass(frozen=True, slots=True)
class Run:
    """The blocks `[first, last]` that are an article's text, of which those that are not are left out."""

    members: tuple[int, ...]
    is_marked: bool
    """Whether the document itself says so."""
    share: float
    """How much of the document's sentences they have, 0 to 1."""


def find_body(parsed: Parsed) -> Run | None:
    """Return the text of an article, `None` where a document has none."""
    blocks = parsed.blocks
    marked = tuple(index for index, block in enumerate(blocks) if block.in_body and not is_claim(block))
    if marked:
        return Run(marked, is_marked=True, share=1.0)
    inside = [index for index, block in enumerate(blocks) if block.in_article]
    candidates = inside if _sentences(blocks, inside) >= LEAST else list(range(len(blocks)))
    for heeding in (True, False):
        members = _best_run(blocks, candidates, heeding=heeding)
        found = _sentences(blocks, members)
        if found >= LEAST:
            whole = _sentences(blocks, range(len(blocks)))
            members += _tables_behind(parsed, members)
            return Run(tuple(members), is_marked=False, share=found / whole)
    return None


def is_of_rights(block: Block) -> bool:
    """Tell whether a block says to whom a page belongs."""
    return len(block.text) <= _LONGEST_RIGHTS and _RIGHTS.search(block.text) is not None


def is_claim(block: Block) -> bool:
    """Tell whether a block is what a page says of itself: rights, addresses, what else to read."""
    if len(block.text) > _LONGEST_RIGHTS:
        return False
    if _RIGHTS.search(block.text):
        return True
    return (
        len(block.text) <= _LONGEST_CLAIM and "。" not in block.text and _CLAIM.search(block.text) is not None
    )


def is_of_links(block: Block) -> bool:
    """Tell whether a block is mostly links."""
    return 2 * block.linked > len(block.text)


def is_sentence(text: str) -> bool:
    """Tell whether a text has the punctuation of one."""
    return _SENTENCE.search(text) is not None


def _sentences(blocks: Sequence[Block], members: Sequence[int]) -> int:
    return sum(
        len(blocks[index].text) - blocks[index].linked
        for index in members
        if _SENTENCE.search(blocks[index].text)
        and not is_of_links(blocks[index])
        and not is_claim(blocks[index])
    )


def _best_run(blocks: Sequence[Block], candidates: Sequence[int], *, heeding: bool) -> list[int]:
    """Return the members of the run with the largest sum (Kadane's algorithm), without what is no text."""
    best = total = 0.0
    best_run = (0, 0)
    start = 0
    for place, index in enumerate(candidates):
        block = blocks[index]
        if total <= 0:
            total, start = 0.0, place
        else:
            total -= _TAG * min(block.tags, _MOST_TAGS)
        total += _score(block, heeding=heeding)
        if total > best:
            best, best_run = total, (start, place + 1)
    return [index for index in candidates[slice(*best_run)] if _belongs(blocks[index], heeding=heeding)]


def _tables_behind(parsed: Parsed, members: Sequence[int]) -> list[int]:
    """Return the rows of tables that follow a text in the innermost element that holds it."""
    first, last = members[0], members[-1]
    around = [(end - start, end) for start, end in parsed.containers if start <= first and last < end]
    if not around:
        return []
    rows = []
    for index in range(last + 1, min(around)[1]):
        block = parsed.blocks[index]
        if block.row in {0, parsed.blocks[last].row} or not _belongs(block, heeding=True):
            break
        rows.append(index)
    return rows


def _score(block: Block, *, heeding: bool) -> float:
    if is_of_links(block):
        return -_LINK
    if is_claim(block):
        return -_LINK
    if heeding and block.is_apart:
        return -_LINK
    if is_sentence(block.text):
        return float(len(block.text) - 2 * block.linked)
    return -_SHORT


def _belongs(block: Block, *, heeding: bool) -> bool:
    return not (is_of_links(block) or is_claim(block) or (heeding and block.is_apart))
