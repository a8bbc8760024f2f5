"""Lines of a plain text transcript, each with the label and the time that stand before its words.

A file writes its labels in one way, or two. What looks like a label in another way (a heading in
brackets, a list of those present, a name under a report) is none, unless the same label stands
elsewhere in the file's own way, or it is an office with speech behind it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from minutes_pipeline.transcription.written_label import (
    MARKS,
    OWN_LINE,
    SPACE,
    TITLE,
    Form,
    Labelled,
    glued_label,
    is_role,
    is_sentence,
    labelled,
    plausible,
)

_TIME = r"(?P<h>\d{1,2}:)?(?P<m>\d{1,2}):(?P<s>\d{2})(?:[.,](?P<f>\d{1,3}))?"
_FRAMES = r"(?::\d{2})?"
_TO = (
    r"(?:[\s　]*(?:-->|→|[-–—~〜～])[\s　]*(?P<end>(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?)"
    + _FRAMES
    + ")?"
)
_CLOCK = re.compile(rf"^[\[(（【<]?{_TIME}{_FRAMES}{_TO}(?:[\])）】>]|(?=[\s　])|$)[\s　]*")
_SPEAKER = r"(?P<label>[^\d\s:：][^:：。、]{0,27}?)"
_CLOCK_BEHIND = re.compile(rf"^{_SPEAKER}[\s　]*[\[(（]?{_TIME}{_TO}[\])）]?$")
"""「話者 1　00:12」: the heading of a block, as programs that transcribe write it."""
_CLOCK_WITHIN = re.compile(
    rf"^{_SPEAKER}[\s　]*[\[(（]{_TIME}{_TO}[\])）][\s　]*[：:]?[\s　]*(?P<text>\S.*)$"
)
"""「話者 1（00:12）：…」."""
_END = re.compile(_TIME)
_MARKUP = re.compile(r"^(?:#{1,6}\s+|[-*]\s+(?=\*\*))|\*\*", re.MULTILINE)
_LETTERS_APART = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")
_TITLE_APART = re.compile(
    rf"^(?P<mark>[{MARKS}]?[\s　]*)"
    r"(?P<title>(?:副[ 　]*)?"
    r"(?:議|委[ 　]*員|会|部[ 　]*会|座|市|町|村|区|課|部|局|教[ 　]*育)[ 　]+長"
    r"|委[ 　]+員|議[ 　]+員|事[ 　]+務[ 　]+局|全[ 　]+員|[0-9０-９]{1,3}[ 　]+番)"
    r"(?=[ 　：:（(]|$)"
)
_WITHIN = re.compile(
    rf"(?<=[。）)〕」])[\s　]*(?=[{MARKS}][\s　]?[^\s　。、（(]{{0,14}}{TITLE}"
    rf"(?:[（(][^（）()。]{{1,20}}[）)]|[\s　]))"
)
"""Where a further speech begins inside a line: text taken from a PDF runs on."""
_AROUND = SPACE + "[]()（）［］【】<>＜＞"
_USUAL = 0.2
"""Share of a file's labels from which a form is one of its own."""


@dataclass(slots=True)
class Line:
    """A line with what was recognised in it.

    Attributes:
        text: The words, behind label and time.
        whole: The line with its label, without its time.
        indented: Whether it begins with an ideographic space.
        start: When its words begin, in seconds; None where no time stands before them.
        end: When they end; None where that is not written.
        label: Who says them, where that is written.
    """

    text: str
    whole: str
    indented: bool
    start: float | None = None
    end: float | None = None
    label: str | None = None


def read_lines(text: str) -> list[Line]:
    """Return the lines of *text* with their labels and times."""
    if text.count("**") > 3:  # Markdown, as chat programs give it
        text = _MARKUP.sub("", text)
    raws = [part for raw in text.lstrip("\ufeff").split("\n") for part in _parts(_closed_up(raw))]
    filled = [raw.strip(SPACE) for raw in raws if raw.strip(SPACE)]
    clocks = _Clocks(filled)
    pairs = [_line(raw, clocks) for raw in raws]
    _unglue(pairs)
    _label(pairs)
    lines = [line for line, _ in pairs]
    _label_alone(lines)
    return lines


class _Clocks:
    """Where a file writes its times: before the words, or with the name that heads them."""

    def __init__(self, filled: Sequence[str]) -> None:
        """Look at all lines that are not empty."""
        third = max(2, len(filled) / 3)
        self.before = sum(_CLOCK.match(line) is not None for line in filled) >= third
        self.within = sum(_CLOCK_WITHIN.match(line) is not None for line in filled) >= third
        self.heads = _blocks(filled)


def _line(raw: str, clocks: _Clocks) -> tuple[Line, Labelled | None]:
    """Return one line with its time, and the label that it may have."""
    plain = raw.strip(SPACE)
    line = Line(plain, plain, raw[:1] == "\u3000")
    clock = _CLOCK.match(plain) if clocks.before else None  # else 「10:30に始まり」 is speech
    if clock is not None:
        line.start, line.end = _seconds(clock), _end(clock)
        plain = line.text = line.whole = plain[clock.end() :]
    elif plain in clocks.heads:
        behind = _CLOCK_BEHIND.match(plain)
        if behind is not None:
            line.start, line.end = _seconds(behind), _end(behind)
            return line, Labelled(Form.MARKED, behind["label"].strip(_AROUND), "")
    within = _CLOCK_WITHIN.match(plain) if clocks.within else None
    if within is not None and plausible(within["label"]):
        line.start, line.end = _seconds(within), _end(within)
        return line, Labelled(Form.MARKED, within["label"].strip(_AROUND), within["text"])
    found = labelled(plain)
    if found is None and clock is not None and plain in clocks.heads:
        found = Labelled(Form.MARKED, plain.strip(_AROUND), "")
    return line, found


def _closed_up(raw: str) -> str:
    """Return the line without the spaces that a PDF puts between all letters, or in a title."""
    if len(_LETTERS_APART.findall(raw)) * 3 > len(raw.strip()):
        raw = _LETTERS_APART.sub("", raw)
    apart = _TITLE_APART.match(raw.strip(SPACE))
    if apart is None:
        return raw
    head = raw[: len(raw) - len(raw.lstrip(SPACE))]
    rest = raw.strip(SPACE)[apart.end() :]
    return head + apart["mark"] + re.sub(r"[ 　]", "", apart["title"]) + rest


def _parts(raw: str) -> list[str]:
    return _WITHIN.split(raw)


def _blocks(filled: Sequence[str]) -> frozenset[str]:
    """Return the lines that head a block of speech: a name and a time, or a name behind a time."""
    heads: list[str] = []
    for line, after in pairwise([*filled, ""]):
        behind, clock = _CLOCK_BEHIND.match(line), _CLOCK.match(line)
        name = behind["label"].strip(SPACE) if behind else line[clock.end() :] if clock else ""
        goes_on = bool(after) and not _CLOCK_BEHIND.match(after) and not _CLOCK.match(after)
        if name and goes_on and len(name) <= OWN_LINE and plausible(name) and not is_sentence(name):
            heads.append(line if behind else name)
    return frozenset(heads) if len(heads) > 1 and len(heads) * 8 >= len(filled) else frozenset()


def _end(clock: re.Match[str]) -> float | None:
    end = _END.match(clock["end"]) if clock["end"] else None
    return _seconds(end) if end else None


def _seconds(clock: re.Match[str]) -> float:
    hours = int((clock["h"] or "0:")[:-1])
    fraction = int((clock["f"] or "0").ljust(3, "0")) / 1000
    return hours * 3600 + int(clock["m"]) * 60 + int(clock["s"]) + fraction


def _unglue(pairs: list[tuple[Line, Labelled | None]]) -> None:
    """Find labels that no space parts from the words: those that stand so twice, or elsewhere."""
    known = Counter(_bare(one.label) for _, one in pairs if one is not None)
    glued = [glued_label(line.whole) if one is None else None for line, one in pairs]
    known.update(one.label for one in glued if one is not None)
    for at, one in enumerate(glued):
        if one is not None and known[one.label] > 1:
            pairs[at] = (pairs[at][0], one)


def _label(pairs: Sequence[tuple[Line, Labelled | None]]) -> None:
    """Give the lines their labels, in the forms that are the file's own."""
    found = [one for _, one in pairs if one is not None]
    sure = Counter(one.form for one in found if is_sentence(one.words) or is_role(one.label))
    total = sum(sure.values())
    own = {form for form, times in sure.items() if times >= max(2, _USUAL * total)} or set(sure)
    known = {_bare(one.label) for one in found if one.form in own}
    for line, one in pairs:
        if one is None:
            continue
        if (
            total <= 2
            or one.form in own
            or _bare(one.label) in known
            or (is_role(one.label) and is_sentence(one.words))
        ):
            line.label, line.text = one.label, one.words


def _bare(label: str) -> str:
    return re.sub(r"[\s　]+", "", label)


def _label_alone(lines: Sequence[Line]) -> None:
    """Label the lines that hold nothing but who speaks.

    An office counts where it stands so twice, or where nothing else labels; a name behind a mark
    where it stands so twice. Speech must follow.
    """
    heads = list(_alone(lines))
    times = Counter(line.text for line, _ in heads)
    others = any(line.label is not None for line in lines)
    for line, marked in heads:
        often = times[line.text] > 1
        if often or not (others or marked):
            line.label, line.text = line.text.lstrip(MARKS).strip(SPACE), ""


def _alone(lines: Sequence[Line]) -> Iterator[tuple[Line, bool]]:
    """Yield lines that may be a label alone, each with whether a mark stands before it."""
    filled = [line for line in lines if line.text or line.label]
    for line, after in pairwise(filled):
        if line.label is not None or after.label is not None or not is_sentence(after.text):
            continue
        plain = line.text.lstrip(MARKS).strip(SPACE)
        marked = plain != line.text
        name = re.fullmatch(r"[一-鿿々ヶ]{2,4}[ \u3000]?[一-鿿々ぁ-んァ-ヴー]{0,4}", plain)
        if len(plain) <= OWN_LINE and plausible(plain) and (is_role(plain) or (marked and name)):
            yield line, marked
