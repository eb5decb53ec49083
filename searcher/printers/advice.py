"""What would be found instead of nothing, in one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.language import gettext as _
from searcher.printers.screen import counted

if TYPE_CHECKING:
    from searcher.advice import Suggestion


def format_advice(suggestion: Suggestion) -> str:
    """Return a suggestion as a sentence."""
    passages = counted(suggestion.count, "passage") if suggestion.count else _("no passage")
    match suggestion.kind:
        case "without_filters":
            message = _("without fields and dates {query} finds {passages}")
        case "word":
            message = _("{query} alone finds {passages}")
        case "part":
            message = _("{query}, a part of {word}, finds {passages}")
        case "variant":
            message = _("{query}, one character from {word}, finds {passages}")
    return message.format(query=suggestion.query, word=suggestion.of, passages=passages)
