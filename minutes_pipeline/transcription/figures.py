"""Figures that a person should listen to: cut apart, beside what is no word, missing, or misread.

Those that nobody says so (246パーセント) are found by `implausible`.

A wrong figure costs a clerk more than any other word, and a recogniser is often sure of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator

from rapidfuzz.distance import Levenshtein

from minutes_pipeline.meeting import Materials, ReviewNote, Segment, Severity
from minutes_pipeline.transcription.common_words import share_of
from minutes_pipeline.transcription.implausible import (
    COUNTERS,
    MISWRITTEN,
    NUMERALS,
    UNCLEAR,
    Implausible,
    implausible,
)
from minutes_pipeline.transcription.readings import Reader
from minutes_pipeline.transcription.suspects import note_on, odd_words, under

UNSURE = 0.7
"""Probability of the least certain token below which a figure beside no word is asked about."""
WRITTEN = 4
"""Digits of a figure of the materials from which one that is nearly it may be it misheard."""
SPOKEN = 3
"""Digits of such a misheard figure, at least."""

IMPOSSIBLE = -1.0
"""How sure the recogniser counts as of a figure that cannot be what was said, sure as it was."""
RARE = 3e-7
"""Share of all words below which a scrap of katakana before a figure is taken for no word."""
SCRAP = 3
"""Signs of such a scrap at most: ワッチ300 for 8,300; longer ones are words of a trade."""

_HIGH = Severity.HIGH
_KATAKANA = re.compile(r"[ァ-ヶー]+")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_UNITS = rf"(?={COUNTERS})"
_GLUED = re.compile(
    r"(?<![ァ-ヶー])(?!(?:トータル|マイナス|プラス|レベル|ステージ|フェーズ|ゾーン|シート|ページ)\d)"
    r"[ァ-ヶー]{2,5}(?=\d{2,})"
)
_SAID = NUMERALS | MISWRITTEN
_WORDS = "|".join(NUMERALS)
_LOOSE = "いち|イチ|位置|さん|サン|よん|ヨン|なな|ナナ|はち|ハチ|きゅう|キュウ"
"""What stands before no figure unless it is part of it."""
_OR = rf"(?:{'|'.join(f'{n}、{n + 1}' for n in range(1, 9))})(?!\d)"
"""Two or three (2、3人)."""
_BROKEN: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (  # 場合はに、400円: two thousand four hundred
        re.compile(
            rf"(?:(?<=は)|(?<=が)|(?<=、)|(?<=約)|(?<=在)|(?<=には))(?P<said>{_WORDS})、?(?P<rest>\d{{3}})(?:万|{_UNITS})"
        ),
        lambda m: f"{_SAID[m['said']]},{m['rest']}",
    ),
    (  # 延長さん、650メートル: three thousand six hundred and fifty
        re.compile(rf"(?P<said>{_LOOSE})、?(?P<rest>\d{{3}})(?!\d){_UNITS}"),
        lambda m: f"{_SAID[m['said']]},{m['rest']}",
    ),
    (  # 登録が1、34人: a thousand and thirty-four
        re.compile(
            rf"(?<![\d、,.A-Z紙料表図])(?!{_OR})(?P<said>\d{{1,3}})、(?P<rest>\d{{1,2}}){_UNITS}"
        ),
        lambda m: f"{m['said']},{m['rest']:0>3}",
    ),
    (  # さん、ゼロ世帯: three thousand
        re.compile(rf"(?P<said>{_WORDS})、?(?:ゼロ|零){_UNITS}"),
        lambda m: f"{_SAID[m['said']]},000",
    ),
    (  # 全部で60に開催: sixty-two times
        re.compile(
            rf"(?P<tens>\d*0)(?P<said>{_WORDS})(?=[開界階解権券検剣明台題]|会(?![議合場員長社計]))"
        ),
        lambda m: f"{m['tens'][:-1]}{_SAID[m['said']]}",
    ),
)
_EXPECTED = re.compile(
    r"(?:全部で|合計で|総[数額]は|延べ|およそ|おおよそ|(?<![一-鿿])約)"
    r"(?!.{0,7}?[\d一二三四五六七八九十百千万億数何半同]|.{0,7}?(?:いく|どれ|すべて|ひと|ふた)|[るてた])"
)
"""Words behind which a figure is said, with none in sight: 全部で休憩ございまして for 9件."""
_BEHIND_FIGURE = re.compile(r"[ァ-ヶー]+|.{0,2}")
"""What is shown behind a figure: its unit, or two characters."""
_BEHIND = 8
"""Characters behind such a word that are shown."""


def figures_in(materials: Materials) -> frozenset[str]:
    """Return the figures of the materials, their digits alone."""
    return frozenset(
        _digits(match[0])
        for file in materials.files
        for line in file.lines
        for match in _FIGURE.finditer(unicodedata.normalize("NFKC", line))
    )


def doubtful_figures(
    segment: Segment, reader: Reader, written: Collection[str] = (), before: str = ""
) -> Iterator[tuple[float, ReviewNote]]:
    """Yield a note on every doubtful figure of *segment*, with how sure the recogniser was.

    What nobody says so counts as `IMPOSSIBLE`, however sure it was.

    Args:
        segment: After every repair.
        reader: Cuts and reads.
        written: Figures of the materials (`figures_in`).
        before: What was heard right before.
    """
    found = tuple(_by_their_place(segment, reader, before))
    yield from found
    for sure, note in _nearly_written(segment, written):
        if not any(one.start == note.start or one.end == note.end for _, one in found):
            yield sure, note


def _nearly_written(
    segment: Segment, written: Collection[str]
) -> Iterator[tuple[float, ReviewNote]]:
    """Yield figures that the materials do not have, but for one digit.

    Who reads out a table says what stands there; round figures are said of many things.
    """
    for match in _FIGURE.finditer(segment.text):
        digits = _digits(match[0])
        year = segment.text[match.end() : match.end() + 1] == "年"
        if len(digits) < SPOKEN or digits in written or digits.endswith("00") or year:
            continue
        near = sorted(
            w
            for w in written
            if len(w) >= WRITTEN
            and w[0] != "0"
            and Levenshtein.distance(digits, w, score_cutoff=1) == 1
        )
        if near:
            sure, span = under(segment, *match.span())
            wording = segment.text[match.start() : match.end() + 2]
            message = (
                f"「{wording}」は、資料の数字（{_grouped(near[0])}）と一字違います。"
                "録音と資料で確かめてください。"
            )
            yield sure, note_on("number-doubtful", _HIGH, message, span, map(_grouped, near[:2]))


def _digits(figure: str) -> str:
    return re.sub(r"\D", "", figure)


def _grouped(digits: str) -> str:
    """Return *digits* in groups of three, as figures are written."""
    return f"{int(digits):,}"


def _by_their_place(
    segment: Segment, reader: Reader, before: str
) -> Iterator[tuple[float, ReviewNote]]:
    """Yield figures that stand as none is said, are missing, or stand beside what is no word."""
    text = segment.text
    done = _out_of_place(text, before)
    for one in done:
        yield IMPOSSIBLE, _figure(segment, one.first, one.last, one.guesses, one.why)[1]
    for match in _EXPECTED.finditer(text):
        if _cut(text, match.end()) > match.end():
            yield _figure(segment, match.start(), _cut(text, match.end()), ())
    tokens = reader.tokens(text)
    odd = [(place, place + len(word)) for place, word in odd_words(tokens)]
    known = {token.start for token in tokens if token.known and not _rare(token.surface)}
    glued = [match.span() for match in _GLUED.finditer(text)]
    strange = odd + glued
    for match in _FIGURE.finditer(text):
        first, last = match.span()
        beside = next((s for s in strange if s[1] in (first, first - 1) or s[0] == last), None)
        if beside is None or any(one.first < last and first < one.last for one in done):
            continue
        begin, end = min(first, beside[0]), max(last, beside[1])
        # A recogniser may be sure of ワッチ300, but it is no word.
        nothing = beside in glued and beside[0] not in known
        if nothing or under(segment, begin, end)[0] < UNSURE:
            yield _figure(segment, begin, end, ())


def _out_of_place(text: str, before: str) -> tuple[Implausible, ...]:
    """Return figures that were cut apart and those that nobody says so, none over another."""
    found: list[Implausible] = []
    broken = (
        Implausible(*match.span(), (guess(match),))
        for pattern, guess in _BROKEN
        for match in pattern.finditer(text)
    )
    for place in (*broken, *implausible(text, before)):
        if not any(one.first < place.last and place.first < one.last for one in found):
            found.append(place)
    return tuple(found)


def _rare(word: str) -> bool:
    """Tell whether *word* is a scrap of katakana that dictionaries have and hardly anybody says."""
    return len(word) <= SCRAP and _KATAKANA.fullmatch(word) is not None and share_of(word) < RARE


def _cut(text: str, place: int) -> int:
    """Return where the piece of *text* behind *place* ends, at its first sign at the latest."""
    stop = re.search(r"[、。?？]", text[place : place + _BEHIND])
    return place + stop.start() if stop else min(len(text), place + _BEHIND)


def _figure(
    segment: Segment, first: int, last: int, guesses: Iterable[str], why: str = UNCLEAR
) -> tuple[float, ReviewNote]:
    sure, span = under(segment, first, last)
    behind = _BEHIND_FIGURE.match(segment.text, last)
    wording = segment.text[first : behind.end() if behind else last]
    message = f"「{wording}」{why}録音で確かめてください。"
    return sure, note_on("number-doubtful", _HIGH, message, span, guesses)
