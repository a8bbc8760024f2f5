"""Words joined to voices: the recogniser's text cut into utterances of one voice each.

The joined text of all utterances is the joined text of all segments, character by character.
Method: every linguistic word goes to the voice that it overlaps longest; short islands are
absorbed; a change of voice moves to the pause or the end of sentence next to it.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from minutes_pipeline.attribution.tokens import Tokenizer
from minutes_pipeline.meeting import Diarization, Segment, Span, Transcript, Turn, Utterance, Word

_NEAREST = 0.5
"""Seconds within which a word outside every turn is given to the nearest voice."""
_PAUSE = 0.2
"""Seconds of silence that a speaker makes between phrases; a voice may change here."""
_SNAP = 0.7
"""Seconds by which the borders of words and turns may miss each other."""
_ISLAND = 1.0
"""Seconds below which a change of voice amid one voice's words is taken for a slip."""
_ISLAND_SHARE = 0.2
"""The same as a share of the sentence around it."""
_EDGE = 2.0
"""Seconds at either end of a sentence that may have been given to the neighbour's voice."""
_EDGE_SHARE = 0.4
"""The same as a share of the sentence; half where words flow on and a breath is drawn behind it."""
_SILENCE = 3.0
"""Seconds of silence behind which the same voice begins a new utterance."""
_BREATH = 0.5
"""Seconds of silence behind a sentence where a new turn may begin."""
_LONGEST = 60.0
"""Seconds beyond which a monologue is split."""
_SHORTEST = 15.0
"""Seconds that either part of a split monologue should have."""
_SIGNS = "。？！?!"

_SHORT_ANSWER = re.compile(
    r"(?:はい|ええ|いいえ|いえ|異議(?:なし|ありません|ございません)|賛成(?:です)?|反対(?:です)?|了解(?:です|しました)?"
    r"|承知(?:いた)?しました|わかりました|分かりました|ありません|ございません|結構です|お願い(?:いた)?します"
    r"|ありがとうございま(?:す|した)|どうぞ|そうです(?:ね)?|議長|委員長|会長)+"
)
_NEW_TURN = re.compile(
    r"(?:え[ーえ]*と?|あの[ーう]?|まあ)?、?"
    r"(?:はい|お答え|ありがとうござい|それでは|では|ほかに|他に|次に|続きまして|続いて|すみません|事務局"
    r"|.{1,12}(?:課|室|部|局|センター|委員|事務局)(?:長)?(?:の.{1,8})?(?:です|でございます|と申します))"
)
_CALL = re.compile(r"(?:委員|[長員君様]|さん|どうぞ|[でま]す|した)[、。]?$")
"""What the end of a short turn of its own sounds like: somebody is called, something is said."""
_QUESTION = re.compile(r"か[。？?]?$")


@dataclass(frozen=True, slots=True)
class _Atom:
    """The smallest piece of text that one voice says: whole words of the language.

    Attributes:
        text: Never empty.
        span: When it was said.
        words: The recogniser's tokens it is made of; empty when there were none.
        opens: Whether a voice may begin here (no particle or auxiliary).
        ends: Whether a sentence ends here.
        voice: Who said it; None while unknown.
    """

    text: str
    span: Span
    words: tuple[Word, ...]
    opens: bool
    ends: bool
    voice: str | None = None


def join_voices(
    transcript: Transcript, diarization: Diarization, tokenizer: Tokenizer
) -> tuple[Utterance, ...]:
    """Cut the transcript into utterances of one voice each, in order of the text.

    Args:
        transcript: What was said, with timed words where the engine gave any.
        diarization: Whose voice is heard when; its `exclusive` turns decide.
        tokenizer: Finds the words of the language, inside which no voice changes.
    """
    atoms = [atom for segment in transcript.segments for atom in _atoms(segment, tokenizer)]
    turns = _Turns(diarization.exclusive)
    voiced = [replace(atom, voice=turns.voice(atom.span)) for atom in atoms]
    voices = _whole_sentences(voiced, _snapped(voiced, _smoothed(voiced)))
    pieces = _pieces([replace(a, voice=v) for a, v in zip(voiced, voices, strict=True)])
    return tuple(_utterance(number, piece) for number, piece in enumerate(pieces, start=1))


class _Turns:
    """Looks up whose voice is heard when."""

    def __init__(self, turns: Iterable[Turn]) -> None:
        self._turns = sorted(turns, key=lambda turn: (turn.span.start, turn.span.end))
        self._starts = [turn.span.start for turn in self._turns]
        lengths = [turn.span.duration for turn in self._turns]
        self._longest = max(lengths, default=0.0)

    def voice(self, span: Span) -> str | None:
        """Return the voice heard longest in *span*, else the nearest within `_NEAREST`."""
        first = bisect.bisect_left(self._starts, span.start - self._longest - _NEAREST)
        last = bisect.bisect_right(self._starts, span.end + _NEAREST)
        heard: dict[str, float] = {}
        nearest: tuple[float, str] | None = None
        for turn in self._turns[first:last]:
            shared = turn.span.overlap(span)
            if shared > 0:
                heard[turn.speaker] = heard.get(turn.speaker, 0.0) + shared
            gap = max(turn.span.start - span.end, span.start - turn.span.end)
            if gap <= _NEAREST and (nearest is None or gap < nearest[0]):
                nearest = (gap, turn.speaker)
        if heard:
            return max(heard, key=lambda speaker: (heard[speaker], speaker))
        return nearest[1] if nearest else None


def _atoms(segment: Segment, tokenizer: Tokenizer) -> list[_Atom]:
    """Cut a segment where both a timed token and a word of the language begin."""
    if not segment.text:
        return []
    timed = _fitting(segment)
    tokens = tokenizer.tokens(segment.text)
    borders: dict[int, bool] = {}
    at = 0
    for token in tokens:
        borders[at] = not token.dependent
        at += len(token.surface)
    ends = _sentence_ends(segment.text, [(t.surface, t.dependent, t.verb_end) for t in tokens])
    atoms: list[_Atom] = []
    held: list[tuple[str, Span, tuple[Word, ...]]] = []
    begun = at = 0
    for text, span, words in timed:
        if held and at in borders:
            atoms.append(_atom(held, opens=borders[begun], ends=at in ends))
            held, begun = [], at
        held.append((text, span, words))
        at += len(text)
    atoms.append(_atom(held, opens=borders.get(begun, True), ends=at in ends))
    return atoms


def _atom(held: Sequence[tuple[str, Span, tuple[Word, ...]]], *, opens: bool, ends: bool) -> _Atom:
    span = held[0][1]
    for _, other, _ in held[1:]:
        span = span | other
    words = tuple(word for _, _, some in held for word in some)
    return _Atom("".join(text for text, _, _ in held), span, words, opens, ends)


def _fitting(segment: Segment) -> list[tuple[str, Span, tuple[Word, ...]]]:
    """Return the segment's text as timed pieces that joined give exactly that text.

    Where the engine's tokens do not spell the text, or there are none, every character is
    given its share of the segment's time.
    """
    pieces: list[tuple[str, Span, tuple[Word, ...]]] = []
    at = 0
    for word in segment.words:
        text = word.text if segment.text.startswith(word.text, at) else word.text.strip()
        gap = segment.text.find(text, at) - at
        if not text or gap < 0 or segment.text[at : at + gap].strip():
            if text:
                break
            continue
        text = segment.text[at : at + gap] + text
        pieces.append((text, word.span, (word,)))
        at += len(text)
    else:
        rest = segment.text[at:]
        if pieces and not rest.strip():
            text, span, words = pieces[-1]
            return [*pieces[:-1], (text + rest, span, words)]
    share = segment.span.duration / len(segment.text)
    begin = segment.span.start
    moments = [begin + share * i for i in range(len(segment.text))] + [segment.span.end]
    return [
        (character, Span(min(start, end), end), ())
        for character, start, end in zip(segment.text, moments[:-1], moments[1:], strict=True)
    ]


def _sentence_ends(text: str, tokens: Sequence[tuple[str, bool, bool]]) -> frozenset[int]:
    """Return the offsets behind which a new sentence may begin.

    Behind 。？！, and behind です, ます and their kin unless a particle leans on them: many
    recognisers write no signs.
    """
    ends = {i for i, c in enumerate(text, start=1) if c in _SIGNS}
    at = 0
    for index, (surface, _, verb_end) in enumerate(tokens):
        at += len(surface)
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        polite = verb_end and surface in {"です", "ます", "た", "ん", "だ"}
        asks = surface == "か" and index > 0 and tokens[index - 1][2]
        if (polite or asks) and (following is None or not following[1]):
            ends.add(at)
    return frozenset(end for end in ends if end == len(text) or text[end] not in _SIGNS)


def _runs(voices: Sequence[str | None]) -> list[tuple[int, int]]:
    """Return the ranges ``[first, last)`` over which the voice stays the same."""
    borders = [i for i in range(1, len(voices)) if voices[i] != voices[i - 1]]
    edges = [0, *borders, len(voices)]
    return [(a, b) for a, b in pairwise(edges) if a < b]


def _gap(atoms: Sequence[_Atom], index: int) -> float:
    """Return the silence in seconds before atom *index*; endless at either end of the text."""
    if index <= 0 or index >= len(atoms):
        return float("inf")
    return atoms[index].span.start - atoms[index - 1].span.end


def _may_change(atoms: Sequence[_Atom], index: int) -> bool:
    """Whether a voice plausibly changes before atom *index*: behind a pause or a sentence."""
    if index <= 0 or index >= len(atoms):
        return True
    return atoms[index - 1].ends or (_gap(atoms, index) >= _PAUSE and atoms[index].opens)


def _smoothed(atoms: Sequence[_Atom]) -> list[str | None]:
    """Absorb islands: words given to another voice for a moment amid one voice's sentence.

    A short answer, and what stands between two pauses or ends of sentences, keeps its voice.
    """
    voices = [atom.voice for atom in atoms]
    runs = _runs(voices)
    for number, (first, last) in enumerate(runs):
        before = voices[first - 1] if number else None
        after = atoms[last].voice if last < len(atoms) else None
        if before is None and after is None:
            continue
        length = atoms[last - 1].span.end - atoms[first].span.start
        text = "".join(atom.text for atom in atoms[first:last])
        around = _sentence_length(atoms, first, last)
        small = length < _ISLAND or length < _ISLAND_SHARE * around
        bounded = _may_change(atoms, first) and _may_change(atoms, last)
        answers = bool(_SHORT_ANSWER.fullmatch(text.strip(_SIGNS + "、 　")))
        keeps = voices[first] is not None and bounded and (answers or length >= _ISLAND / 2)
        if not small or keeps:
            continue
        if before == after or after is None:
            other = before
        elif before is None:
            other = after
        else:  # between two voices: to the side that no pause parts it from
            other = before if _gap(atoms, first) <= _gap(atoms, last) else after
        voices[first:last] = [other] * (last - first)
    return voices


def _sentence_length(atoms: Sequence[_Atom], first: int, last: int) -> float:
    """Return the seconds of the sentence that holds the atoms ``[first, last)``."""
    begin, end = first, last
    while begin > 0 and not atoms[begin - 1].ends:
        begin -= 1
    while end < len(atoms) and not atoms[end - 1].ends:
        end += 1
    return atoms[end - 1].span.end - atoms[begin].span.start


def _snapped(atoms: Sequence[_Atom], voices: list[str | None]) -> list[str | None]:
    """Move every change of voice to the best pause or end of sentence within `_SNAP`."""
    moved = list(voices)
    runs = _runs(voices)
    for (start, change), (_, stop) in pairwise(runs):
        when = atoms[change].span.start
        best, best_score = change, _border_score(atoms, change, 0.0)
        # Half of a run at most is given away, so that no run vanishes between two changes.
        for index in range((start + change) // 2 + 1, (change + stop) // 2 + 1):
            away = abs(atoms[index].span.start - when)
            away = min(away, abs(atoms[index - 1].span.end - when))
            if away > _SNAP:
                continue
            score = _border_score(atoms, index, away)
            if score > best_score:
                best, best_score = index, score
        if best < change:
            moved[best:change] = [voices[change]] * (change - best)
        else:
            moved[change:best] = [voices[change - 1]] * (best - change)
    return moved


def _whole_sentences(atoms: Sequence[_Atom], voices: list[str | None]) -> list[str | None]:
    """Give a sentence's first or last words to the voice that says the rest of it.

    In the first second of a turn a voice is easily taken for the one before. So a change inside a
    sentence moves to its border, unless it stands at the longer pause, or what would move is a
    call, an answer or a third person's: recognisers leave out signs between people.
    """
    whole = list(voices)
    for (_, change), (_, stop) in pairwise(_runs(voices)):
        begin, end = change, change
        while begin > 0 and not atoms[begin - 1].ends:
            begin -= 1
        while end < len(atoms) and not atoms[end - 1].ends:
            end += 1
        left, right = set(whole[begin:change]), set(whole[change:end])
        if begin == change or len(left) > 1 or len(right) > 1 or end > stop:
            continue
        before = atoms[change - 1].span.end - atoms[begin].span.start
        after = atoms[end - 1].span.end - atoms[change].span.start
        small, first, last, border = (
            (before, begin, change, begin) if before <= after else (after, change, end, end)
        )
        said = "".join(atom.text for atom in atoms[first:last]).strip("、 　")
        own = _SHORT_ANSWER.fullmatch(said.strip(_SIGNS)) or (first == begin and _CALL.search(said))
        beyond = first - 1 if first == begin else last
        spilt = 0 <= beyond < len(whole) and whole[beyond] == whole[first]
        flows = _gap(atoms, change) < _PAUSE / 2 and _gap(atoms, border) >= _BREATH
        fits = small <= min(_EDGE, (0.5 if flows else _EDGE_SHARE) * (before + after))
        if fits and spilt and not own and _gap(atoms, border) >= _gap(atoms, change):
            other = whole[change] if first == begin else whole[change - 1]
            whole[first:last] = [other] * (last - first)
    return whole


def _border_score(atoms: Sequence[_Atom], index: int, away: float) -> float:
    """Say how good a place for a change of voice the border before atom *index* is."""
    pause = max(0.0, _gap(atoms, index))
    score = 2.0 * atoms[index - 1].ends + (1.0 if pause >= _PAUSE else 0.0) + min(pause, 1.0)
    return score + (0.5 if atoms[index].opens else -1.0) - away


def _pieces(atoms: Sequence[_Atom]) -> list[Sequence[_Atom]]:
    """Cut the atoms into utterances: at every change of voice, at silences, in monologues."""
    pieces: list[Sequence[_Atom]] = []
    begun = 0
    for index in range(1, len(atoms) + 1):
        if index < len(atoms) and not _begins(atoms, begun, index):
            continue
        pieces.extend(_split(atoms[begun:index]))
        begun = index
    return [piece for piece in pieces if piece]


def _begins(atoms: Sequence[_Atom], begun: int, index: int) -> bool:
    """Whether a new utterance begins at atom *index*."""
    atom, last = atoms[index], atoms[index - 1]
    if atom.voice != last.voice or _gap(atoms, index) >= _SILENCE:
        return True
    if not last.ends or _gap(atoms, index) < _BREATH:
        return False
    # Diarization merges voices; a question's end or an answer's opening is where they part.
    said = "".join(a.text for a in atoms[max(begun, index - 4) : index])
    coming = "".join(a.text for a in atoms[index : index + 12])
    return bool(_QUESTION.search(said.strip()) or _NEW_TURN.match(coming.strip()))


def _split(atoms: Sequence[_Atom]) -> list[Sequence[_Atom]]:
    """Split a monologue longer than `_LONGEST` behind sentences, at the longest pauses."""
    parts: list[Sequence[_Atom]] = []
    rest = atoms
    while rest and rest[-1].span.end - rest[0].span.start > _LONGEST:
        border = _border_in(rest)
        if border is None:
            break
        parts.append(rest[:border])
        rest = rest[border:]
    return [*parts, rest]


def _border_in(atoms: Sequence[_Atom]) -> int | None:
    """Return where a long monologue is best split first; None when it is one atom."""
    begin, end = atoms[0].span.start, atoms[-1].span.end
    best: tuple[tuple[bool, bool, float], int] | None = None
    for index in range(1, len(atoms)):
        left = atoms[index - 1].span.end - begin
        if left > _LONGEST and best is not None:
            break
        fits = left >= _SHORTEST and end - atoms[index].span.start >= _SHORTEST / 3
        score = fits, atoms[index - 1].ends, _gap(atoms, index)
        if best is None or score > best[0]:
            best = score, index
    return best[1] if best else None


def _utterance(number: int, atoms: Sequence[_Atom]) -> Utterance:
    words = tuple(word for atom in atoms for word in atom.words)
    sure = [word.probability for word in words if word.probability is not None]
    start = min(atom.span.start for atom in atoms)
    end = max(atom.span.end for atom in atoms)
    return Utterance(
        id=f"u{number:04d}",
        text="".join(atom.text for atom in atoms),
        span=Span(start, end),
        speaker=atoms[0].voice,
        words=words,
        confidence=sum(sure) / len(sure) if sure else None,
    )
