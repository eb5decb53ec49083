"""What file names say by their form."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.updating.patterns import BadPatternError, ImpossibleDateError, Pattern

MATCHES: list[tuple[str, str, dict[str, str] | None]] = [
    ("{date:%Y-%m-%d}_{page}.txt", "2025-04-18_07.txt", {"date": "2025-04-18", "page": "7"}),
    ("{date:%Y-%m-%d}_{page}.txt", "2025/04/2025-04-18_A01.TXT", {"date": "2025-04-18", "page": "A01"}),
    ("{date:%Y-%m-%d}_{page}.txt", "2025-04-18.txt", None),
    ("{date}_*.txt", "2025-4-8_要闻.txt", {"date": "2025-04-08"}),
    ("{date:%Y%m%d}{page}.txt", "2025041807.txt", {"date": "2025-04-18", "page": "7"}),
    ("{paper}/{date:%Y}/{date:%m-%d}/{page}.*", "晚报/2025/04-18/3.pdf",
     {"paper": "晚报", "date": "2025-04-18", "page": "3"}),
    ("{paper}/{page}.txt", "晚报/2025/3.txt", None),
    ("{paper}/{paper}_{page}.txt", "晚报/晚报_3.txt", {"paper": "晚报", "page": "3"}),
    ("{paper}/{paper}_{page}.txt", "晚报/早报_3.txt", None),
    ("版?{page}_{section}.txt", "版第3_党建.txt", {"page": "3", "section": "党建"}),
    ("(a+)+[x].txt", "(a+)+[x].txt", {}),
    ("{page}.txt", "000.txt", {"page": "0"}),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "path", "expected"), MATCHES)
def test_a_name_says_what_its_pattern_names(pattern: str, path: str, expected: dict[str, str] | None) -> None:
    """Of its last part, or of the whole path where the pattern has a slash; `None` for another form."""
    assert Pattern(pattern).match(path) == expected


BAD = [
    ("", "pattern '' has not 1 to 500 characters"),
    ("x" * 501, "pattern 'xxxxxxxxxxxxxxxxxxxx' has not 1 to 500 characters"),
    ("{title}.txt", "pattern {title}.txt: {title} is none of {paper}, {date:…}, {page}, {section}"),
    ("{page:%d}", "pattern {page:%d}: {page:%d} is none of {paper}, {date:…}, {page}, {section}"),
    ("{date:%Y-%m}.txt", "pattern {date:%Y-%m}.txt: its date has no %d"),
    ("{date:%y}", "pattern {date:%y}: %y is none of %Y, %m, %d"),
    ("{date:%}", "pattern {date:%}: % is none of %Y, %m, %d"),
    ("{page", "pattern {page: it has a { without its counterpart"),
    ("page}", "pattern page}: it has a } without its counterpart"),
    ("*" * 9, "pattern *********: it has more than 8 places for any text"),
]


@pytest.mark.parametrize(("pattern", "reason"), BAD)
def test_a_pattern_that_cannot_be_understood_is_refused(pattern: str, reason: str) -> None:
    """With the part that is wrong, and one that is right."""
    with pytest.raises(BadPatternError) as refused:
        Pattern(pattern)
    example = (
        "" if "characters" in reason and "pattern '" in reason else "; such as {date:%Y-%m-%d}_{page}.txt"
    )
    assert str(refused.value) == reason + example


def test_a_day_that_does_not_exist_is_an_error() -> None:
    """Which has the rest of what the name says."""
    with pytest.raises(ImpossibleDateError, match="2025-02-30") as refused:
        Pattern("{date:%Y-%m-%d}_{page}.txt").match("2025-02-30_07.txt")
    assert refused.value.rest == {"page": "7"}


@given(st.dates(), st.from_regex(r"[A-Z]?[1-9][0-9]?", fullmatch=True))
def test_what_a_pattern_writes_it_reads(day: object, page: str) -> None:
    """Whatever the day and the page."""
    assert Pattern("{date:%Y-%m-%d}_{page}.txt").match(f"{day}_{page}.txt") == {
        "date": str(day),
        "page": page,
    }


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_a_pattern_or_refused_and_any_path_fits_or_not(pattern: str, path: str) -> None:
    """Nothing else happens."""
    with contextlib.suppress(BadPatternError, ImpossibleDateError):
        given_by_name = Pattern(pattern).match(path)
        assert given_by_name is None or set(given_by_name) <= {"paper", "date", "page", "section"}
