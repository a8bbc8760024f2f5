"""What every utterance says of people: calls, introductions, labels; and whose voice it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from minutes_pipeline.attribution.cues import Hit, hits
from minutes_pipeline.attribution.directory import EXECUTIVE, SECRETARIAT, SOME_SECTION, Directory
from minutes_pipeline.attribution.frames import Mention, call_in, introduction_in, opening_in
from minutes_pipeline.attribution.labels import Written, anonymous, plain, written
from minutes_pipeline.attribution.wording import bare, sentences
from minutes_pipeline.meeting import Role, RoleKind, Utterance

_ANSWER = 20
"""Characters from which a turn behind a call is an answer, not a word from the floor."""


_HOSTING = frozenset({"hands-over", "thanks-the-chair"})
"""Rules that only the secretariat fulfils as a rule."""
_PART_OF_A_UNIT = re.compile(r"(?:係|班|グループ|チーム|担当)$")
_OUTPOST = re.compile(r"(?:分館|分室|支館|支所|出張所|分所)$")
_PRESIDES_ELSEWHERE = re.compile(r"部会長|自治会長|町内?会長|(?<!副)(?<!分科)会長代理|組合長")
"""Titles of people who preside over something, but not here."""
_OFFICE = re.compile(r"(?<!の)(?<!会)事務局")
_TIMES = 2
"""How often a unit must be named that no roster knows."""
_FIRST = 3
_OPENING = frozenset({"housekeeping", "opens-sitting"})
"""Rules that a unit fulfils which introduces itself at the very beginning and hosts the sitting."""


@dataclass(slots=True)
class Heard:
    """What one utterance says, before roles are numbered."""

    utterance: Utterance
    sentences: tuple[str, ...]
    hits: tuple[Hit, ...]
    call: Mention | None
    introduction: Mention | None
    opening: Mention | None
    label: Written | None


def hear(utterances: Sequence[Utterance], directory: Directory) -> list[Heard]:
    """Return what every utterance says, in order.

    Who introduces himself is known by that name from then on and before, if no roster knows him.
    """
    names = frozenset(plain(u.label) for u in utterances if u.label)
    for utterance in utterances:
        said = introduction_in(sentences(utterance.text), directory)
        if said is not None and said.name and said.meant.person is None:
            directory.learn(said.name, said.meant.roles)
    return [_heard(utterance, directory, names) for utterance in utterances]


def _heard(utterance: Utterance, directory: Directory, names: frozenset[str]) -> Heard:
    said = sentences(utterance.text)
    label = written(utterance.label, directory, names) if utterance.label else None
    call = call_in(said, directory)
    found = hits(said)
    if call is not None and not any(role.kind is RoleKind.CHAIR for role in call.meant.roles):
        # 「蛭田部会長お願いします」 calls on a member, it hands nothing over
        elsewhere = _PRESIDES_ELSEWHERE.search(call.words)
        found = (hit for hit in found if hit.cue.name != "hands-over" or not elsewhere)
    return Heard(
        utterance=utterance,
        sentences=said,
        hits=tuple(found),
        call=call,
        introduction=introduction_in(said, directory),
        opening=opening_in(said, directory),
        label=label,
    )


def voices_of(heard: Sequence[Heard]) -> list[str | None]:
    """Return a name for the voice of each utterance: diarized, or as its label tells apart."""
    found: list[str | None] = []
    for one in heard:
        label = plain(one.utterance.label) if one.utterance.label else ""
        named = label and (one.label is None or anonymous(label))
        found.append(one.utterance.speaker or (f"label {label}" if named else None))
    return found


def calls_of(
    heard: Sequence[Heard], voices: Sequence[str | None]
) -> list[tuple[Mention, str] | None]:
    """Return for the first utterance of every turn the call that it answers."""
    found: list[tuple[Mention, str] | None] = [None] * len(heard)
    for row in range(1, len(heard)):
        last = row - 1
        if voices[row] is not None and voices[row] == voices[last]:
            continue
        call = heard[last].call
        if call is not None:
            found[row] = call, heard[last].utterance.id
            continue
        # A short 「はい」 from the floor may stand between the call and the turn it opens.
        if len(heard[last].utterance.text) <= 6 and last and heard[last - 1].call is not None:
            earlier = heard[last - 1].call
            if earlier is not None and voices[row] != voices[last - 1]:
                found[row] = earlier, heard[last - 1].utterance.id
    return found


def name_keepers(heard: Sequence[Heard], voices: Sequence[str | None]) -> bool:
    """Let a section mean the secretariat where no roster says who keeps it; True when one does.

    A voice that introduces itself as 政策課 and that answers when 事務局 is called, or that hands
    the sitting over to the chair, is the secretariat, which minutes call 事務局 whatever unit
    keeps it.
    """
    own: dict[str, set[Role]] = {}
    secretariat: set[str] = set()
    for row, (one, voice, call) in enumerate(
        zip(heard, voices, calls_of(heard, voices), strict=True)
    ):
        if voice is None:
            continue
        if one.introduction is not None:
            own.setdefault(voice, set()).update(one.introduction.meant.roles)
        called = call is not None and call[0].meant.roles == (SECRETARIAT,)
        cues = {hit.cue.name for hit in one.hits}
        hosts = bool(cues & _HOSTING) or (row < _FIRST and bool(cues & _OPENING))
        if hosts or (called and row and len(one.utterance.text) > _ANSWER):
            secretariat.add(voice)
    keepers = {
        role
        for voice in secretariat
        for role in own.get(voice, ())
        if role.section and len(own[voice]) == 1
    }
    if secretariat:  # 「奉仕係の松下です」: no section of its own beside a secretariat
        said = {role for roles in own.values() for role in roles if role.section}
        keepers |= {role for role in said if _PART_OF_A_UNIT.search(str(role.section))}
    _doubt_keepers(heard, voices, secretariat)
    for one in heard:
        if one.introduction is not None and set(one.introduction.meant.roles) <= keepers:
            meant = replace(one.introduction.meant, roles=(SECRETARIAT,))
            one.introduction = replace(one.introduction, meant=meant)
        if one.call is not None and set(one.call.meant.roles) <= keepers:
            one.call = replace(one.call, meant=replace(one.call.meant, roles=(SECRETARIAT,)))
    return bool(keepers)


def speaks_of_office(heard: Sequence[Heard]) -> bool:
    """Whether anybody speaks of a secretariat: 「事務局から」, 「事務局案」."""
    return any(_OFFICE.search(sentence) for one in heard for sentence in one.sentences)


def _doubt_keepers(
    heard: Sequence[Heard], voices: Sequence[str | None], secretariat: set[str]
) -> None:
    """Let an outpost that nobody but itself names mean the secretariat as well, beside one.

    「西分館の飛田でございます」 may be the secretariat's own, or a section that reports.
    """
    if not secretariat:
        return
    spoken = [bare(one.utterance.text) for one in heard]
    for one, voice in zip(heard, voices, strict=True):
        if one.introduction is None or len(one.introduction.meant.roles) != 1:
            continue
        unit = one.introduction.meant.roles[0].section
        if not unit or voice in secretariat or not _OUTPOST.search(unit):
            continue
        named = any(unit in text for text, by in zip(spoken, voices, strict=True) if by != voice)
        if not named:
            meant = replace(
                one.introduction.meant, roles=(*one.introduction.meant.roles, SECRETARIAT)
            )
            one.introduction = replace(one.introduction, meant=meant)


def name_listed(heard: Sequence[Heard], directory: Directory) -> None:
    """Take units that the roster does not know for those that it does, where it has any.

    A roster names who answers. Another name is most often one of them misheard; heard only once
    and unlike all of them, it tells no more than that somebody answers.
    """
    listed = frozenset(directory.roster.roles)
    if not any(role.answers for role in listed):
        return
    mentions = [m for one in heard for m in (one.introduction, one.call) if m is not None]
    strange = Counter(
        role
        for mention in mentions
        for role in mention.meant.roles
        if role.section and role not in listed and not EXECUTIVE.fullmatch(role.section)
    )
    meant: dict[Role, tuple[Role, ...]] = {}
    written = {unit for person in directory.roster.people if (unit := person.affiliation)}
    for role, times in strange.items():
        if role.section in written:
            continue  # the roster knows it, though not as what its people sit there
        known = directory.listed(str(role.section))
        if known or times < _TIMES:
            meant[role] = known or (SOME_SECTION, SECRETARIAT)
    for one in heard:
        one.introduction = _taken_for(one.introduction, meant)
        one.call = _taken_for(one.call, meant)


def _taken_for(mention: Mention | None, meant: Mapping[Role, tuple[Role, ...]]) -> Mention | None:
    if mention is None or not any(role in meant for role in mention.meant.roles):
        return mention
    roles = [new for role in mention.meant.roles for new in meant.get(role, (role,))]
    return replace(mention, meant=replace(mention.meant, roles=tuple(dict.fromkeys(roles))))


def name_alike(heard: Sequence[Heard], directory: Directory) -> None:
    """Give one name to a section that was heard as several, where no roster knows its name.

    Names that sound alike, or long ones that differ in one letter, are one section's; the name
    that was heard most often, then first, stands.
    """
    said = Counter(
        role
        for one in heard
        for mention in (one.introduction, one.call)
        if mention is not None
        for role in mention.meant.roles
        if role.kind is RoleKind.SECTION and role.section
    )
    one_name: dict[Role, Role] = {}
    kept: list[Role] = []
    for role, _ in said.most_common():
        same = (k for k in kept if directory.alike(str(k.section), str(role.section)))
        one_name[role] = next(same, role)
        if one_name[role] == role:
            kept.append(role)
    for one in heard:
        one.introduction = _renamed(one.introduction, one_name)
        one.call = _renamed(one.call, one_name)


def _renamed(mention: Mention | None, names: Mapping[Role, Role]) -> Mention | None:
    if mention is None:
        return None
    roles = tuple(dict.fromkeys(names.get(role, role) for role in mention.meant.roles))
    return replace(mention, meant=replace(mention.meant, roles=roles))


def by_name(one: Heard) -> bool:
    """Whether the speaker introduces himself as one person of the roster, or as of a body there."""
    if one.introduction is None:
        return False
    meant = one.introduction.meant
    outside = len(meant.roles) == 1 and meant.roles[0].kind in (RoleKind.MEMBER, RoleKind.OTHER)
    return meant.person is not None or outside


def known_by_name(
    heard: Sequence[Heard],
    voices: Sequence[str | None],
    calls: Sequence[tuple[Mention, str] | None],
) -> dict[str | None, tuple[Role, ...]]:
    """Return as what each voice is known that introduced itself as one person of the roster.

    Or that was called upon twice, and as nobody else.

    Only those who speak for no section, and who were not called as somebody else. Who comes from
    a bus company or an office of the state speaks as officials do, and sits there as a member all
    the same; a secretary who hosts the sitting speaks as a chair does.
    """
    said: dict[str | None, dict[tuple[Role, ...], bool]] = {}
    times: Counter[tuple[str | None, tuple[Role, ...]]] = Counter()
    for one, voice, call in zip(heard, voices, calls, strict=True):
        if voice is not None and one.introduction is not None:
            said.setdefault(voice, {})[one.introduction.meant.roles] = by_name(one)
            continue
        meant = call[0].meant.roles if call is not None else ()
        if voice is None or len(meant) != 1 or len(one.utterance.text) <= _ANSWER:
            continue
        times[voice, meant] += 1
        if meant[0].answers or times[voice, meant] == _TIMES:
            said.setdefault(voice, {}).setdefault(meant, True)
    return {
        voice: next(iter(told))
        for voice, told in said.items()
        if len(told) == 1
        and all(told.values())
        and not any(role.kind is RoleKind.SECTION for role in next(iter(told)))
    }
