"""Plain text: ``話者：発言`` lines and how Japanese minutes write who speaks.

Labels that are read: ``委員：…``, ``委員<TAB>…``, ``委員　…``, ``○会長（山田君）　…`` with the
circles ○ U+25CB, 〇 U+3007, ◯ U+25EF and ◎ ◆ ●, ``【会長】…``, ``（委員）…``, and a label on a line
of its own. A line without a label goes on with the speaker before it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from minutes_pipeline.meeting import Span
from minutes_pipeline.transcription.written_piece import Piece, Pieces

_MARKS = "○〇◯◎◆●◇□■△▲▽▼☆★"
_SPACE = " \t\u3000"
_TITLE = (
    r"(?:委員長|副委員長|会長|副会長|座長|副座長|議長|副議長|部会長|職務代理者?|委員|議員"
    r"|事務局(?:長|次長)?|書記|司会(?:者|進行)?|市長|町長|村長|区長|知事|教育長|部長|次長|課長|室長|局長"
    r"|所長|館長|園長|署長|センター長|係長|参事|主幹|主査|課長補佐|補佐|理事|技監|管理者|担当者?|参考人|説明員"
    r"|傍聴者?|[^\s、。]{1,8}(?:課|室|局|部|センター|係)|[0-9０-９〇一二三四五六七八九十]{1,3}番"
    r"|氏|君|さん|様|先生)"
)
_NAME_BEHIND = r"(?:[（(][^（）()。]{1,16}[）)]|[A-ZＡ-Ｚ0-9０-９①-⑳])?"
_ROLE = re.compile(rf"^[^\s、。：:「」]{{0,14}}{_TITLE}{_NAME_BEHIND}$")
_HEAD_WORDS = re.compile(
    r"^(?:日\s*時|開催日|日付|期日|時間|場\s*所|会\s*場|開催場所|出\s*席|欠\s*席|傍\s*聴(?:人|者)?(?:数)?$|会\s*議"
    r"|案\s*件|議\s*題|資\s*料|配布|配付|次\s*第|日\s*程|開\s*会|閉\s*会|散\s*会|開\s*議|休\s*憩|再\s*開"
    r"|説明のため|職務のため|本日の|付託|付議|議\s*事|開\s*催|審議(?:事項|内容|会)|協議事項|報告事項|参加者"
    r"|署\s*名|作\s*成|記録者|担当部署|問\s*合|問い合|事務局職員|公開|公印|内\s*容|概\s*要|要\s*旨|備\s*考|注"
    r"|https?|URL|TEL|電話|FAX)"
)
_HAPPENS = re.compile(
    r"登壇|降壇|退場|退席|入場|着席|起立|挙手|拍手|笑|休憩|発言する者|呼ぶ者|の声"
)
_CLOCK = re.compile(
    r"^[\[(（【<]?(?P<h>\d{1,2}:)?(?P<m>\d{1,2}):(?P<s>\d{2})(?:[.,](?P<f>\d{1,3}))?"
    r"(?:[\])）】>]|(?=[\s　]))[\s　]*"
)
_COUNTED = re.compile(r"^\d{1,4}\s*[：:][\s　]+(?P<rest>\S.*)$")
"""A search page's list of speeches: 「1 ：  議長（伊東真人）　…」."""
_MARKED = re.compile(rf"^(?:\d{{1,4}}[ \u3000]+)?[{_MARKS}]\s*(?P<rest>.+)$")
_BRACKETED = re.compile(
    r"^(?:【(?P<a>[^】]{1,24})】|［(?P<b>[^］]{1,24})］|〔(?P<c>[^〕]{1,24})〕|\[(?P<d>[^\]]{1,24})\]"
    r"|＜(?P<e>[^＞]{1,24})＞|<(?P<f>[^>]{1,24})>)[：:]?(?P<text>.*)$"
)
_ROUND = re.compile(r"^[（(](?P<label>[^（）()]{1,16})[）)][：:]?(?P<text>.*)$")
_COLON = re.compile(r"^(?P<label>[^：:。、「」]{1,28}?)[ \u3000]*[：:](?!//)(?P<text>.*)$")
_NUMBERED = re.compile(
    r"^(?P<post>[0-9０-９]{1,3}番)[\s　]+(?P<name>[^\s　。、]{1,10}(?:議員|委員|君|氏|さん))"
    r"[\s　]*(?P<text>.*)$"
)
_NAME_AND_TITLE = re.compile(rf"^(?P<name>[^\s。、]{{1,10}})[ \u3000](?P<post>\S{{0,12}}{_TITLE})$")
_TITLE_AND_NAME = re.compile(
    rf"^(?P<post>\S{{0,12}}{_TITLE})[ \u3000]+(?P<name>[一-龥々]{{2,6}}(?:君|氏|さん)?)"
    r"[ \u3000]+(?P<text>\S.*)$"
)
_HALF_BRACKET = re.compile(r"^(?P<label>[^\s()（）。、「」]{2,24})[)）](?P<text>.+)$")
_POST_AND_NAME = re.compile(
    r"^(?P<label>[^\s　。、（(]{1,20}[\s　]?[（(][^（）()。]{1,20}[）)])[：:]?(?P<text>.*)$"
)
_LABEL_AND_SPACE = re.compile(
    r"^(?P<label>[^\s　。、：:]{1,24})(?:[\s　]*[：:]|[\s　]+)(?P<text>.+)$"
)
_NARRATIVE = re.compile(
    r"^(?:[（(〔\[].*[）)〕\]]|[-―─ー=＝*＊・…～~_\s　]{3,}"
    r"|(?:午前|午後|正午).{0,24}(?:開会|開議|休憩|再開|散会|閉会|終了|閉議|延会).{0,3}"
    r"|[-―─]+\s*.{0,20}\s*[-―─]+|以\s*上|-?\s*\d{1,3}\s*-?"
    r"|[PpＰ][.．]?\s*\d{1,4}(?:[\s　][^。]{0,24})?)$"
)
_FROM_FLOOR = re.compile(r"「(.+?)」(?:と呼ぶ|との?(?:声|発言)|の(?:声|発言)|という声|、)")
_HEADING = re.compile(
    r"^(?:日程第|議題|案件|議案第|報告(?:事項|第)|審議事項|協議事項|陳情第|請願第"
    r"|第?[0-9０-９一二三四五六七八九十]{1,3}[\s　．.、)）章節・]|[(（][0-9０-９一二三]{1,2}[)）])"
)
_CLOSING = re.compile(
    r"会議の(?:顛末|経過|てん末)|相違ないこと|地方自治法第\s*[1１][2２][3３]条|(?:署名|記名押印)する"
)
_SPEECH_END = re.compile(
    r"(?:です|ます|ました|ません|でした|ください|か|ね|よ|た|る|い)[。？?！!]?$"
)
_SENTENCE_END = re.compile(r"[。？！?!」）)]$")
_OWN_LINE = 20
"""Characters that a label on a line of its own has at most."""
_SPOKEN = re.compile(
    r"(?:です|ます|ました|ません|でした|でしょう|ください|ございます)"
    r"(?:か|が|ね|よ|ので|のに|けど|けれども|から)?(?:[、．，！？!?\s]|$)",
    re.MULTILINE,
)
"""Ends of what is said in a sitting; all of a transcript without one such end is none."""


@dataclass(slots=True)
class _Line:
    """A line with what was recognised in it."""

    text: str
    indented: bool
    start: float | None = None
    label: str | None = None


@dataclass(slots=True)
class _Reader:
    """Puts lines together to paragraphs of speech."""

    labelled: bool
    wrap: int | None
    pieces: list[tuple[str, str | None, float | None]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    label: str | None = None
    begun: bool = False
    closed: bool = False
    open_line: bool = False

    def take(self, line: _Line) -> None:
        """Take the next line."""
        text = line.text.strip(_SPACE)
        if not text:
            if line.label is not None:
                self._speaker(line.label)
            self.open_line = False
            return
        if line.label is not None:
            self._speaker(line.label)
            self._say(text, line)
            return
        floor = _FROM_FLOOR.search(text) if _NARRATIVE.match(text) else None
        if floor is not None:
            self.pieces.append((text, None, line.start))
            self.open_line = False
        elif self._no_speech(text):
            self.left_out.append(text)
            self.open_line = False
        else:
            self._say(text, line)

    def _speaker(self, label: str) -> None:
        self.label, self.begun, self.closed, self.open_line = label, True, False, False

    def _no_speech(self, text: str) -> bool:
        if _NARRATIVE.match(text):
            return True
        if not self.labelled:
            return False
        if _CLOSING.search(text):
            self.closed = True
        if self.closed:
            return True
        heading = "。" not in text and len(text) <= 60 and bool(_HEADING.match(text))
        if not self.begun:  # the head of the paper, unless somebody plainly speaks
            return heading or not re.search(
                r"(?:です|ます|ました|ません|ください|でしょうか|ますか)。", text
            )
        return heading and not self.open_line

    def _say(self, text: str, line: _Line) -> None:
        if self.open_line and line.label is None and not line.indented and line.start is None:
            said, label, start = self.pieces[-1]
            self.pieces[-1] = (said + text, label, start)
        else:
            self.pieces.append((text, self.label, line.start))
        self.begun = True
        width = len(line.text)
        self.open_line = (
            self.wrap is not None and width >= self.wrap - 3 and not _SENTENCE_END.search(text)
        )


def read_text(text: str) -> Pieces:
    """Read plain text; what is plainly no speech (heads, lists, narrative) is left out and told."""
    lines = list(_lines(text))
    frequent = _labels_of_own(lines)
    for line in lines:
        if line.label is None:
            _label_alone(line, frequent)
    labelled = any(line.label is not None for line in lines)
    reader = _Reader(labelled=labelled, wrap=_wrap(lines))
    for line in lines:
        reader.take(line)
    return Pieces(tuple(_timed(reader.pieces)), None, tuple(reader.left_out))


def is_sentence(text: str) -> bool:
    """Return whether somebody may have said this: a list of items or of people says nothing.

    >>> is_sentence("次に移ります"), is_sentence("1　利用料の改定について")
    (True, False)
    """
    return "。" in text or _SPOKEN.search(text) is not None


def split_label(text: str) -> tuple[str | None, str]:
    """Return the label before the words of one line, None when there is none, and the words.

    >>> split_label("○委員長（佐藤和好君）　次に移ります。")
    ('委員長（佐藤和好君）', '次に移ります。')
    """
    text = text.strip(_SPACE)
    counted = _COUNTED.match(text)
    if counted is not None and _POST_AND_NAME.match(counted["rest"]):
        text = counted["rest"]
    forms = (_marked, _bracketed, _round, _half, _tabbed, _coloned, _spaced)
    for split in (_posted, *forms) if counted is not None else forms:
        found = split(text)
        if found is not None:
            label, words = found
            return label.strip(_SPACE), words.strip(_SPACE)
    return None, text


def _lines(text: str) -> Iterator[_Line]:
    raws = text.lstrip("\ufeff").split("\n")
    filled = [raw.strip(_SPACE) for raw in raws if raw.strip(_SPACE)]
    clocks = sum(_CLOCK.match(line) is not None for line in filled)
    stamped = clocks * 3 >= len(filled)  # else 「10:30に始まり」 is speech
    for raw in raws:
        plain = raw.strip(_SPACE)
        clock = _CLOCK.match(plain) if stamped else None
        start: float | None = None
        if clock is not None:
            start = _seconds(clock)
            plain = plain[clock.end() :]
        label, words = split_label(plain)
        yield _Line(words, raw[:1] == "\u3000", start, label)


def _seconds(clock: re.Match[str]) -> float:
    hours = int((clock["h"] or "0:")[:-1])
    fraction = int((clock["f"] or "0").ljust(3, "0")) / 1000
    return hours * 3600 + int(clock["m"]) * 60 + int(clock["s"]) + fraction


def _plausible(label: str) -> bool:
    """Whether *label* may name a speaker: short, no sentence, no word of a paper's head."""
    plain = label.strip(_SPACE + _MARKS)
    return (
        bool(plain)
        and len(plain) <= 32
        and not re.search(r"[。、？！]|https?|\d:$", plain)
        and not _HEAD_WORDS.match(plain)
        and not _HAPPENS.search(plain)
        and not re.fullmatch(r"[\d\s．.\-/年月日()（）]+", unicodedata.normalize("NFKC", plain))
    )


def _marked(text: str) -> tuple[str, str] | None:
    match = _MARKED.match(text)
    if match is None:
        return None
    rest = match["rest"].strip(_SPACE)
    inner = _bracketed(rest) or _round_with(rest)
    if inner is not None:
        return inner
    for form in (_NUMBERED, _TITLE_AND_NAME, _NAME_AND_TITLE):
        found = form.match(rest)
        if found is not None:
            parts = found.groupdict()
            return f"{parts['post']}（{parts['name']}）", parts.get("text") or ""
    for form in (_POST_AND_NAME, _LABEL_AND_SPACE):
        found = form.match(rest)
        if found is not None and _plausible(found["label"]):
            return found["label"], found["text"]
    if len(rest) <= _OWN_LINE and _plausible(rest) and "。" not in rest:
        return rest, ""
    return None


def _bracketed(text: str) -> tuple[str, str] | None:
    match = _BRACKETED.match(text)
    if match is None:
        return None
    label = next(match[group] for group in "abcdef" if match[group])
    return (label, match["text"]) if _plausible(label) and not _HEADING.match(label) else None


def _round(text: str) -> tuple[str, str] | None:
    """A role in round brackets; other bracketed words are narrative: （拍手）."""
    found = _round_with(text)
    return found if found is not None and _ROLE.match(found[0].strip(_SPACE)) else None


def _round_with(text: str) -> tuple[str, str] | None:
    match = _ROUND.match(text)
    if match is None or not _plausible(match["label"]) or "「" in match["label"]:
        return None
    return match["label"], match["text"]


def _half(text: str) -> tuple[str, str] | None:
    """「山本委員長）ただ今から」, as some assemblies write."""
    match = _HALF_BRACKET.match(text)
    if match is None or not _ROLE.match(match["label"]) or not _plausible(match["label"]):
        return None
    return match["label"], match["text"]


def _tabbed(text: str) -> tuple[str, str] | None:
    label, tab, words = text.partition("\t")
    if not tab or not words.strip() or not _plausible(label) or len(label) > _OWN_LINE:
        return None
    return label, words


def _coloned(text: str) -> tuple[str, str] | None:
    match = _COLON.match(text)
    if match is None or not _plausible(match["label"]):
        return None
    label = match["label"].strip(_SPACE)
    if label[-1:].isdigit() and match["text"][:2].isdigit() and not re.search(r"[^\d\W]", label):
        return None  # 10:30
    return label, match["text"]


def _posted(text: str) -> tuple[str, str] | None:
    """「議長（伊東真人）　…」, where the line is known to begin a speech."""
    found = _POST_AND_NAME.match(text)
    return (found["label"], found["text"]) if found and _plausible(found["label"]) else None


def _spaced(text: str) -> tuple[str, str] | None:
    """「委員　…」: only where the label is a role word and a sentence follows."""
    match = re.match(r"^(?P<label>\S{2,20})[ \u3000]+(?P<text>\S.{3,})$", text)
    if match is None or not _ROLE.match(match["label"]) or not _plausible(match["label"]):
        return None
    return (match["label"], match["text"]) if _SPEECH_END.search(match["text"]) else None


def _labels_of_own(lines: Sequence[_Line]) -> frozenset[str]:
    """Return role words that stand alone on a line twice or more, or where nothing else labels."""
    alone = Counter(line.text for line in lines if line.label is None and _ROLE.match(line.text))
    others = any(line.label is not None for line in lines)
    return frozenset(text for text, times in alone.items() if times > 1 or not others)


def _label_alone(line: _Line, frequent: frozenset[str]) -> None:
    if line.text in frequent and len(line.text) <= _OWN_LINE and _plausible(line.text):
        line.label, line.text = line.text, ""


def _wrap(lines: Sequence[_Line]) -> int | None:
    """Return the width at which the file's lines were broken by a program; None when not."""
    widths = [len(line.text) for line in lines if len(line.text) >= 20]
    if len(widths) < 6:
        return None
    widest = max(widths)
    full = sum(width >= widest - 2 for width in widths)
    return widest if full * 3 >= len(widths) and widest <= 80 else None


def _timed(pieces: Sequence[tuple[str, str | None, float | None]]) -> Iterator[Piece]:
    """Yield the pieces; a piece lasts until the next begins, where all have a time."""
    starts = [start for _, _, start in pieces]
    told = [s for s in starts if s is not None]
    whole = len(told) == len(pieces) and all(a <= b for a, b in pairwise(told))
    for index, (text, label, start) in enumerate(pieces):
        piece = Piece(text, label)
        if whole and start is not None:
            end = told[index + 1] if index + 1 < len(told) else start
            piece = replace(piece, span=Span(start, end))
        yield piece
