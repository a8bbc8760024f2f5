"""What each utterance says of the course of the sitting, as figures for `path`.

An utterance speaks for an item when somebody who presides names it, by number or by title, with
the words of taking up. It speaks for *the next* item when the chair only moves on. What is
explained and discussed speaks weakly for the item whose title it shares words with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from minutes_pipeline.agenda.cues import Move
from minutes_pipeline.agenda.leading import (
    LEADS,
    Passage,
    all_moves,
    passages_of,
    permit,
    presiding,
    separates,
)
from minutes_pipeline.agenda.likeness import Title, likeness, titles_of, words_in_common
from minutes_pipeline.agenda.references import TOP_WORD, Reference, fits
from minutes_pipeline.agenda.speech_text import normal_speech, spoken
from minutes_pipeline.meeting import Agenda, AgendaItem, Utterance

Floats = npt.NDArray[np.float64]

_TITLE, _NUMBER = 3.0, 2.5
_HEADING = 1.2
_EXPLAINED = 0.3
"""What is left of an item named by who explains or asks; half of it where nobody presides."""
_CONTENT = 0.8
_TAKEN = 1.2
"""Score from which a line is taken up."""
_UNKNOWN = 1.6
"""How strongly the sitting moves on where the number that is called was misheard."""
_AWAITED = 0.2
"""What is left of moving on where nobody has spoken on the item yet."""
_SPOKEN_OF = 60
"""Characters from which somebody has spoken on it."""
_TAKING = (Move.TAKE_UP, Move.LEAD, Move.ASK, Move.NEXT, Move.RETURN, Move.EXHAUSTED, Move.HOST)
_NOT_ONWARD = frozenset({Move.EXPLAIN, Move.MENTION, Move.REST})
_POINTS = frozenset({"つ目", "点目"})
_PINNED = 0.3
"""What likeness to other titles is left where one line is named by its number on the paper."""
_LISTED = 3
"""So many items named in one breath are a list of what is to come."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where an utterance may stand: the lines of the 次第 in order, before and after them.

    Attributes:
        lines: Items and formalities, in the agenda's order; group headings are left out.
        items: For each line, whether it is an item.
        headings: Group headings by name, with the place of their first line.
        titles: For each line.
        said: The lines as they are said: ordinals in figures.
    """

    lines: tuple[AgendaItem, ...]
    items: tuple[bool, ...]
    headings: tuple[tuple[str, str, int], ...]
    titles: tuple[Title, ...]
    said: tuple[AgendaItem, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """What the utterances say, one row an utterance.

    Attributes:
        named: How strongly each place (before, lines …, after) is put before the sitting.
        onward: How strongly the next place is, without being named.
        back: Whether going back is announced.
        presides: How likely the speaker conducts the sitting, in [0, 1].
        joint: Places of lines that are taken together from here on; empty otherwise.
        asks_joint: Whether things are taken together without saying which.
    """

    named: Floats
    onward: Floats
    back: npt.NDArray[np.bool_]
    presides: Floats
    joint: tuple[tuple[int, ...], ...]
    asks_joint: npt.NDArray[np.bool_]
    reordered: bool


def places_of(agenda: Agenda) -> Places:
    """Return the places of an agenda: its items, and its other lines where it gives them."""
    items = agenda.items
    groups = {line.heading for line in agenda.lines if line.heading}
    lines: list[AgendaItem] = []
    headings: list[tuple[str, str, int]] = []
    for line in agenda.lines or items:
        if line in items or line.title not in groups:
            lines.append(line)
        else:
            headings.append((line.title, line.number, len(lines)))
    kept = tuple(lines) if all(item in lines for item in items) else tuple(items)
    said = tuple(
        replace(line, number=normal_speech(line.number), title=normal_speech(line.title))
        for line in kept
    )
    taken = tuple(line in items for line in kept)
    return Places(kept, taken, tuple(headings), titles_of(kept, agenda.title), said)


def hear(utterances: Sequence[Utterance], places: Places) -> Heard:
    """Return what *utterances* say of the course of the sitting."""
    passages = [passages_of(u.text) for u in utterances]
    presides = presiding(utterances, passages)
    permit(presides, passages)
    count, n = len(utterances), len(places.lines)
    named, onward = np.zeros((count, n + 2)), np.zeros(count)
    back, asks = np.zeros(count, np.bool_), np.zeros(count, np.bool_)
    joint: list[tuple[int, ...]] = []
    together: tuple[int, ...] = ()
    awaited = False
    for t, found in enumerate(passages):
        scores, group, listed = _named(found, places, presides[t])
        leading = presides[t] >= LEADS
        parts = separates(found, presides[t])
        if leading and (group or (parts and scores.max(initial=0.0) >= 2.0)):
            together = group
        elif together and not parts:
            scores[list(together)] = 0.0  # within 一括, explaining them in turn parts nothing
        joint.append(group if leading else ())
        if leading and group:
            scores[:] = 0.0
            scores[min(group)] = 4.0
        named[t, 1 : n + 1] = scores
        named[t, 0], named[t, n + 1] = _outside(found, presides[t], listed=listed)
        moves = all_moves(found)
        if leading:
            onward[t] = _onward(found, presides[t], named=scores.max(initial=0.0), listed=listed)
            if awaited and scores.max(initial=0.0) < _TAKEN and Move.NEXT not in moves:
                onward[t] *= _AWAITED  # it asks for what was taken up a moment ago
            if scores.max(initial=0.0) < _TAKEN and _calls_unknown(found):
                onward[t] = max(onward[t], _UNKNOWN * presides[t])
            awaited |= scores.max(initial=0.0) >= _TAKEN
            back[t] = Move.RETURN in moves
            asks[t] = not group and any(_joins(passage.moves) for passage in found)
        elif len(utterances[t].text) >= _SPOKEN_OF:
            awaited = False
    named[:, 1 : n + 1] += _CONTENT * _shared_words(passages, places)
    reordered = any(
        Move.REORDER in all_moves(found)
        for found, p in zip(passages, presides, strict=True)
        if p >= 0.5
    )
    return Heard(named, onward, back, presides, tuple(joint), asks, reordered)


def _shared_words(passages: Sequence[Sequence[Passage]], places: Places) -> Floats:
    """Return how much each utterance shares with each item's title, beyond what all speech does.

    Words that are said throughout (議員, 条例) would else outweigh, bit by bit, the words of the
    chair.
    """
    shared = np.zeros((len(passages), len(places.lines)))
    for t, found in enumerate(passages):
        words = frozenset(w for passage in found for w in passage.said.words)
        for i, title in enumerate(places.titles):
            if places.items[i]:
                shared[t, i] = words_in_common(title, words)
    beyond: Floats = np.maximum(0.0, shared - shared.mean(axis=0, keepdims=True))
    return beyond


def _named(
    found: Sequence[Passage], places: Places, presides: float
) -> tuple[Floats, tuple[int, ...], bool]:
    """Return scores of the lines, those taken together, and whether a list was read out."""
    best = np.zeros(len(places.lines))
    group: tuple[int, ...] = ()
    listed = False
    at = np.full(len(places.lines), -1)
    found = _without_points(found)
    for k, passage in enumerate(found):
        scores = np.zeros(len(places.lines))
        for window in (found[k : k + 1], found[k : k + 2]):
            if len(window) == 2 and not _belongs(window):
                continue
            now, together, overview = _window_scores(window, places, presides)
            group = group or together
            listed |= overview
            scores = np.maximum(scores, now)
        del passage
        at[scores > best] = k
        best = np.maximum(best, scores)
    strong = np.flatnonzero(best >= 2.0)
    if len(strong) > 1 and not group:  # two taken up in one utterance: it ends with the later
        last = at[strong].max()
        best[[i for i in strong if at[i] < last]] *= 0.4
    return best, group, listed


def _without_points(found: Sequence[Passage]) -> Sequence[Passage]:
    """Leave out numbers that count the points of one speech: 2つ目に…、3つ目に…."""
    points = {
        r.numbers for passage in found for r in passage.refs if r.word is None and r.unit in _POINTS
    }
    if len(points) < 2:
        return found
    return [
        replace(p, refs=tuple(r for r in p.refs if r.word is not None or r.unit not in _POINTS))
        for p in found
    ]


def _belongs(window: Sequence[Passage]) -> bool:
    """Whether a sentence says what the sentence before or after it moves to."""
    first, second = window
    done = Move.FINISH in first.moves
    return not done and bool(first.moves.keys() | second.moves.keys())


def _window_scores(
    window: Sequence[Passage], places: Places, presides: float
) -> tuple[Floats, tuple[int, ...], bool]:
    moves = all_moves(window)
    n = len(places.lines)
    refs = [r for passage in window for r in passage.refs]
    taking = sum(moves.get(m, 0.0) for m in _TAKING)
    numbers, likes = np.zeros(n), np.zeros(n)
    if not refs and taking < (1.0 if presides < 0.5 else 0.4):
        return np.zeros(n), (), False
    said = window[0].said if len(window) == 1 else spoken("".join(p.said.text for p in window))
    for i, line in enumerate(places.said):
        numbers[i] = max((fits(r, line, places.said) for r in refs), default=0.0)
        likes[i] = likeness(places.titles[i], said)
        if places.titles[i].other and likes[i] == 0.0 and not any(r.word for r in refs):
            numbers[i] *= 0.5  # その他 is always called so; a bare number alone hardly means it
    pinned = _by_its_number(refs, places)
    if pinned is not None:  # what several bills of one 日程 share with others names no other
        likes[np.arange(n) != pinned] *= _PINNED
    together = _taken_together(moves, numbers, likes, places, said.text)
    if pinned is not None and Move.JOINT in moves:
        together = (pinned,)
    sure = int(((numbers >= 0.6) | (likes >= 0.6)).sum())
    distinct = len({r.numbers for r in refs})
    overview = (
        not together
        and pinned is None
        and (Move.OVERVIEW in moves or (sure >= _LISTED and (distinct >= _LISTED or taking < 1.0)))
    )
    gate = 0.35 + 0.65 * min(1.0, taking / 1.0)
    scores = _TITLE * likes * gate + _NUMBER * numbers * (0.4 + 0.6 * min(1.0, taking / 0.6))
    scores += np.where(scores > 0.8, min(2.0, taking) * np.minimum(1.0, scores / 2.0), 0.0)
    for title, number, first in places.headings:
        if first < n and _names_heading(title, number, said.text, refs, moves):
            scores[first] = max(scores[first], _HEADING + min(1.0, taking))
    if Move.MENTION in moves or (Move.FINISH in moves and moves.get(Move.TAKE_UP, 0.0) < 1.2):
        scores *= 0.25
    if Move.EXPLAIN in moves and Move.ASK not in moves and Move.RETURN not in moves:
        scores *= _EXPLAINED if presides >= LEADS else _EXPLAINED / 2
    top = scores.max(initial=0.0)
    scores = np.maximum(0.0, scores - 1.0 * (top - scores)) * presides
    return (np.zeros(n) if overview else scores), together, overview


def _by_its_number(refs: Sequence[Reference], places: Places) -> int | None:
    """Return the place of the one line that is named by its number on the paper: 日程第6."""
    named = [r for r in refs if r.word is not None and TOP_WORD.match(r.word)]
    if len(named) != 1 or named[0].until is not None:
        return None
    found = [i for i, line in enumerate(places.said) if fits(named[0], line, places.said) >= 1.0]
    return found[0] if len(found) == 1 and places.items[found[0]] else None


def _names_heading(
    title: str, number: str, text: str, refs: Sequence[Reference], moves: dict[Move, float]
) -> bool:
    moving = Move.TAKE_UP in moves or Move.NEXT in moves
    if title and title in text and moving and not any(r.word and r.word in title for r in refs):
        return True
    return bool(number) and any(
        r.word is not None and r.word not in title and r.numbers == (number,) for r in refs
    )


def _taken_together(
    moves: dict[Move, float], numbers: Floats, likes: Floats, places: Places, text: str
) -> tuple[int, ...]:
    """Return the places of the lines that a passage takes together; empty when it does not."""
    if Move.JOINT not in moves:
        return ()
    by_number = [i for i in np.flatnonzero(numbers >= 0.6) if places.items[i]]
    by_title = [i for i in np.flatnonzero(likes >= 0.5) if places.items[i]]
    named = sorted(set(by_number) | set(by_title)) if len(by_number) < 2 else by_number
    if len(named) > 1:
        return tuple(int(i) for i in named)
    for title, _, _ in places.headings:
        if title and title in text:
            mine = [i for i, line in enumerate(places.lines) if line.heading == title]
            return tuple(i for i in mine if places.items[i]) if len(mine) > 1 else ()
    return ()


def _outside(found: Sequence[Passage], presides: float, *, listed: bool) -> tuple[float, float]:
    """Return how strongly an utterance speaks for before the items, and for after them."""
    moves = all_moves(found)
    begin = moves.get(Move.BEGIN, 0.0) + (1.0 if listed else 0.0)
    end, decided = 0.0, False
    for k, passage in enumerate(found):
        weight = passage.moves.get(Move.END, 0.0)
        decided |= Move.DECIDE in passage.moves
        later = any(p.moves.get(Move.TAKE_UP, 0.0) >= 1.0 and p.refs for p in found[k + 1 :])
        if weight and Move.EXPLAIN not in passage.moves:
            # a decision on the item must not be lost outside it, whatever is closed with it
            weight *= 0.2 if decided else 0.4 if later else 1.0
            end = max(end, weight) + min(end, weight) / 2
    return min(1.5, begin) * presides, min(5.0, end) * presides


def _onward(found: Sequence[Passage], presides: float, *, named: float, listed: bool) -> float:
    """Return how strongly the chair moves on without saying to what."""
    best = 0.0
    for k in range(len(found)):
        moves = all_moves(found[max(0, k - 1) : k + 1])
        if not _NOT_ONWARD.isdisjoint(moves):
            continue
        score = moves.get(Move.NEXT, 0.0) + moves.get(Move.ASK, 0.0)
        if Move.NEXT in moves or Move.ASK in moves:
            score += moves.get(Move.LEAD, 0.0) + moves.get(Move.EXHAUSTED, 0.0)
        best = max(best, score)
    if listed:
        best *= 0.5
    return best * presides * (0.3 if named >= 2.0 else 1.0)


def _calls_unknown(found: Sequence[Passage]) -> bool:
    """Whether an item is moved on to by a number that no line has.

    案件第45に移ります for 案件第4号に移ります: whatever the number was, the sitting moves on.
    """
    for k, passage in enumerate(found):
        leads = Move.LEAD in all_moves(found[max(0, k - 1) : k + 1])
        taken = passage.moves.get(Move.TAKE_UP, 0.0) >= _TAKEN
        numbered = any(reference.word is not None for reference in passage.refs)
        if leads and taken and numbered and _NOT_ONWARD.isdisjoint(passage.moves):
            return True
    return False


def _joins(moves: dict[Move, float]) -> bool:
    """Whether a sentence takes things together without saying which."""
    taking = moves.get(Move.TAKE_UP, 0.0) >= 1.2 or Move.ASK in moves
    return Move.JOINT in moves and taking and Move.EXPLAIN not in moves
