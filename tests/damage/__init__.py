"""A page damager: clean articles in, a page as text extraction leaves it out, and what that page held.

    page = damaged_page(fixture_articles(), random.Random(3), LEVELS[5])
    page.text, page.expected.articles, page.expected.furniture

`python -m tests.damage --level 5 --page 3` prints one page and its expectation.
"""

from tests.damage.clean import CleanArticle, corpus_articles, fixture_articles
from tests.damage.levels import LEVELS, Damage
from tests.damage.page import DamagedPage, damaged_page, numbered_page

__all__ = [
    "LEVELS",
    "CleanArticle",
    "Damage",
    "DamagedPage",
    "corpus_articles",
    "damaged_page",
    "fixture_articles",
    "numbered_page",
]
