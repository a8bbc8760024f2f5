"""All measures of one draft, as a value and as a table."""

from __future__ import annotations

from dataclasses import dataclass, fields

from minutes_pipeline.evaluation import measures
from minutes_pipeline.evaluation.borders import border_rates
from minutes_pipeline.evaluation.characters import CharacterRate
from minutes_pipeline.evaluation.intervals import Rate
from minutes_pipeline.evaluation.pairing import pair_rates
from minutes_pipeline.evaluation.reference import Reference
from minutes_pipeline.evaluation.role_table import role_table
from minutes_pipeline.evaluation.speech import SpeechRates, speech_rates
from minutes_pipeline.meeting import Diarization, Minutes, Utterance


@dataclass(frozen=True, slots=True)
class Report:
    """The measures of one draft; None where the reference or the draft does not allow one.

    Attributes:
        cer: Characters wrong, whole meeting.
        role_time: Share of spoken time under the right role.
        role_wrong: Share of decided time under a wrong role.
        role_undecided: Share of spoken time whose role was left undecided.
        item_time: Share of time inside items that is under the right one.
        windowdiff: Windows with another number of borders between items than the reference.
        pk: Pairs of moments wrongly taken as of one item or of two.
        pairs_precision: Share of the draft's question-answer pairs that the gold minutes have.
        pairs_recall: Share of the gold minutes' question-answer pairs that the draft has.
        labels: Likeness of the sequence of labels with the gold minutes.
        minutes_chrf: Likeness of the written text with the gold minutes.
        polite: Sentences left in polite style.
        numbers_lost: Numbers of the gold minutes that the draft lacks.
        numbers_invented: Numbers of the draft that nobody was heard to say.
        unaccounted: Utterances that are neither cited nor listed as omitted.
        roles: Seconds by true label and given label (None: undecided).
        speech: What was heard and in whose voice; None where the libraries that measure it
            are not installed.
    """

    cer: float
    role_time: float
    role_wrong: float
    role_undecided: float
    item_time: float | None
    windowdiff: float | None
    pk: float | None
    pairs_precision: float | None
    pairs_recall: float | None
    labels: float | None
    minutes_chrf: float | None
    polite: int
    numbers_lost: int | None
    numbers_invented: int
    unaccounted: int
    roles: tuple[tuple[str, str | None, float], ...] = ()
    speech: SpeechRates | None = None

    def rows(self) -> tuple[tuple[str, str], ...]:
        """Return the table for people: Japanese name and value."""
        shown = [(TITLES[f.name], getattr(self, f.name)) for f in fields(self) if f.name in TITLES]
        if self.speech is not None:
            for part, titles in ((self.speech, SPEECH_TITLES), (self.speech.voices, VOICE_TITLES)):
                shown += [(title, getattr(part, name, None)) for name, title in titles.items()]
        return tuple((title, _shown(value)) for title, value in shown)

    def role_rows(self) -> tuple[tuple[str, ...], ...]:
        """Return the table of roles for people, headings first: true down, given across [s]."""
        true = tuple(dict.fromkeys(row[0] for row in self.roles))
        given = {g for _, g, _ in self.roles if g is not None}
        columns: list[str | None] = [*(t for t in true if t in given), *sorted(given - set(true))]
        if any(g is None for _, g, _ in self.roles):
            columns.append(None)
        cells = {(t, g): f"{seconds:.1f}" for t, g, seconds in self.roles}
        head = ("正解＼判定", *("未定" if g is None else g for g in columns))
        return (head, *((t, *(cells.get((t, g), "―") for g in columns)) for t in true))

    def missing(self) -> str | None:
        """Return which measures were left out and how to get them; None when none was."""
        if self.speech is not None:
            return None
        borders = (TITLES["windowdiff"], TITLES["pk"])
        further = (*SPEECH_TITLES.values(), *VOICE_TITLES.values(), *borders)
        names = "、".join(t.strip() for t in further)
        return (
            f"評価用のライブラリがないため、次は測っていません: {names}。"
            "「pip install 'minutes_pipeline[evaluation]'」で測れるようになります。"
        )


TITLES = {
    "cer": "文字誤り率",
    "role_time": "役割が正しい時間の割合",
    "role_wrong": "役割を決めたうち誤りの割合",
    "role_undecided": "役割が未定の時間の割合",
    "item_time": "案件が正しい時間の割合",
    "windowdiff": "案件の境目の誤り（WindowDiff）",
    "pk": "案件の境目の誤り（Pk）",
    "pairs_precision": "質問と答弁の組（適合率）",
    "pairs_recall": "質問と答弁の組（再現率）",
    "labels": "質疑の順の一致",
    "minutes_chrf": "会議録の一致（chrF）",
    "polite": "敬体の残り",
    "numbers_lost": "抜けた数",
    "numbers_invented": "聞こえていない数",
    "unaccounted": "行方の分からない発言",
}
SPEECH_TITLES = {
    "strict": "文字誤り率（記号も数える）",
    "headline": "文字誤り率（記号・言いよどみ・数字の書き方を除く）",
    "lenient": "文字誤り率（読みで比べる）",
    "cpcer": "文字誤り率（声ごとに比べる、cpCER）",
}
VOICE_TITLES = {
    "der": "話者の誤り率（DER）",
    "confusion": "　うち別の声",
    "missed": "　うち聞き落とし",
    "false_alarm": "　うち声のないところ",
    "jer": "話者の誤り率（JER）",
    "found": "見つけた声の数",
    "true": "正解の声の数",
}


def _shown(value: object) -> str:
    if isinstance(value, CharacterRate):
        value = value.rate
    if isinstance(value, Rate):
        return f"{value.value:.4f}（{value.low:.4f}～{value.high:.4f}）"
    if isinstance(value, float):
        return f"{value:.4f}"
    return "―" if value is None else str(value)


def evaluate(
    utterances: tuple[Utterance, ...],
    minutes: Minutes,
    reference: Reference,
    diarization: Diarization | None = None,
) -> Report:
    """Return all measures of a draft against its reference.

    Args:
        utterances: The words with voice, role and item.
        minutes: The draft.
        reference: The truth.
        diarization: The turns of the voices; None where nothing was heard.
    """
    gold = reference.gold
    roles = role_table(reference.turns, utterances)
    borders = border_rates(reference, utterances)
    pairs = pair_rates(minutes, utterances, reference)
    return Report(
        cer=measures.character_error_rate(
            "".join(t.text for t in reference.turns), "".join(u.text for u in utterances)
        ),
        role_time=roles.right,
        role_wrong=roles.wrong_of_decided,
        role_undecided=roles.undecided,
        item_time=measures.item_time(reference, utterances),
        windowdiff=borders.windowdiff if borders else None,
        pk=borders.pk if borders else None,
        pairs_precision=pairs.precision if pairs else None,
        pairs_recall=pairs.recall if pairs else None,
        labels=measures.label_likeness(minutes, gold) if gold else None,
        minutes_chrf=measures.minutes_chrf(minutes, gold) if gold else None,
        polite=measures.polite_endings(minutes),
        numbers_lost=measures.numbers_lost(minutes, gold) if gold else None,
        numbers_invented=measures.numbers_invented(minutes, utterances),
        unaccounted=len(minutes.unaccounted(tuple(u.id for u in utterances))),
        roles=roles.rows(),
        speech=speech_rates(utterances, reference, diarization),
    )
