"""Who conducts the sitting, as far as the words and the roles tell."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from minutes_pipeline.agenda.cues import Move, moves_in
from minutes_pipeline.agenda.references import Reference, references
from minutes_pipeline.agenda.speech_text import Spoken, normal_speech, sentences, spoken
from minutes_pipeline.meeting import RoleKind, Utterance

Floats = npt.NDArray[np.float64]

_PRESIDES = {
    RoleKind.CHAIR: 1.0,
    RoleKind.SECRETARIAT: 0.6,
    RoleKind.MEMBER: 0.3,
    RoleKind.SECTION: 0.25,
    RoleKind.OTHER: 0.2,
}
"""How far a role is likely to conduct the sitting; the secretariat does so before a chair sits."""
_PRESIDING_MOVES = frozenset(
    {
        Move.TAKE_UP,
        Move.NEXT,
        Move.ASK,
        Move.EXHAUSTED,
        Move.BEGIN,
        Move.END,
        Move.JOINT,
        Move.HOST,
    }
)
_ASKING = frozenset({Move.ASK, Move.HOST, Move.EXHAUSTED, Move.NEXT})
_LEADING = frozenset({Move.LEAD, Move.EXHAUSTED})
_ASSENT = re.compile(
    r"^.{0,2}(?:はい|ええ|どうぞ|結構|よろしい|わかりました|では|じゃあ|お願い|構いません)"
)
_HANDED = re.compile(
    r"(?:進行|司会|議長|座長|まとめ役|議事)(?:は|を|の(?:方|ほう)(?:は|を)?|につきましては|については)"
    r".{0,24}(?:お願い|おねがい|お任せ|おまかせ|お渡し|お譲り|バトン|引き継)"
)
"""Words that hand the sitting over to who speaks next."""
_HOSTS = re.compile(
    r"司会(?:進行)?を(?:務め|つとめ|担当|させて|いたし)|(?:司会|進行)の[^、。]{1,10}(?:です|と申し)"
)
_HOST = 0.9
"""How likely a voice conducts the sitting that says it hosts it."""
_ACTING, _ACTING_SHARE = 2.0, 0.35
"""Sum of presiding words, and their mean, from which a member sits in the chair's place."""
_STRAY = 2
"""Utterances of a voice above which one alone as the chair's makes no chair of it."""
_HANDED_EARLY = 12
"""Utterances from the start within which a sitting is handed over to its host."""
_AHEAD = 8
"""So few signs may stand before the number that a sentence is taken to begin with."""
_SURELY_LEADS = 0.95
LEADS = 0.65
"""From here on somebody is taken to conduct the sitting: the chair, or who speaks like one."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One or two sentences in which a cue and what it is about stand together."""

    said: Spoken
    moves: dict[Move, float]
    refs: tuple[Reference, ...]


def passages_of(text: str) -> tuple[Passage, ...]:
    """Return the sentences of *text*, each with its cues and the numbers it names."""
    parts = sentences(normal_speech(text))
    out = []
    for part in parts:
        said = spoken(part)
        out.append(Passage(said, moves_in(said.text, said.reading), references(said.text)))
    return tuple(out)


def all_moves(found: Sequence[Passage]) -> dict[Move, float]:
    """Return every move that the passages make, each with its greatest weight."""
    moves: dict[Move, float] = defaultdict(float)
    for passage in found:
        for move, weight in passage.moves.items():
            moves[move] = max(moves[move], weight)
    return dict(moves)


def presiding(utterances: Sequence[Utterance], passages: Sequence[Sequence[Passage]]) -> Floats:
    """Return how likely each utterance comes from whoever conducts the sitting.

    A decided role says it; words of presiding raise it, for roles can be wrong. Where no chair was
    found, the voice that uses such words most is taken for the chair's.
    """
    own = np.array([_presiding_words(found) for found in passages])
    strays = _strays(utterances)
    led = any(_is_chair(u) and u.speaker not in strays for u in utterances)
    by_voice = _by_voice(utterances, own, {None} if led else {RoleKind.MEMBER, None})
    totals = Counter({voice: sum(scores) for voice, scores in by_voice.items()})
    first = totals.most_common(1)[0] if totals else ("", 0.0)
    chair = first[0] if first[1] >= 1.5 else None
    if not led:
        chair = _handed_to(utterances) or chair
    acting = {
        voice
        for voice, scores in _by_voice(utterances, own, {RoleKind.MEMBER, None}).items()
        if sum(scores) >= _ACTING and sum(scores) >= _ACTING_SHARE * len(scores)
    }
    hosts = {u.speaker for u in utterances if u.speaker and _HOSTS.search(normal_speech(u.text))}
    out = np.empty(len(utterances))
    for t, u in enumerate(utterances):
        if u.speaker in hosts:
            out[t] = _HOST
            continue
        if u.speaker in acting:
            out[t] = 1.0
            continue
        if u.role is not None and not (chair is not None and u.speaker == chair):
            stray = _is_chair(u) and u.speaker in strays
            prior = _PRESIDES[RoleKind.MEMBER if stray else u.role.kind]
            out[t] = max(prior, min(0.7, own[t] * 0.7)) if prior < 1.0 else 1.0
        elif chair is not None and u.speaker is not None:
            out[t] = 1.0 if u.speaker == chair else max(0.3, min(0.8, own[t] * 0.8))
        else:
            out[t] = 0.5 + 0.4 * own[t]
    return out


def _is_chair(utterance: Utterance) -> bool:
    return utterance.role is not None and utterance.role.kind is RoleKind.CHAIR


def _strays(utterances: Sequence[Utterance]) -> frozenset[str | None]:
    """Return the voices that were once taken for the chair's among other utterances of theirs.

    One short answer of a member may be taken for a chair's; nobody is led by it.
    """
    spoken_by = Counter(u.speaker for u in utterances)
    chairs = Counter(u.speaker for u in utterances if _is_chair(u))
    return frozenset(
        voice
        for voice, times in chairs.items()
        if voice is not None and times == 1 and spoken_by[voice] > _STRAY
    )


def _handed_to(utterances: Sequence[Utterance]) -> str | None:
    """Return the voice that answers when somebody hands the sitting over, None when nobody does."""
    for said, answer in itertools.pairwise(utterances[:_HANDED_EARLY]):
        handed = _HANDED.search(normal_speech(said.text))
        if handed and answer.speaker not in (None, said.speaker):
            return answer.speaker
    return None


def _by_voice(
    utterances: Sequence[Utterance], own: Floats, kinds: set[RoleKind | None]
) -> dict[str, list[float]]:
    """Return how much the words of each voice are those of a chair, where its role is of *kinds*.

    Where a chair was found, somebody undecided may conduct the sitting; else any member may.
    """
    found: dict[str, list[float]] = defaultdict(list)
    for u, score in zip(utterances, own, strict=True):
        if u.speaker is not None and (u.role.kind if u.role else None) in kinds:
            found[u.speaker].append(float(score))
    return found


def separates(found: Sequence[Passage], presides: float) -> bool:
    """Whether somebody conducts the sitting so clearly that joint items are taken one by one."""
    if presides >= _SURELY_LEADS:
        return True
    moves = all_moves(found)
    asking = not _ASKING.isdisjoint(moves) or moves.get(Move.TAKE_UP, 0.0) >= 0.9
    return presides >= LEADS and asking


def _calls_up(passage: Passage) -> bool:
    """Whether a sentence begins with an item's number, or leads on to one."""
    ahead = any(r.word is not None and r.start < _AHEAD for r in passage.refs)
    return ahead or (bool(passage.refs) and not passage.moves.keys().isdisjoint(_LEADING))


def permit(presides: Floats, passages: Sequence[Sequence[Passage]]) -> None:
    """Let a member who asks to go back do so, where the chair agrees in the next utterance."""
    for t, found in enumerate(passages[:-1]):
        asks = any(Move.RETURN in passage.moves and passage.refs for passage in found)
        answer = "".join(passage.said.text for passage in passages[t + 1])
        if asks and presides[t + 1] >= 0.5 and _ASSENT.match(answer):
            presides[t] = 1.0


def _presiding_words(found: Sequence[Passage]) -> float:
    """Return how much the words are those of a chair, in [0, 1]; explaining takes from it."""
    moves = all_moves(found)
    kinds = _PRESIDING_MOVES & moves.keys()
    score = 0.5 * len(kinds - {Move.TAKE_UP})
    score += 0.5 if moves.get(Move.TAKE_UP, 0.0) >= 1.2 else 0.0
    score += 0.5 if any(_calls_up(passage) for passage in found) else 0.0
    if Move.EXPLAIN in moves and Move.ASK not in moves:
        score -= 0.7
    length = sum(len(passage.said.text) for passage in found)
    return float(np.clip(score * (1.0 if length < 400 else 0.5), 0.0, 1.0))
