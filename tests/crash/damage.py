"""What a disk may do to an archive that nobody writes, and what a killed repair must leave as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.check import check
from index.errors import ArchiveError
from tests.crash.asking import WrongError

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

SEGMENTS = "index-*/MAIN_*.columns"

DAMAGED = (
    (SEGMENTS,),
    (SEGMENTS, SEGMENTS),
    (SEGMENTS, "index-*/lexicon.columns"),
    ("index-*/lexicon.columns",),
    ("index-*/sources-*.json",),
    ("index-*/segments-*.json",),
    ("index-*/_MAIN_*.toc",),
    ("archive.json",),
)
"""The files that are damaged together: enough is left to tell what the archive was made of."""


class Damage:
    """Some files of an archive are not what was written; the others are kept in mind."""

    def __init__(self, archive: Path, rng: Random) -> None:
        """Damage an archive. Raises `WrongError` where the check does not see it."""
        self._archive = archive
        self._damaged = set()
        # Segments above all: of these there are most, and they are the largest.
        for pattern in rng.choice((*DAMAGED[:3], *DAMAGED)):
            path = rng.choice(sorted(archive.glob(pattern)))
            self._damaged.add(path)
            _spoil(path, rng)
        self._others = {
            path: path.read_bytes()
            for path in archive.rglob("*")
            if path.is_file() and path not in self._damaged
        }
        if not self._is_seen():
            raise WrongError(f"the check does not see what happened to {self._named()}")

    def is_there(self) -> bool:
        """Say whether the archive is still damaged.

        Raises `WrongError` where it is, and something is gone that was sound: another repair needs it.
        """
        if not self._is_seen():
            return False
        lost = [
            path.relative_to(self._archive).as_posix()
            for path, content in self._others.items()
            if not path.exists() or path.read_bytes() != content
        ]
        if lost:
            raise WrongError(f"{self._named()} damaged, and a repair has cost {lost}")
        return True

    def _is_seen(self) -> bool:
        try:
            return bool(check(self._archive).problems)
        except ArchiveError:
            return True

    def _named(self) -> str:
        return ", ".join(sorted(path.relative_to(self._archive).as_posix() for path in self._damaged))


def _spoil(path: Path, rng: Random) -> None:
    """Flip a bit of a file, or cut it off, or blank a part, or remove it unless that makes it no archive."""
    content = bytearray(path.read_bytes())
    place = rng.randrange(len(content))
    kind = rng.choice(("flip", "flip", "cut", "blank", "remove"))
    if path.name == "archive.json":
        # Some bits of it may be another version, and a file that is not there is no archive.
        kind = "cut"
        place = min(place, len(content) - 3)
    # A new file: what reads the old one still has it mapped.
    path.unlink()
    if kind == "flip":
        content[place] ^= 1 << rng.randrange(8)
    elif kind == "blank":
        content[place : place + 512] = bytes(byte ^ 0xFF for byte in content[place : place + 512])
    elif kind == "cut":
        del content[place:]
    if kind != "remove":
        path.write_bytes(content)
