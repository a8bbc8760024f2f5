"""``python -m benchmarks.ceiling WORK REFERENCE``: the best minutes that heard words allow.

The gold minutes are written from what was said. Where their words come from the speech, they are
replaced by what the recogniser heard there; the clerk's own words stay. What this text scores
against the gold is the most that a faultless clerk can reach who writes only what was heard and
guesses nothing. A word heard wrongly costs every n-gram that it stands in.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from minutes_pipeline.evaluation.measures import chrf, plain
from minutes_pipeline.evaluation.reference import GoldItem, load_reference

SHORTEST = 2
"""Characters that must be shared in a row to be taken for words of the speech."""
AROUND = 40


def heard_at(said: str, heard: str) -> list[str]:
    """Return for each character of *said* what was heard in its place, insertions after it."""
    found = [""] * len(said)
    for tag, i, j, k, m in Levenshtein.opcodes(said, heard).as_list():
        if tag == "equal":
            for n in range(j - i):
                found[i + n] += said[i + n]
        elif tag == "replace":
            for n in range(j - i):
                found[i + n] += heard[k + n] if k + n < m else ""
        elif tag == "insert" and i:
            found[i - 1] += heard[k:m]
    return found


def as_heard(written: str, said: str, places: Sequence[str]) -> str:
    """Return *written* with the words that come from *said* as they were heard."""
    begin = _home(written, said)
    window = said[begin : begin + 3 * len(written) + 2 * AROUND]
    text, at = "", 0
    for one in SequenceMatcher(None, written, window, autojunk=False).get_matching_blocks():
        if one.size < SHORTEST:
            continue
        text += written[at : one.a]
        text += "".join(places[begin + one.b : begin + one.b + one.size])
        at = one.a + one.size
    return text + written[at:]


def _home(written: str, said: str) -> int:
    """Return about where in *said* the words of *written* begin."""
    grams = {written[n : n + 4] for n in range(len(written) - 3)}
    width = max(200, 2 * len(written))
    step = 40
    starts = range(0, max(1, len(said) - step), step)

    def shared(start: int) -> int:
        part = said[start : start + width]
        return len(grams & {part[n : n + 4] for n in range(len(part) - 3)})

    best = max(starts, key=shared, default=0)
    return max(0, best - AROUND)


def ceiling(gold: Sequence[GoldItem], said: str, heard: str) -> float:
    """Return `chrf`, weighted by length, of the gold minutes in heard words against the gold."""
    places = heard_at(said, heard)
    total = weight = 0.0
    for item in gold:
        parts = [*item.points, *(p for e in item.exchanges for p in e.paragraphs)]
        parts += [item.outcome] if item.outcome else []
        text = "".join(as_heard(plain(part), said, places) for part in parts)
        total += chrf(text, plain(item.text)) * len(item.text)
        weight += len(item.text)
    return total / weight if weight else 0.0


def in_heard_words(folder: Path, said: str, heard: str) -> float:
    """Return what our own draft from right words scores, its words replaced by what was heard.

    That is what the writing rules as they are would reach if mishearing hindered none of them.
    """
    from benchmarks.drafts import drafted  # GiNZA
    from minutes_pipeline.drafting.ginza_analyzer import GinzaAnalyzer

    draft, _, gold = drafted(folder, GinzaAnalyzer())
    ours = {item.number: item for item in draft.minutes.items}
    places = heard_at(said, heard)
    total = weight = 0.0
    for item in gold:
        mine = ours[item.number]
        lead = mine.lead.id if mine.lead else None
        parts = [p.text for p in mine.paragraphs() if p.id != lead]
        text = "".join(as_heard(plain(part), said, places) for part in parts)
        total += chrf(text, plain(item.text)) * len(item.text)
        weight += len(item.text)
    return total / weight if weight else 0.0


def main() -> None:
    """Print the rate of wrong characters and the ceilings of a recording."""
    parser = argparse.ArgumentParser()
    parser.add_argument("work", type=Path)
    parser.add_argument("reference", type=Path)
    asked = parser.parse_args()
    reference = load_reference(asked.reference)
    said = plain("".join(turn.text for turn in reference.turns))
    utterances = json.loads((asked.work / "utterances.json").read_text("utf-8"))["utterances"]
    heard = plain("".join(u["text"] for u in utterances))
    rate = Levenshtein.distance(said, heard) / len(said)
    best = ceiling(reference.gold, said, heard)
    ours = in_heard_words(asked.reference, said, heard)
    print(
        f"{asked.reference.name}: CER {rate:.4f}  ceiling {best:.4f}  "
        f"our draft from right words, in heard words {ours:.4f}"
    )


if __name__ == "__main__":
    main()
