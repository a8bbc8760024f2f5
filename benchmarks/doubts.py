"""Measure the doubts of finished drafts: over how many wrong figures and names one lies.

Usage: ``python -m benchmarks.doubts WORK=REFERENCE…`` where WORK is a work folder and REFERENCE the
folder with ``reference.json`` and ``roster.csv`` of the same meeting. A figure or name of the
reference is wrong where the transcript has something else in its place (aligned by characters). It
lies under a doubt when one is about that moment. The burden is the number of doubts in ten minutes.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from minutes_pipeline.attribution.roster_file import read_roster
from minutes_pipeline.evaluation.characters import headline
from minutes_pipeline.evaluation.reference import load_reference
from minutes_pipeline.meeting import ReviewNote, Severity, Span
from minutes_pipeline.workspace.artifacts import DOUBTS, TRANSCRIPT
from minutes_pipeline.workspace.folder import WorkFolder

BESIDE = 0.3
"""Seconds by which a doubt may miss what it is about."""
AROUND = 6
"""Characters before and after what was written that are shown."""
LONGEST = 30.0
"""Seconds from which a doubt is about a whole speech, and shows nobody the figure in it."""
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?(?:[万億千][\d,]*)*")
_SIGNS = re.compile(r"[\s、。「」『』()?!]")


@dataclass(frozen=True, slots=True)
class Place:
    """A figure or name that was said.

    Attributes:
        said: As in the reference.
        written: What the transcript has there.
        around: The same with some characters before and after.
        span: When.
        name: Whether it is a name.
    """

    said: str
    written: str
    around: str
    span: Span
    name: bool

    @property
    def right(self) -> bool:
        """Whether the transcript has the same."""
        said, written = (headline(_pointed(one)) for one in (self.said, self.written))
        return said == written if self.name else said in re.findall(r"\d+(?:点\d+)?", written)


def _pointed(text: str) -> str:
    """Return *text* with points of figures that `headline` leaves: 24.6 heard as 246 is wrong."""
    return re.sub(r"(?<=\d)\.(?=\d)", "点", text)


@dataclass(frozen=True, slots=True)
class Line:
    """A text with the time of each character."""

    text: str
    times: tuple[float, ...]


def _line(pieces: Sequence[tuple[str, float, float]]) -> Line:
    text, times = "", []
    for piece, start, end in pieces:
        plain = unicodedata.normalize("NFKC", piece)
        for place, character in enumerate(plain):
            if _SIGNS.match(character):
                continue
            text += character
            times.append(start + (end - start) * (place + 0.5) / len(plain))
    return Line(text, tuple(times))


def places(reference: Path, work: WorkFolder) -> tuple[Place, ...]:
    """Return every figure and name that was said, with what was written in its place."""
    said = _line([(t.text, t.start, t.end) for t in load_reference(reference).turns])
    words = [w for s in work.load(TRANSCRIPT).segments for w in s.words]
    heard = _line([(w.text, w.span.start, w.span.end) for w in words])
    surnames = {p.surname for p in read_roster(reference / "roster.csv")[0].people}
    called = re.compile(
        f"(?:{'|'.join(map(re.escape, sorted(surnames, key=len, reverse=True)))})"
        "(?=委員|会長|副会長|議員|課長|室長|部長|さん|です|でございます|と申します)"
    )
    # Where each border between two characters of what was said lies in what was heard.
    border = [0] * (len(said.text) + 1)
    for step in Levenshtein.opcodes(said.text, heard.text):
        for offset in range(step.src_end - step.src_start):
            share = (step.dest_end - step.dest_start) / max(1, step.src_end - step.src_start)
            border[step.src_start + offset] = step.dest_start + round(offset * share)
    border[-1] = len(heard.text)
    found = []
    for pattern, name in ((_FIGURE, False), (called, True)):
        for match in pattern.finditer(said.text):
            first, last = border[match.start()], border[match.end()]
            while not name and first > 0 and re.match(r"[\d,.]", heard.text[first - 1]):
                first -= 1
            while not name and re.match(r"[\d,]", heard.text[last : last + 1]):
                last += 1
            around = heard.text[max(0, first - AROUND) : last + AROUND]
            written = heard.text[first:last].strip(",.")
            if last > first:
                span = Span(heard.times[first], max(heard.times[first], heard.times[last - 1]))
            else:  # nothing was written: where its neighbours were heard
                moment = heard.times[min(first, len(heard.times) - 1)]
                span = Span(moment, moment)
            found.append(Place(match[0], written, around, span, name))
    return tuple(found)


def under(place: Place, doubts: Sequence[ReviewNote]) -> Iterator[ReviewNote]:
    """Yield the doubts about that moment."""
    for note in doubts:
        if note.start is None or note.end is None or note.end - note.start > LONGEST:
            continue
        if note.start - BESIDE < place.span.end and place.span.start < note.end + BESIDE:
            yield note


def report(work: WorkFolder, reference: Path) -> str:
    """Return what a person wants to know of one draft."""
    doubts = work.load(DOUBTS)
    minutes = max(t.end for t in load_reference(reference).turns) / 60
    lines = [f"{work.path.name}: {minutes:.1f} minutes"]
    every = places(reference, work)
    for what, name in (("figures", False), ("names", True)):
        those = [p for p in every if p.name is name]
        wrong = [p for p in those if not p.right]
        seen = [p for p in wrong if any(under(p, doubts))]
        high = [p for p in wrong if any(n.severity is Severity.HIGH for n in under(p, doubts))]
        lines.append(
            f"  {what}: {len(those)} said, {len(wrong)} wrong, {len(seen)} of them under a doubt, "
            f"{len(high)} under a serious one"
        )
        lines += [
            f"    {p.span.start:7.1f} {p.said} → {p.written or '（なし）'} ({p.around})"
            + ("" if p in seen else "  NOT DOUBTED")
            for p in wrong
        ]
    counts = Counter(str(n.severity.name) for n in doubts)
    lines.append(
        f"  doubts: {len(doubts)}, {10 * len(doubts) / minutes:.1f} in ten minutes ("
        + ", ".join(f"{name} {10 * n / minutes:.1f}" for name, n in sorted(counts.items()))
        + ")"
    )
    serious = [n for n in doubts if n.code in ("number-doubtful", "name-doubtful") and n.start]
    lines.append(
        f"  of {len(serious)} doubts about figures and names "
        f"{sum(_hits(n, every) for n in serious)} lie over a wrong one"
    )
    return "\n".join(lines)


def _hits(note: ReviewNote, every: Sequence[Place]) -> bool:
    return any(not p.right and any(under(p, [note])) for p in every)


def main() -> None:
    for pair in sys.argv[1:]:
        work, reference = pair.split("=")
        print(report(WorkFolder(Path(work).absolute()), Path(reference)), flush=True)


if __name__ == "__main__":
    main()
