"""Making articles, lines and archives for the tests of the index, and asking an archive what it finds."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import searcher
from index.model import Article, Credit, Unit
from index.updating.update import Report, update

if TYPE_CHECKING:
    from collections.abc import Iterable


def _permissions_hold() -> bool:
    with tempfile.NamedTemporaryFile() as file:
        Path(file.name).chmod(0)
        return not os.access(file.name, os.R_OK)


needs_permissions = pytest.mark.skipif(not _permissions_hold(), reason="root may read and write everything")

PAGE = """红蜂驿站让骑手有了家

本报讯（记者 李明）近日，红蜂驿站在解放路社区启用，为外卖骑手提供歇脚、充电和饮水服务。社区党
委书记王芳说，驿站每天开放十二个小时。
"""
"""A page of one article."""

PAGE_ID = hashlib.sha256(PAGE.encode()).hexdigest()[:12] + "-1"
"""The id of its article."""


def article(identifier: str = "a1", *paragraphs: str, headline: str = "", date: str | None = None) -> Article:
    """Return an article of these paragraphs."""
    units = (
        Unit(0, "headline", headline, ((1, 1),) if headline else ()),
        Unit(1, "byline", "", ()),
        *(Unit(number, "paragraph", text, ((1, 1),)) for number, text in enumerate(paragraphs, start=2)),
    )
    return Article(
        id=identifier,
        file="a.jsonl",
        kind="article",
        byline=(Credit("李明", "记者"),),
        paper=None,
        date=date,
        page=None,
        section=None,
        confidence=1.0,
        units=units,
    )


def line(**fields: Any) -> str:
    """Return an article as a line of JSON."""
    return json.dumps(fields, ensure_ascii=False) + "\n"


def write_articles(path: Path, **texts: str) -> Path:
    """Write a `.jsonl` file of articles, a text for each id."""
    path.write_text("".join(line(id=key, text=text) for key, text in texts.items()), encoding="utf-8")
    return path


def write(path: Path, text: str) -> Path:
    """Write a file of text."""
    path.write_text(text, encoding="utf-8")
    return path


def bring_up_to_date(folder: Path, *paths: Path) -> Report:
    """Update an archive that must not complain of anything."""
    report = update(folder, paths)
    assert (report.problems, report.warnings) == ([], [])
    return report


def complaints(report: Report) -> list[str]:
    """Return what an update refused, as it is shown."""
    return [str(problem) for problem in report.problems]


def found(folder: Path, query: str) -> list[tuple[str, int]]:
    """Return the articles and units that contain a literal, sorted."""
    with searcher.open(folder) as archive:
        results = archive.search(query, limit=1_000_000, mode="exact")
        return sorted((hit.article, hit.unit) for hit in results)


def texts(folder: Path, query: str) -> list[str]:
    """Return the texts of the units that contain a literal, sorted."""
    with searcher.open(folder) as archive:
        return sorted(hit.text for hit in archive.search(query, limit=1_000_000, mode="exact"))


def article_of(folder: Path, identifier: str) -> Article | None:
    """Return an article of an archive by its id."""
    with searcher.open(folder) as archive:
        return archive.article(identifier)


def alter_mark(folder: Path, **fields: Any) -> None:
    """Change what an archive says of itself."""
    state = json.loads((folder / "archive.json").read_text(encoding="utf-8"))
    (folder / "archive.json").write_text(json.dumps(state | fields), encoding="utf-8")


def size(folder: Path) -> int:
    """Return the bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def names(folder: Path) -> Iterable[str]:
    """Return the paths of all files in a folder, sorted."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
