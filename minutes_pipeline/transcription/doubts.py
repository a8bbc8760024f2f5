"""Places of a transcript that a person should listen to, beyond a low probability.

A recogniser is often sure of what is wrong: it writes ワッチ300 for 8,300 without a blush. Three
things tell more: a word that is no word, a figure that stands beside one or was cut apart, and
somebody called who is not on the roster. Figures and names are asked about one by one, words
without meaning once a piece of speech.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from minutes_pipeline.meeting import (
    ReviewNote,
    RoleKind,
    Roster,
    Segment,
    Severity,
    Span,
    Transcript,
    Word,
)
from minutes_pipeline.transcription.lexicon import lexicon
from minutes_pipeline.transcription.readings import Reader, Token, shortened, soundings
from minutes_pipeline.transcription.terms import Terms, surname_reading

UNSURE = 0.7
"""Probability of the least certain token below which a word that is no word is asked about."""
A_MINUTE = 1.5
"""Doubts of a minute of speech that are shown one by one; more nobody checks."""
AT_LEAST = 12
"""Doubts that even a short recording may have."""
NAMED = 4
"""Words without meaning that one note names."""
NAME = 4
"""Words of which a surname may have been made by mishearing."""
CALLED = 5
"""Sounds of a surname and 委員 together from which one of them may differ."""
LIKE = 0.5
"""Likeness of two readings from which a name of the roster may have been meant."""

_HIGH = Severity.HIGH
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_UNITS = r"(?=円|人|名|件|台|戸|枚|通|トン|平方|メートル|ヘクタール|世帯|か所|箇所|クラブ)"
_GLUED = re.compile(
    r"(?<![ァ-ヶー])(?!(?:トータル|マイナス|プラス|レベル|ステージ|フェーズ|ゾーン|シート|ページ)\d)"
    r"[ァ-ヶー]{2,5}(?=\d{2,})"
)
_SAID = {"いち": 1, "一": 1, "に": 2, "さん": 3, "三": 3, "よん": 4, "四": 4, "ろく": 6, "六": 6}
_SAID |= {"なな": 7, "七": 7, "はち": 8, "八": 8, "きゅう": 9, "九": 9}
_BROKEN: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (  # 場合はに、400円: two thousand four hundred
        re.compile(
            rf"(?:(?<=は)|(?<=が)|(?<=、)|(?<=約)|(?<=在))(?P<said>{'|'.join(_SAID)})、?(?P<rest>\d{{3}}){_UNITS}"
        ),
        lambda m: f"{_SAID[m['said']]},{m['rest']}",
    ),
    (  # 登録が1、34人: a thousand and thirty-four
        re.compile(rf"(?<![\d、,.])(?P<said>\d{{1,3}})、(?P<rest>\d{{1,2}}){_UNITS}"),
        lambda m: f"{m['said']},{m['rest']:0>3}",
    ),
    (  # さん、ゼロ世帯: three thousand
        re.compile(rf"(?P<said>{'|'.join(_SAID)})、?(?:ゼロ|零){_UNITS}"),
        lambda m: f"{_SAID[m['said']]},000",
    ),
    (  # 全部で60に開催: sixty-two times
        re.compile(
            rf"(?P<tens>\d*0)(?P<said>{'|'.join(_SAID)})(?=[開界階解権券検剣明台題]|会(?![議合場員長社計]))"
        ),
        lambda m: f"{m['tens'][:-1]}{_SAID[m['said']]}",
    ),
)
_EXPECTED = re.compile(
    r"(?:全部で|合計で|総[数額]は|延べ|およそ|おおよそ|(?<![一-鿿])約)"
    r"(?!.{0,7}?[\d一二三四五六七八九十百千万億数何半同]|.{0,7}?(?:いく|どれ|すべて|ひと|ふた)|[るてた])"
)
"""Words behind which a figure is said, with none in sight: 全部で休憩ございまして for 9件."""
_BEHIND = 8
"""Characters behind such a word that are shown."""
_CALL = re.compile(
    r"(?:(?<=[、。?？\s])|(?<=はい)|^)(?P<name>[一-鿿々ァ-ヶぁ-ゖ]{1,5}?)(?P<post>委員|議員)"
    r"(?=[、。]|お願い|どうぞ|から|$)"
)
_BEFORE_NAME = re.compile(r"(?:[、。?？\s]|の|はい|では)$")
_BEFORE_LONG_NAME = re.compile(r"(?:まして|ました|おります|ですね|ますと)$")
"""The same where the name has `LONG` sounds: 遅れまして開いです for 平井です."""
LONG = 3
_BEHIND_NAME = re.compile(
    r"(?P<post>(?:です|でございます|と申します)(?=[。、]|$)|さん|委員|議員|会長)"
    r"|(?P<call>(?=[、。]?(?:お願い|どうぞ))|(?=[、。]))"
)
_ALL_MEMBERS = re.compile(
    r"(?:各|全|両|副|前|元|新|正|署名|民生|児童|教育|農業|選挙管理|監査|学識|公募|専門|臨時|ほかの|他の|出席|欠席|担当|女性|男性|若い|先の"
    r"|では|それでは|まず|次に|続いて|はい|この|その|どの|ほか)*"
)
_KANJI = re.compile(r"[一-鿿々]+")
_KATAKANA = re.compile(r"[ァ-ヶー]{3,}")
_WORDLIKE = frozenset(
    "本何各全前後約計第同他月日年時分円中下上内外長〇一二三四五六七八九十百千万億数名件回人市町村区県都国課室部局"
)
_HIGH = Severity.HIGH


def with_doubts(transcript: Transcript, roster: Roster, terms: Terms, reader: Reader) -> Transcript:
    """Return *transcript* with notes on what is doubtful, most serious first, so many at most.

    Args:
        transcript: After every repair.
        roster: Whoever is called should be on it.
        terms: What the meeting's papers hold is no doubtful word.
        reader: Cuts and reads.
    """
    known = "".join({*terms.words.values(), *terms.others.values(), *lexicon().words})
    called = _called(roster, reader)
    found: list[tuple[float, ReviewNote]] = []
    for segment in transcript.segments:
        found += _figures(segment, reader)
        found += _calls(segment, roster, reader)
        found += _homophones(segment, called, reader)
        found += _meaningless(segment, known, reader)
    spoken = sum(segment.span.duration for segment in transcript.segments)
    most = max(AT_LEAST, round(A_MINUTE * spoken / 60))
    found.sort(key=lambda one: (-one[1].severity, one[0]))
    shown = sorted((note for _, note in found[:most]), key=lambda n: (-n.severity, n.start or 0.0))
    rest = [note for _, note in found[most:]]
    notes = (*transcript.notes, *shown, *([_rest(rest)] if rest else []))
    return replace(transcript, notes=notes)


def _figures(segment: Segment, reader: Reader) -> Iterator[tuple[float, ReviewNote]]:
    """Yield figures that were cut apart, or that stand beside what is no word."""
    text = segment.text
    done: list[tuple[int, int]] = []
    for pattern, guess in _BROKEN:
        for match in pattern.finditer(text):
            if any(first < match.end() and match.start() < last for first, last in done):
                continue
            done.append(match.span())
            guesses = [guess(match)]
            yield _figure(segment, match.start(), match.end(), guesses)
    for match in _EXPECTED.finditer(text):
        if _cut(text, match.end()) > match.end():
            yield _figure(segment, match.start(), _cut(text, match.end()), ())
    tokens = reader.tokens(text)
    odd = [(place, place + len(word)) for place, word in _odd(tokens)]
    known = {token.start for token in tokens if token.known}
    glued = [match.span() for match in _GLUED.finditer(text)]
    strange = odd + glued
    for match in _FIGURE.finditer(text):
        first, last = match.span()
        beside = next((s for s in strange if s[1] in (first, first - 1) or s[0] == last), None)
        if beside is None or any(a < last and first < b for a, b in done):
            continue
        begin, end = min(first, beside[0]), max(last, beside[1])
        # A recogniser may be sure of ワッチ300, but it is no word.
        nothing = beside in glued and beside[0] not in known
        if nothing or _under(segment, begin, end)[0] < UNSURE:
            yield _figure(segment, begin, end, ())


def _cut(text: str, place: int) -> int:
    """Return where the piece of *text* behind *place* ends, at its first sign at the latest."""
    stop = re.search(r"[、。?？]", text[place : place + _BEHIND])
    return place + stop.start() if stop else min(len(text), place + _BEHIND)


def _figure(
    segment: Segment, first: int, last: int, guesses: Iterable[str]
) -> tuple[float, ReviewNote]:
    sure, span = _under(segment, first, last)
    wording = segment.text[first : last + 2]
    message = f"「{wording}」の数字が確かではありません。録音で確かめてください。"
    return sure, _note("number-doubtful", _HIGH, message, span, guesses)


def _calls(segment: Segment, roster: Roster, reader: Reader) -> Iterator[tuple[float, ReviewNote]]:
    """Yield calls of members whom the roster does not have."""
    members = roster.of_kind(RoleKind.MEMBER, RoleKind.CHAIR)
    surnames = {person.surname for person in members}
    if not surnames:
        return
    for match in _CALL.finditer(segment.text):
        name = match["name"]
        if any(name.endswith(s) for s in surnames) or _ALL_MEMBERS.fullmatch(name):
            continue
        heard = soundings(reader.tokens(name))
        near = max(
            (
                (_likeness(heard, surname_reading(p.reading, p.surname, reader)), p.surname)
                for p in members
            ),
            default=(0.0, ""),
        )
        guess = [f"{near[1]}{match['post']}"] if near[0] >= LIKE else []
        sure, span = _under(segment, match.start(), match.end())
        message = f"「{match[0]}」は名簿にない名前です。録音を聞いて、誰のことか確かめてください。"
        yield sure, _note("name-doubtful", _HIGH, message, span, guess)


def _called(roster: Roster, reader: Reader) -> Mapping[str, str]:
    """Return the surnames of the roster by reading without long vowels."""
    return {
        shortened(surname_reading(p.reading, p.surname, reader)): p.surname for p in roster.people
    }


def _homophones(
    segment: Segment, called: Mapping[str, str], reader: Reader
) -> Iterator[tuple[float, ReviewNote]]:
    """Yield words where a name stands (〇〇です。 〇〇さん) that sound like one of the roster."""
    text = segment.text
    tokens = reader.tokens(text)
    for first, token in enumerate(tokens):
        before = text[: token.start]
        clear = not before or bool(_BEFORE_NAME.search(before))
        if not clear and not _BEFORE_LONG_NAME.search(before):
            continue
        for last in range(first, min(len(tokens), first + NAME)):
            run = tokens[first : last + 1]
            following = _BEHIND_NAME.match(text, run[-1].end)
            if following is None:
                continue
            surface = text[token.start : run[-1].end]
            tail = "イン" if following["call"] is not None else ""
            name = _meant(soundings(run), tail, called)
            long = any(len(shortened(sound)) >= LONG for sound in soundings(run))
            if name is not None and name not in surface and (clear or long):
                sure, span = _under(segment, token.start, run[-1].end)
                behind = following["post"] or ""
                wording = surface + behind
                guess = f"{name}委員" if tail else f"{name}{behind}"
                message = (
                    f"「{wording}」は、名前（{guess}）かもしれません。録音で確かめてください。"
                )
                yield sure, _note("name-doubtful", _HIGH, message, span, [guess])
                break


def _meant(readings: Iterable[str], tail: str, called: Mapping[str, str]) -> str | None:
    """Return the surname that one of *readings* is, behind it *tail* (イン for 委員)."""
    for reading in readings:
        heard = shortened(reading)
        for sound, name in called.items():
            whole = sound + tail
            near = len(whole) >= CALLED and Levenshtein.distance(heard, whole) == 1
            if heard == whole or (tail and near):
                return name
    return None


def _likeness(heard: Iterable[str], reading: str) -> float:
    return max(
        (float(Levenshtein.normalized_similarity(one, reading)) for one in heard), default=0.0
    )


def _meaningless(
    segment: Segment, known: str, reader: Reader
) -> Iterator[tuple[float, ReviewNote]]:
    """Yield one note for all words of *segment* that are no words."""
    found: dict[str, tuple[float, Span]] = {}
    for first, word in _odd(reader.tokens(segment.text)):
        if word not in known:
            sure, span = _under(segment, first, first + len(word))
            if sure < UNSURE:
                found.setdefault(word, (sure, span))
    if found:
        words = "、".join(f"「{word}」" for word in list(found)[:NAMED])
        more = "など" if len(found) > NAMED else ""
        spans = [span for _, span in found.values()]
        message = f"{words}{more}は言葉になっていません。聞き違いのおそれがあります。"
        span = Span(spans[0].start, max(spans[0].start, spans[-1].end))
        yield (
            min(sure for sure, _ in found.values()),
            _note("word-doubtful", Severity.MEDIUM, message, span),
        )


def _odd(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """Yield place and text of what is no word: not in the dictionary, or lone 漢字 in a row."""
    run: list[Token] = []
    for token in (*tokens, None):
        if token is not None and _lone(token):
            run.append(token)
            continue
        strange = any(not one.known and len(one.surface) > 1 for one in run)
        if len(run) > 1 or strange:
            yield run[0].start, "".join(one.surface for one in run)
        run = []
        if token is not None and not token.known and _KATAKANA.fullmatch(token.surface):
            yield token.start, token.surface


def _lone(token: Token) -> bool:
    """Tell whether *token* stands for nothing alone: a single 漢字, or unknown ones."""
    if not (token.noun and _KANJI.fullmatch(token.surface)) or set(token.surface) <= _WORDLIKE:
        return False
    return len(token.surface) == 1 or not token.known


def _under(segment: Segment, first: int, last: int) -> tuple[float, Span]:
    """Return the least probability and the time of the words under characters [first, last)."""
    words: list[Word] = []
    place = 0
    for word in segment.words:
        if place < last and place + len(word.text) > first:
            words.append(word)
        place += len(word.text)
    if not words:
        return 1.0, segment.span
    sure = min((w.probability for w in words if w.probability is not None), default=1.0)
    return sure, Span(words[0].span.start, max(words[0].span.start, words[-1].span.end))


def _note(
    code: str, severity: Severity, message: str, span: Span, guesses: Iterable[str] = ()
) -> ReviewNote:
    return ReviewNote(
        code,
        severity,
        message,
        start=span.start,
        end=span.end,
        alternatives=tuple(dict.fromkeys(guess for guess in guesses if guess)),
    )


def _rest(notes: Sequence[ReviewNote]) -> ReviewNote:
    return ReviewNote(
        "word-doubtful",
        Severity.MEDIUM,
        f"このほかに{len(notes)}か所、聞き取りの不確かな言葉があります。多すぎるため一つずつは示しません。"
        "大きいモデル（--model）を使うか、全体を聞き直してください。",
    )
