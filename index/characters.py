"""Classes of characters, as the insides of regular-expression sets: `re.compile(f"[{HAN}]")`.

Written out as ranges, because asking Unicode's database a million questions at every start would
take longer than a search. The tests hold each of them against the database.
"""

from __future__ import annotations

from typing import Final

HAN: Final = "\u2e80-\u2fdf々〇〡-〩〸-〺〻\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Han characters: ideographs, radicals, 〇, the numerals of Suzhou and the marks of repetition."""

_KANA: Final = "\u3041-\u3096\u309b-\u30ff\u31f0-\u31ff\uff66-\uff9f\U0001aff0-\U0001b16f"

# CJK symbols and punctuation without its space (U+3000) and its combining tone marks (U+302A to 302F);
# vertical and small forms; full-width punctuation and signs without letters and digits; and what
# Chinese typesets as wide as an ideograph although Latin uses it too.
_CJK_PUNCTUATION: Final = (
    "\u3001-\u3029\u3030-\u303f\ufe10-\ufe1f\ufe30-\ufe6f"
    "\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\uffe0-\uffe6"
    "‘’“”—…·"
)

CJK: Final = HAN + _KANA + _CJK_PUNCTUATION
"""Han, kana, and the punctuation set among them: white space between two of these is ignored.

The combining voicing marks U+3099 and 309A are left out: which character they follow depends on
the order of marks, which normalisation changes.
"""

# Characters that fold to CJK ones at both ends: circled and squared ideographs and kana, the marks of
# Kanbun, and three that are canonically equal to CJK punctuation or to the middle dot.
_FOLDS_TO_CJK: Final = (
    "\u0387\u2329\u232a\u3192-\u319f\u3244-\u3247\u3280-\u32b0\u32d0-\u3357\u337b-\u337f"
    "\U0001f12a\U0001f200-\U0001f202\U0001f210-\U0001f23b\U0001f240-\U0001f248\U0001f250\U0001f251"
)

COMMONEST: Final = (
    "的国中年在一大为人是和有新会发于作地日了以成出全上时部行个月主家方生不要学动同民后进业展长加区多合平"
    "建来等公对开与政到联工分高经体天化央重实及用现本前关力视名之共下代法西海近员面第斯路自总表道理设文美"
    "强市他其这播通将务南机线能定军北系网入两利制过位产持目场消今度亚三可最台特内事党当被东息至外由小而次"
    "电期任子战十保间推并议闻得物里球也习色治提各立世水安正尔所委山心基队统克车式交领社好明们科就布港此改"
    "运赛组数站者称性种我示院向达量从教增广相号马都二起金深比万点资因华济书首指更州界元巴导创际四已记约活"
    "门程计德流常原城使调村品罗续造情结题意应举列拉龙王但决香局带江坚义形米项信席受士府取问报京口类条接群"
    "传协省司支集管放或无团说参域级施处还兰头英节规型河标非据如岛尼服林众完护例族技防五风格解育洲专气游果"
    "手阿空始革农质太办神收鱼包单打影然研铁语别县企构纪武湾历步食商史直精少则命确俄复源选供干该见身回权医"
    "维织引落演投转古超升具认击环先术获双属鳍境案届乐论着校求连互志准张变曾反把件老效客女病亿积花星青去陆"
    "边字往态伊居极快又周李兴划只致易观助清每火奥职音欧断做责足光版较卫些层冠夫速装查略营稳黄离宣势片越未"
)
"""The 500 commonest of newspapers and encyclopaedias, three in four of a text; all fold to themselves."""

RUN_BREAK: Final = "\n"
"""Stands between runs of Han characters that are cut into words together: no word goes across it."""

STARTS_CJK: Final = CJK + _FOLDS_TO_CJK
"""Characters that are CJK or whose folded form begins with one that is."""

ENDS_CJK: Final = STARTS_CJK + "\u013f\u0140\u32c0-\u32cb\u3358-\u3370\u33e0-\u33fe"
"""Characters that are CJK or whose folded form ends with one that is: ㋀ is 1月, ㏠ is 1日."""

VARIATION_SELECTORS: Final = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""They choose a drawing of the character before them and are no part of what is read."""

INVISIBLE: Final = VARIATION_SELECTORS + "\u00ad\u200b-\u200d\u2060\ufeff"
"""Not printed, and so never searched for: also soft hyphen, zero-width spaces and joiners."""

PLAIN: Final = (
    # Latin, Greek and Cyrillic letters and signs, without those that expand or combine.
    "\x00-\xa7\xa9-\xac\xae\xb0-\xb3\xb5-\xb7\xb9-\xbb\xbf-\xde\xe0-\xff"
    "\u0391-\u03a1\u03a3-\u03a9\u03b1-\u03c9\u0400-\u0482\u048a-\u052f"
    # White space, dashes, quotes, simple shapes.
    "\u2002-\u200a\u2010-\u2016\u2018-\u2023\u2028\u2029\u202f\u2030\u2032\u25a0-\u26ff"
    # CJK, Korean syllables, private use.
    "\u2e80-\u3029\u3030-\u3096\u309d\u309e\u30a0-\u30fe\u3105-\u312f\u31c0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\ue000-\ufa6d\uff01-\uff9d\uffe0-\uffe2\uffe4-\uffe6"
    "\U0001f300-\U0001faff\U00020000-\U0003ffff"
)
"""Characters that fold to exactly one character and never combine with the one before them.

Not all such characters: those that make up nearly all of a newspaper.
"""
