"""Runs of Han characters into words, by jieba's algorithm, whoever carries it out.

    rjieba       jieba-rs, 17 times as fast as jieba: for the texts of an archive
    jieba        the reference, and the same where rjieba has no wheel
    a lexicon    jieba's dictionary on a memory map (`index.lexicon`), kept with an index: for queries

The first two take long to load their dictionary, so neither is imported before the first run is cut;
a lexicon takes no time to open. Tests hold all three equal.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

DICTIONARY = "jieba-0.42.1"
"""The dictionary behind all: part of an archive's fingerprint."""

Cutter = Callable[[str], list[str]]
"""Cuts runs of Han characters, `RUN_BREAK` between them, into words; joined, they are the same again."""

# Beyond these jieba has no words and no statistics, and cuts single characters. jieba-rs goes on to
# guess at them (𠮷野 and 㐂㐂 become words), so it is never shown any. Line breaks it may see: it cuts
# no word across one, and runs shown together, a break between them, cost it half as much as one by one.
_KNOWN = re.compile("([\u4e00-\u9fd5\n]+)")


def cut(run: str) -> list[str]:
    """Cut runs of Han characters, `RUN_BREAK` between them, into words; joined, they are the same again."""
    return _cut(run, _cutter())


def open_cutter(index_folder: Path) -> Cutter:
    """Return what cuts as `cut` does, with the lexicon of an index; `cut` itself where it has none.

    Raises `ArchiveError` for a lexicon that is damaged.
    """
    from index import lexicon
    from index.columnar.container import ContainerError
    from index.lexicon_file import open_lexicon

    path = index_folder / lexicon.FILE
    try:
        opened = open_lexicon(path)
    except ContainerError:
        if path.exists():
            raise
        return cut
    return lambda run: _cut(run, opened.cut)


def _cut(run: str, cutter: Cutter) -> list[str]:
    words: list[str] = []
    for index, part in enumerate(_KNOWN.split(run)):
        # Splitting at a group gives what is outside of it and what is inside in turn.
        words += cutter(part) if index % 2 else part
    return words


def is_word(text: str) -> bool:
    """Say whether the dictionary has a word; what the cutters make of unknown characters is none."""
    return _is_word()(text)


@cache
def _is_word() -> Callable[[str], bool]:
    try:
        from rjieba import has_word
    except ImportError:
        # No wheel, or one of before it was asked for words: the same dictionary, read by jieba.
        frequencies = jieba_tokenizer().FREQ
        return lambda text: bool(frequencies.get(text, 0))
    known: Callable[[str], bool] = has_word
    return known


@cache
def _cutter() -> Cutter:
    try:
        import rjieba
    except ImportError:
        return jieba_cutter()

    def rjieba_cutter(run: str) -> list[str]:
        words: list[str] = rjieba.cut(run, True)
        return words

    return rjieba_cutter


def jieba_cutter() -> Cutter:
    """Return the reference: jieba's own cutter."""
    tokenizer = jieba_tokenizer()

    def reference_cutter(run: str) -> list[str]:
        words: list[str] = tokenizer.lcut(run)
        return words

    return reference_cutter


@cache
def jieba_tokenizer() -> Any:
    """Return jieba's own tokenizer, silent and without its shared cache file."""
    import logging

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pkg_resources announces its end at every import
        import jieba

    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    # `initialize` would trust a jieba.cache that anybody may have put into the machine's shared
    # temporary folder, and write its own there. The dictionary is all it reads otherwise.
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer
