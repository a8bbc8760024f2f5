"""What clerks read for the names that other rooms give to doubts, omissions and reasons.

A name that is not listed is shown as it is: nothing is hidden because it is new.
"""

from __future__ import annotations

import re

from minutes_pipeline.meeting import OmissionReason, Severity

SEVERITIES = {Severity.HIGH: "重要", Severity.MEDIUM: "注意", Severity.LOW: "参考"}

OMISSIONS = {
    OmissionReason.CHAIR_PROCEDURE: "議事の進行（開会・指名・次の案件へ・閉会）",
    OmissionReason.GREETING: "あいさつ・お礼・自己紹介",
    OmissionReason.ACKNOWLEDGEMENT: "相づち・了解",
    OmissionReason.FILLER: "言いよどみだけのもの",
    OmissionReason.PAGE_FINDING: "資料のページの案内",
    OmissionReason.OFF_AGENDA: "案件に関わらない発言",
    OmissionReason.BY_PERSON: "人が原案から外した発言",
}

NOTES = {
    "correction-over-changed": "直した後で、もとの文が変わったところ",
    "correction-unplaced": "当てはめるところがなくなった直し",
    "item-border-doubtful": "案件の境目が確かでないところ",
    "item-without-speech": "発言が見つからない案件",
    "label-undecided": "発言者名が空いている段落",
    "number-doubtful": "数字が不確かなところ",
    "outcome-doubtful": "決まったことかどうか確かでないところ",
    "role-undecided": "役割が決まらない発言",
    "speech-doubtful": "聞き取りが不確かなところ",
    "speech-overlap": "声が重なっているところ",
    "speech-without-text": "声があるのに文字になっていないところ",
    "style-doubtful": "文を整えるところ",
    "term-repaired": "会議の言葉に直したところ",
    "text-dropped": "声がないため除いた文字",
    "transcript-lines-left-out": "読み取れなかった文字起こしの行",
    "voice-mixed": "二人の声が一つになっているおそれ",
    "word-doubtful": "聞き取りが不確かな言葉",
}
"""Titles of the kinds of `ReviewNote`."""

_RULES = {
    "adjourns": "休憩・再開を告げる",
    "answers": "答える",
    "asks": "尋ねる",
    "asks-consent": "異議の有無を問う",
    "asks-for-more": "ほかの質問を求める",
    "asks-leave": "質問を申し出る",
    "asks-to-speak": "発言を求める",
    "called": "指名された",
    "calls": "発言者を指名する",
    "closes-sitting": "閉会を告げる",
    "corrected": "人が決めた",
    "decides": "決定を告げる",
    "demands": "要望する",
    "ends-explanation": "説明を終える",
    "ends-turn": "発言を終える",
    "explains": "説明する",
    "formal-topic": "改まって切り出す",
    "from-the-floor": "一委員として話す",
    "hands-over": "進行を会長に渡す",
    "housekeeping": "事務連絡",
    "introduces-self": "名乗る",
    "invites-explanation": "説明を求める",
    "invites-questions": "質問を求める",
    "label": "文字起こしに書かれた発言者名",
    "most-polite": "最も丁寧な話し方",
    "moves-agenda": "次の案件に移る",
    "names-signers": "署名委員を指名する",
    "names-unit-first": "所属を言って話し始める",
    "not-yet-named": "まだ名乗っていない",
    "official-style": "職員らしい話し方",
    "opens-sitting": "開会を告げる",
    "our-office": "自分の課のこととして話す",
    "points-to-paper": "資料を示す",
    "presides": "会議を進める",
    "refers-to-explanation": "説明を受けて進める",
    "speaks-first": "最初に話す",
    "speaks-for-secretariat": "事務局として話す",
    "speaks-for-self": "自分の考えとして話す",
    "speaks-last": "最後に話す",
    "speaks-long": "長く話す",
    "states-facts": "事実を述べる",
    "takes-up-question": "質問を受けて話す",
    "thanked-for-explanation": "説明の礼を言われる",
    "thanks": "礼を言う",
    "thanks-and-leads": "礼を言って進める",
    "thanks-for-answer": "答えの礼を言う",
    "thinks": "意見を言う",
    "turn-pattern": "発言の順番",
    "understands": "了解する",
    "will-consider": "検討すると答える",
}
"""What the rules that give roles find in somebody's words."""
_REASON = re.compile(
    r"(?P<voice>voice: )?(?P<rule>[a-z][a-z0-9-]*)(?:: (?P<words>.+?))?(?: \(u\d+\))?", re.DOTALL
)


def reason_in_japanese(reason: str) -> str:
    """Write the reason for a role for people: the words that decided, then what they show.

    >>> reason_in_japanese("opens-sitting: 開会いたします")
    '「開会いたします」（開会を告げる）'
    >>> reason_in_japanese("voice: introduces-self: 市民室でございます (u0015)")
    '同じ声：「市民室でございます」（名乗る）'
    >>> reason_in_japanese("turn-pattern")
    '発言の順番'
    """
    match = _REASON.fullmatch(reason)
    if match is None:
        return reason
    rule = _RULES.get(match["rule"], match["rule"])
    told = f"「{match['words']}」（{rule}）" if match["words"] else rule
    return f"同じ声：{told}" if match["voice"] else told
