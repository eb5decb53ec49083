"""Dress a clean article for print: byline, kicker, headline lines, headings, and what is expected of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from index.model import ArticleKind, Credit
from tests.damage import wording
from tests.damage.clean import CleanArticle, Paragraph, Subhead
from tests.expectation import ExpectedArticle

if TYPE_CHECKING:
    import random

    from tests.damage.levels import Damage

BylineStyle = Literal["line", "inline", "brief", "photo", "none"]

_ECHO = re.compile(r"(?:^|[，。])([\u4e00-\u9fff]{7,13})(?=[，。])")
_HALF_WIDTH = str.maketrans("，：；！？（）", ",:;!?()")
_HALF_BRACKETS = str.maketrans("（）", "()")


@dataclass(frozen=True, slots=True)
class Style:
    """What all articles of one page share: bullet, punctuation, marks of headings, wrapped or not."""

    wrapped: bool
    bullet: str
    markdown: bool
    punctuation: Literal["full", "half", "half brackets"]

    def set(self, text: str) -> str:
        """Set a text in the punctuation of the page."""
        match self.punctuation:
            case "full":
                return text
            case "half":
                return text.translate(_HALF_WIDTH)
            case "half brackets":
                return text.translate(_HALF_BRACKETS)


@dataclass(frozen=True, slots=True)
class Story:
    """One article as it will be printed, before the page is laid out."""

    kind: ArticleKind
    kicker: str
    headline: tuple[str, ...]
    byline: tuple[Credit, ...]
    byline_style: BylineStyle
    byline_text: str
    body: tuple[Paragraph | Subhead, ...]

    @property
    def printed_kicker(self) -> str:
        """The kicker with a space behind it where it does not end in a colon."""
        return self.kicker if self.kicker == "" or self.kicker.endswith(("：", ":")) else f"{self.kicker} "

    def expected(self, imprint: wording.Imprint) -> ExpectedArticle:
        """Say what a reader makes of this article."""
        return ExpectedArticle(
            headline=self.printed_kicker + " ".join(self.headline),
            byline=self.byline,
            byline_text=self.byline_text,
            kind=self.kind,
            subheads=tuple(element.text for element in self.body if isinstance(element, Subhead)),
            paragraphs=tuple(element.text for element in self.body if isinstance(element, Paragraph)),
            date=imprint.date,
            page=imprint.page,
            section=imprint.section,
        )


def page_style(rng: random.Random, damage: Damage) -> Style:
    """Choose the style of one page."""
    wrapped = rng.random() < damage.wrapped
    half = not wrapped and rng.random() < damage.half_width
    markdown = not wrapped and rng.random() < damage.markdown
    punctuation: Literal["full", "half", "half brackets"] = "full"
    if half:
        punctuation = rng.choice(("half", "half", "half brackets"))
    return Style(wrapped, rng.choice("●□●□◆"), markdown, punctuation)


def dress(article: CleanArticle, style: Style, rng: random.Random, damage: Damage) -> Story:
    """Dress an article of the page's body: byline, kicker, headline lines, headings."""
    kicker = ""
    if article.kicker and rng.random() < damage.kicker:
        kicker = article.kicker + rng.choice(("：", "：", ""))
    headline = headline_lines(article.headline, rng, damage)
    body = _with_subheads(article, rng) if rng.random() < damage.subheads else _plain(article)
    if rng.random() < damage.no_byline:
        byline_style: BylineStyle = "none"
    else:
        byline_style = "inline" if rng.random() < damage.inline_byline else "line"
    byline = wording.reporters(rng, own=byline_style == "line") if byline_style != "none" else ()
    story = Story("article", kicker, headline, byline, byline_style, "", body)
    return _set(with_byline(story, style), style)


def with_byline(story: Story, style: Style) -> Story:
    """Print the byline of a story in the form of its style."""
    names = wording.names_with_roles(story.byline)
    match story.byline_style:
        case "line":
            text = f"{style.bullet}{names}"
        case "inline":
            text = style.set(f"本报讯（{names}）")
        case _:
            text = ""
    return replace(story, byline_text=text)


def inlined(story: Story, style: Style) -> Story:
    """Move the byline of a story from a line of its own into its first paragraph."""
    byline = tuple(Credit(credit.name, credit.role.removeprefix("本报")) for credit in story.byline)
    return with_byline(replace(story, byline=byline, byline_style="inline"), style)


def dress_photo(article: CleanArticle, style: Style, rng: random.Random) -> Story:
    """Make a photo of an article: its first paragraph is the caption, with a credit under most."""
    caption = (Paragraph(article.paragraphs[0]),)
    name = wording.person(rng)
    byline: tuple[Credit, ...]
    match rng.choice(("own", "own", "plain", "none")):
        case "own":
            byline, text = (Credit(name, "本报记者"),), f"■本报记者 {name} 摄"
        case "plain":
            byline, text = (Credit(name, "摄"),), f"{name} 摄"
        case _:
            byline, text = (), ""
    headline = (article.headline,)
    return _set(Story("photo", "", headline, byline, "photo", text, caption), style)


def dress_brief(article: CleanArticle, style: Style, rng: random.Random) -> Story:
    """Make a brief of an article: its first paragraph behind a bullet, a name in brackets at its end."""
    name = wording.person(rng)
    body = (Paragraph(f"●{article.paragraphs[0]}"),)
    return _set(Story("brief", "", (), (Credit(name, ""),), "brief", f"（{name}）", body), style)


def headline_lines(headline: str, rng: random.Random, damage: Damage) -> tuple[str, ...]:
    """Break a headline into two lines at one of its spaces, or, long and without one, anywhere fair."""
    if rng.random() >= damage.two_lines:
        return (headline,)
    spaces = [place for place, character in enumerate(headline) if character == " "]
    if spaces:
        place = rng.choice(spaces)
        return headline[:place], headline[place + 1 :]
    if len(headline) >= 20:
        middle = len(headline) // 2
        return headline[:middle], headline[middle:]
    return (headline,)


def _plain(article: CleanArticle) -> tuple[Paragraph | Subhead, ...]:
    return tuple(map(Paragraph, article.paragraphs))


def _with_subheads(article: CleanArticle, rng: random.Random) -> tuple[Paragraph | Subhead, ...]:
    """Keep the headings of an article, or invent some that echo a clause of the paragraph below."""
    if any(isinstance(element, Subhead) for element in article.body):
        return article.body
    body: list[Paragraph | Subhead] = []
    for number, text in enumerate(article.paragraphs):
        echoes = _ECHO.findall(text)
        if number > 0 and echoes and rng.random() < 0.6:
            body.append(Subhead(rng.choice(echoes)))
        body.append(Paragraph(text))
    return tuple(body)


def _set(story: Story, style: Style) -> Story:
    """Set all texts of a story in the punctuation of its page."""
    return replace(
        story,
        kicker=style.set(story.kicker),
        headline=tuple(style.set(line) for line in story.headline),
        byline_text=style.set(story.byline_text),
        body=tuple(replace(element, text=style.set(element.text)) for element in story.body),
    )
