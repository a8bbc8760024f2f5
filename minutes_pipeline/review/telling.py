"""Says in Japanese what a correction did: for the undo button and the list of changes."""

from __future__ import annotations

from minutes_pipeline.meeting import (
    Attendance,
    Correction,
    OmissionRestored,
    ParagraphAdded,
    ParagraphLabel,
    ParagraphText,
    ParticularStated,
    Role,
    RoleKind,
    UtteranceItem,
    UtteranceRole,
    UtteranceText,
    VoiceMerge,
    VoiceRole,
    VoiceSplit,
)

_MOST = 24
_PLAIN = {
    "paragraph-deleted": "段落を削除",
    "paragraph-moved": "段落を移動",
    "paragraph-split": "段落を分割",
    "paragraph-merged": "段落を結合",
    "note-settled": "確かめるところを確認済みに",
}
_FIELDS = {
    "title": "会議名",
    "date": "開催日",
    "start_time": "開始",
    "end_time": "終了",
    "place": "場所",
    "openness": "公開・非公開",
    "observers": "傍聴者",
    "materials": "配布資料",
    "department": "所管課",
}


def told(correction: Correction) -> str:
    """Return one line that says what *correction* did."""
    change = correction.change
    match change:
        case VoiceRole(voice=voice, role=role, person=person):
            line = f"{voice.label} を{_called(role)}{f'・{person}さん' if person else ''}に"
        case VoiceMerge(voice=voice, into=into):
            line = f"{voice.label} を {into.label} にまとめる"
        case VoiceSplit(voice=voice, label=label):
            line = f"{voice.label} から {label} を分ける"
        case UtteranceRole(utterances=several, role=role):
            line = f"発言{len(several)}件を{_called(role)}に"
        case UtteranceItem(utterances=several, item=item):
            line = f"発言{len(several)}件を{f'案件{item}' if item else '案件の外'}に"
        case ParagraphLabel(label=label):
            line = f"発言者名を「{label or '（前に続ける）'}」に"
        case _:
            line = _plain(correction)
    return line


def _plain(correction: Correction) -> str:
    match correction.change:
        case UtteranceText(text=text):
            line = f"発言の言葉を「{_cut(text)}」に"
        case ParagraphText(text=text):
            line = f"段落を「{_cut(text)}」に"
        case ParagraphAdded(text=text):
            line = f"段落「{_cut(text)}」を追加"
        case OmissionRestored(text=text):
            line = f"省いた発言「{_cut(text)}」を戻す"
        case ParticularStated(field=field):
            line = f"{_FIELDS[field]}を記入"
        case Attendance(person=person, attended=attended):
            words = {True: "出席", False: "欠席", None: "出欠不明"}
            line = f"{person}さんを{words[attended]}に"
        case change:
            line = _PLAIN.get(change.kind, "直し")
    return line


def _called(role: Role | None) -> str:
    if role is None:
        return "役割なし"
    return "会長" if role.kind is RoleKind.CHAIR else role.label


def _cut(text: str) -> str:
    return text if len(text) <= _MOST else f"{text[:_MOST]}…"
