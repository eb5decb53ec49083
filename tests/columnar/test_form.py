"""Which columns a segment has: told from what is written, and from nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.columnar import form, values
from index.columnar.container import Container, ContainerError, write_container
from index.columnar.form import check_form
from index.columnar.soundness import faults
from tests.texts import article, write_archive

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def segment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a segment."""
    folder = write_archive(tmp_path_factory.mktemp("form"), [article("a", "", "红蜂驿站，\ufdd0㎡。")])
    (path,) = folder.glob("index-1/*.columns")
    return path


def test_the_fields_are_those_of_the_values() -> None:
    """They stand in two places, since a search without a field loads only one of them."""
    assert sorted(form.FIELDS) == sorted(values.FIELDS)


def test_what_is_written_is_of_the_form_and_sound(segment: Path) -> None:
    """Also of an article without a headline, with a text of one line."""
    check_form(Container.open(segment))
    assert list(faults(Container.open(segment))) == []


@pytest.mark.parametrize("name", ["text.main", "pair.context.terms", "another"])
def test_a_column_too_few_or_too_many_is_named(segment: Path, tmp_path: Path, name: str) -> None:
    """By the name of the column."""
    columns = {key: np.array(column) for key, column in Container.open(segment).items()}
    if name in columns:
        del columns[name]
    else:
        columns[name] = np.zeros(1, np.uint8)
    write_container(tmp_path / "segment", columns)
    with pytest.raises(ContainerError, match=rf"has not the columns of a segment \({name}\)"):
        check_form(Container.open(tmp_path / "segment"))
