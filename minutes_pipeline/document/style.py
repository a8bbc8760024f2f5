"""The kinds of paragraphs, words and tables that official minutes have, as styles of Word."""

from __future__ import annotations

from enum import StrEnum


class Style(StrEnum):
    """The styles that a ``template.docx`` must have, by the names that Word shows."""

    TITLE = "標題"
    TABLE_HEAD = "概要表項目"
    TABLE_BODY = "概要表本文"
    SECTION = "区分見出し"
    ITEM = "Heading 1"
    SUBITEM = "Heading 2"
    LEAD = "導入文"
    POINT = "説明要点"
    SPEECH = "発言"
    SPEECH_CONT = "発言（続き）"
    OUTCOME = "結論"
    REMARK = "注記"
    CERTIFICATE = "証明文"
    SIGNATURE = "署名欄本文"
    LABEL = "発言者名"
    DOUBT = "要確認"
    PARTICULARS = "概要表"
    SIGNATURES = "署名欄"

    @property
    def kind(self) -> str:
        """What the style is for, in Word's words: 段落, 文字 or 表."""
        match self:
            case Style.LABEL | Style.DOUBT:
                return "文字"
            case Style.PARTICULARS | Style.SIGNATURES:
                return "表"
            case _:
                return "段落"


OPTIONAL = (Style.SUBITEM,)
"""Styles that a form may do without: what they are for is then written in its parent style."""
NEEDED = tuple(style for style in Style if style not in OPTIONAL)
