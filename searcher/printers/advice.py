"""What would be found instead of nothing, in one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searcher.printers.screen import counted

if TYPE_CHECKING:
    from searcher.advice import Suggestion


def format_advice(suggestion: Suggestion) -> str:
    """Return a suggestion as a sentence."""
    passages = counted(suggestion.count, "passage") if suggestion.count else "no passage"
    match suggestion.kind:
        case "without_filters":
            return f"without fields and dates {suggestion.query} finds {passages}"
        case "word":
            return f"{suggestion.query} alone finds {passages}"
        case "part":
            return f"{suggestion.query}, a part of {suggestion.of}, finds {passages}"
        case "variant":
            return f"{suggestion.query}, one character from {suggestion.of}, finds {passages}"
