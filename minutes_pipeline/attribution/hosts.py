"""Officials who conduct a sitting, or a part of it: what a chair says is said by them.

A section's head leads the talks with neighbours from beginning to end, and a council until it has
elected its chair. Their formulas are the chair's, their side is the office's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from minutes_pipeline.attribution.chain import Array
from minutes_pipeline.attribution.directory import SECRETARIAT
from minutes_pipeline.attribution.frames import Mention, announces
from minutes_pipeline.attribution.mentions import Heard, speaks_of_office
from minutes_pipeline.attribution.reasons import Evidence, members
from minutes_pipeline.meeting import Role, RoleKind, Roster

_HOSTS = re.compile(
    r"(?:進行|司会)(?:役)?(?:を|は|につきましては|に当たりましては)?.{0,14}(?:務め|つとめ|担当|させていただ|いたします|承り|仰せつか)"
)
_INTERIM = re.compile(
    r"(?:会長|委員長|座長|議長)(?:が|の).{0,14}(?:決ま|選任|選出|選ばれ|互選|就任|決定).{0,10}(?:まで|間)|仮(?:議長|座長|の議長)"
)
"""「会長が決まるまでの間、私が進めます」."""
_BY_RULE = re.compile(r"条例第|規則第|法第|規程第|年長")
"""By which a member takes the chair of a committee of an assembly until one is elected."""
_OTHERS_HOST = re.compile(r"(?:会長|委員長|座長|議長|先生|様|さん)(?:が|に|へ)")
_PRESIDING = 2.0
"""Weight for the chair from which an utterance presides."""
_KEEPER = 3
"""Number of the secretariat among the roles."""
_LEFT = 0.25
"""What is left of a host's formulas as those of a chair."""


@dataclass(frozen=True, slots=True)
class Host:
    """A voice that conducts for the office.

    Attributes:
        roles: As whom it may speak.
        until: The last row that it conducts.
    """

    roles: tuple[Role, ...]
    until: int


def as_hosts(
    own: Sequence[list[Evidence]],
    heard: Sequence[Heard],
    voices: Sequence[str | None],
    roles: Sequence[Role],
    roster: Roster,
) -> tuple[list[list[Evidence]], frozenset[int]]:
    """Return the reasons as they count where an official conducts, and the rows where one does.

    What tells a secretariat counts for a section that keeps the record as well.

    Args:
        own: The reasons of every utterance.
        heard: The utterances.
        voices: Whose they are.
        roles: Chair, member, other, then every role that answers.
        roster: Who is there.
    """
    presiding = [sum(float(e.weights[0]) for e in reasons) for reasons in own]
    found = hosts(heard, voices, presiding, roster)
    kept = _kept_by(heard, voices, roles, roster)
    made: list[list[Evidence]] = []
    conducted: set[int] = set()
    for row, (voice, reasons) in enumerate(zip(voices, own, strict=True)):
        host = found.get(voice) if voice is not None else None
        places = members(roles, host.roles) if host is not None and row <= host.until else ()
        conducted |= {row} if places else set()
        keeping = kept.get(voice, kept.get(None, ()))
        made.append(
            [
                replace(e, weights=_moved(_moved(e.weights, places, 0, _LEFT), keeping, _KEEPER))
                for e in reasons
            ]
        )
    return made, frozenset(conducted)


def _moved(weights: Array, places: Sequence[int], role: int, left: float = 1.0) -> Array:
    """Return *weights* with what they hold for *role* at the *places*, too."""
    if not places or weights[role] <= 0:
        return weights
    own = weights.copy()
    own[list(places)] = np.maximum(own[list(places)], weights[role])
    own[role] *= left
    return own


def _kept_by(
    heard: Sequence[Heard], voices: Sequence[str | None], roles: Sequence[Role], roster: Roster
) -> dict[str | None, tuple[int, ...]]:
    """Return for whom what tells a secretariat counts as well, where the roster lists none.

    For all who answer (None), where nobody speaks of a 事務局; else for a voice as which it
    named itself.
    """
    answering = tuple(role for role in roster.roles if role.answers)
    if SECRETARIAT in answering or not answering:
        return {}
    keep = keepers(heard, roster)
    if SECRETARIAT not in keep:
        return {None: members(roles, keep)}
    rows: dict[str, list[int]] = {}
    for row, voice in enumerate(voices):
        if voice is not None:
            rows.setdefault(voice, []).append(row)
    named = {voice: _introduced(heard, own) for voice, own in rows.items()}
    return {
        voice: members(roles, said)
        for voice, said in named.items()
        if said and all(role.answers for role in said)
    }


def hosts(
    heard: Sequence[Heard], voices: Sequence[str | None], presiding: Sequence[float], roster: Roster
) -> dict[str, Host]:
    """Return the voices that conduct for the office.

    Args:
        heard: The utterances.
        voices: Whose they are.
        presiding: What the words of each weigh for the chair.
        roster: Who is there.
    """
    found: dict[str, Host] = {}
    presides: dict[str, float] = {}
    for voice, weight in zip(voices, presiding, strict=True):
        if voice is not None:
            presides[voice] = presides.get(voice, 0.0) + weight * (weight >= _PRESIDING)
    most = max(presides, key=lambda v: presides[v], default=None)
    leading = leaders(heard, voices)
    listed = bool(roster.of_kind(RoleKind.CHAIR)) or not roster.people
    for voice in presides:
        rows = [row for row, v in enumerate(voices) if v == voice]
        said = _introduced(heard, rows)
        if said and all(role.kind in (RoleKind.CHAIR, RoleKind.MEMBER) for role in said):
            continue
        said = tuple(role for role in said if role.answers or role.kind is RoleKind.OTHER)
        if voice in leading:
            continue
        sentences = [s for row in rows for s in heard[row].sentences]
        over = [r for r in rows if any(h.cue.name == "hands-over" for h in heard[r].hits)]
        told = any(_HOSTS.search(s) and not _OTHERS_HOST.search(s) for s in sentences)
        if any(_INTERIM.search(s) and _BY_RULE.search(s) for s in sentences):
            continue
        if any(_INTERIM.search(s) for s in sentences):
            found[voice] = Host(said or keepers(heard, roster), len(heard))
        elif said and (told or (not listed and voice == most)):
            found[voice] = Host(said, len(heard))
        elif over and _taken_over(over[-1], voice, voices, presiding):
            found[voice] = Host(said or keepers(heard, roster), over[-1])
    return found


def leaders(heard: Sequence[Heard], voices: Sequence[str | None]) -> frozenset[str]:
    """Return the voices that say themselves that they preside: 「座長を務めます」."""
    return frozenset(
        voice
        for one, voice in zip(heard, voices, strict=True)
        if voice is not None and any(hit.cue.name == "presides" for hit in one.hits)
    )


def keepers(heard: Sequence[Heard], roster: Roster) -> tuple[Role, ...]:
    """Return who may keep the secretariat: it, or all who answer where nobody speaks of one."""
    spoken_of = speaks_of_office(heard)
    answering = tuple(role for role in roster.roles if role.answers)
    if SECRETARIAT in answering or not answering or spoken_of:
        return (SECRETARIAT,)
    return answering


def announce(heard: Sequence[Heard], voices: Sequence[str | None]) -> None:
    """Take 「担当課から説明いたします」 for a call where somebody else goes on.

    Said by the one who explains it introduces, said by the one who conducts it calls.
    """
    for row in range(len(heard) - 1):
        one = heard[row]
        mention = one.introduction
        if mention is None or not one.sentences or not announces(one.sentences[-1]):
            continue
        last = len(one.sentences) - 1
        if not one.sentences[last].endswith(mention.words):
            continue
        if voices[row] is not None and voices[row + 1] not in (None, voices[row]):
            one.introduction, one.call = None, Mention(mention.meant, mention.words, 4.0)
            one.hits = tuple(
                hit
                for hit in one.hits
                if hit.sentence != last or hit.cue.weights.get(RoleKind.CHAIR, 0) > 0
            )


def _introduced(heard: Sequence[Heard], rows: Sequence[int]) -> tuple[Role, ...]:
    mentions = (heard[row].introduction for row in rows)
    return tuple(dict.fromkeys(role for m in mentions if m is not None for role in m.meant.roles))


def _taken_over(
    row: int, voice: str, voices: Sequence[str | None], presiding: Sequence[float]
) -> bool:
    """Whether somebody else presides behind *row*, and more than *voice* does there."""
    own, other = 0.0, 0.0
    for weight, v in zip(presiding[row + 1 :], voices[row + 1 :], strict=True):
        if weight >= _PRESIDING:
            own, other = own + weight * (v == voice), other + weight * (v != voice)
    return other > own
