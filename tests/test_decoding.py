"""Bytes to text: what is read, and what is refused in words that help."""

from __future__ import annotations

import codecs
from collections import Counter
from contextlib import suppress
from pathlib import Path

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.decoding.common_characters import COMMON
from index.decoding.decode import UndecodableError, decode
from index.decoding.encodings import encoding_named
from index.folding import fold

SIMPLIFIED = "红蜂驿站是流动党员的家，市民王芳说。"
CANTONESE = "記者話呢間新嘅圖書館聽日開放，歡迎各位市民嚟參觀。"
JAPANESE = "記者によると、新しい図書館は来年開館し、市民に広く利用されるという。"
TRADITIONAL = "記者報導，新的圖書館將於明年開放，歡迎市民參觀。"

UNREADABLE = "does not read as text in UTF-8, UTF-16, GB 18030 or Big5; convert it to UTF-8"
EMPTY = "is empty; nothing to index"
NUL = "holds NUL bytes, so it is no text; convert it to UTF-8 text"
CONTROL = "is mostly control characters, so it is no text; convert it to UTF-8 text"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (SIMPLIFIED.encode(), SIMPLIFIED),
        (codecs.BOM_UTF8 + SIMPLIFIED.encode(), SIMPLIFIED),
        (SIMPLIFIED.encode("gb18030"), SIMPLIFIED),
        (TRADITIONAL.encode("gb18030"), TRADITIONAL),
        ("𠮷野家在北京开了新店".encode("gb18030"), "𠮷野家在北京开了新店"),
        ("流动党员".encode("gb18030"), "流动党员"),
        (TRADITIONAL.encode("big5"), TRADITIONAL),
        (TRADITIONAL.encode("big5hkscs"), TRADITIONAL),
        (CANTONESE.encode("big5hkscs"), CANTONESE),
        ("①記者報導新的圖書館將於明年開放".encode("big5hkscs"), "①記者報導新的圖書館將於明年開放"),
        (SIMPLIFIED.encode("utf-16"), SIMPLIFIED),
        (codecs.BOM_UTF16_BE + SIMPLIFIED.encode("utf-16-be"), SIMPLIFIED),
        (SIMPLIFIED.encode("utf-16-le"), SIMPLIFIED),
        (TRADITIONAL.encode("utf-16-be"), TRADITIONAL),
        ("plain ASCII\n".encode("utf-16-le"), "plain ASCII\n"),
        (codecs.BOM_UTF16_LE + "한국어 기사".encode("utf-16-le"), "한국어 기사"),
        (codecs.BOM_UTF16_LE + "线".encode("utf-16-le"), "线"),
        ("App上线".encode("gb18030"), "App上线"),
        (b"plain ASCII", "plain ASCII"),
        (b"one\r\ntwo\rthree\n", "one\r\ntwo\rthree\n"),
        (b"\x1b[31mred\x1b[0m alert", "\x1b[31mred\x1b[0m alert"),
        ("一\x0c二\x85三".encode(), "一\x0c二\x85三"),
    ],
)
def test_text_is_read(content: bytes, text: str) -> None:
    """UTF-8 with or without its mark, GB 18030, line ends and escape sequences as they are."""
    assert decode(content) == text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", EMPTY),
        (b" \r\n\t\n", EMPTY),
        ("\u3000\x1c\u2003".encode(), EMPTY),
        (codecs.BOM_UTF8, EMPTY),
        (b"\0", NUL),
        (SIMPLIFIED.encode() + b"\0", NUL),
        (SIMPLIFIED.encode("utf-32-le"), NUL),
        (bytes(range(256)), NUL),
        (SIMPLIFIED.encode("utf-16")[:-1], UNREADABLE),
        (codecs.BOM_UTF16_BE + SIMPLIFIED.encode("utf-16-le"), UNREADABLE),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(1, 256)), UNREADABLE),
        ("Le musée créé à Paris, où l'été est agréable".encode("latin-1"), UNREADABLE),
        ("Größe, Straße, Bücher für Käufer in München".encode("latin-1"), UNREADABLE),
        (JAPANESE.encode("iso2022_jp"), UNREADABLE),
        ("党".encode("gb18030"), UNREADABLE),
        ("une année créée".encode("latin-1"), UNREADABLE),
        ("Käufer".encode("latin-1"), UNREADABLE),
        (SIMPLIFIED.encode()[:-1], UNREADABLE),
        ("“Hello” — world".encode("gb18030"), UNREADABLE),
        (SIMPLIFIED.encode("gb18030") + b"\xff", UNREADABLE),
        (b"\x01\x02\x03\x04abc", CONTROL),
        ("\x90\x91\x92abc".encode(), CONTROL),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, reason: str) -> None:
    """Each refusal says what is wrong and what to do."""
    with pytest.raises(UndecodableError) as refused:
        decode(content)
    assert str(refused.value) == reason


FOREIGN = {
    "euc_kr": "기자에 따르면 새 도서관은 내년에 문을 열고 시민 누구나 자유롭게 이용할 수 있다고 한다.",
    "johab": "기자에 따르면 새 도서관은 내년에 문을 열고 시민 누구나 자유롭게 이용할 수 있다고 한다.",
    "euc_jp": JAPANESE,
    "cp932": JAPANESE,
    "cp1251": "По словам журналиста, новая библиотека откроется в будущем году и будет доступна всем.",
    "koi8_r": "По словам журналиста, новая библиотека откроется в будущем году и будет доступна всем.",
    "cp866": "По словам журналиста, новая библиотека откроется в будущем году и будет доступна всем.",
    "iso8859_7": "Σύμφωνα με τον δημοσιογράφο, η νέα βιβλιοθήκη θα ανοίξει τον επόμενο χρόνο για όλους.",
    "tis_620": "นักข่าวรายงานว่าห้องสมุดแห่งใหม่จะเปิดให้บริการแก่ประชาชนในปีหน้า",
    "cp1255": "לדברי העיתונאי הספרייה החדשה תיפתח בשנה הבאה ותהיה פתוחה לכל תושבי העיר",
    "cp1256": "وقال الصحفي إن المكتبة الجديدة ستفتح أبوابها في العام المقبل لجميع سكان المدينة",
    "latin_1": "Die Bücherei öffnet nächstes Jahr für alle Bürger, sagt der Käufer größerer Häuser.",
    "cp1250": "Według dziennikarza nowa biblioteka zostanie otwarta w przyszłym roku i będzie dla każdego.",
    "cp1254": "Gazetecinin söylediğine göre yeni kütüphane gelecek yıl açılacak ve herkese açık olacak.",
}
"""The same report in languages that are not read in encodings of theirs."""


@pytest.mark.parametrize("encoding", FOREIGN)
@pytest.mark.parametrize("length", [20, 40, 60])
def test_other_languages_are_refused_and_never_read_as_chinese(encoding: str, length: int) -> None:
    """Whatever part of a sentence the bytes are, in an encoding that gives them some meaning in Chinese."""
    text = FOREIGN[encoding]
    for start in range(max(1, len(text) - length)):
        content = text[start : start + length].encode(encoding)
        with suppress(UnicodeDecodeError):
            content.decode()
            continue
        with pytest.raises(UndecodableError):
            decode(content)


CHINESE = (
    "近日，红蜂驿站在解放路社区启用，为外卖骑手提供歇脚、充电和饮水服务。社区党委书记说，驿站每天开放十二个小时，"
    "还请来志愿者为孩子们辅导功课。下一步，全区将再建二十个这样的服务点，让更多劳动者感受到城市的温暖。"
)


@given(
    st.integers(0, 60), st.integers(20, 90), st.sampled_from(["gb18030", "utf-16-le", "utf-16-be", "utf-16"])
)
def test_a_piece_of_twenty_characters_is_enough(start: int, length: int, encoding: str) -> None:
    """In every encoding that is read, wherever it is cut out."""
    text = CHINESE[start : start + length]
    assert decode(text.encode(encoding)) == text


@given(st.text(st.sampled_from(CHINESE + "aé\n ａ〇𠮷龘"), min_size=10))
def test_what_is_read_in_gb_18030_is_what_was_written_or_nothing(text: str) -> None:
    """However oddly the characters are mixed."""
    with suppress(UndecodableError):
        assert decode(text.encode("gb18030")) == text


def test_an_encoding_that_is_declared_helps_and_does_not_decide() -> None:
    """What a page says of itself speaks for few characters, not for what does not read so."""
    few = "红蜂驿站".encode("gb18030")
    with pytest.raises(UndecodableError):
        decode(few)
    assert decode(few, encoding_named("GB2312")) == "红蜂驿站"
    assert decode(TRADITIONAL.encode("big5"), encoding_named("gbk")) == TRADITIONAL
    assert decode(SIMPLIFIED.encode(), encoding_named("Big5-HKSCS")) == SIMPLIFIED


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        *(("gb2312", "gb18030"), ("GBK", "gb18030"), ("x-gbk", "gb18030"), ("GB18030", "gb18030")),
        *(("Big5", "big5"), ("x-x-big5", "big5"), ("BIG5-HKSCS", "big5"), ("UTF-16BE", "utf-16-be")),
        *(("utf-8", None), ("ISO-8859-1", None), ("EUC-KR", None), ("", None)),
    ],
)
def test_names_of_encodings_are_understood(name: str, encoding: str | None) -> None:
    """As documents write them."""
    assert encoding_named(name) == encoding


def test_the_common_characters_are_those_of_the_dictionary() -> None:
    """The thousand with the highest frequency in jieba's words, variants folded."""
    counts: Counter[str] = Counter()
    dictionary = Path(jieba.__file__).with_name("dict.txt").read_text(encoding="utf-8")
    for line in dictionary.splitlines():
        word, frequency, _ = line.split(" ")
        for character in fold(word):
            if "\u4e00" <= character <= "\u9fff":
                counts[character] += int(frequency)
    ranking = sorted(counts, key=lambda character: (-counts[character], character))
    assert frozenset(ranking[:1000]) == COMMON


@given(st.binary())
def test_bytes_are_decoded_or_refused(content: bytes) -> None:
    """No bytes raise anything else, and what is read can be written as UTF-8 again."""
    with suppress(UndecodableError):
        text = decode(content)
        assert text.encode().decode() == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(lambda text: text.strip()))
def test_utf_8_is_read_as_it_is(text: str) -> None:
    """Valid UTF-8 is never taken for anything else."""
    assert decode(codecs.BOM_UTF8 + text.encode()) == text
