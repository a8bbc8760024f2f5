"""What ``template.toml`` may say: the part of a city's official form that is not Word's.

Every key is checked and unknown ones are refused, so that a misspelt key never passes for a
default. A new wish of a city becomes a new optional key with a default here.
"""

from __future__ import annotations

from string import Formatter
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from minutes_pipeline.meeting import OmissionReason

BlockName = Literal[
    "date",
    "place",
    "present",
    "absent",
    "openness",
    "observers",
    "agenda",
    "materials",
    "department",
    "fixed",
]
"""The particulars that a form can print at its head."""


def _only(*names: str) -> AfterValidator:
    """Refuse a pattern with other placeholders than *names*."""

    def check(pattern: str) -> str:
        allowed = "".join(f"{{{name}}}" for name in names)
        try:
            found = {field for _, field, _, _ in Formatter().parse(pattern) if field is not None}
        except ValueError as error:
            raise ValueError(f"かっこ {{ }} の組が合っていません（使えるのは{allowed}）") from error
        if found - set(names):
            raise ValueError(f"使えるのは{allowed}だけです")
        return pattern

    return AfterValidator(check)


def _named(pattern: str) -> str:
    """Refuse what no file of Windows may be called."""
    if set(pattern) & set('\\/:*?"<>|'):
        raise ValueError('ファイル名に \\ / : * ? " < > | は使えません')
    return pattern


def _spelt(words: dict[str, str]) -> dict[str, str]:
    """Refuse a dictionary that has no end or no beginning."""
    for old, new in words.items():
        if not old or not new:
            raise ValueError("言葉は空にできません")
        if any(other != old and other in new for other in words) or old in new:
            raise ValueError(f"「{old}」の直し先「{new}」が、また直す言葉を含んでいます")
    return words


NumberStyle = Literal["1", "1.", "第1", "(1)", "（1）", "①", "ア", "(ア)", "（ア）", "a", "(a)"]
"""How one level of an item's number is written, shown by its first number."""


class _Table(BaseModel):
    """Base of every table of the file: unknown keys and loose types are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Heading(_Table):
    """How the minutes' parts are headed.

    Attributes:
        item: Of an agenda item; ``{kind}`` is empty where the agenda gives none.
        kind: What ``{kind}`` becomes, brackets and all.
        proceedings: Above the first item; empty for none.
        outside: Above speech that belongs to no item.
        joint: Under the headings of items that were taken together; empty for none.
        levels: How the number of each level is written, the outermost first (``3-1`` with
            ``["1", "(1)"]`` becomes ``(1)``); empty to write the agenda's own number.
    """

    item: Annotated[str, _only("number", "title", "kind")] = "{number} {title}{kind}"
    kind: Annotated[str, _only("kind")] = "（{kind}）"
    proceedings: str = ""
    outside: str = Field(default="案件外の発言", min_length=1)
    joint: Annotated[str, _only("count")] = "（以上{count}件、一括議題）"
    levels: tuple[NumberStyle, ...] = Field(default=(), strict=False)


class Label(_Table):
    """How speakers are labelled.

    Attributes:
        chair: The chair's label; where empty, the one that the draft gives.
        form: What becomes of every label, such as ``〇{label}``.
        person: The label of a speaker whose name is known, such as ``【{surname}{post}】``; where
            empty, names are not printed.
        separator: What stands between label and words.
    """

    chair: str = ""
    form: Annotated[str, _only("label")] = "{label}"
    person: Annotated[str, _only("label", "name", "surname", "post")] = ""
    separator: Literal["tab", "newline", "space", "none"] = "tab"


class Groups(_Table):
    """What the groups of people present are called."""

    members: str = "委員"
    sections: str = "説明員"
    secretariat: str = "事務局"
    others: str = "その他"
    unknown: str = "区分不明"


class Block(_Table):
    """One line of the block at the head.

    Attributes:
        block: Which particular.
        label: What stands before it.
        text: The text of a ``fixed`` block, the same in every sitting; None for all others.
    """

    block: BlockName
    label: str = Field(min_length=1)
    text: str | None = None

    @model_validator(mode="after")
    def _text_belongs_to_fixed(self) -> Block:
        if (self.block == "fixed") != (self.text is not None):
            raise ValueError('text は block = "fixed" のときに、そのときだけ書きます')
        return self


class Layout(_Table):
    """How the block at the head stands on the page.

    Attributes:
        particulars: In a table, or as a list of lines.
        entry: The head of a line of the list; ``{number}`` counts from 1.
        lines: Lines a page; 0 for those of ``template.docx``.
        characters: Characters a line, as a grid; 0 for none.
    """

    particulars: Literal["table", "list"] = "table"
    entry: Annotated[str, _only("number", "label")] = "{number}　{label}"
    lines: int = Field(default=0, ge=0, le=60)
    characters: int = Field(default=0, ge=0, le=60)


class Omissions(_Table):
    """Which remarks that the minutes leave out are printed all the same, as they were said.

    Attributes:
        print: The reasons for leaving out.
        heading: Above them.
    """

    print: tuple[Annotated[OmissionReason, Field(strict=False)], ...] = Field(
        default=(), strict=False
    )
    heading: str = Field(default="要点記録に載せなかった発言", min_length=1)


class Closing(_Table):
    """The certificate at the end and who signs.

    Attributes:
        sentence: Certifies the minutes; empty for none.
        date: The line for the day of signing; ``{era}`` is the era of the sitting.
        signers: One line for a signature each.
    """

    sentence: str = ""
    date: Annotated[str, _only("era")] = "{era}　　年　　月　　日"
    signers: tuple[str, ...] = Field(default=(), strict=False)


class Doubts(_Table):
    """How the draft shows what a person must look at.

    Attributes:
        comments: Whether doubts become comments in Word.
        limit: Most paragraphs that get a comment; the rest stands in the checklist.
    """

    comments: bool = True
    limit: int = Field(default=40, ge=1, le=500)


class Keeping(_Table):
    """How approved minutes are kept: particulars of the city, and its rules.

    Attributes:
        organization: The city that issues the minutes.
        address: Its address.
        department: 所管課; where empty, that of the sitting.
        phone: Of the 所管課.
        email: Likewise.
        classification: 簿冊 or 分類記号 of the filing plan.
        retention: 保存期間.
        disposition: What happens when that has passed.
        rights: Terms of use.
        recording: Whether the package holds the recording or its digest only.
        purge: After which act recording and voice data may be erased.
        purge_days: Days that must pass after it.
    """

    organization: str = ""
    address: str = ""
    department: str = ""
    phone: str = ""
    email: str = ""
    classification: str = ""
    retention: str = ""
    disposition: str = ""
    rights: str = ""
    recording: Literal["digest", "keep"] = "digest"
    purge: Literal["never", "approval", "archive"] = "never"
    purge_days: int = Field(default=0, ge=0, le=36_500)


class Publication(_Table):
    """What the public version of the minutes does not show.

    Attributes:
        hide: Kinds of people whose names go; people of unknown kind count as ``other``.
        phrases: Words that go wherever they stand, in every sitting.
        mark: Stands in place of what went.
        closed: Stands in place of the record of a closed item.
    """

    hide: tuple[Literal["chair", "member", "secretariat", "section", "other"], ...] = Field(
        default=("other",), strict=False
    )
    phrases: tuple[Annotated[str, Field(min_length=1)], ...] = Field(default=(), strict=False)
    mark: str = Field(default="［非公開］", min_length=1)
    closed: str = Field(default="（この案件の記録は公開していません。）", min_length=1)


class Form(_Table):
    """A city's form of minutes, but for fonts and page, which are Word's.

    Attributes:
        format: Version of this file's keys.
        name: What the form is called in lists.
        suffix: Follows the sitting's name in the title.
        draft: Follows the title until the minutes are approved.
        line_numbers: Every how many lines a number stands in the margin; 0 for none.
        file_name: What the file is called when it is handed on; empty for no rule.
        dictionary: The house's own spelling: how a word is written, by how it may come.
        archive: How approved minutes are kept.
        public: What their public version does not show.
    """

    format: Literal[1]
    name: str = Field(min_length=1)
    suffix: str = "会議録"
    draft: str = "（案）"
    line_numbers: int = Field(default=0, ge=0, le=100)
    file_name: Annotated[str, _only("title", "date", "draft", "suffix"), AfterValidator(_named)] = (
        ""
    )
    dictionary: Annotated[dict[str, str], AfterValidator(_spelt)] = {}
    layout: Layout = Layout()
    heading: Heading = Heading()
    label: Label = Label()
    groups: Groups = Groups()
    particulars: tuple[Block, ...] = Field(strict=False)
    closing: Closing = Closing()
    omissions: Omissions = Omissions()
    doubts: Doubts = Doubts()
    archive: Keeping = Keeping()
    public: Publication = Publication()
