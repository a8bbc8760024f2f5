"""An edited paragraph, told apart into speaker's label and words as the city's form writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from minutes_pipeline.document.body import Line
from minutes_pipeline.document.edited import Block
from minutes_pipeline.document.form import Form
from minutes_pipeline.document.matching import Piece, squeezed
from minutes_pipeline.document.style import Style

_SEPARATORS = {"tab": "\t", "newline": "\n", "space": "　", "none": ""}
_GAPS = "\t\n　 "
_COLONS = "：:"
_LONGEST = 24
"""Characters above which words before a tab are no label."""
_SPEAKER = re.compile(
    r"[〇○◯【（(]?[^\s。、【】「」（）()]{1,12}[員長局課室部係者人氏君幹][】）)]?"
)
"""Words that a space makes a label of where the form has none: 委員, 教育総務課, 〇山田会長."""


def pieces(blocks: Iterable[Block], lines: Sequence[Line], form: Form) -> tuple[Piece, ...]:
    """Return every block with its label parted from its words.

    Args:
        blocks: As `edited.read_edited` gives them.
        lines: The draft's: their labels are known when they stand before new words.
        form: Says what stands between label and words.
    """
    labels = {line.label for line in lines if line.label and line.style is Style.SPEECH}
    known = sorted(one for one in labels if one.count("【") == one.count("】"))
    plain = {squeezed(line.text) for line in lines if line.label is None}
    return tuple(
        Piece(block, block.text.rstrip())
        if block.cells is None and squeezed(block.text) in plain
        else _piece(block, known, form)
        for block in blocks
    )


def _piece(block: Block, known: Sequence[str], form: Form) -> Piece:
    if block.cells is not None:
        return _row(block)
    label = _label(block, known, form)
    if label is None:
        return Piece(block, block.text.rstrip())
    words = block.text[len(label) :]
    if words[:1] and words[0] in _COLONS:  # a sign that a person wrote stays with the label
        label, words = label + words[0], words[1:]
    if words[:1] and words[0] in _GAPS:
        words = words[1:]
    if not words.strip():  # a label without words is words
        return Piece(block, block.text.rstrip())
    return Piece(block, words.rstrip(), label.strip() or None)


def _row(block: Block) -> Piece:
    cells = block.cells or ("",)
    if len(cells) == 1:
        return Piece(block, cells[0])
    return Piece(block, cells[-1], "\t".join(cells[:-1]))


def _label(block: Block, known: Sequence[str], form: Form) -> str | None:
    """Return the words before the speech, an empty string where the label was taken out."""
    text = block.text
    speech = block.style in (Style.SPEECH.value, Style.SPEECH_CONT.value)
    if (speech or block.label in known) and block.label and text.startswith(block.label):
        return block.label
    for one in sorted(known, key=len, reverse=True):
        if text.startswith(one) and (text[len(one) :][:1] or " ") in _GAPS + _COLONS:
            return one
    return _unknown_label(block, form)


def _unknown_label(block: Block, form: Form) -> str | None:
    """Return a label that the draft does not have, where words before a gap can only be one."""
    text, separator = block.text, _SEPARATORS[form.label.separator]
    speech = block.style == Style.SPEECH
    if speech and separator in ("\t", "\n") and separator in text:
        head = text.partition(separator)[0]
        return head if len(head) <= _LONGEST and not set("。、") & set(head) else None
    # A new line behind a speech is in the style of one that goes on, whoever speaks in it.
    typed = block.style not in set(Style) and text.rstrip().endswith("。")
    if not speech and not typed and block.style != Style.SPEECH_CONT:
        return None
    head = re.split(f"[{_GAPS}{_COLONS}]", text, maxsplit=1)[0]
    if head != text and _SPEAKER.fullmatch(head):
        return head
    pattern = re.escape(form.label.form).replace(re.escape("{label}"), "(?P<label>[^。、]{1,20}?)")
    found = None if pattern.startswith("(?P") or not speech else re.match(pattern, text)
    return found[0] if found else None


def spoken_label(printed: str | None, form: Form) -> str | None:
    """Return the label without the form's signs: 〇委員 is 委員; None while undecided."""
    if printed is None or printed.startswith("【要確認"):
        return None
    printed = printed if form.label.form[-1] in _COLONS else printed.rstrip(_COLONS)
    pattern = re.escape(form.label.form).replace(re.escape("{label}"), "(?P<label>.+)")
    found = re.fullmatch(pattern, printed)
    return found["label"] if found else printed
