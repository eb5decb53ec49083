"""A timeline: bars for a person, rows for a program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.text import Text

from index.language import gettext as _
from searcher.printers import screen
from searcher.printers.machine import to_json
from searcher.printers.results import print_results
from searcher.printers.screen import QUIET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from searcher.facets import Count
    from searcher.timeline import Timeline

WIDEST: Final = 100
"""Columns beyond which a bar grows no longer."""

_EIGHTHS: Final = " ▏▎▍▌▋▊▉█"
_ASCII: Final = "#"
_BAR: Final = "cyan"


def print_timeline(console: Console, timeline: Timeline, *, with_bars: bool) -> None:
    """Write the periods with their passages and articles, a bar beside each; first, last and peak below."""
    title = Text(screen.safe(format_title(timeline)), "bold")
    screen.print_wrapped(console, title)
    room = min(console.width, WIDEST) if with_bars else 0
    is_ascii = not console.encoding.startswith("utf")
    for line in format_periods(timeline.periods, room, is_ascii=is_ascii):
        console.print(line, soft_wrap=True)
    screen.print_wrapped(console, Text(format_summary(timeline), QUIET))
    if timeline.results is not None:
        console.print()
        print_results(console, timeline.results, is_fallback=False)


def format_title(timeline: Timeline) -> str:
    """Return what was asked, how much was found and by what it is counted."""
    by = {"year": _("by year"), "month": _("by month"), "day": _("by day")}
    message = _("{query} on {day}: {found}, {by}") if timeline.on_this_day else _("{query}: {found}, {by}")
    return message.format(
        query=timeline.query,
        day=timeline.on_this_day,
        found=screen.found(timeline.total, timeline.articles, is_relaxed=timeline.mode == "relaxed"),
        by=by[timeline.by],
    )


def format_periods(periods: Sequence[Count], width: int, *, is_ascii: bool = False) -> list[Text]:
    """Return a line a period: its name, passages, articles, and a bar in what is left of `width`, if any."""
    most = max((period.units for period in periods), default=0)
    units, articles = (len(f"{number:,}") for number in (most, max((p.articles for p in periods), default=0)))
    lines = []
    for period in periods:
        numbers = f"{period.value}  {period.units:>{units},}  {period.articles:>{articles},}"
        bar = format_bar(period.units, most, width - len(numbers) - 2, is_ascii=is_ascii)
        lines.append(Text(numbers).append(f"  {bar}" if bar else "", _BAR))
    return lines


def format_bar(number: int, most: int, width: int, *, is_ascii: bool = False) -> str:
    """Return a bar as long as `number` is to `most`, which has `width` cells; what is not 0 is seen."""
    if not number or width < 1:
        return ""
    eighths = max(number * width * 8 // most, 1)
    if is_ascii:
        return _ASCII * max(eighths // 8, 1)
    return _EIGHTHS[8] * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def format_summary(timeline: Timeline) -> str:
    """Return the first day, the last, the period with most, and what has no date."""
    parts = []
    if timeline.peak is not None:
        parts.append(
            _("First {first}, last {last}, most in {peak}: {found}.").format(
                first=timeline.first,
                last=timeline.last,
                peak=timeline.peak.value,
                found=screen.found(timeline.peak.units, timeline.peak.articles),
            )
        )
    if timeline.undated.units:
        undated = screen.found(timeline.undated.units, timeline.undated.articles)
        parts.append(_("Without a date: {found}.").format(found=undated))
    return " ".join(parts)


def format_timeline_json(timeline: Timeline) -> str:
    """Return the timeline as one JSON object."""
    return to_json(timeline.as_dict())


def format_timeline_csv(timeline: Timeline) -> str:
    """Return a header line and one period a line; last, under a blank period, what has no date."""
    rows = [f"{each.value or ''},{each.units},{each.articles}" for each in timeline.periods]
    if timeline.undated.units:
        rows.append(f",{timeline.undated.units},{timeline.undated.articles}")
    return "".join(f"{row}\r\n" for row in ["period,units,articles", *rows])
