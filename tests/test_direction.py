"""The two wings: `searcher` imports `index`, and `index` nothing of `searcher`; and no imports go round."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

import index

if TYPE_CHECKING:
    from collections.abc import Collection

MODULES = sorted(Path(index.__file__).parent.rglob("*.py"))


def imported(source: str) -> set[str]:
    """Return the top-level packages that a module imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add(str(node.module).partition(".")[0])
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            names |= {
                str(value.value).partition(".")[0] for value in node.args if isinstance(value, ast.Constant)
            }
    return names


def test_the_index_never_imports_the_searcher() -> None:
    """Data flows from files to the screen, and imports only the other way."""
    importing = {path.name for path in MODULES if "searcher" in imported(path.read_text(encoding="utf-8"))}
    assert len(MODULES) > 10
    assert importing == set()


def imports(source: str, modules: Collection[str]) -> set[str]:
    """Return which of some modules a module imports, wherever in it, for types alone too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names.intersection(modules)


def test_no_imports_go_round_in_a_circle() -> None:
    """A module can be read after those that it imports, even where it imports them for their types."""
    root = MODULES[0].parent.parent
    paths = {
        ".".join(path.relative_to(root).with_suffix("").parts): path
        for wing in ("index", "searcher")
        for path in (root / wing).rglob("*.py")
        if path.name != "__init__.py"
    }
    graph = {name: imports(path.read_text(encoding="utf-8"), paths) for name, path in paths.items()}
    assert "searcher.engine" in graph["searcher.archive"]
    TopologicalSorter(graph).prepare()


def test_every_form_of_import_is_seen() -> None:
    """At the top, inside a function, by name."""
    source = "import a.b\ndef f():\n    from c.d import e\n    from . import g\n    import_module('h.i')\n"
    assert imported(source) == {"a", "c", "h"}
