"""What whoever presides in an assembly says only to run it: calls by seat, ballots, referrals.

From the wordings of 本会議 and 委員会 (議事進行の口述例): none of them says what was discussed or
decided.
"""

from __future__ import annotations

import re

from minutes_pipeline.drafting.votes import MAJORITY

_LEAD = (
    r"^(?:(?:それでは|では|次に|まず|続いて|続きまして|初めに|最後に|この際|ただいま|これより"
    r"|通告に従い|以上で)、?)*"
)
_SEAT = r"(?:\d{1,3}番、?)?"
_PERSON = r"[^、。\d]{1,14}?(?:議員|委員長?|君|さん|氏|先生)"
_PAPER = (
    r"(?:本案|本件|議案|日程|請願|陳情|報告|諮問|提案)[^、。]{0,30}?(?:につきまして|について|の)、?"
)
"""What is before the sitting as a whole; of anything else, the chair asks a question."""
_OFFICIAL = r"[^、。]{1,16}?(?:長|局|課|室|者|員|君|さん|氏)(?:、|の|に|から|より)"
_ORDER = (
    rf"(?:の後|次|続いて|続き).{{0,6}}{_PERSON}(?:(?:と|、|そして|それから).{{0,4}}{_PERSON})*"
    r"(?:と|に|の順で)(?:お願い(?:を)?(?:いたし|し)(?:ます|たいと思います)|続きます)$"
)
_RUNS = (
    rf"{_LEAD}\d{{1,3}}番、?{_PERSON}$",
    rf"{_LEAD}{_SEAT}{_PERSON}、?お願い(?:でき|いたし|し)ます(?:でしょうか)?$",
    _ORDER,
    r"(?:委員会(?:の|への)?付託|(?:提案理由の)?説明|朗読|討論|質疑)[^。]{0,24}省略(?:する|いたし|し)",
    r"投票(?:漏れ|箱)|開票を(?:行|命)|議場の(?:閉鎖|開鎖)",
    r"(?:出席|着席)(?:議員|委員)?(?:数)?は、?\d+(?:名|人)(?:で(?:ござい|あり)?ます|です)",
    r"(?:質疑|討論|発言)の?通告(?:は|が)?、?(?:ござい|あり)ません|通告は(?:ござい|あり)ません",
    r"何号に(?:御|ご)?異議",
    r"資料要求のある(?:方|委員)は",
    rf"{_LEAD}(?:{_PAPER}|{_OFFICIAL}|順次、?){{0,3}}(?:説明|報告|答弁|朗読|発言)(?:を)?(?:お)?願います$",
    r"(?:説明|報告|朗読)(?:を|いた)?させます$",
    r"(?:説明|報告|紹介|あいさつ|挨拶|質疑|討論)は(?:全て|すべて)?(?:終わり|終了(?:いた)?し)ました$",
    r"報告の申し?出があり(?:ます|ました)ので、?これを聴取",
    rf"{_LEAD}(?:[^。、]{{0,8}}、)?[^。、]{{1,20}}を(?:聴取(?:いた)?し|議題に供し)ます$",
    rf"{_LEAD}[^。、はが]{{0,20}}について(?:念のため)?申し上げます$",
    rf"{_LEAD}(?:念のため|一言)?申し上げます$",
    r"(?:御|ご)?参集(?:を)?(?:願い|ください)",
)
_RUN = re.compile("|".join(f"(?:{one})" for one in _RUNS))
_BALLOT = re.compile(
    r"(?:ボタンを|起立(?:を)?|挙手(?:を)?|表決を?)(?:お?押し(?:て)?|お?願い|求め|して)?(?:ください|願います|(?:いた|し)?ます)?$"
    r"|押し間違い|投票(?:漏れ|箱)|議場の(?:閉鎖|開鎖|出入口)"
)
_TO_VOTE = re.compile(r"(?:諸君|方|委員|議員|皆(?:さん|様))は")
_SAYS_MORE = re.compile(rf"可決|否決|採択|承認|認定|同意|反対|{MAJORITY}|訂正|撤回|継続")


def runs_the_chamber(text: str) -> bool:
    """Whether a sentence of the chair only runs the sitting.

    >>> runs_the_chamber("次に、14番、森田京子議員")
    True
    >>> runs_the_chamber("本件は、原案のとおり可決されました")
    False
    """
    if _BALLOT.search(text) and (_TO_VOTE.search(text) or "押し間違い" in text):
        return True
    return _RUN.search(text) is not None and _SAYS_MORE.search(text) is None
