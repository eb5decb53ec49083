"""When files change: the moments at which an archive is to be brought up to date again."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from index.errors import SourceError
from index.language import gettext as _
from index.sources import has_known_suffix, printable
from index.updating.provenance import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from threading import Event

SETTLED: Final = 1_000
"""Milliseconds without a change after which a burst of changes is over: a page that is being copied."""

LONGEST: Final = 10_000
"""Milliseconds after which a burst that goes on is looked at all the same."""

ANYWAY: Final = 300.0
"""Seconds after which files are looked at though nothing was told of them: file servers tell nothing."""


def changes(paths: Iterable[Path], archive: Path, stop: Event | None = None) -> Iterator[None]:
    """Yield whenever files that the paths name may have changed, until Ctrl-C or `stop` is set.

    Yields first as soon as it watches: what has changed since the files were last looked at would else be
    missed. Changes below the archive's own folder do not count: each update makes some.

    Raises `SourceError` for a folder that does not exist.
    """
    from watchfiles import watch  # loads a library of its own

    # A file is watched through its folder: an editor replaces it by another.
    watched = {path if path.is_dir() else path.parent for path in paths}
    for folder in watched:
        if not folder.is_dir():
            raise SourceError(printable(folder), _("no such folder to watch; check the path"))
    own = archive.resolve()

    def counts(_change: object, changed: str) -> bool:
        path = Path(changed)
        if path.is_relative_to(own) or own in path.resolve().parents:
            return False
        # A folder that comes or goes brings or takes files.
        return has_known_suffix(path.name) or path.name == SETTINGS or not path.suffix

    looked = time.monotonic() - ANYWAY
    for changed in watch(
        *watched,
        watch_filter=counts,
        debounce=LONGEST,
        step=SETTLED,
        stop_event=stop,
        rust_timeout=SETTLED,
        yield_on_timeout=True,
        raise_interrupt=False,
        ignore_permission_denied=True,
    ):
        if changed or time.monotonic() - looked >= ANYWAY:
            yield
            looked = time.monotonic()
