"""Why a role was given, as the record keeps it and as people read it."""

from __future__ import annotations

import re

RULES = {
    "adjourns": "休憩・再開を告げる",
    "answers": "答える",
    "asks": "尋ねる",
    "asks-consent": "異議の有無を問う",
    "asks-for-more": "ほかの質問を求める",
    "asks-leave": "質問を申し出る",
    "asks-to-speak": "発言を求める",
    "called": "指名された",
    "calls": "発言者を指名する",
    "closes-behind-chair": "会長に続いて閉会を告げる",
    "closes-sitting": "閉会を告げる",
    "corrected": "人が決めた",
    "conducts-election": "会長の選出を進める",
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
    "judges": "賛否や評価を言う",
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
    "reports-for-committee": "委員会の審査を報告する",
    "refers-to-explanation": "説明を受けて進める",
    "speaks-first": "最初に話す",
    "speaks-for-secretariat": "事務局として話す",
    "speaks-for-self": "自分の考えとして話す",
    "speaks-of-its-field": "自分の課の仕事について話す",
    "looks-after-the-line": "音声や接続を世話する",
    "speaks-last": "最後に話す",
    "speaks-long": "長く話す",
    "states-facts": "事実を述べる",
    "takes-up-question": "質問を受けて話す",
    "thanked-for-explanation": "説明の礼を言われる",
    "thanks": "礼を言う",
    "thanks-and-leads": "礼を言って進める",
    "thanks-the-chair": "会長に礼を言う",
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
    rule = RULES.get(match["rule"], match["rule"])
    told = f"「{match['words']}」（{rule}）" if match["words"] else rule
    return f"同じ声：{told}" if match["voice"] else told
