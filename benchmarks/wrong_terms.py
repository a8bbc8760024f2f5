"""Measure a vocabulary that is partly of another meeting: does what nobody said appear?

Usage: ``python -m benchmarks.wrong_terms FOLDER… [--shares 0,0.1,0.5,1] [--hear]``. Each FOLDER
holds ``agenda.txt``, ``roster.csv`` and what was said (``script.tsv``, or ``reference.json`` with a
recording). To the papers of each meeting those of the others are added until the given share of all
items and people is foreign; at 1 the papers are another meeting's, as when the wrong file is taken.

Without ``--hear`` the repair is tried on what was really said: every change that it makes is wrong.
With ``--hear`` the recording is heard with these papers as hints, and repaired.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.__main__ import SOUND
from minutes_pipeline.agenda.paper import agenda_lines
from minutes_pipeline.agenda.parsing import parse_agenda
from minutes_pipeline.attribution.roster_file import read_roster
from minutes_pipeline.audio.decoding import Decoder
from minutes_pipeline.audio.regions import RegionSettings, regions
from minutes_pipeline.audio.silero import FRAME, SileroDetector
from minutes_pipeline.evaluation.characters import error_rate, headline
from minutes_pipeline.evaluation.reference import load_reference
from minutes_pipeline.meeting import Agenda, Roster, Segment, Span, SpeechRegions, Transcript
from minutes_pipeline.modelstore.store import Store, default_root
from minutes_pipeline.transcription.common_words import CommonWords
from minutes_pipeline.transcription.faster_whisper import FasterWhisperTranscriber
from minutes_pipeline.transcription.readings import Reader
from minutes_pipeline.transcription.repair import repair
from minutes_pipeline.transcription.terms import terms_of
from minutes_pipeline.transcription.vocabulary import ranked_terms
from minutes_pipeline.workspace.artifacts import SAMPLE_RATE, Samples

SEED = 3
PIECE = 4
"""Characters of a term by which it shows in a text."""
POSTS = "委員|会長|議長|座長|議員|課長|室長|部長|局長|係長|さん|氏"
_CHANGE = re.compile(r"「(?P<old>.*)」と聞こえた語を「(?P<new>.*)」と書きました")


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting: its papers and what was said, turn by turn."""

    folder: Path
    agenda: Agenda
    roster: Roster
    said: tuple[str, ...]

    @property
    def text(self) -> str:
        """All that was said."""
        return plain("".join(self.said))


def meeting_in(folder: Path) -> Meeting:
    """Read what *folder* holds."""
    agenda, _ = parse_agenda(agenda_lines(folder / "agenda.txt"), folder.name)
    roster, _ = read_roster(folder / "roster.csv")
    if (folder / "reference.json").is_file():
        said = tuple(turn.text for turn in load_reference(folder).turns)
    else:
        with (folder / "script.tsv").open(encoding="utf-8") as file:
            said = tuple(row[3] for row in csv.reader(file, delimiter="\t") if len(row) > 3)
    return Meeting(folder, agenda, roster, said)


def plain(text: str) -> str:
    """Return *text* in one width, without spaces and signs."""
    return re.sub(r"[\s、。,.・「」『』()?!]", "", unicodedata.normalize("NFKC", text))


def mixed(own: Meeting, others: Sequence[Meeting], share: float) -> tuple[Agenda, Roster]:
    """Return papers of which *share* is of *others*, in no order that favours either."""
    chance = random.Random(SEED)
    items = [item for other in others for item in other.agenda.items]
    people = [person for other in others for person in other.roster.people]
    chance.shuffle(items)
    chance.shuffle(people)
    if share >= 1.0:
        # A wrong file is another meeting's whole.
        return others[0].agenda, others[0].roster
    more = share / (1.0 - share)
    add = [-(-round(100 * more * len(of)) // 100) for of in (own.agenda.items, own.roster.people)]
    agenda = [*own.agenda.items, *items[: add[0]]]
    roster = [*own.roster.people, *people[: add[1]]]
    chance.shuffle(agenda)
    chance.shuffle(roster)
    return replace(own.agenda, items=tuple(agenda), lines=()), Roster(tuple(roster))


def not_said(text: str, said: str, terms: Iterable[str], names: Iterable[str]) -> Iterator[str]:
    """Yield terms and names with a post that stand in *text* more often than they were said.

    A part of a term counts as well, from `PIECE` characters on.
    """
    pieces = {
        term[first : first + PIECE]
        for term in map(plain, terms)
        for first in range(max(0, len(term) - PIECE + 1))
    }
    yield from sorted(piece for piece in pieces if text.count(piece) > said.count(piece))
    for name in dict.fromkeys(names):
        called = re.compile(f"{re.escape(name)}(?:{POSTS})")
        if len(called.findall(text)) > len(called.findall(said)):
            yield f"{name}（名前）"


def heard(meeting: Meeting, agenda: Agenda, roster: Roster) -> Transcript:
    """Return what the recogniser hears with these papers as hints."""
    store = Store(default_root())
    model = store.catalog.find("whisper-base")
    assert model is not None
    recording = next(p for p in sorted(meeting.folder.iterdir()) if p.suffix.lower() in SOUND)
    decoder = Decoder(lambda _: None)
    decoder.add(recording)
    sound = Samples(decoder.samples())
    speech = SileroDetector.bundled().probabilities(sound, lambda _: None)
    spans = regions(speech, FRAME / SAMPLE_RATE, sound.duration, RegionSettings())
    engine = FasterWhisperTranscriber(store.folder(model), "")
    return engine.transcribe(
        sound,
        SpeechRegions(sound.duration, spans),
        ranked_terms(agenda, roster),
        lambda _: None,
        lambda _: None,
    )


def written(meeting: Meeting) -> Transcript:
    """Return what was said as if it had been heard without a fault."""
    segments = [
        Segment(Span(float(n), float(n + 1)), text) for n, text in enumerate(meeting.said) if text
    ]
    return Transcript(tuple(segments))


def tried(
    meeting: Meeting, others: Sequence[Meeting], share: float, reader: Reader, *, hear: bool
) -> dict[str, object]:
    """Return what became of *meeting* with papers of which *share* is foreign."""
    agenda, roster = mixed(meeting, others, share)
    before = heard(meeting, agenda, roster) if hear else written(meeting)
    after = repair(before, terms_of(agenda, roster, reader), reader, CommonWords.load(reader))
    text = plain("".join(segment.text for segment in after.segments))
    own = {item.title for item in meeting.agenda.items}
    foreign = [item.title for item in agenda.items if item.title not in own]
    names = {p.surname for p in meeting.roster.people}
    strangers = [p.surname for p in roster.people if p.surname not in names]
    sections = {p.affiliation for p in meeting.roster.people}
    foreign += [p.affiliation for p in roster.people if p.affiliation not in sections | {None}]  # type: ignore[misc]
    changes = [
        match
        for note in after.notes
        if note.code == "term-repaired" and (match := _CHANGE.search(note.message))
    ]
    rate = error_rate(meeting.said, "".join(s.text for s in after.segments), headline).rate.value
    bare = error_rate(meeting.said, "".join(s.text for s in before.segments), headline).rate.value
    return {
        "meeting": meeting.folder.name,
        "share": share,
        "hints": list(before.vocabulary),
        "foreign": len(foreign) + len(strangers),
        "not_said": list(not_said(text, meeting.text, foreign, strangers)),
        "repairs": len(changes),
        "wrong_repairs": [
            f"{m['old']}→{m['new']}" for m in changes if plain(m["new"]) not in meeting.text
        ]
        if hear
        else [f"{m['old']}→{m['new']}" for m in changes],
        "cer_unrepaired": round(100 * bare, 2),
        "cer": round(100 * rate, 2),
        "text": text if hear else "",
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--shares", default="0,0.1,0.5,1", help="foreign shares, parted by commas")
    parser.add_argument("--hear", action="store_true", help="hear the recordings")
    parser.add_argument("--only", help="names of the folders to try, the others lend their papers")
    parser.add_argument("--json", type=Path, help="write everything here as well")
    given = parser.parse_args()
    meetings = [meeting_in(folder) for folder in given.folders]
    reader = Reader()
    results = []
    for place, meeting in enumerate(meetings):
        if given.only and meeting.folder.name not in given.only.split(","):
            continue
        others = [*meetings[place + 1 :], *meetings[:place]]
        for share in map(float, given.shares.split(",")):
            result = tried(meeting, others, share, reader, hear=given.hear)
            results.append(result)
            shown = {k: v for k, v in result.items() if k not in ("text", "hints")}
            print(json.dumps(shown, ensure_ascii=False), flush=True)
            if given.json is not None:
                text = json.dumps(results, ensure_ascii=False, indent=1)
                given.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
