"""The fields of an article: which values they take and how they are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from index.folding import fold
from index.language import gettext as _
from searcher.query.syntax import shown

if TYPE_CHECKING:
    from index.model import ArticleKind
    from searcher.query.syntax import FieldName

KINDS: Final[dict[str, ArticleKind]] = {
    "article": "article",
    "brief": "brief",
    "photo": "photo",
    "fragment": "fragment",
    "文章": "article",
    "简讯": "brief",
    "图片": "photo",
    "残篇": "fragment",
}


def field_value(name: FieldName, text: str) -> str:
    """Return a field's value as the tree holds it: a kind by its English name, anything else as it is given.

    Raises `ValueError` for a blank value and for a kind that there is none of.
    """
    folded = fold(text).strip()
    if not folded:
        raise ValueError(_("the value is blank"))
    if name != "kind":
        return text
    if folded not in KINDS:
        raise ValueError(
            _("expected one of {kinds}, not {text}").format(kinds=", ".join(KINDS), text=shown(text))
        )
    return KINDS[folded]


def is_value_of(name: FieldName, value: str, printed: str | None) -> bool:
    """Say whether one printed value of a field is what a query asks for; never where there is none.

    Of headline, byline, paper, section and file the folded value is a part of what is printed.
    Of a byline each credit's name and the byline as printed are values, and one of them suffices.
    A page is equal, as a number where both are numbers (7, 07, 第7版, 第七版). A kind is equal.
    """
    if printed is None:
        return False
    match name:
        case "kind":
            return value == printed
        case "page":
            return _page(value) == _page(printed)
        case _:
            return fold(value) in fold(printed)


def _page(printed: str) -> str:
    """Return what pages are compared by: the number where it is one, else the folded text."""
    # Few queries have a page, and every start would wait for the numerals' patterns.
    from searcher.query.numerals import whole_number

    folded = fold(printed).strip()
    inner = folded.removeprefix("第").removesuffix("版")
    number = whole_number(inner.lstrip("0") or inner[:1])
    return folded if number is None else str(number)
