"""What the commands share: their names, their exit statuses, the archive they work on."""

from __future__ import annotations

import os
from pathlib import Path

import click

from index import archive
from index.errors import ArchiveError
from index.language import gettext as _

COMMANDS = {
    "index": "Read files and folders and bring the archive up to date.",
    "search": "Find passages; the default command.",
    "facts": "Find the figures near the words of a query.",
    "quote": "Say whether a quotation is verbatim, and where it stood.",
    "timeline": "Count what a query finds over time.",
    "names": "List the archive's initiatives: terms set in quotation marks.",
    "read": "Rebuild the articles of files and print them.",
    "show": "Print one whole article.",
    "similar": "Find prior coverage of a draft.",
    "explain": "Say why a passage is found, and where its score comes from.",
    "status": "Say what the archive holds, and what was skipped.",
    "check": "Say whether the archive is undamaged, and mend it.",
    "compact": "Merge the archive's segments, for quicker searches.",
    "remove": "Forget files and their articles.",
}
"""Every command and its help in one line; each is the module of its name."""

DEFAULT = "search"
BY_DEFAULT = "searcher.by_default"
"""Key of `Context.meta`: whether the command was not named but taken by default."""

PATH = click.Path(readable=False, path_type=Path)
"""A path as an argument. Whether it can be read is seen, and said, where it is: click would refuse
the whole command for one closed folder among many."""

FOUND, NOT_FOUND, FAILED = 0, 1, 2
INTERRUPTED = 130
"""Exit statuses: grep's, and what shells expect after Ctrl-C."""


def archive_to_search(ctx: click.Context) -> Path:
    """Return the folder of the archive to search. Raises `ArchiveError` where there is none."""
    folder = archive.locate(ctx.obj, os.environ, Path.cwd())
    if folder is None:
        raise ArchiveError(_("no archive here or in any folder above; make one with: searcher index PATH"))
    return folder


def archive_to_write(ctx: click.Context) -> Path:
    """Return the folder of the archive to write, which may not be there yet."""
    return archive.locate(ctx.obj, os.environ, Path.cwd()) or Path(archive.FOLDER)


def no_such_article(article_id: str) -> str:
    """Return what is said where an archive has no article of an id."""
    return _("no article {id}; its id stands under its headline in the results of: searcher QUERY").format(
        id=article_id
    )
