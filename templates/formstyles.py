"""The styles of the official form: what a paragraph of each kind looks like.

Fonts stand on all four slots and nowhere does a style point to the theme, so that Japanese text
never falls back to a font of the computer's. Ids are ASCII (LibreOffice renames others); people
see the Japanese names, and the program looks styles up by name.
"""
# ruff: noqa: INP001 - a script beside data, not a package

from __future__ import annotations

from dataclasses import dataclass

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

LABEL_WIDTH = 1247
"""Room for a speaker's label before the spoken words: 22 mm in twips."""


@dataclass(frozen=True)
class City:
    """What differs between the Word forms of two cities.

    Attributes:
        folder: Name beside this script.
        mincho: Font of the text, as Windows names it.
        gothic: Font of headings and labels.
        size: Size of the text in half points.
        line_pitch: Distance of two lines in twips; the page's grid.
        side: Left and right margin in twips.
        label_width: Room for a speaker's label before the words in twips; of a form that writes
            the words under or right behind the label, what they are set in.
    """

    folder: str
    mincho: str
    gothic: str
    size: int
    line_pitch: int
    side: int
    label_width: int = LABEL_WIDTH

    @property
    def em(self) -> int:
        """Width of one full-width character in twips."""
        return self.size * 10


def fonts(name: str) -> str:
    """Set *name* on all four slots: Word takes Japanese from eastAsia, digits from ascii."""
    slots = " ".join(f'w:{slot}="{name}"' for slot in ("ascii", "eastAsia", "hAnsi", "cs"))
    return f"<w:rFonts {slots}/>"


def size(half_points: int) -> str:
    """Set the size of type."""
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def style(
    style_id: str,
    name: str,
    kind: str = "paragraph",
    *,
    based_on: str | None = "Normal",
    following: str | None = None,
    gallery: bool = True,
    ppr: str = "",
    rpr: str = "",
    rest: str = "",
) -> str:
    """Return one style; *name* may hold aliases after a comma."""
    main, _, alias = name.partition(",")
    custom = "" if main.isascii() else ' w:customStyle="1"'  # Word's own names are ASCII
    default = "" if based_on else ' w:default="1"'
    return "".join(
        (
            f'<w:style w:type="{kind}"{default}{custom} w:styleId="{style_id}">',
            f'<w:name w:val="{main}"/>',
            f'<w:aliases w:val="{alias}"/>' if alias else "",
            f'<w:basedOn w:val="{based_on}"/>' if based_on else "",
            f'<w:next w:val="{following}"/>' if following else "",
            "<w:qFormat/>" if gallery else '<w:uiPriority w:val="99"/>',
            f"<w:pPr>{ppr}</w:pPr>" if ppr else "",
            f"<w:rPr>{rpr}</w:rPr>" if rpr else "",
            rest,
            "</w:style>",
        )
    )


def paragraph_styles(city: City) -> list[str]:
    """Return the styles of paragraphs, in the order of the finished document."""
    gothic, em, half = fonts(city.gothic), city.em, city.line_pitch // 2
    small = size(city.size - 4)
    return [
        style(
            "Normal",
            "Normal",
            based_on=None,
            ppr='<w:widowControl w:val="0"/><w:jc w:val="both"/>',
        ),
        style(
            "MinTitle",
            "標題",
            following="Normal",
            ppr='<w:keepNext/><w:snapToGrid w:val="0"/>'
            f'<w:spacing w:after="{2 * half}" w:line="300" w:lineRule="auto"/>'
            '<w:jc w:val="center"/>',
            rpr=gothic + size(28),
        ),
        style("MinTableHead", "概要表項目", ppr='<w:jc w:val="distribute"/>', rpr=gothic),
        style("MinTableBody", "概要表本文", ppr='<w:jc w:val="left"/>'),
        style(
            "MinSection",
            "区分見出し",
            following="Normal",
            ppr=f'<w:keepNext/><w:spacing w:before="{2 * half}"/><w:jc w:val="center"/>',
            rpr=gothic + size(24),
        ),
        style(
            "Heading1",
            "heading 1,案件見出し",
            following="MinLead",
            ppr=f'<w:keepNext/><w:keepLines/><w:spacing w:before="{2 * half}" '
            f'w:after="{half // 2}"/>'
            f'<w:ind w:left="{em * 3 // 2}" w:hanging="{em * 3 // 2}"/><w:jc w:val="left"/>'
            '<w:outlineLvl w:val="0"/>',
            rpr=gothic + size(24),
        ),
        style(
            "Heading2",
            "heading 2,小見出し",
            following="MinLead",
            ppr=f'<w:keepNext/><w:keepLines/><w:spacing w:before="{half}"/>'
            f'<w:ind w:left="{em * 5 // 2}" w:hanging="{em * 3 // 2}"/><w:jc w:val="left"/>'
            '<w:outlineLvl w:val="1"/>',
            rpr=gothic,
        ),
        style(
            "MinLead",
            "導入文",
            following="MinBullet",
            ppr=f'<w:keepNext/><w:ind w:firstLineChars="100" w:firstLine="{em}"/>',
        ),
        style(
            "MinBullet",
            "説明要点",
            ppr='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
            f'<w:ind w:left="{2 * em}" w:hanging="{em}"/>',
        ),
        style(
            "MinSpeech",
            "発言",
            following="MinSpeechCont",
            ppr=f'<w:tabs><w:tab w:val="left" w:pos="{city.label_width}"/></w:tabs>'
            f'<w:spacing w:before="{half // 2}"/>'
            f'<w:ind w:left="{city.label_width}" w:hanging="{city.label_width}"/>',
        ),
        style("MinSpeechCont", "発言（続き）", ppr=f'<w:ind w:left="{city.label_width}"/>'),
        style(
            "MinOutcome",
            "結論",
            ppr=f'<w:spacing w:before="{half // 2}"/>'
            f'<w:ind w:firstLineChars="100" w:firstLine="{em}"/>',
        ),
        style("MinRemark", "注記", ppr=f'<w:keepNext/><w:ind w:left="{em}"/>'),
        style(
            "MinCert",
            "証明文",
            ppr=f'<w:keepNext/><w:keepLines/><w:spacing w:before="{4 * half}" w:after="{half}"/>'
            f'<w:ind w:firstLineChars="100" w:firstLine="{em}"/>',
        ),
        style("MinSign", "署名欄本文", ppr=f'<w:spacing w:before="{half}"/><w:jc w:val="left"/>'),
        style("Header", "header", gallery=False, ppr='<w:jc w:val="right"/>', rpr=small),
        style("Footer", "footer", gallery=False, ppr='<w:jc w:val="center"/>', rpr=small),
        style("CommentText", "annotation text", gallery=False, ppr='<w:jc w:val="left"/>'),
        style(
            "CommentSubject",
            "annotation subject",
            based_on="CommentText",
            gallery=False,
            rpr="<w:b/><w:bCs/>",
        ),
    ]


def other_styles(city: City) -> list[str]:
    """Return the styles of characters, lists and tables."""
    line = 'w:val="single" w:sz="4" w:space="0" w:color="auto"'
    edges = "".join(
        f"<w:{edge} {line}/>" for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    plain = (
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr>"
    )
    ruled = (
        f"<w:tblPr><w:tblBorders>{edges}</w:tblBorders><w:tblCellMar>"
        '<w:top w:w="28" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="28" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr>"
    )
    letter = "DefaultParagraphFont"
    return [
        style(letter, "Default Paragraph Font", "character", based_on=None, gallery=False),
        style("MinLabel", "発言者名", "character", based_on=letter, rpr=fonts(city.gothic)),
        style(
            "MinDoubt",
            "要確認",
            "character",
            based_on=letter,
            rpr=fonts(city.gothic) + '<w:shd w:val="clear" w:color="auto" w:fill="FFE699"/>',
        ),
        style(
            "CommentReference",
            "annotation reference",
            "character",
            based_on=letter,
            gallery=False,
            rpr=size(16),
        ),
        style("NoList", "No List", "numbering", based_on=None, gallery=False),
        style("TableNormal", "Normal Table", "table", based_on=None, gallery=False, rest=plain),
        style("MinParticulars", "概要表", "table", based_on="TableNormal", rest=ruled),
        style("MinSignature", "署名欄", "table", based_on="TableNormal", rest=plain),
    ]


def styles_part(city: City) -> str:
    """Return ``styles.xml``; the one latent rule keeps Word's own styles out of the gallery."""
    return (
        f'{XML}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{fonts(city.mincho)}'
        f'<w:kern w:val="2"/>{size(city.size)}'
        # As Word's own Japanese documents have it: figures that are Japanese to LibreOffice are cut
        # apart at the end of a line (1,00|0).
        '<w:lang w:val="en-US" w:eastAsia="ja-JP" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" '
        'w:defUnhideWhenUsed="0" w:defQFormat="0" w:count="376"/>'
        + "".join(paragraph_styles(city) + other_styles(city))
        + "</w:styles>"
    )


def numbering_part(city: City) -> str:
    """Return ``numbering.xml``: the one list, ・, bound to the style 説明要点."""
    return (
        f'{XML}<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">'
        '<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="bullet"/><w:pStyle w:val="MinBullet"/><w:suff w:val="nothing"/>'
        '<w:lvlText w:val="・"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{2 * city.em}" w:hanging="{city.em}"/></w:pPr>'
        f"<w:rPr>{fonts(city.mincho)}</w:rPr></w:lvl></w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
