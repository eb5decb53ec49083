"""The prompt on a terminal: a line is edited, completed, remembered, and answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import Completer
from prompt_toolkit.completion import Completion as Offer
from prompt_toolkit.history import InMemoryHistory

from index.errors import ArchiveError
from index.language import gettext as _
from searcher.prompt.completion import complete

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document
    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output

    from searcher.prompt.history import History
    from searcher.prompt.session import Session
    from searcher.prompt.vocabulary import Vocabulary


class _Completer(Completer):
    def __init__(self, session: Session, vocabulary: Vocabulary) -> None:
        self._session = session
        self._vocabulary = vocabulary

    def get_completions(
        self,
        document: Document,
        complete_event: CompleteEvent,  # noqa: ARG002 - the toolkit's signature
    ) -> Iterable[Offer]:
        """Offer what the text before the cursor can become."""
        line = document.text_before_cursor
        try:
            found = complete(line, self._session.commands, self._vocabulary)
        except ArchiveError:
            # There is no place for a message while a line is typed; the answer to it will have the same.
            return
        for each in found:
            yield Offer(each.text, each.start - len(line), display=each.label, display_meta=each.note)


def converse(
    session: Session,
    vocabulary: Vocabulary,
    history: History | None = None,
    *,
    input: Input | None = None,  # noqa: A002 - the toolkit's name
    output: Output | None = None,
) -> None:
    """Ask for lines and answer them until there is to be none: `:quit`, or Ctrl-D on an empty line.

    Ctrl-C clears a line and stops an answer. Lines are kept in `history`, where there is one and as long
    as they can be. `input` and `output` are the terminal's where none are given.
    """
    prompt: PromptSession[str] = PromptSession(
        history=InMemoryHistory(history.lines if history else []),
        completer=_Completer(session, vocabulary),
        # Only on Tab: a menu that opens by itself would take the lines below the prompt at every letter.
        complete_while_typing=False,
        enable_history_search=True,
        input=input,
        output=output,
    )
    for line in _lines(prompt, session):
        if history and line.strip():
            try:
                history.add(line)
            except OSError as error:
                session.say(_("{reason}; lines are kept no longer.").format(reason=error.strerror))
                history = None
        try:
            if not session.respond(line):
                return
        except KeyboardInterrupt:
            session.say(_("Stopped."))


def _lines(prompt: PromptSession[str], session: Session) -> Iterator[str]:
    """Yield the lines that are typed, until the input ends."""
    while True:
        try:
            yield prompt.prompt(_invitation(session))
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


def _invitation(session: Session) -> str:
    settings = str(session.settings)
    return f"searcher ({settings})> " if settings else "searcher> "
