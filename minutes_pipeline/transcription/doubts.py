"""Places of a transcript that a person should listen to, beyond a low probability.

A recogniser is often sure of what is wrong: it writes ワッチ300 for 8,300 without a blush. Three
things tell more: a word that is no word, a figure that stands beside one or was cut apart, and
somebody called who is not on the roster. Figures, names and endings that may be denied are asked
about one by one, words without meaning once a piece of speech.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
)
from minutes_pipeline.transcription.endings import doubtful_endings
from minutes_pipeline.transcription.figures import doubtful_figures
from minutes_pipeline.transcription.lexicon import lexicon
from minutes_pipeline.transcription.readings import Reader, shortened, soundings
from minutes_pipeline.transcription.suspects import note_on, odd_words, under
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


def with_doubts(
    transcript: Transcript,
    roster: Roster,
    terms: Terms,
    reader: Reader,
    written: Collection[str] = (),
) -> Transcript:
    """Return *transcript* with notes on what is doubtful, most serious first, so many at most.

    Args:
        transcript: After every repair.
        roster: Whoever is called should be on it.
        terms: What the meeting's papers hold is no doubtful word.
        reader: Cuts and reads.
        written: Figures of the materials (`figures.figures_in`).
    """
    known = "".join({*terms.words.values(), *terms.others.values(), *lexicon().words})
    called = _called(roster, reader)
    found: list[tuple[float, ReviewNote]] = []
    before = ""
    for segment in transcript.segments:
        found += doubtful_figures(segment, reader, written, before)
        before = segment.text
        found += doubtful_endings(segment)
        found += _calls(segment, roster, reader)
        found += _homophones(segment, called, reader)
        found += _meaningless(segment, known, reader)
    spoken = sum(segment.span.duration for segment in transcript.segments)
    found.sort(key=lambda one: (-one[1].severity, one[0]))
    # What nobody says so is wrong, and never left out for want of room.
    most = sum(sure < 0 for sure, _ in found) + max(AT_LEAST, round(A_MINUTE * spoken / 60))
    shown = sorted((note for _, note in found[:most]), key=lambda n: (-n.severity, n.start or 0.0))
    rest = [note for _, note in found[most:]]
    notes = (*transcript.notes, *shown, *([_rest(rest)] if rest else []))
    return replace(transcript, notes=notes)


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
        sure, span = under(segment, match.start(), match.end())
        message = f"「{match[0]}」は名簿にない名前です。録音を聞いて、誰のことか確かめてください。"
        yield sure, note_on("name-doubtful", _HIGH, message, span, guess)


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
                sure, span = under(segment, token.start, run[-1].end)
                behind = following["post"] or ""
                wording = surface + behind
                guess = f"{name}委員" if tail else f"{name}{behind}"
                message = (
                    f"「{wording}」は、名前（{guess}）かもしれません。録音で確かめてください。"
                )
                yield sure, note_on("name-doubtful", _HIGH, message, span, [guess])
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
    for first, word in odd_words(reader.tokens(segment.text)):
        if word not in known:
            sure, span = under(segment, first, first + len(word))
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
            note_on("word-doubtful", Severity.MEDIUM, message, span),
        )


def _rest(notes: Sequence[ReviewNote]) -> ReviewNote:
    return ReviewNote(
        "word-doubtful",
        Severity.MEDIUM,
        f"このほかに{len(notes)}か所、聞き取りの不確かな言葉があります。多すぎるため一つずつは示しません。"
        "大きいモデル（--model）を使うか、全体を聞き直してください。",
    )
