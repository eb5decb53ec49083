"""A search answers at once: it imports only what it needs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.builders import bring_up_to_date, write_articles

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parent.parent

DENIED = {
    # Dictionaries, frameworks and mathematics that only indexing uses.
    *("whoosh", "jieba", "rjieba", "pkg_resources", "scipy", "numpy.ma", "numpy.random", "numpy.testing"),
    # What costs milliseconds and comes along unnoticed.
    *("asyncio", "concurrent", "multiprocessing", "subprocess", "socket", "ssl", "email", "http"),
    *("urllib.request", "hashlib", "tempfile", "shutil", "logging", "csv", "sqlite3", "unittest"),
    *("bz2", "gzip", "lzma", "tarfile", "zipfile", "importlib.metadata", "xml", "html.parser"),
    *("rich.progress", "rich.live", "rich.table", "rich.panel", "rich.syntax", "rich.traceback", "pygments"),
    # Our own modules for writing.
    *(
        "index.bulk",
        "index.rebuild",
        "index.writer",
        "index.updating.update",
        "index.updating.session",
        "index.reading",
    ),
    *("index.pdf", "pypdfium2"),
    *("index.schema", "index.manifest", "index.lexicon_source", "index.columnar.builder"),
    *("index.columnar.codec", "index.columnar.posting_encoder", "index.columnar.merge"),
    # What few queries have.
    *("decimal", "searcher.query.numerals", "searcher.query.dates", "searcher.printers.caret"),
    # The other commands.
    *("searcher.printers.citation", "searcher.printers.surroundings", "searcher.cli.opening"),
    *("searcher.similar", "searcher.cli.similar", "searcher.cli.texts"),
    *("searcher.advice", "searcher.printers.advice", "searcher.explanation"),
    *("searcher.array_engine.explaining", "searcher.cli.explain"),
    *("searcher.facts", "searcher.quotation", "searcher.cli.facts", "searcher.cli.quote", "rapidfuzz"),
    *("searcher.cli.names", "searcher.names", "searcher.printers.names", "searcher.array_engine.naming"),
    *("searcher.array_engine.placing", "index.mining.places", "index.mining.gazetteer"),
    *("index.mining.names", "searcher.cli.timeline", "searcher.timeline", "searcher.printers.timeline"),
    *("searcher.printers.facets", "searcher.array_engine.tallying"),
    *("searcher.cli.index", "searcher.cli.read", "searcher.cli.show", "searcher.printers.page"),
    # Another language than English.
    "searcher.cli.help",
    *("searcher.cli.prompt", "searcher.prompt", "prompt_toolkit"),
}

REPORT = """
import atexit, sys
atexit.register(lambda: print(*sys.modules, sep="\\n", file=sys.stderr))
from searcher.cli import main
main()
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an archive of one article."""
    here = tmp_path_factory.mktemp("start")
    papers = write_articles(here / "a.jsonl", x1="让骑手有了家的红蜂驿站……\n本报讯 记者 李明")
    bring_up_to_date(here / "archive", papers)
    return here / "archive"


def imported(*arguments: str | Path) -> tuple[int, set[str]]:
    """Return the exit status of a command, and every module that was loaded when it ended."""
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", REPORT, *arguments],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, set(done.stderr.split())


def denied(modules: set[str]) -> set[str]:
    """Return those of the modules that are denied, or are part of a package that is."""
    return {module for module in modules if any(f"{module}.".startswith(f"{package}.") for package in DENIED)}


@pytest.mark.parametrize(
    "query",
    [
        ["红蜂驿站"],
        ["骑手", "-快递"],
        ["search", "--relaxed", "骑手的家"],
        ["--format", "json", "李明"],
        ["--count", "家"],
    ],
    ids=" ".join,
)
def test_a_search_imports_only_what_it_needs(folder: Path, query: Sequence[str]) -> None:
    """Nothing of indexing, of other commands, and no library that is slow to load."""
    status, modules = imported("--archive", folder, *query)
    assert (status, denied(modules)) == (0, set())
    assert {"searcher.array_engine.engine", "index.lexicon", "numpy", "rich.console"} <= modules


def test_words_near_each_other_are_found_without_masked_arrays(folder: Path) -> None:
    """`numpy.unique` would load them, a tenth of the whole start."""
    status, modules = imported("--archive", folder, "骑手 NEAR/20 家")
    assert (status, "numpy.ma" in modules) == (0, False)


def test_what_is_part_of_a_denied_package_is_denied() -> None:
    """And what only begins like one is not."""
    assert denied({"jieba.finalseg", "jieba", "jiebas", "csv", "_csv"}) == {"jieba.finalseg", "jieba", "csv"}


def test_every_denied_module_of_ours_is_there() -> None:
    """A module that is renamed must be renamed here too, or this would hold for nothing."""
    ours = {name for name in DENIED if name.startswith(("index.", "searcher."))}
    paths = {name: ROOT.joinpath(*name.split(".")) for name in ours}
    assert {
        name for name, path in paths.items() if not (path.is_dir() or path.with_suffix(".py").is_file())
    } == set()


def test_no_thread_is_begun_for_matrices() -> None:
    """OpenBLAS is asked for one before numpy loads it; who asked for more gets them."""
    program = (
        "import os\nfrom searcher.cli import main\ntry:\n    main(['--version'])\n"
        "finally:\n    print(os.environ['OPENBLAS_NUM_THREADS'])\n"
    )
    given = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    threads = [
        subprocess.run(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", program],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        ).stdout.split()[-1]
        for environment in (given, given | {"OPENBLAS_NUM_THREADS": "2"})
    ]
    assert threads == ["1", "2"]


def test_the_help_waits_for_no_arrays() -> None:
    """Numpy is loaded by the first command that computes something."""
    status, modules = imported("--help")
    assert (status, "numpy" in modules) == (0, False)
