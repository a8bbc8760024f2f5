"""What sounds the same as a term of this meeting is written as the meeting writes it.

A recogniser that hears コセキ writes 高析, 個席 or コセキ; the agenda says 戸籍. Only known terms
are put in: those of the meeting, of its materials and of the city's list, and what committees of
any city say (`lexicon`). Each only where the reading is the same and what stands there is no word
of its own; a long vowel may differ only where the recogniser itself was unsure. Every change
keeps what stood there, for a person to undo.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from minutes_pipeline.meeting import ReviewNote, Segment, Span, Transcript, Word
from minutes_pipeline.transcription.common_words import CommonWords
from minutes_pipeline.transcription.lexicon import (
    Respelling,
    apart,
    in_figures,
    item_numbers,
    misspelt,
)
from minutes_pipeline.transcription.readings import Reader, Token, morae, shortened, soundings
from minutes_pipeline.transcription.repair_notes import date_note, figure_note, term_note, word_note
from minutes_pipeline.transcription.split_figures import parted_figures
from minutes_pipeline.transcription.spoken_dates import misheard_dates
from minutes_pipeline.transcription.suspects import under
from minutes_pipeline.transcription.terms import LONGEST, NEAR, Terms

UNSURE = 0.7
"""Probability of the least certain word below which a near reading, or no word, is put right."""
ACROSS = 5
"""Beats of a term that may have been taken for words with particles."""
COMPOUND = 4
"""漢字 of a term from which a compound of real words may be it, misspelt in part."""
LISTED_NAME = 5
"""Sounds of a name with 委員 from which it is known behind と as well."""

_DIGIT = re.compile(r"\d")
_NUMERAL = re.compile(r"[〇零一二三四五六七八九十百千万億]")
_KANA = re.compile(r"[ァ-ヶー]+|[ぁ-ゖー]{4,}")
_AFTER_NAME = re.compile(
    r"(?:副|前)?(?:委員長?|会長|議長|座長|議員|課長|室長|部長|局長|次長|係長|参事|主幹|市長|町長|村長|教育長|所長|館長|氏|さん|様)"
)
_BEHIND_NAME = re.compile(rf"{_AFTER_NAME.pattern}|[町村区市地丁駅川山橋通線]")
"""What stands behind a name that no dictionary has."""
_INTRODUCED = re.compile(r"(?:です|でございます|と申します|といいます)(?=[、。]|$)")
_AFTER_CALL = re.compile(
    r"[、。?？]|(?:から|お願い|どうぞ|の(?:ご|御|ほう|方|お|二|2)|と[^い]|、?いかが|、?ありがとう|$)"
)
_POST = re.compile(r"(?:委員長?|会長|議長|座長|議員)(?=[、。]|お願い|どうぞ|から|$)")
_BEFORE_POST = frozenset("副前元新各全両本正当市町村県")
_KANA_ONLY = re.compile(r"[ぁ-ゖ]+")
_NOTHING_BEFORE = re.compile(r"(?:[、。?？\s号は]|^)$")
_ASKED = re.compile(r"(?:から|、?(?:ご|御)?説明|、?お願い|の(?:ほう|方)|です|でございます)")
_UNITS = frozenset("課室部局係")
_OWNED = re.compile(r"[都道府県市区町村]立")
_CALLED = re.compile(r"[一-鿿ァ-ヶぁ-ゖ々]+")


def repair(
    transcript: Transcript, terms: Terms, reader: Reader, common: CommonWords | None = None
) -> Transcript:
    """Return *transcript* with known terms written right, each kind of change noted once.

    Args:
        transcript: As it was heard.
        terms: What may be put in.
        reader: Cuts and reads.
        common: Common words for what is no word; None leaves it as it was heard.
    """
    # Spellings that the context shows come first: they are what stands around a term, and what is
    # put right may be what shows the next (本県は芸岸の通り: 原案, then 本件).
    finders: tuple[tuple[_Note, _Find], ...] = (
        (term_note, lambda one: _by_context(one, terms)),
        (term_note, lambda one: _by_context(one, terms)),
        (date_note, lambda one: tuple(misheard_dates(one.text, reader.one_word))),
        (figure_note, lambda one: apart([*parted_figures(one.text)])),
        (term_note, lambda one: _by_sound(one, terms, reader, common)),
        (word_note, lambda one: _by_being_no_word(one, terms, reader, common)),
        (term_note, lambda one: _by_context(one, terms)),
    )
    segments: list[Segment] = []
    done: dict[tuple[_Note, str, str], list[Span]] = {}
    for segment in transcript.segments:
        repaired = segment
        for note, find in finders:
            changes = find(repaired)
            for change in changes:
                when = _when(repaired, change)
                told = figure_note if change.counts else note
                done.setdefault((told, change.old, change.new), []).append(when)
            repaired = _rewritten(repaired, changes)
        segments.append(repaired)
    notes = (note(old, new, spans) for (note, old, new), spans in done.items())
    return replace(transcript, segments=tuple(segments), notes=(*transcript.notes, *notes))


_Find = Callable[[Segment], tuple[Respelling, ...]]
_Note = Callable[[str, str, Sequence[Span]], ReviewNote]


def _when(segment: Segment, change: Respelling) -> Span:
    """Return when what is changed was said, the whole segment where words have no times."""
    spans = [
        word.span
        for start, word in _placed(segment.words)
        if start < change.end and start + len(word.text) > change.place
    ]
    return Span(spans[0].start, max(spans[0].start, spans[-1].end)) if spans else segment.span


def _placed(words: Iterable[Word]) -> Iterator[tuple[int, Word]]:
    position = 0
    for word in words:
        yield position, word
        position += len(word.text)


def _by_context(segment: Segment, terms: Terms) -> tuple[Respelling, ...]:
    text = segment.text
    titles = terms.numbered
    return apart([*item_numbers(text, titles), *in_figures(text, titles), *misspelt(text)])


def _by_sound(
    segment: Segment, terms: Terms, reader: Reader, common: CommonWords | None
) -> tuple[Respelling, ...]:
    finder = _Finder(segment, terms, reader, common)
    return apart([*finder.calls(), *finder.terms()])


def _by_being_no_word(
    segment: Segment, terms: Terms, reader: Reader, common: CommonWords | None
) -> tuple[Respelling, ...]:
    if common is None:
        return ()
    text = segment.text
    return tuple(
        change
        for change in common.misheard(reader.tokens(text))
        if under(segment, change.place, change.end)[0] < UNSURE
        and not terms.holds(change.old)
        and not _BEHIND_NAME.match(text, change.end)
    )


@dataclass(frozen=True, slots=True)
class _Finder:
    """Looks through one segment for what sounds like a term."""

    segment: Segment
    known: Terms
    reader: Reader
    common: CommonWords | None

    def terms(self) -> Iterator[Respelling]:
        """Yield what is to be put right, in order, not overlapping."""
        tokens = self.reader.tokens(self.segment.text)
        first = 0
        while first < len(tokens):
            for count in range(min(LONGEST, len(tokens) - first), 0, -1):
                run = tokens[first : first + count]
                new = self._meant(run)
                if new is not None:
                    yield Respelling(run[0].start, self._surface(run), new)
                    first += count
                    break
            else:
                first += 1

    def calls(self) -> Iterator[Respelling]:
        """Yield calls of members (盛りたいん、 for 森田委員、), which need not look like nouns."""
        if not self.known.called:
            return
        tokens = self.reader.tokens(self.segment.text)
        for first in range(len(tokens)):
            listed = first > 0 and tokens[first - 1].surface == "と"  # 藤井委員と森田委員
            starts = first == 0 or _starts_call(self.segment.text, tokens[first].start)
            if not (starts or listed):
                continue
            for last in range(first + 1, min(len(tokens), first + LONGEST)):
                run = tokens[first : last + 1]
                surface = self._surface(run)
                if not _CALLED.fullmatch(surface):
                    break
                new = self._heard_as(run, self.known.called, short=True)
                ends = _AFTER_CALL.match(self.segment.text, run[-1].end)
                long = starts or any(len(shortened(r)) >= LISTED_NAME for r in soundings(run))
                if new is not None and surface != new and (ends or self._at_end(run)) and long:
                    if not run[0].name:
                        yield Respelling(run[0].start, surface, new)
                    break

    def _at_end(self, run: Sequence[Token]) -> bool:
        return run[-1].end == len(self.segment.text)

    def _surface(self, run: Sequence[Token]) -> str:
        return self.segment.text[run[0].start : run[-1].end]

    def _heard_as(
        self, run: Sequence[Token], known: Mapping[str, str], *, short: bool = False
    ) -> str | None:
        """Return the term of *known* that *run* may be read as."""
        for reading in soundings(run):
            term = known.get(shortened(reading) if short else reading)
            if term is not None:
                return term
        return None

    def _meant(self, run: Sequence[Token]) -> str | None:
        """Return the term that *run* stands for, None when it stands for itself."""
        if not all(token.noun for token in run):
            return self._across_particles(run)
        surface = self._surface(run)
        if _DIGIT.search(surface) or self._counted(run):  # 1時 is no 一時預かり, 3年以上 no 歳以上
            return None
        name = self._name(run, surface)
        if name is not None:
            return name
        reading = "".join(token.reading for token in run)
        word = self.known.words.get(reading)
        # One word of the dictionary was probably meant; several in a row that sound like the
        # term are a compound that nobody says, unless the dictionary has that, too.
        one = len(run) == 1
        if word is not None and not (_ordinary(run[0]) if one else self.reader.one_word(surface)):
            return _unless_same(word, surface)
        # Lone kanji in a row are no word, though each may be a suffix (証, 認).
        strange = any(token.odd for token in run) or all(len(t.surface) == 1 for t in run)
        if not strange or self.reader.one_word(surface):
            return self._nearly_spelled(run, surface)
        word = self._heard_as(run, self.known.words) or self._heard_as(run, self.known.others)
        if (
            word is None
            and under(self.segment, run[0].start, run[-1].end)[0] < UNSURE
            and _long(run)
        ):
            word = self._heard_as(run, self.known.near, short=True)
        return _unless_same(word, surface)

    def _nearly_spelled(self, run: Sequence[Token], surface: str) -> str | None:
        """Return the long term that *surface*, a compound of words, spells all but in part.

        遺事管理 for 維持管理: nobody says 遺事. But 事故情報 is something else than 自己情報.
        """
        reading = "".join(token.reading for token in run)
        term = _unless_same(self.known.others.get(reading), surface)
        if self.common is None or term is None or not COMPOUND <= len(term) == len(surface):
            return None
        shared = sum(a == b for a, b in zip(term, surface, strict=True))
        strange = (t.surface for t in run if t.surface not in term)
        said = any(len(word) < 2 or word in self.common.words for word in strange)
        return term if 2 * shared >= len(term) and not said else None

    def _across_particles(self, run: Sequence[Token]) -> str | None:
        """Return the long term that was taken for words with particles between or behind.

        ようと地域 for 用途地域, where nothing stands before that 〜しようと could end; 道路整備か
        for 道路整備課, where the section is asked.
        """
        reading = "".join(token.reading for token in run)
        term = self.known.words.get(reading) or self.known.others.get(reading)
        if term is None or morae(reading) < ACROSS or run[-1].surface == term:
            return None
        grammar = [token for token in run if not token.noun]
        if not all(_KANA_ONLY.fullmatch(token.surface) for token in grammar):
            return None
        if run[-1].noun and not run[0].noun and _NOTHING_BEFORE.search(self._before(run)):
            return term
        asked = _ASKED.match(self.segment.text, run[-1].end)
        return term if grammar == [run[-1]] and _unit(term) and asked else None

    def _before(self, run: Sequence[Token]) -> str:
        return self.segment.text[: run[0].start]

    def _counted(self, run: Sequence[Token]) -> bool:
        """Tell whether *run* begins with the counter of a figure."""
        before = self.segment.text[run[0].start - 1 : run[0].start] if run[0].start else ""
        figure = before.isdigit() or bool(_NUMERAL.match(before))
        return figure and len(run[0].surface) == 1

    def _name(self, run: Sequence[Token], surface: str) -> str | None:
        """Return the surname that *run* stands for, before a post or 氏.

        Whoever gives his own name (坂元です。) has no post; there only what is a name as well.
        """
        own = len(run) == 1 and run[0].name
        behind = _AFTER_NAME.match(self.segment.text, run[-1].end)
        if not behind and not (own and _INTRODUCED.match(self.segment.text, run[-1].end)):
            return None
        addressed = self._addressed(run)
        readings = soundings(run) if addressed else ("".join(token.reading for token in run),)
        name = next((self.known.names[r] for r in readings if r in self.known.names), None)
        if name is None or name == surface:
            return None
        # 斉藤 for 斎藤 is a word of its own, and still not how this member writes it; and 腹会長
        # is nobody: whoever is addressed by a post has a name.
        sure = len(run) > 1 or run[0].name or not _ordinary(run[0]) or addressed
        return name if sure else None

    def _addressed(self, run: Sequence[Token]) -> bool:
        return (
            _starts_call(self.segment.text, run[0].start)
            and bool(_POST.match(self.segment.text, run[-1].end))
            and run[0].surface not in _BEFORE_POST
        )


def _unless_same(word: str | None, surface: str) -> str | None:
    """Return *word*, None where *surface* is it already or says something that *word* does not.

    That is a figure (十四 sounds like 実施, 四名 like 指名), the name of a unit (計画課, 計画家)
    and whose a house is (市立, 私立).
    """
    if word is None or word == surface:
        return None
    figures, owner = _NUMERAL.findall(word), _OWNED.match(surface)
    if not all(n in figures for n in _NUMERAL.findall(surface)):
        return None
    if _unit(surface) not in ("", _unit(word)) or (owner and owner[0] not in word):
        return None
    return word


def _unit(surface: str) -> str:
    """Return the sign that ends the name of a unit, empty where *surface* names none."""
    return surface[-1:] if surface[-1:] in _UNITS else ""


def _long(run: Sequence[Token]) -> bool:
    return sum(len(token.reading) for token in run) >= NEAR - 1


def _starts_call(text: str, place: int) -> bool:
    """Tell whether a call may begin at *place*: behind a pause, a hesitation or はい."""
    return bool(
        re.search(
            r"(?:[、。?？\s]|はい|では|それでは|まず|次に|(?:^|[、。が])(?:えー?|あの|あのー))$",
            text[:place],
        )
    )


def _ordinary(token: Token) -> bool:
    return token.known and not _KANA.fullmatch(token.surface)


def _rewritten(segment: Segment, changes: Sequence[Respelling]) -> Segment:
    """Put the changes in; the words under one become one word over their time."""
    if not changes:
        return segment
    text, words = segment.text, segment.words
    for change in reversed(changes):
        text = text[: change.place] + change.new + text[change.end :]
        words = _words_with(words, change)
    return replace(segment, text=text, words=words)


def _words_with(words: tuple[Word, ...], change: Respelling) -> tuple[Word, ...]:
    touched: list[int] = []
    starts: list[int] = []
    for index, (start, word) in enumerate(_placed(words)):
        starts.append(start)
        if start < change.end and start + len(word.text) > change.place:
            touched.append(index)
    if not touched:
        return words
    first, last = touched[0], touched[-1]
    joined = "".join(word.text for word in words[first : last + 1])
    inside = change.place - starts[first]
    known = [w.probability for w in words[first : last + 1] if w.probability is not None]
    one = Word(
        joined[:inside] + change.new + joined[inside + len(change.old) :],
        words[first].span | words[last].span,
        min(known) if known else None,
    )
    return (*words[:first], one, *words[last + 1 :])
