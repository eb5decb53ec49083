"""The two wings: `searcher` imports `index`, and `index` nothing of `searcher`."""

from __future__ import annotations

import ast
from pathlib import Path

import index

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


def test_every_form_of_import_is_seen() -> None:
    """At the top, inside a function, by name."""
    source = "import a.b\ndef f():\n    from c.d import e\n    from . import g\n    import_module('h.i')\n"
    assert imported(source) == {"a", "c", "h"}
