"""Plain text: lines of speech put together, and what is plainly no speech left out and told.

A line without a label goes on with the speaker before it. The head of a paper ends with the first
line in which somebody plainly speaks: until then, numbers and offices stand before names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from minutes_pipeline.meeting import Span
from minutes_pipeline.transcription.written_label import (
    MARKS,
    SPACE,
    is_head_word,
    is_heading,
    is_role,
    is_sentence,
)
from minutes_pipeline.transcription.written_lines import Line, read_lines
from minutes_pipeline.transcription.written_piece import Piece, Pieces

_DEEDS = r"(?:開\s*会|開\s*議|休\s*憩|再\s*開|散\s*会|閉\s*会|終了|閉議|延\s*会)"
_NARRATIVE = re.compile(
    r"^(?:[（(〔\[].*[）)〕\]]|[-－―─━ー=＝*＊・…～~_+＋\s　]{3,}"
    rf"|[{MARKS}]?[\s　]*(?:午前|午後|正午).{{0,24}}{_DEEDS}.{{0,3}}"
    rf"|[{MARKS}]?[\s　]*{_DEEDS}[\s　：:（(]*(?:午前|午後|正午|[0-9０-９]).{{0,20}}"
    r"|[-－―─]{1,40}\s{0,4}.{0,20}\s{0,4}[-－―─]{1,40}|以\s*上|[-－]?\s*[\d０-９]{1,4}\s*[-－：:]?"
    r"|[PpＰ][.．]?\s*\d{1,4}(?:[\s　][^。]{0,24})?|<[^<>]{1,24}>)$"
)
_STAGE = re.compile(
    rf"^[{MARKS}]?[\s　]*(?:午前|午後|正午)[\s　]?[^、。]{{0,12}}{_DEEDS}$|^"
    r"[（(〔\[](?:[^）)〕\]]{0,24}(?:登壇|降壇|登席|質問席へ?|着席のまま|自席(?:から|より|で)?)"
    r"|続|つづき|朗読)[）)〕\]][\s　]*"
)
"""What is done before the words: 「〔登壇〕」「（続）」."""
_FROM_FLOOR = re.compile(r"「(.+?)」(?:と呼ぶ|との?(?:声|発言)|の(?:声|発言)|という声|と言う人|、)")
_CLOSING = re.compile(
    r"会議の(?:顛末|経過|てん末)|相違ないこと|地方自治法第\s*[1１][2２][3３]条|(?:署名|記名押印)する"
)
_TITLE = re.compile(
    r"会議録|議事録|速記録|会議要録|会議概要|委員会記録|議事要旨|次第"
    r"|(?:定例会|臨時会|委員会|審議会|協議会|審査会|部会|総会)(?:[\s　（(].*)?$"
)
_SENTENCE_END = re.compile(r"[。？！?!」）)]$")
_PLAINLY = re.compile(
    r"(?:です|ます|ました|ません|でした|ください|でしょうか|ますか|ござい(?:ます|ました))。"
)
_DOCUMENT = re.compile(r"(?:書|決議|名簿|一覧表?|送付|通知|申出)(?:[（(].{1,20}[）)])?$")
"""Last letters of the title of a paper that is printed into the record."""
_OF_DOCUMENTS = re.compile(
    r"(?:(?:報告|通知|送付|提出|要求|要請|回答|答申)(?:いた)?し|申し?出)ます。$"
)
_PERSON = re.compile(r"[0-9０-９]番|議員|委員(?![会長])|君|氏|さん|…|‥|・・")
"""Signs of a line that is said although it is no sentence: people named, a word cut short."""
_HEADING_AT_MOST = 60
"""Characters of a heading."""
_SIGNED = 0.7
"""Share of speeches with a 。 from which a line without any is no speech."""
_OFTEN = 8
"""Times from which a short line is a button of the page."""
_BUTTON = 12
"""Characters of a button."""
_ASSENT = re.compile(
    r"異議|なし|はい|賛成|反対|了承|議長|以上|どうぞ|[0-9０-９一二三四五六七八九十]"
)
_WORD = re.compile(r"[^\W_]")


@dataclass(slots=True)
class _Reader:
    """Puts lines together to paragraphs of speech."""

    labelled: bool
    signed: bool
    wrap: int | None
    pieces: list[Piece] = field(default_factory=list)
    times: list[tuple[float | None, float | None]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    label: str | None = None
    time: tuple[float | None, float | None] = (None, None)
    head: bool = False
    begun: bool = False
    closed: bool = False
    document: bool = False
    ended: bool = False
    open_line: bool = False

    def take(self, line: Line, *, before_label: bool) -> None:
        """Take the next line; *before_label* where the one behind it has a label."""
        text = line.text.strip(SPACE)
        if line.start is not None:
            self.time = line.start, line.end
        if line.label is not None:
            text = self._without_stage(text)
            if self.head and not self.begun and text and not is_sentence(text):
                self._leave_out(line.whole)  # 「１番　森京子」 among those present
                return
            self._speaker(line.label)
            if text:
                self._say(text, line)
            return
        if not _WORD.search(text):
            self.open_line = False
            if line.whole:
                self.left_out.append(line.whole)
            return
        floor = _FROM_FLOOR.search(text) if _NARRATIVE.match(text) else None
        if floor is not None:
            self._add(text, None)
            self.open_line = False
        elif self._no_speech(text) or self._printed(text, before_label=before_label):
            self._leave_out(text)
        else:
            self._say(text, line)

    def _leave_out(self, text: str) -> None:
        self.left_out.append(text)
        self.open_line = False
        if not self.begun and (is_head_word(text) or _TITLE.search(text)):
            self.head = True

    def _speaker(self, label: str) -> None:
        self.label, self.closed, self.open_line = label, False, False
        self.document = self.ended = False
        self.begun = self.begun or not self.head

    def _without_stage(self, text: str) -> str:
        stage = _STAGE.match(text)
        if stage is None:
            return text
        self.left_out.append(stage[0].strip(SPACE))
        return text[stage.end() :]

    def _printed(self, text: str, *, before_label: bool) -> bool:
        """Whether the line is of a paper printed into the record, a heading or a signature.

        Only where sentences end with 。, for else nothing tells them from speech.
        """
        if not (self.signed and self.begun) or self.open_line:
            return False
        said = is_sentence(text)
        if self.document and _PLAINLY.search(text) and not _OF_DOCUMENTS.search(text):
            self.document = False
        title = re.sub(r"[\s　]+", "", text)
        if not said and _DOCUMENT.search(title) and len(title) <= _HEADING_AT_MOST:
            self.document = True
        if said or (_PERSON.search(text) and not self.ended):
            return self.document and not _FROM_FLOOR.search(text)
        heading = before_label and len(text) <= _HEADING_AT_MOST and not is_role(text)
        return self.document or self.ended or heading

    def _no_speech(self, text: str) -> bool:
        if _NARRATIVE.match(text):
            self.ended = self.ended or bool(re.search(r"散\s*会|閉\s*会|延\s*会", text))
            return True
        if not self.labelled:
            return False
        if _CLOSING.search(text):
            self.closed = True
        if self.closed:
            return True
        if text[0] in MARKS and not is_sentence(text):
            return True  # 「△日程第１　議案第３号」, 「◎開議の宣告」
        heading = "。" not in text and len(text) <= 60 and is_heading(text)
        if not self.begun:  # the head of the paper, unless somebody plainly speaks
            return heading or not (_PLAINLY.search(text) or (self.label and is_sentence(text)))
        return heading and not self.open_line

    def _say(self, text: str, line: Line) -> None:
        wrapped = self.open_line and not line.indented
        # A line without a time among lines that have one is of the speech that was timed.
        of_block = bool(self.times) and self.times[-1][0] is not None and self.time[0] is None
        if self.pieces and line.label is None and line.start is None and (wrapped or of_block):
            last = self.pieces[-1]
            glue = "" if wrapped or _SENTENCE_END.search(last.text) else " "
            self.pieces[-1] = replace(last, text=last.text + glue + text)
        else:
            self._add(text, self.label)
        self.begun = True
        width = len(line.text)
        self.open_line = (
            self.wrap is not None and width >= self.wrap - 3 and not _SENTENCE_END.search(text)
        )

    def _add(self, text: str, label: str | None) -> None:
        self.pieces.append(Piece(text, label))
        self.times.append(self.time)
        self.time = (None, None)


def read_text(text: str) -> Pieces:
    """Read plain text; what is plainly no speech (heads, lists, narrative) is left out and told."""
    lines = read_lines(text)
    labelled = any(line.label is not None for line in lines)
    spoken = [line.text for line in lines if line.label is not None and line.text]
    signed = bool(spoken) and sum("。" in text for text in spoken) >= _SIGNED * len(spoken)
    reader = _Reader(labelled=labelled, signed=signed, wrap=_wrap(lines))
    filled = [line for line in lines if line.text or line.label is not None]
    follows = {id(line): after.label is not None for line, after in pairwise(filled)}
    for line in reversed(filled):  # the foot of a page stands before nothing
        if line.label is not None or is_sentence(line.text):
            break
        follows[id(line)] = True
    buttons = _of_page(filled)
    for line in lines:
        if labelled and line.label is None and line.text in buttons:
            reader.left_out.append(line.text)
            continue
        reader.take(line, before_label=follows.get(id(line), False))
    return Pieces(tuple(_timed(reader.pieces, reader.times)), None, tuple(reader.left_out))


def _of_page(filled: Sequence[Line]) -> frozenset[str]:
    """Return what a web page repeats beside every speech: short, no sentence, and no assent."""
    plain = Counter(line.text for line in filled if line.label is None)
    often = max(_OFTEN, sum(line.label is not None for line in filled) // 4)
    return frozenset(
        text
        for text, times in plain.items()
        if times >= often
        and 0 < len(text) <= _BUTTON
        and not is_sentence(text)
        and not is_role(text)
        and not _ASSENT.search(text)
    )


def _wrap(lines: Sequence[Line]) -> int | None:
    """Return the width at which the file's lines were broken by a program; None when not."""
    widths = [len(line.text) for line in lines if len(line.text) >= 20]
    if len(widths) < 6:
        return None
    widest = max(widths)
    full = sum(width >= widest - 2 for width in widths)
    return widest if full * 3 >= len(widths) and widest <= 80 else None


def _timed(
    pieces: Sequence[Piece], times: Sequence[tuple[float | None, float | None]]
) -> Iterator[Piece]:
    """Yield the pieces; where no end is written, a piece lasts until the next begins.

    Only where all have a time, in order: half an order misleads.
    """
    told = [start for start, _ in times if start is not None]
    whole = bool(pieces) and len(told) == len(pieces) and all(a <= b for a, b in pairwise(told))
    if not whole:
        yield from pieces
        return
    ends = [end for _, end in times]
    for piece, start, end, after in zip(pieces, told, ends, [*told[1:], told[-1]], strict=True):
        written = end is not None and end >= start
        yield replace(piece, span=Span(start, end if written and end is not None else after))
