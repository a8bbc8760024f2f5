"""Frames: sentences that name who speaks next, who speaks now, or who spoke before.

「市民室から説明をお願いします」 calls, 「市民室の小林でございます」 introduces. What stands in the
frame's gap is resolved by the `Directory`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from minutes_pipeline.attribution.directory import (
    CHAIR,
    EXECUTIVE,
    MEMBER,
    OTHER,
    SECRETARIAT,
    SOME_SECTION,
    Directory,
    Meant,
)
from minutes_pipeline.attribution.units import (
    CHAIR_TITLES,
    HONORIFIC,
    MEMBER_TITLES,
    OUTSIDE_BODY,
    POST,
    SCHOOL_POST,
    UNIT,
)
from minutes_pipeline.meeting import RoleKind


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody named in a frame.

    Attributes:
        meant: Who.
        words: The sentence or the part of it that names them.
        weight: What it is worth, as a natural logarithm.
        name: The surname that was said with it, as heard; None without one.
    """

    meant: Meant
    words: str
    weight: float
    name: str | None = None


_CALLS, _PERHAPS_CALLS = 4.0, 2.0
"""Log-weight of a call, and of one who is only addressed."""
_SAYS_WHO, _SAYS_UNIT, _SAYS_LOOSELY = 6.0, 4.0, 3.0
"""Log-weight of saying who one is; of saying it at the end of a sentence; of less than that."""
_NAME = r"[一-龥々〆ヵヶぁ-んァ-ヴーA-Za-z0-9・]"
_LEAD = (
    r"(?:はい|ええ|では|それでは|じゃあ?|続きまして|続いて|次に|まず|まずは|次は|最後に|ただいまの件|この件|お待たせしました"
    r"|ありがとうございま(?:す|した)|(?:についてでございますが|について(?:は)?|ですが|につきまして(?:は)?|でございますが|のほど|に関して|を))"
)
_ASKED = r"(?:説明|報告|回答|答弁|発言|補足|お答え|提案|お話|挨拶|あいさつ|質問|意見|コメント)"
_PLEASE = r"(?:お願い|願い|求め|いただ|どうぞ|してください$)"

_CALL_TO_SPEAK = re.compile(
    rf"(?:の(?:ほう|方))?(?:から|より)(?:は)?.{{0,20}}?{_ASKED}.{{0,12}}?{_PLEASE}"
    rf"|(?:の(?:ほう|方))?に(?:は)?(?:補足|追加|追加の)?(?:の)?{_ASKED}.{{0,8}}?{_PLEASE}"
)
_CALL_BY_NAME = re.compile(
    r"(?:の(?:ほう|方)(?:から|で)?|から)?(?:は)?"
    r"(?:どうぞ.{0,10}|(?:(?:ご)?(?:補足)?(?:説明|報告|答弁|回答|発言|挨拶|補足|朗読)(?:を|も)?)?"
    r"(?:願います|求めます|(?:よろしく)?お願い(?:します|したい.{0,8}))"
    r"|(?:は)?いかがで(?:す|しょう)か|(?:ご)?(?:補足)?(?:説明|報告|答弁|回答|補足)(?:を|も)|(?:は)?何か.{0,16}か|(?:は)?(?:あり|ござい)ますか|(?:は)?よろしいでしょうか)$"
)
_CALL_BARE = re.compile(
    rf"^(?:{_LEAD})*(?P<who>事務局|副?(?:市|町|村|区)長|副?知事|教育長|{_NAME}{{1,10}}?(?:{MEMBER_TITLES}|{CHAIR_TITLES}|{POST}|君|さん)|{_NAME}{{1,10}}{UNIT})$"
)
_HANDED_OVER = re.compile(
    rf"(?:進行|議事|司会|議長).{{0,16}}(?<!副){CHAIR_TITLES}(?:に|へ|の(?:ほう|方)).{{0,14}}(?:お願い|お渡し|委ね|移|いただ)"
)
_HANDED_BACK = re.compile(
    r"(?:進行|議事|司会|マイク|あと|後)(?:を|は)?.{0,8}事務局.{0,10}(?:お?返し|お?戻し|お願い|お渡し|引き継)"
)
_HANDED = (_HANDED_OVER, _HANDED_BACK)
_HANDED_TO_NAME = re.compile(
    rf"(?:進行|司会|座長|議長|まとめ役)(?:は|を|の(?:ほう|方)(?:は|を)?)(?P<who>{_NAME}{{1,20}}?)"
    r"(?:さん|様|氏|委員)(?:の(?:ほう|方))?(?:に|へ).{0,10}(?:お願い|お任せ|お渡し|引き継)"
)
"""「進行は、いつものように山本さんにお願いします」, where the host is called by name."""
_LED_FROM_OUTSIDE = re.compile(
    r"(?:研究所|大学院?|コンサルタント|株式会社|法人.*|事務所|財団|企画|NPO.*)の"
)
"""「まちづくり研究所の安曇さん」: who leads the talk without being one of those who talk."""
_CALL_FIRST = re.compile(
    rf"^(?:{_LEAD})*(?P<who>事務局|{_NAME}{{1,12}}?(?:{MEMBER_TITLES}|{POST}|長|{UNIT})).{{4,80}}?"
    r"(?:(?:説明|答弁|回答|お答え|発言|お話)(?:を|して)?(?:願います|お願いします|ください|求めます|いただけま.*|もらえま.*)"
    r"|どうですか|いかがで(?:すか|しょうか))$"
)
_CALL_TO_ANSWER = re.compile(
    rf"^(?:{_LEAD})*(?P<who>事務局|{_NAME}{{1,12}}?(?:{POST}|長|{UNIT}))(?![はがのにをでともへや]|から|より|まで|など|長)"
    r".{2,40}(?:ますか|ですか|でしょうか|ませんか|ましょうか)$"
)
_CALL_LAST = re.compile(
    rf"(?:か|ね|ます|です)(?P<who>{_NAME}{{1,8}}(?:さん|{MEMBER_TITLES}|{POST}|君))$"
)
_ADDRESSED = re.compile(
    rf"(?P<who>事務局|(?:担当|所管)(?:課|室|部署)?|{_NAME}{{1,10}}?(?:{UNIT}|{POST}|委員))(?:さん)?(?:の(?:ほう|方))?(?:に|へ)(?:お)?"
    r"(?:伺|聞き|質問|尋ね|確認)"
)
_GREETING = (
    r"(?:はい|失礼(?:し|いたし)ます|おはようございます|こんにちは|こんばんは|お疲れさまです|皆(?:さん|様)|改めまして"
    r"|ただいま(?:ご)?(?:紹介|指名)(?:を)?いただきました|(?:本日の?)?(?:司会|進行|司会進行|議事進行|事務局)(?:役)?を(?:務めます|務めさせていただきます|担当(?:し|いたし)ます|担当しております|務めております|仰せつかりました)|私は?"
    r"|(?:委員長|議長|会長|座長)(?!の|で|と)|お答え(?:し|いたし)ます|説明(?:し|いたし|させていただき)ます|ありがとうございま(?:す|した))"
)
_SOLID = r"[一-龥々〆ヵヶァ-ヴーA-Za-z0-9・]"
_AS = (
    r"(?:です|でございます|と申します|といいます|と言います|であります|(?:より|から|が)?お答え(?:いたし|し|申し上げ)"
    r"|(?:から|より)(?:ご)?(?:説明|報告|回答|答弁)(?:を)?(?:いたし|させ|申し上げ|し)(?:ます|て|たい))"
)
_INTRODUCES = re.compile(
    rf"^(?:{_GREETING})*(?P<who>(?:{_SOLID}|の){{1,24}}?|[ぁ-ん]{{2,12}}?|{_NAME}{{1,20}}?(?:{UNIT}長?|{POST}))"
    rf"(?:の(?P<name>(?:(?!の){_NAME}){{1,8}}?))?{_AS}"
)
_OFFICE_ELSEWHERE = re.compile(
    r"(?P<body>.{2,20}(?<!委員会)(?<!審議会)(?<!協議会)(?<!会議)(?<!部会)(?<![市町村区県])(?<!本会))の?事務局(?:長|次長)?"
)
"""「土地改良区の事務局の棚橋です」: another body's."""
_HOLDS_POST = re.compile(
    rf"^(?:{_GREETING})*(?P<who>{_NAME}{{2,16}}?(?:{UNIT}))で?の?{POST}を(?:し|務め|やっ|させていただい)て(?:おり|い)ます(?P<name>(?:(?!の){_NAME}){{1,6}}){_AS}"
)
"""「長寿支援課の課長をしております真鍋です」."""
_CLAUSE = re.compile(r"を(?:し|務め|やっ|担当し)て(?:おり|い)ます$")
_NAME_LENGTH = 12
_AT_END = re.compile(rf"(?P<who>{_NAME}{{2,14}}?){_AS}$")
"""「現場で支援員をしております坂本です」: only a person of the roster is believed here."""
_BODY_AND_NAME = re.compile(rf"(?P<who>{_NAME}{{2,16}})の(?P<name>(?:(?!の){_NAME}){{1,5}}){_AS}$")
"""「設計を請け負っております中央橋梁設計の馬淵と申します」."""
_SPEAKS_AS = re.compile(
    rf"^(?:{_LEAD})*(?P<who>{_NAME}{{2,12}}?)(?:さん)?(?:の立場(?:から|で|と(?:いたしまして|して))|としてお答え|と(?:いたしまして|しまして|して)は"
    r"|の?(?:側|ほう|方)?から(?:一点|一つ|少し|補足|お話し|お答え|申し上げ|言わせ|言い)).*(?<!か)(?<!ください)(?<!お願いします)$"
)
"""「教育長の立場で申しますと」, 「警察といたしましては」: again only of the roster."""
_FROM_UNIT = re.compile(
    r"(?:から|より|で)(?:、)?(?:ご)?(?:お答え|説明|回答|答弁|報告|補足)(?:を)?(?:いたし|し|させ|申し上げ)(?:ます|ていただ)"
)
"""「…ですので、都市計画課からお答えいたします」."""
_OF_ANOTHER = re.compile(
    r"お願い|求め|いただけ|(?:答弁|説明|お答え|回答|報告)(?:を)?(?:いた)?させます"
    r"|(?:ので|が)、?(?:私|わたくし|わたし)"
)
"""Who speaks so speaks of somebody else: 「部長から答弁させます」, 「…ので、私からは」."""
_SHORTEST = 2
"""Letters that whoever introduces himself has at least."""
_INTRODUCED_SENTENCES = 3
"""An introduction stands in the first sentences of a turn."""
_NAMED_SENTENCES = 6
"""One with a name may stand behind a longer greeting."""
_NO_NAME = re.compile(
    r"所管|所掌|管轄|(?:の|は)(?:担当|事務|予算|事業|管理|ほう|方|仕事)$|って|という|それ|これ|以上|その|この|そう|同じ|結構|異議|大丈夫|可能|資料|について|に関|案件|議題|\d番|指名|ため$|ご?質問|ご?質疑|尋ね|ご?指摘"
)
_THIRD_PERSON = re.compile(
    r"(?:となり|隣|横|後ろ|こちら)(?:が|は)|(?:様|さん|氏|先生)(?:です|でございます|であります)"
)
"""「緑の会の根岸様です」 introduces somebody else."""
_WEAK_UNIT = re.compile(r"(?:園|館|所|署|班|病院)$")
"""Ends of units that are those of common nouns as well."""
_QUOTED = re.compile(
    r"説明いただき|(?:から|より)(?:の)?(?:説明|報告|意見|質問)(?:が|は|を)(?:ござい|あり|いただきました)"
)


def call_in(sentences: tuple[str, ...], directory: Directory) -> Mention | None:
    """Return whom the last sentences of a turn call upon to speak, None when nobody.

    The last call counts: the chair sums up first and calls at the end.
    """
    for sentence in reversed(sentences[-3:]):
        if _QUOTED.search(sentence):
            continue
        handed = _handed(sentence, directory)
        if handed is not None:
            return handed
        for frame in (_CALL_TO_SPEAK, _CALL_BY_NAME):
            match = frame.search(sentence)
            meant = _resolved(sentence[: match.start()], directory) if match else None
            if match and meant:
                return Mention(meant, sentence[max(0, match.start() - 16) : match.end()], _CALLS)
        match = _CALL_BARE.match(sentence)
        meant = _resolved(match["who"], directory) if match else None
        if match and meant:
            return Mention(meant, sentence, _CALLS)
        for frame in (_CALL_FIRST, _CALL_TO_ANSWER, _CALL_LAST):
            match = frame.search(sentence)
            meant = _resolved(match["who"], directory) if match else None
            if match and meant and (frame is not _CALL_LAST or meant.person):
                return Mention(meant, match["who"], _CALLS)
        match = _ADDRESSED.search(sentence)
        meant = _resolved(match["who"], directory) if match else None
        if match and meant:
            return Mention(meant, match.group(), _PERHAPS_CALLS)
    return None


def _handed(sentence: str, directory: Directory) -> Mention | None:
    """Return to whom a sentence hands the sitting over, None when it does not."""
    found = next((m for form in _HANDED if (m := form.search(sentence))), None)
    if found is not None:
        to = CHAIR if found.re is _HANDED_OVER else SECRETARIAT
        return Mention(Meant((to,)), found.group(), _CALLS)
    named = _HANDED_TO_NAME.search(sentence)
    meant = _resolved(named["who"], directory) if named else None
    if named and meant is None and _LED_FROM_OUTSIDE.search(named["who"]):
        return Mention(Meant((CHAIR, OTHER)), named.group(), _CALLS)
    return Mention(meant, named.group(), _CALLS) if named and meant and meant.person else None


def introduction_in(sentences: tuple[str, ...], directory: Directory) -> Mention | None:
    """Return as whom the speaker introduces himself at the start of a turn, None when not."""
    for place, sentence in enumerate(_joined(sentences[:_NAMED_SENTENCES])):
        if _THIRD_PERSON.search(sentence):
            continue
        found = (
            _introduced_at_start(sentence, directory)
            or _introduced_at_end(sentence, directory)
            or (_speaks_as(sentence, directory) if not place else None)
        )
        if found is not None and (found.name or place < _INTRODUCED_SENTENCES):
            return found
    return None


def _joined(sentences: tuple[str, ...]) -> tuple[str, ...]:
    """Return *sentences*, a name with the clause before it: without signs they are two."""
    found: list[str] = []
    for sentence in sentences:
        clause = found and _CLAUSE.search(found[-1]) and len(sentence) <= _NAME_LENGTH
        found = [*found[:-1], f"{found[-1]}{sentence}"] if clause else [*found, sentence]
    return tuple(found)


def _introduced_at_start(sentence: str, directory: Directory) -> Mention | None:
    match = _INTRODUCES.match(sentence) or _HOLDS_POST.match(sentence)
    if match is None or _NO_NAME.search(f"{match['who']}の{match['name'] or ''}"):
        return None
    who, name = match["who"], match["name"]
    listed = directory.meant(name) if name else None
    person = listed if listed and listed.person else None
    special = _of_body(who, name, match.group(), person, directory)
    if special is not None:
        return special
    named = bool(name) and directory.names_person(name)
    park = bool(name) and not named and (_WEAK_UNIT.search(who) or directory.names_thing(name))
    if park or _says_nothing(who, directory):
        return None  # 「公園の集約ですが」 speaks of a park
    alone = re.fullmatch(POST, who) is not None
    if named and alone and not person and not SCHOOL_POST.fullmatch(who):
        return Mention(Meant((SOME_SECTION, SECRETARIAT)), match.group(), _SAYS_UNIT, name)
    meant = _meant_by(who, name, directory)
    if meant is None:
        outside = named and OUTSIDE_BODY.search(who)
        return (
            Mention(Meant((MEMBER, OTHER)), match.group(), _SAYS_LOOSELY, name) if outside else None
        )
    if all(role.answers for role in meant.roles) and _keeps(match.group(), directory):
        meant = Meant((SECRETARIAT,), meant.person)  # its section keeps the secretariat
    sure = meant.person is not None or meant.roles[0].kind is not RoleKind.CHAIR
    return Mention(meant, match.group(), _SAYS_WHO if sure else _SAYS_LOOSELY, name)


def _of_body(
    who: str, name: str | None, words: str, person: Meant | None, directory: Directory
) -> Mention | None:
    """Return the mention of a body, where unit and name are one: 「県の土木事務所です」.

    「土地改良区の事務局の棚橋です」 is of another body's secretariat, not of this one.
    """
    whole = directory.meant(f"{who}の{name}") if name and not person else None
    if whole and not whole.person and directory.is_listed(whole):
        return Mention(whole, words, _SAYS_WHO)
    elsewhere = _OFFICE_ELSEWHERE.fullmatch(who)
    if elsewhere is None:
        return None
    if person is not None:
        return Mention(person, words, _SAYS_WHO, name)
    if directory.meant(elsewhere["body"]) is None:
        return Mention(Meant((MEMBER, OTHER)), words, _SAYS_LOOSELY, name)
    return None


def _keeps(words: str, directory: Directory) -> bool:
    """Whether somebody who introduces himself so speaks for the secretariat that his unit keeps."""
    kinds = {role.kind for role in directory.roster.roles if role.answers}
    return "事務局を" in words or ("司会" in words and kinds != {RoleKind.SECTION})


def _says_nothing(who: str, directory: Directory) -> bool:
    """Whether *who* is too short for a name; one letter (「辻です」) is where the roster has it."""
    meant = directory.meant(who) if len(who) < _SHORTEST else None
    return len(who) < _SHORTEST and (meant is None or meant.person is None)


def _meant_by(who: str, name: str | None, directory: Directory) -> Meant | None:
    """Return whom 「*who*の*name*」 means; the person where unit and name agree."""
    if not name:
        return directory.meant(who)
    person = directory.meant(name)
    if person and person.person and directory.only_post(who):
        return person  # 「課長補佐の仁木です」: the roster knows which unit is his
    meant = directory.meant(f"{who}の{name}") or directory.meant(who) or person
    same = person and person.person and meant and set(person.roles) & set(meant.roles)
    if person and same and meant and meant.person is None:
        return Meant(person.roles, person.person)
    return meant


def opening_in(sentences: tuple[str, ...], directory: Directory) -> Mention | None:
    """Return whose unit stands first in a turn: an introduction that was misheard further on.

    Only units of the roster; 「市民室長の小林でざいます」 fits no frame but says enough.
    """
    for sentence in sentences[:1]:
        head = re.sub(rf"^(?:{_GREETING})+", "", sentence)
        unit = directory.unit_at_start(head)
        if unit is not None:
            alias, meant = unit
            rest = head[len(alias) :]
            asked = re.search(r"か$|ください$|願います$|お願いします$", sentence)
            if not asked and not re.match(r"[にへはがをもと]|から|より|以外|など", rest):
                return Mention(meant, head[: len(alias) + 6], _SAYS_LOOSELY)
    return None


def announces(sentence: str) -> bool:
    """Whether a sentence ends with who explains next, the speaker or another."""
    return re.search(rf"{_FROM_UNIT.pattern}(?:きます)?$", sentence) is not None


def _introduced_at_end(sentence: str, directory: Directory) -> Mention | None:
    match = _FROM_UNIT.search(sentence)
    if match is not None and not _OF_ANOTHER.search(sentence):
        meant = _resolved(sentence[: match.start()], directory)
        speaks = meant is not None and all(
            role.answers and not EXECUTIVE.match(role.section or "") for role in meant.roles
        )
        if meant is not None and speaks:
            return Mention(meant, sentence[-24:], _SAYS_WHO)
    match = _AT_END.search(sentence)
    if match is None or not re.search(
        r"(?:おります|ます|ました|まして|の|て|から)", sentence[: match.end("who")]
    ):
        return None
    meant = _resolved(sentence[: match.end("who")], directory)
    if meant is not None and meant.person:
        return Mention(meant, match.group(), _SAYS_UNIT)
    named = _BODY_AND_NAME.search(sentence)
    meant = _resolved(named["who"], directory) if named else None
    if named is None or meant is None or not directory.is_listed(meant):
        return None
    return (
        Mention(meant, named.group(), _SAYS_UNIT) if directory.names_person(named["name"]) else None
    )


def _speaks_as(sentence: str, directory: Directory) -> Mention | None:
    match = _SPEAKS_AS.match(sentence)
    meant = directory.meant(match["who"]) if match else None
    if match is None or meant is None or not (meant.person or directory.is_listed(meant)):
        return None
    return Mention(meant, match["who"], _SAYS_UNIT)


def _resolved(who: str, directory: Directory) -> Meant | None:
    """Resolve the longest ending of *who* that means somebody.

    A frame's gap may begin too early (「次第の3番市民室」); its end is sure.
    """
    who = re.sub(rf"^(?:{_LEAD})+", "", who)
    who = re.sub(rf"(?<=.){HONORIFIC}$", "", who) if not who.endswith("君") else who
    for start in range(max(0, len(who) - 16), max(1, len(who) - 1)):
        rest = who[start:]
        if start and rest[:1] in "のはがをにでとも長":
            continue
        meant = directory.meant(rest)
        if meant is not None and not (start and meant.person is None and _clipped(who, start)):
            return meant
    # A surname of one letter (辻, 森) is believed where nothing of its script stands before it.
    last = directory.meant(who[-1:]) if len(who) > 1 and not _clipped(who, len(who) - 1) else None
    return last if last is not None and last.person is not None else None


def _clipped(who: str, start: int) -> bool:
    """Whether cutting *who* at *start* would cut a name of one script in two."""
    return _script(who[start - 1]) == _script(who[start]) and _script(who[start]) is not None


def _script(character: str) -> str | None:
    if "一" <= character <= "龥" or character in "々〆ヵヶ":
        return "kanji"
    return "katakana" if "ァ" <= character <= "ー" else None
