"""One line after another answered, on one archive and one screen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rich.text import Text

from index.errors import QueryError, SearcherError
from index.folding import fold
from index.language import gettext as _
from searcher.archive import marker
from searcher.highlight import find_spans
from searcher.printers import screen
from searcher.printers.article import print_article
from searcher.printers.caret import point_at
from searcher.printers.results import format_totals, print_results
from searcher.prompt.commands import MARKS, available
from searcher.prompt.line import (
    Ask,
    DrawTimeline,
    Help,
    LineError,
    Nothing,
    Quit,
    SetLimit,
    SetMode,
    SetSort,
    Show,
    read_line,
)
from searcher.prompt.settings import Settings
from searcher.query.syntax import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence

    from rich.console import Console

    from searcher.archive import Archive, Marker
    from searcher.prompt.line import Request
    from searcher.results import Results

    Program = Callable[[str, Sequence[str]], object]
    """Runs a command of the command line by its name, with its arguments, on the same archive."""


class Session:
    """What a reader has asked so far, and how the next line is to be taken."""

    def __init__(
        self,
        archive: Callable[[], Archive],
        console: Console,
        *,
        programs: Container[str],
        run: Program,
    ) -> None:
        """Ask the archive that `archive` gives for each line; `run` has the commands `programs`."""
        self.commands = available(programs)
        self.settings = Settings()
        self._archive = archive
        self._console = console
        self._run = run
        self._last: Results | None = None

    def respond(self, line: str) -> bool:
        """Answer a line on the console; return whether there is to be another one.

        What is wrong with a line, or with the archive meanwhile, is said there too.
        """
        try:
            return self._answer(read_line(line, self.commands))
        except QueryError as error:
            self.say(str(error))
            if error.query is not None:
                self._console.print(
                    Text(point_at(error.query, error.column, self._console.width)), end="", soft_wrap=True
                )
        except SearcherError as error:
            self.say(str(error))
        return True

    def say(self, message: str) -> None:
        """Write one line that is no result."""
        screen.print_wrapped(self._console, Text(screen.safe(message), "yellow"))

    def _answer(self, request: Request) -> bool:
        match request:
            case Ask(query):
                self._search(query)
            case Show(rank):
                self._show(rank)
            case DrawTimeline(query):
                self._draw_timeline(query)
            case SetMode(mode):
                self._change(replace(self.settings, mode=mode))
            case SetSort(sort):
                self._change(replace(self.settings, sort=sort))
            case SetLimit(limit):
                self._change(replace(self.settings, limit=limit))
            case Help():
                self._help()
            case Nothing():
                pass
            case Quit():
                return False
        return True

    def _search(self, query: str) -> None:
        mode, sort, limit = self.settings.mode, self.settings.sort, self.settings.limit
        results = self._archive().search(query, limit=limit, mode=mode, sort=sort)
        self._last = results
        if results.total:
            print_results(self._console, results, is_fallback=mode != "relaxed", with_ranks=True)
        else:
            self.say(_nothing_found(query, self.settings))

    def _change(self, settings: Settings) -> None:
        """Take the settings, and ask the last query again with them."""
        self.settings = settings
        if self._last is not None:
            self._search(self._last.query)

    def _show(self, rank: int) -> None:
        last = self._last_results()
        if rank > len(last):
            raise LineError(
                _("there is no passage {rank}; the last results are: {totals}").format(
                    rank=rank, totals=format_totals(last)
                )
            )
        article = self._archive().article(last[rank - 1].article)
        if article is None:
            raise LineError(_("this article is no longer in the archive; ask again for what there is now"))
        print_article(self._console, article, _marker(last))
        self._console.print()

    def _draw_timeline(self, query: str | None) -> None:
        relaxed = ["--relaxed"] if self.settings.mode == "relaxed" else []
        self._run("timeline", [*relaxed, "--", query or self._last_results().query])

    def _last_results(self) -> Results:
        if self._last is None:
            raise LineError(_("nothing has been asked yet; type the words to look for"))
        return self._last

    def _help(self) -> None:
        width = max(len(command.usage) for command in self.commands)
        lines = [
            _("Type what you would type after searcher search: words to look for, operators, fields."),
            _("Tab completes the names of fields and their values. Ctrl-C clears the line."),
            "",
            *(f"{command.usage:{width}}  {command.help}" for command in self.commands),
            "",
            _("A query that begins with {mark} is put in quotation marks.").format(mark=MARKS[0]),
        ]
        for line in lines:
            screen.print_wrapped(self._console, Text(line))


def _marker(results: Results) -> Marker:
    """Return what marks in an article what it was found for: of relaxed results, the words marked there."""
    if results.mode == "exact":
        return marker(results.query)
    words = {fold(hit.text[start:end]) for hit in results for start, end in hit.spans}
    return lambda unit: find_spans(unit.text, words)


def _nothing_found(query: str, settings: Settings) -> str:
    if settings.mode == "exact":
        return _("Nothing matches {query} exactly; :auto shows passages that share words.").format(
            query=shown(query)
        )
    if settings.mode == "relaxed":
        return _("No passage shares a word with {query}; check the spelling or try other words.").format(
            query=shown(query)
        )
    return _(
        "Nothing matches {query}, nor shares a word with it; check the spelling or try fewer words."
    ).format(query=shown(query))
