"""What clerks read for the names that other rooms give to doubts, omissions and reasons.

A name that is not listed is shown as it is: nothing is hidden because it is new.
"""

from __future__ import annotations

from minutes_pipeline.meeting import OmissionReason, Severity
from minutes_pipeline.meeting.reasons import reason_in_japanese

__all__ = ["NOTES", "OMISSIONS", "SEVERITIES", "reason_in_japanese"]

SEVERITIES = {Severity.HIGH: "重要", Severity.MEDIUM: "注意", Severity.LOW: "参考"}

OMISSIONS = {
    OmissionReason.CHAIR_PROCEDURE: "議事の進行（開会・指名・次の案件へ・閉会）",
    OmissionReason.GREETING: "あいさつ・お礼・自己紹介",
    OmissionReason.ACKNOWLEDGEMENT: "相づち・了解",
    OmissionReason.FILLER: "言いよどみだけのもの",
    OmissionReason.PAGE_FINDING: "資料のページの案内",
    OmissionReason.IMPRESSION: "感想だけの発言",
    OmissionReason.OFF_AGENDA: "案件に関わらない発言",
    OmissionReason.BY_PERSON: "人が原案から外した発言",
}

NOTES = {
    "correction-over-changed": "直した後で、もとの文が変わったところ",
    "correction-unplaced": "当てはめるところがなくなった直し",
    "item-border-doubtful": "案件の境目が確かでないところ",
    "item-empty": "何も残っていない案件",
    "item-without-speech": "発言が見つからない案件",
    "marks-unused": "使っていない案件の時刻表",
    "label-undecided": "発言者名が空いている段落",
    "material-unread": "用語の参考にできなかった資料",
    "name-doubtful": "名前が確かでないところ",
    "number-doubtful": "数字が不確かなところ",
    "outcome-doubtful": "決まったことかどうか確かでないところ",
    "polished": "言語モデルの案を採ったところ",
    "recording-cut": "録音が途切れているところ",
    "recording-damaged": "録音が壊れているところ",
    "recording-gap": "録音の音が抜けているところ",
    "recording-noisy": "雑音の大きい録音",
    "recording-tracks": "使っていない音声のある録音",
    "role-undecided": "役割が決まらない発言",
    "speech-doubtful": "聞き取りが不確かなところ",
    "speech-overlap": "声が重なっているところ",
    "speech-without-text": "声があるのに文字になっていないところ",
    "sentence-unaccounted": "原案のどこにも入っていない発言",
    "words-lost": "発言の言葉が大きく減ったところ",
    "style-doubtful": "文を整えるところ",
    "term-repaired": "会議の言葉に直したところ",
    "text-dropped": "声がないため除いた文字",
    "transcript-lines-left-out": "読み取れなかった文字起こしの行",
    "voice-mixed": "二人の声が一つになっているおそれ",
    "word-doubtful": "聞き取りが不確かな言葉",
}
"""Titles of the kinds of `ReviewNote`."""
