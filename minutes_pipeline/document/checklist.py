"""The clerk's list of what to check, as one page that needs nothing but a browser.

No scripts and nothing fetched: the page is opened on machines without a network, printed, and
ticked off by hand. Every word of a meeting or of a file is escaped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from minutes_pipeline.document.figures import Statement, statements
from minutes_pipeline.document.form import Form
from minutes_pipeline.document.page import STYLE, cell, paragraphs, section, table
from minutes_pipeline.document.particulars import gaps, title_of
from minutes_pipeline.document.remarks import Places
from minutes_pipeline.document.terms import NOTES, OMISSIONS, SEVERITIES
from minutes_pipeline.document.voices import voices
from minutes_pipeline.document.wording import (
    japanese_date,
    parse_day,
    spoken_length,
    stretch,
)
from minutes_pipeline.meeting import (
    Agenda,
    Minutes,
    MinutesItem,
    OmissionReason,
    Record,
    ReviewNote,
    Span,
    Utterance,
    timecode,
)

_NOTE_COLUMNS = {"済": 4, "録音": 12, "確かめること": 26, "録音の言葉": 30, "原案の段落": 28}
_FIGURE_COLUMNS = {"済": 4, "録音": 12, "原案の文": 84}
_VOICE_COLUMNS = {
    "済": 4,
    "声": 15,
    "役割（推定）": 14,
    "推定の理由": 17,
    "話した時間": 10,
    "発言の例": 40,
}
_OMITTED_COLUMNS = {"録音": 12, "発言者": 12, "言葉": 76}
MOST_WORDS = 160
"""Characters shown of one utterance in a table: enough to find it in the recording."""
MOST_QUOTED = 70
"""Characters quoted of an utterance to tell a voice by."""
MOST_UTTERANCES = 3
"""Utterances shown beside one note."""


@dataclass(frozen=True, slots=True)
class Checklist:
    """All that the page shows.

    Attributes:
        form: The city's form: decides which particulars are asked for.
        minutes: The draft.
        agenda: What was to be dealt with.
        record: The utterances with roles and items.
        notes: All doubts, as `remarks.gather` returns them.
    """

    form: Form
    minutes: Minutes
    agenda: Agenda
    record: Record
    notes: tuple[ReviewNote, ...]

    def html(self) -> bytes:
        """Return the page."""
        title = title_of(self.minutes.sitting, self.form)
        stated = tuple(statements(self.minutes, self.record.utterances))
        parts = "".join(
            (
                self._summary(sum(len(found) for _, found in stated)),
                self._gaps(),
                self._notes(),
                _figures(stated),
                self._voices(),
                self._left(),
            )
        )
        return (
            '<!DOCTYPE html>\n<html lang="ja">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>確認事項一覧　{escape(title)}</title>\n<style>\n{STYLE}</style>\n</head>\n"
            f"<body>\n<header>\n<h1>確認事項一覧</h1>\n<p>{escape(title)}（原案）{self._day()}</p>\n"
            f"</header>\n<main>\n{parts}</main>\n</body>\n</html>\n"
        ).encode()

    def _day(self) -> str:
        day = parse_day(self.minutes.sitting.date)
        return f"　{escape(japanese_date(day))}" if day else ""

    def _summary(self, stating: int) -> str:
        levels = Counter(note.severity for note in self.notes)
        gap_count = len(gaps(self.form, self.minutes, self.agenda))
        facts = [
            ("記入・確認の要る欄", f"{gap_count}件", "gaps"),
            (
                "聞き直して確かめるところ",
                f"{len(self.notes)}件（"
                + "、".join(f"{name}{levels[level]}件" for level, name in SEVERITIES.items())
                + "）",
                "notes",
            ),
            ("数字のある文", f"{stating}文", "figures"),
            ("声の数", f"{len(voices(self.record.utterances))}人分", "voices"),
            (
                "原案に載せなかった発言",
                f"{len(self.minutes.omitted)}件（発言は全部で{len(self.record.utterances)}件）",
                "omitted",
            ),
        ]
        listed = "".join(
            f'<dt><a href="#{anchor}">{name}</a></dt><dd>{value}</dd>\n'
            for name, value, anchor in facts
        )
        if self.record.duration is not None:
            listed += f"<dt>録音の長さ</dt><dd>{spoken_length(self.record.duration)}</dd>\n"
        return section(
            "summary",
            "まとめ",
            f"<dl>\n{listed}</dl>\n"
            "<p>上から順に見てください。時刻は録音の先頭からの時・分・秒です。"
            "直すところは minutes.docx を直し、済んだら□に印を付けてください。</p>\n",
        )

    def _gaps(self) -> str:
        found = gaps(self.form, self.minutes, self.agenda)
        if not found:
            return section("gaps", "記入・確認の要る欄", "<p>ありません。</p>\n")
        items = "".join(f"<li>□ {escape(gap)}</li>\n" for gap in found)
        return section("gaps", "記入・確認の要る欄", f'<ul class="tick">\n{items}</ul>\n')

    def _notes(self) -> str:
        if not self.notes:
            return section("notes", "聞き直して確かめるところ", "<p>ありません。</p>\n")
        groups: dict[str, list[ReviewNote]] = {}
        for note in self.notes:
            groups.setdefault(note.code, []).append(note)
        places = Places(self.minutes, self.record.utterances)
        written = {paragraph.id: paragraph.text for paragraph in self.minutes.paragraphs()}
        # The notes come most serious first, and so do their groups; the larger of equals leads.
        ordered = sorted(groups.items(), key=lambda group: (-group[1][0].severity, -len(group[1])))
        inner = ""
        for code, notes in ordered:
            level = SEVERITIES[notes[0].severity]
            heading = NOTES.get(code) or f"そのほか（{code}）"
            rows = [self._note(note, places, written) for note in notes]
            caption = f"{heading}　{len(notes)}件"
            inner += (
                f'<h3><span class="level s{notes[0].severity:d}">{level}</span>'
                f"{escape(caption)}</h3>\n" + table(heading, _NOTE_COLUMNS, rows)
            )
        return section("notes", "聞き直して確かめるところ", inner)

    def _note(self, note: ReviewNote, places: Places, written: dict[str, str]) -> list[str]:
        spoken = places.utterances(note)
        when = stretch(note.start, note.end)
        if when is None and spoken and spoken[0].span is not None:
            when = timecode(spoken[0].span.start)
        matter = [escape(note.message)]
        if note.alternatives:
            matter.append(f"候補：{escape('／'.join(note.alternatives))}")
        words = [_spoken(one, note) for one in spoken[:MOST_UTTERANCES]]
        if len(spoken) > MOST_UTTERANCES:
            words.append(f"ほか{len(spoken) - MOST_UTTERANCES}件の発言")
        where = places.paragraph(note)
        return [
            cell("□", "tick"),
            cell((when or "—").replace("–", "–<wbr>"), "time"),
            cell(paragraphs(matter)),
            cell(paragraphs(words) or "—"),
            cell(escape(written[where]) if where else "（原案の段落にはありません）"),
        ]

    def _voices(self) -> str:
        known = voices(self.record.utterances)
        if not known:
            text = "<p>声を聞き分けた記録はありません。</p>\n"
            return section("voices", "声と役割", text)
        rows = []
        for voice in known:
            roles = "、".join(f"{escape(role)}（{count}回）" for role, count in voice.roles)
            length = spoken_length(voice.seconds) if voice.seconds is not None else "—"
            quotes = [_quote(one) for one in voice.quotes]
            reasons = [escape(reason) for reason in voice.reasons]
            rows.append(
                [
                    cell("□", "tick"),
                    f'<th scope="row">{escape(voice.name)}</th>',
                    cell(roles),
                    cell(paragraphs(reasons) or "—"),
                    cell(length, "time"),
                    cell(paragraphs(quotes)),
                ]
            )
        text = (
            "<p>役割は言葉から推定したものです。発言の例を聞き、違っていれば原案の発言者名を"
            "直してください。</p>\n"
        )
        return section("voices", "声と役割", text + table("声と役割", _VOICE_COLUMNS, rows))

    def _left(self) -> str:
        if not self.minutes.omitted:
            return section("omitted", "原案に載せなかった発言", "<p>ありません。</p>\n")
        spoken = {utterance.id: utterance for utterance in self.record.utterances}
        order = {utterance.id: n for n, utterance in enumerate(self.record.utterances)}
        inner = "<p>要点記録では載せない発言です。必要なものがあれば原案に加えてください。</p>\n"
        for reason in OmissionReason:
            left = [one.utterance for one in self.minutes.omitted if one.reason is reason]
            if not left:
                continue
            left.sort(key=lambda one: order.get(one, len(order)))
            rows = [_omitted(spoken.get(one), one) for one in dict.fromkeys(left)]
            inner += f"<h3>{OMISSIONS[reason]}　{len(rows)}件</h3>\n"
            inner += table(OMISSIONS[reason], _OMITTED_COLUMNS, rows)
        return section("omitted", "原案に載せなかった発言", inner)


def _figures(stated: Sequence[tuple[MinutesItem, Sequence[Statement]]]) -> str:
    """Return the part that lists every sentence with figures, item by item."""
    heading = "数字の突き合わせ"
    if not stated:
        return section("figures", heading, "<p>原案に数字はありません。</p>\n")
    inner = (
        "<p>原案の数字を順に並べました。聞き違えた数字には、上の一覧に挙がらないものもあります。"
        "資料や録音と突き合わせてください。</p>\n"
    )
    for item, found in stated:
        title = f"{item.number}　{item.title}"
        rows = [_figures_in(one) for one in found]
        inner += f"<h3>{escape(title)}</h3>\n" + table(title, _FIGURE_COLUMNS, rows)
    return section("figures", heading, inner)


def _figures_in(statement: Statement) -> list[str]:
    words = "".join(
        f"<strong>{escape(text)}</strong>" if figure else escape(text)
        for text, figure in statement.parts
    )
    when = timecode(statement.start) if statement.start is not None else "—"
    return [cell("□", "tick"), cell(when, "time"), cell(words)]


def _label(utterance: Utterance) -> str:
    return utterance.role.label if utterance.role else utterance.speaker or "発言者不明"


def _cut(text: str, most: int = MOST_WORDS) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[:most]}…"


def _quote(utterance: Utterance) -> str:
    when = f'<span class="time">{timecode(utterance.span.start)}</span> ' if utterance.span else ""
    return f"{when}「{escape(_cut(utterance.text, MOST_QUOTED))}」"


def _omitted(utterance: Utterance | None, name: str) -> list[str]:
    if utterance is None:
        return [cell("—", "time"), cell("—"), cell(escape(name))]
    when = timecode(utterance.span.start) if utterance.span else "—"
    words = escape(" ".join(utterance.text.split()))
    return [cell(when, "time"), cell(escape(_label(utterance))), cell(words)]


def _spoken(utterance: Utterance, note: ReviewNote) -> str:
    """Return what was said, the doubtful words marked where their time is known."""
    label = f"<b>{escape(_label(utterance))}</b>　"
    parts = list(_marked(utterance, note))
    if not any(doubtful for _, doubtful in parts) or all(doubtful for _, doubtful in parts):
        return label + escape(_cut(utterance.text))
    return label + "".join(
        f"<mark>{escape(text)}</mark>" if doubtful else escape(text)
        for text, doubtful in _around(parts)
    )


def _marked(utterance: Utterance, note: ReviewNote) -> Iterator[tuple[str, bool]]:
    """Yield the words with whether they were spoken at the note's time, equal ones joined."""
    if note.start is None or note.end is None or note.end <= note.start:
        return
    asked = Span(note.start, note.end)
    text, state = "", False
    for word in utterance.words:
        doubtful = word.span.overlap(asked) > 0
        if doubtful is not state and text:
            yield text, state
            text = ""
        text, state = text + word.text, doubtful
    if text:
        yield text, state


def _around(parts: Sequence[tuple[str, bool]]) -> Iterable[tuple[str, bool]]:
    """Shorten long stretches of sure words; what stands next to a doubt is kept."""
    reach = MOST_WORDS // 4
    for number, (text, doubtful) in enumerate(parts):
        if doubtful or len(text) <= 2 * reach:
            yield text, doubtful
        elif number == 0:
            yield f"…{text[-reach:]}", False
        elif number == len(parts) - 1:
            yield f"{text[:reach]}…", False
        else:
            yield f"{text[:reach]}…{text[-reach:]}", False
