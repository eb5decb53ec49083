"""Nothing that is read can run: no pickle of an archive is loaded, no text is evaluated."""

from __future__ import annotations

import ast
import os
import pickle
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import index
import searcher
from index.files import seal, unseal
from index.updating.update import update
from searcher.cli.context import COMMANDS, FAILED
from tests.command import call, make_archive

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGES = (Path(index.__file__).parent, Path(searcher.__file__).parent)
MODULES = sorted(path for package in PACKAGES for path in package.rglob("*.py"))

EXECUTING = {
    "pickle",
    "cPickle",
    "_pickle",
    "marshal",
    "shelve",
    "dbm",
    "code",
    "codeop",
    "runpy",
    "imp",
    "yaml",
}
"""Modules that make code of what they read, or objects of any class."""

CALLED = {"eval", "exec", "compile", "__import__", "execfile", "import_module", "system", "popen", "open_dir"}
"""Functions that do."""

REASONS = {
    # Two processes that this one starts itself, over pipes that nobody else has: nothing from outside.
    ("index/jobs.py", "pickle"),
    # The commands of the command line, by the names that `COMMANDS` has.
    ("searcher/cli/app.py", "import_module"),
}

WHOOSH = {
    # What writing needs of Whoosh: its schema, its table of contents to be written, its lock, its cleaning.
    *("whoosh.columns.NumericColumn", "whoosh.fields.COLUMN", "whoosh.fields.ID", "whoosh.fields.STORED"),
    *("whoosh.fields.FieldType", "whoosh.fields.Schema", "whoosh.formats.Existence"),
    *("whoosh.filedb.filestore.FileStorage", "whoosh.filedb.filestore.RamStorage"),
    *(
        "whoosh.index.TOC",
        "whoosh.index.clean_files",
        "whoosh.util.random_name",
        "whoosh.util.filelock.try_for",
    ),
    # What Whoosh needs to read an archive, for who opens one with Whoosh.
    *("whoosh.codec.base.Codec", "whoosh.codec.base.PerDocumentReader", "whoosh.codec.base.TermsReader"),
    *("whoosh.codec.base.Segment", "whoosh.matching.ListMatcher", "whoosh.reading.TermNotFound"),
}


class Evil:
    """Makes a folder when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return os.mkdir, (str(self.mark),)


@pytest.fixture
def mark(tmp_path: Path) -> Path:
    """Return the folder that is there once something was executed."""
    return tmp_path / "executed"


@pytest.fixture
def planted(tmp_path: Path, mark: Path) -> Path:
    """Return an archive with a pickle wherever somebody might unpickle one; its checksums are right."""
    folder = make_archive(tmp_path)
    evil = pickle.dumps(Evil(mark))
    contents = folder / "index-1" / "_MAIN_1.toc"
    contents.write_bytes(evil)
    table = folder / "index-1" / "segments-1.json"
    table.write_bytes(seal({**unseal(table.read_bytes()), "contents": zlib.crc32(evil)}))
    for name in (
        "_MAIN_0.toc",
        "MAIN_abc.seg",
        "MAIN_abc.dcz",
        "jieba.cache",
        "MAIN_WRITELOCK",
        "schema.pickle",
    ):
        (folder / "index-1" / name).write_bytes(evil)
        (folder / name).write_bytes(evil)
    return folder


@pytest.fixture(autouse=True)
def watched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a pickle that is loaded in this process be an error of its own, whatever becomes of the mark."""

    def refuse(*_: object, **__: object) -> None:
        pytest.fail("something was unpickled")

    for name in ("load", "loads", "Unpickler"):
        monkeypatch.setattr(pickle, name, refuse)
    monkeypatch.setattr("whoosh.index.TOC.read", refuse)
    monkeypatch.setattr("whoosh.index.open_dir", refuse)


def arguments(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield every command with what it needs."""
    draft = folder.parent / "draft.txt"
    draft.write_text("快递员进了驿站。", encoding="utf-8")
    papers = str(folder.parent / "papers.jsonl")
    needed = {
        "index": [papers],
        "search": ["驿站", "--facet", "year"],
        "facts": ["驿站"],
        "quote": ["快递员进了驿站。"],
        "timeline": ["驿站"],
        "names": [],
        "read": [papers],
        "show": ["one"],
        "similar": [str(draft)],
        "explain": ["驿站", "one", "2"],
        "status": [],
        "check": ["--repair"],
        "compact": [],
        "remove": ["papers.jsonl"],
    }
    for name in COMMANDS:
        yield name, needed[name]


def test_no_command_unpickles_what_an_archive_has(
    capsys: pytest.CaptureFixture[str], planted: Path, mark: Path
) -> None:
    """Each answers as if the pickles were not there: nothing of the archive is known from them."""
    for name, words in arguments(planted):
        outcome = call(capsys, "--archive", planted, name, *words)
        assert (name, outcome.status < FAILED, mark.exists()) == (name, True, False)


def test_no_function_unpickles_what_an_archive_has(planted: Path, mark: Path) -> None:
    """In Python too, a search that goes wrong, and an update that reads, merges and removes."""
    with searcher.open(planted) as archive:
        archive.search("驿站", group=True)
        archive.search("驿站里有水吗", mode="relaxed")
        archive.article("one")
        archive.names()
        archive.suggest_synonyms()
        archive.timeline("驿站")
        archive.facts("驿站")
        archive.quote("驿站有100㎡。")
        archive.similar("驿站有100㎡。")
        archive.advise("没有的词")
    more = planted.parent / "more.jsonl"
    more.write_text('{"text": "驿站"}\n', encoding="utf-8")
    assert update(planted, [more]).read == 1
    (planted.parent / "papers.jsonl").unlink()
    assert update(planted, []).removed == 1
    (segment,) = planted.glob("index-1/MAIN_*.columns")
    segment.unlink()
    with pytest.raises(searcher.ArchiveError):
        update(planted, [])
    assert not mark.exists()


def test_a_rebuilding_unpickles_nothing(planted: Path, mark: Path) -> None:
    """Of an archive of another version only the list of files is read, which is JSON."""
    mark_of_archive = planted / "archive.json"
    mark_of_archive.write_text('{"schema": 1, "fingerprint": "", "folder": "index-1"}', encoding="utf-8")
    assert update(planted, []).read == 1
    assert not mark.exists()


def test_the_pickle_would_have_been_executed(mark: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By whoever loads it: else nothing above would say anything."""
    monkeypatch.undo()
    pickle.loads(pickle.dumps(Evil(mark)))  # noqa: S301 - the test's own
    assert mark.exists()


def used(path: Path) -> set[str]:
    """Return what a module imports or calls of that which executes."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names):
                found |= {alias.name.partition(".")[0] for alias in names} & EXECUTING
            case ast.ImportFrom(module=str(module), names=names):
                found |= {module.partition(".")[0]} & EXECUTING
                found |= {alias.name for alias in names} & (EXECUTING | (CALLED - {"import_module"}))
            case ast.Call(func=ast.Name(id=name)) if name in CALLED:
                found.add(name)
            case ast.Call(func=ast.Attribute(attr=name, value=value)) if name in CALLED:
                if ast.unparse(value) not in {"re", "regex"}:  # `re.compile` compiles no code
                    found.add(name)
            case ast.keyword(arg="shell" | "allow_pickle" as option, value=value):
                if ast.unparse(value) != "False":
                    found.add(option)
    return found


def test_nothing_that_is_read_is_executed() -> None:
    """No module uses what executes or unpickles, but for the places that have their reasons."""
    root = PACKAGES[0].parent
    found = {(path.relative_to(root).as_posix(), name) for path in MODULES for name in used(path)}
    assert len(MODULES) > 100
    assert found == REASONS


def test_whatever_executes_is_seen(tmp_path: Path) -> None:
    """As a module, by a name of it, as a function and as an option."""
    source = """
import marshal, json
from pickle import loads
from whoosh.index import open_dir
eval('1')
os.system('true')
re.compile('a')
compile('a', 'b', 'exec')
numpy.load('a', allow_pickle=True)
subprocess.run('a', shell=True)
numpy.load('a', allow_pickle=False)
"""
    (tmp_path / "module.py").write_text(source, encoding="utf-8")
    expected = {"marshal", "pickle", "open_dir", "eval", "system", "compile", "allow_pickle", "shell"}
    assert used(tmp_path / "module.py") == expected


def test_of_whoosh_only_what_reads_no_pickle_is_used() -> None:
    """Its table of contents is made and written, never read: `TOC.read` and `open_dir` unpickle."""
    imported = set()
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("whoosh"):
                imported |= {f"{node.module}.{alias.name}" for alias in node.names}
            elif isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names if alias.name.startswith("whoosh")}
            elif isinstance(node, ast.Attribute) and ast.unparse(node.value) == "TOC":
                imported.add(f"TOC.{node.attr}")
    assert imported <= WHOOSH
