"""The measures: characters wrong, roles and items by time, likeness to the gold minutes."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import Indel, Levenshtein

from minutes_pipeline.evaluation.reference import GoldItem, Reference
from minutes_pipeline.meeting import Minutes, MinutesItem, Utterance

_MARKS = re.compile(r"[\s、。,.!?「」『』()・…ー〜~\-]")
_POLITE = re.compile(r"(です|ます|でした|ました|ません|ください|ましょう)(か|ね|よ|が)?[。、]")
_CHRF_ORDER = 6
_CHRF_BETA = 2.0


def plain(text: str) -> str:
    """Return *text* as it is compared: NFKC, lower case, without punctuation and spaces."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text).lower())


def numbers(text: str) -> Counter[str]:
    """Return the arabic numbers of *text* with their counts, separators of thousands removed."""
    normal = re.sub(r"(?<=\d),(?=\d{3})", "", unicodedata.normalize("NFKC", text))
    return Counter(re.findall(r"\d+(?:\.\d+)?", normal))


def character_error_rate(said: str, heard: str) -> float:
    """Return Levenshtein distance over the length of what was said; both made `plain` first."""
    truth = plain(said)
    return Levenshtein.distance(truth, plain(heard)) / len(truth) if truth else 0.0


def chrf(hypothesis: str, reference: str) -> float:
    """Return chrF2 of two texts in [0, 1]: mean F-score of character 1- to 6-grams.

    Source: Popović, "chrF: character n-gram F-score for automatic MT evaluation", WMT 2015;
    here on text made `plain`, and averaged over the orders that both texts reach.
    """
    mine, gold = plain(hypothesis), plain(reference)
    scores = []
    for n in range(1, _CHRF_ORDER + 1):
        ours = Counter(mine[i : i + n] for i in range(len(mine) - n + 1))
        theirs = Counter(gold[i : i + n] for i in range(len(gold) - n + 1))
        if not ours or not theirs:
            continue
        hit = sum((ours & theirs).values())
        p, r = hit / sum(ours.values()), hit / sum(theirs.values())
        weight = _CHRF_BETA**2
        scores.append((1 + weight) * p * r / (weight * p + r) if p + r else 0.0)
    return sum(scores) / len(scores) if scores else 0.0


def _shared(utterance: Utterance, start: float, end: float) -> float:
    if utterance.span is None:
        return 0.0
    return max(0.0, min(utterance.span.end, end) - max(utterance.span.start, start))


def item_time(reference: Reference, utterances: Sequence[Utterance]) -> float | None:
    """Return the share of seconds inside items that is put under the right item."""
    total = right = 0.0
    for turn, allowed in zip(reference.turns, reference.items, strict=False):
        if allowed is None:
            continue
        for start, end in turn.speech:
            total += end - start
            right += sum(_shared(u, start, end) for u in utterances if u.item in allowed)
    return min(1.0, right / total) if total else None


def item_text(item: MinutesItem) -> str:
    """Return everything an item says but heading and lead, joined."""
    return "".join(p.text for p in item.paragraphs() if p is not item.lead)


def minutes_chrf(minutes: Minutes, gold: Sequence[GoldItem]) -> float:
    """Return `chrf` of the draft against the gold minutes, item by item, weighted by length."""
    drafted = {item.number: item_text(item) for item in minutes.items}
    length = sum(len(g.text) for g in gold)
    return sum(chrf(drafted.get(g.number, ""), g.text) * len(g.text) for g in gold) / max(1, length)


def label_likeness(minutes: Minutes, gold: Sequence[GoldItem]) -> float:
    """Return how alike the sequences of (item, label) of draft and gold are, in [0, 1]."""
    ours = [(i.number, e.label) for i in minutes.items for e in i.exchanges]
    theirs = [(g.number, e.label) for g in gold for e in g.exchanges]
    return float(Indel.normalized_similarity(ours, theirs))


def polite_endings(minutes: Minutes) -> int:
    """Return the number of sentences left in polite style (です・ます)."""
    return sum(len(_POLITE.findall(p.text)) for p in minutes.paragraphs())


def numbers_lost(minutes: Minutes, gold: Sequence[GoldItem]) -> int:
    """Return how many numbers of the gold minutes the draft lacks."""
    drafted = numbers("".join(item_text(item) for item in minutes.items))
    return sum((numbers("".join(g.text for g in gold)) - drafted).values())


def numbers_invented(minutes: Minutes, utterances: Iterable[Utterance]) -> int:
    """Return how many arabic numbers the draft has that no recognised text has."""
    drafted = numbers("".join(item_text(item) for item in minutes.items))
    return sum((drafted - numbers("".join(u.text for u in utterances))).values())
