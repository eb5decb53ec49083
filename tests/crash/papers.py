"""A folder of files that change, and as a plain dict what an archive of it should hold.

Every version of an article has a number of its own in its text, 第7版, so that an old one is told from a new
one, and every unit holds 版, so that all of them are found by it.
"""

from __future__ import annotations

import json
import os
import re
import time
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

from index.model import Article, Credit, Unit
from index.reading import read
from index.sources import Source

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

State = dict[str, Article]
"""The articles of an archive by their ids."""

Holdings = dict[str, State]
"""The same by the file they are from, as it is named to the archive, or by what that is packed in."""

COMMON = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过"
WORDS = (
    "红蜂驿站",
    "流动党员",
    "双报到",
    "高质量发展",
    "网格员",
    "赛罕区",
    "快递员",
    "100㎡",
    "“红色代办”",
    "縣級",
)

STAMP = "stamp"
"""The id of an article that tells one version of all files from another."""

HOUR = 3_600_000_000_000
"""Nanoseconds; files are older than that, so that their times of change are relied on."""


_PACKED = re.compile(r"(.*?\.zip)/")


def outermost(file: str) -> str:
    """Return the file itself where an article stands in a file that is packed in it."""
    match = _PACKED.match(file)
    return match[1] if match else file


def joined(holdings: Holdings) -> State:
    """Return all articles of some files."""
    return {key: article for articles in holdings.values() for key, article in articles.items()}


class Papers:
    """Files in a folder, known to an archive by `name/…`; whatever changes them changes the dict."""

    def __init__(self, folder: Path, rng: Random) -> None:
        self.folder = folder
        self.holdings: Holdings = {}
        self._rng = rng
        self._versions = 0
        self._articles = 0
        self._files = 0
        folder.mkdir()

    def now(self) -> Holdings:
        """Return what an archive of the files as they are should hold."""
        return {file: dict(articles) for file, articles in self.holdings.items()}

    def add(self, articles: int, paragraphs: int = 3, suffix: str = "") -> str:
        """Make a file of so many articles; of one, it is the text of a page. Returns how it is named."""
        suffix = suffix or (".txt" if articles == 1 else ".jsonl")
        self._files += 1
        # Some stand in a folder of their own.
        below = f"{self._files % 3}/" if self._files % 3 else ""
        name = f"{self.folder.name}/{below}{self._files:04}{suffix}"
        self._path(name).parent.mkdir(exist_ok=True)
        self._write(name, [self._new_id() for _ in range(articles)], paragraphs)
        return name

    def change(self, file: str, paragraphs: int = 3) -> None:
        """Write a file anew: some of its articles in a new version, some others, and some not at all."""
        kept = [key for key in self.holdings[file] if self._rng.random() < 0.8]
        self._write(file, kept + [self._new_id() for _ in range(self._rng.randrange(3))], paragraphs)

    def delete(self, file: str) -> None:
        """Remove a file."""
        self._path(file).unlink()
        del self.holdings[file]

    def rename(self, file: str) -> str:
        """Give a file another name and return it."""
        return self._move(file, file.rpartition("/")[0])

    def move(self, file: str) -> str:
        """Give a file another name in any of the folders and return it."""
        folder = self._rng.choice(("", "/1", "/2", "/3"))
        return self._move(file, self.folder.name + folder)

    def exchange(self, one: str, other: str) -> None:
        """Let two files of the same kind stand each under the name of the other."""
        held = {name: list(self.holdings[name].values()) for name in (one, other)}
        between = self.folder.parent / "between"
        self._path(one).rename(between)
        self._path(other).rename(self._path(one))
        between.rename(self._path(other))
        self._note(one, _shown_in(one, other, held[other]))
        self._note(other, _shown_in(other, one, held[one]))

    def _move(self, file: str, folder: str) -> str:
        self._files += 1
        new = f"{folder}/r{self._files:04}.{file.rpartition('.')[2]}"
        self._path(new).parent.mkdir(exist_ok=True)
        self._path(file).rename(self._path(new))
        self._note(new, _shown_in(new, file, list(self.holdings.pop(file).values())))
        return new

    def touch(self, file: str) -> None:
        """Give a file another time of change."""
        self._age(self._path(file))

    def stamp(self, number: int) -> None:
        """Write a file of one article, `STAMP`, that stands on the page of this number."""
        file = f"{self.folder.name}/{STAMP}.jsonl"
        article = replace(self._article(STAMP, file, 1, 1), page=str(number))
        self._path(file).write_text(_line(article), encoding="utf-8")
        self._note(file, [article])
        self._age(self._path(file))

    def some(self, most: int) -> list[str]:
        """Return a few of the files, at least one where there is any."""
        files = sorted(file for file in self.holdings if not file.endswith(f"/{STAMP}.jsonl"))
        return self._rng.sample(files, min(len(files), self._rng.randint(1, most)))

    def mix(self, most: int = 4, articles: int = 12) -> None:
        """Do some of everything."""
        for file in self.some(most):
            self._rng.choice((self.change, self.change, self.delete, self.rename))(file)
        for _ in range(self._rng.randint(1, most)):
            self.add(self._rng.randint(1, articles))

    def _path(self, file: str) -> Path:
        return self.folder.parent / file

    def _new_id(self) -> str:
        self._articles += 1
        return f"a{self._articles}"

    def _write(self, file: str, ids: list[str], paragraphs: int) -> None:
        path = self._path(file)
        if path.suffix == ".txt":
            path.write_text(self._page(), encoding="utf-8")
            self._note(file, [])
        elif path.suffix == ".zip":
            self._pack(file, ids or [self._new_id()], paragraphs)
        else:
            ids = ids or [self._new_id()]  # an empty file would be refused
            articles = [self._article(key, file, line, paragraphs) for line, key in enumerate(ids, start=1)]
            path.write_text("".join(map(_line, articles)), encoding="utf-8")
            self._note(file, articles)
        self._age(path)

    def _pack(self, name: str, ids: list[str], paragraphs: int) -> None:
        """Write the articles into files packed in one, each into any of them."""
        members: dict[str, list[Article]] = {}
        for key in ids:
            file = f"{name}/{self._rng.randint(1, 3)}.jsonl"
            articles = members.setdefault(file, [])
            articles.append(self._article(key, file, len(articles) + 1, paragraphs))
        with zipfile.ZipFile(self._path(name), "w", self._rng.choice((0, zipfile.ZIP_DEFLATED))) as packed:
            for file, articles in members.items():
                packed.writestr(file.rpartition("/")[2], "".join(map(_line, articles)))
        self._note(name, [article for articles in members.values() for article in articles])

    def _age(self, path: Path) -> None:
        self._versions += 1
        moment = time.time_ns() - HOUR + self._versions
        os.utime(path, ns=(moment, moment))

    def _note(self, file: str, articles: list[Article]) -> None:
        """Keep what a file holds, under its name; of a page, what the reader makes of it."""
        if file.endswith(".txt"):
            items = read(Source(self._path(file), file, str(self._path(file))))
            articles = [item for item in items if isinstance(item, Article)]
        self.holdings[file] = {each.id: each for each in articles}

    def _text(self) -> str:
        self._versions += 1
        rng = self._rng
        pieces = [
            "".join(rng.choices(COMMON, k=rng.randint(3, 30))) + rng.choice(WORDS)
            for _ in range(rng.randint(1, 4))
        ]
        return "，".join([*pieces, f"第{self._versions}版。"])

    def _page(self) -> str:
        return f"第{self._versions}版红蜂驿站\n\n本报讯（记者 李明）{self._text()}\n"

    def _article(self, key: str, file: str, line: int, paragraphs: int) -> Article:
        rng = self._rng
        texts = [self._text() for _ in range(rng.randint(1, paragraphs))]
        headline = rng.choice(("", f"红蜂驿站第{self._versions}版"))
        lines = ((line, line),)
        return Article(
            id=key,
            file=file,
            kind="article",
            byline=(Credit("李明", "记者"),),
            paper=rng.choice((None, "晨报", "晚报")),
            date=rng.choice((None, f"2025-0{rng.randint(1, 9)}-1{rng.randint(0, 9)}")),
            page=None,
            section=None,
            confidence=1.0,
            units=(
                Unit(0, "headline", headline, lines if headline else ()),
                Unit(1, "byline", "记者 李明", lines),
                *(Unit(number, "paragraph", text, lines) for number, text in enumerate(texts, start=2)),
            ),
        )


def _shown_in(file: str, before: str, articles: list[Article]) -> list[Article]:
    """Return articles of a file that had another name as they are under its new one."""
    return [replace(each, file=file + each.file.removeprefix(before)) for each in articles]


def _line(article: Article) -> str:
    fields = {
        "id": article.id,
        "title": article.headline,
        "author": article.units[1].text,
        "paper": article.paper,
        "date": article.date,
        "page": article.page,
        "text": "\n".join(article.paragraphs),
    }
    return json.dumps(fields, ensure_ascii=False) + "\n"
