"""Make every city's ``template.docx`` anew: styles, an A4 page, header and footer, nothing else.

Run by hand after a change here, and commit what it writes::

    python templates/build.py

A city may as well edit its ``template.docx`` in Word; then this script no longer speaks for that
city and its line in `CITIES` is taken out. Why not start from python-docx's own default: it
carries theme fonts that steer Japanese text, a thumbnail, a custom XML part and hundreds of
table styles (docs/how-to-template.md).
"""
# ruff: noqa: INP001 - a script beside data, not a package

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from formstyles import XML, City, W, numbering_part, styles_part

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
"""A4 in twips (1/20 pt)."""
CITIES = (
    # 11 pt and 40 characters a line: (210 mm - 40 x 11 pt) / 2
    City("izumi", "ＭＳ 明朝", "ＭＳ ゴシック", size=22, line_pitch=360, side=1553),
    # 10.5 pt and 42 characters a line; the fonts that many offices now prefer for legibility
    City(
        "_sample",
        "BIZ UD明朝 Medium",
        "BIZ UDゴシック",
        size=21,
        line_pitch=370,
        side=1543,
    ),
    # 11 pt; the words stand under the label, set in by one character
    City(
        "hinode", "ＭＳ 明朝", "ＭＳ ゴシック", size=22, line_pitch=360, side=1553, label_width=220
    ),
    # 10.5 pt on a grid of 40 characters and 36 lines, as template.toml asks for it
    City(
        "wakaba", "ＭＳ 明朝", "ＭＳ ゴシック", size=21, line_pitch=380, side=1700, label_width=210
    ),
    City(
        "shiomi",
        "BIZ UD明朝 Medium",
        "BIZ UDゴシック",
        size=22,
        line_pitch=370,
        side=1553,
        label_width=1540,
    ),
)


def field(code: str, shown: str) -> str:
    """Return a field that Word fills in itself."""
    return "".join(
        f"<w:r>{inner}</w:r>"
        for inner in (
            '<w:fldChar w:fldCharType="begin"/>',
            f'<w:instrText xml:space="preserve"> {code} </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            f"<w:t>{shown}</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )


def text(content: str) -> str:
    """Return a run."""
    return f'<w:r><w:t xml:space="preserve">{escape(content)}</w:t></w:r>'


def paragraph(style_id: str, inner: str) -> str:
    """Return a paragraph in a style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/></w:pPr>{inner}</w:p>'


def document_part(city: City) -> str:
    """Return ``document.xml``: a word in every style to look at, and the page."""
    shown = (
        ("MinTitle", text("標題（この本文は見本です。書き出すときに消えます）")),
        ("MinSection", text("区分見出し")),
        ("Heading1", text("1 案件見出し（報告）")),
        ("Heading2", text("（1）小見出し")),
        ("MinLead", text("導入文。資料に基づいて、担当課から説明を行った。")),
        ("MinBullet", text("説明要点。一つの要点を一つの段落に書く。")),
        ("MinSpeech", text("委員") + "<w:r><w:tab/></w:r>" + text("発言。どのように行うのか。")),
        ("MinSpeechCont", text("発言（続き）。二つ目の段落には発言者名を付けない。")),
        ("MinOutcome", text("結論。原案のとおり了承された。")),
        ("MinRemark", text("注記（以上2件、一括議題）")),
        ("MinCert", text("証明文。")),
        ("MinSign", text("署名欄本文")),
    )
    return (
        f'{XML}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>'
        + "".join(paragraph(*pair) for pair in shown)
        + '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/>'
        '<w:footerReference w:type="default" r:id="rId6"/>'
        f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/>'
        f'<w:pgMar w:top="1701" w:right="{city.side}" w:bottom="1418" w:left="{city.side}" '
        'w:header="851" w:footer="737" w:gutter="0"/><w:cols w:space="425"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{city.line_pitch}"/></w:sectPr>'
        "</w:body></w:document>"
    )


def settings_part() -> str:
    """Return ``settings.xml``: Japanese line breaking, and a Word of 2013 or later."""
    office = "http://schemas.microsoft.com/office/word"
    return (
        f'{XML}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/>'
        "<w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>"
        '<w:defaultTabStop w:val="840"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
        "<w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
        "<w:ulTrailSpace/><w:adjustLineHeightInTable/><w:useFELayout/>"
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{office}" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="ja-JP" w:eastAsia="ja-JP"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def font_table_part(city: City) -> str:
    """Return ``fontTable.xml``: what to take where a font is missing."""
    return (
        f'{XML}<w:fonts xmlns:w="{W}">'
        + "".join(
            f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="80"/>'
            f'<w:family w:val="{family}"/><w:pitch w:val="fixed"/></w:font>'
            for name, other, family in (
                (city.mincho, "MS Mincho", "roman"),
                (city.gothic, "MS Gothic", "modern"),
            )
        )
        + "</w:fonts>"
    )


PALETTE = (
    *("dk1:000000", "lt1:FFFFFF", "dk2:44546A", "lt2:E7E6E6", "accent1:4472C4", "accent2:ED7D31"),
    *("accent3:A5A5A5", "accent4:FFC000", "accent5:5B9BD5", "accent6:70AD47"),
    *("hlink:0563C1", "folHlink:954F72"),
)
"""The colours that Word offers, by their slots in a theme: Office's own."""


def theme_part(city: City) -> str:
    """Return ``theme1.xml``: Office asks for one; no style here takes anything from it."""
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>'
        for name, value in (entry.split(":") for entry in PALETTE)
    )
    faces = "".join(
        f'<a:{slot}Font><a:latin typeface="{face}"/><a:ea typeface="{face}"/>'
        f'<a:cs typeface=""/></a:{slot}Font>'
        for slot, face in (("major", city.gothic), ("minor", city.mincho))
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{XML}<a:theme xmlns:a="{drawing}" name="Office"><a:themeElements>'
        f'<a:clrScheme name="Office">{colours}</a:clrScheme>'
        f'<a:fontScheme name="Office">{faces}</a:fontScheme><a:fmtScheme name="Office">'
        f"<a:fillStyleLst>{fill * 3}</a:fillStyleLst>"
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )


def relationships(*targets: tuple[str, str]) -> str:
    """Return a ``.rels`` part; ids count from rId1."""
    return (
        f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
            for number, (kind, target) in enumerate(targets, 1)
        )
        + "</Relationships>"
    )


def parts(city: City) -> dict[str, str]:
    """Return every part of the package, in the order of the zip file."""
    wrap = f'xmlns:w="{W}"'
    word = ("document.main", "styles", "settings", "fontTable", "numbering", "header", "footer")
    files = ("document", "styles", "settings", "fontTable", "numbering", "header1", "footer1")
    overrides = "".join(
        f'<Override PartName="/word/{file}.xml" ContentType="{WORD_TYPE}.{kind}+xml"/>'
        for kind, file in zip(word, files, strict=True)
    )
    core = f"{PACKAGE}/metadata/core-properties"
    extended = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return {
        "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}'
        '<Override PartName="/word/theme/theme1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/app.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>',
        "_rels/.rels": relationships(
            (f"{R}/officeDocument", "word/document.xml"),
            (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            (f"{R}/extended-properties", "docProps/app.xml"),
        ),
        "word/document.xml": document_part(city),
        "word/_rels/document.xml.rels": relationships(
            *((f"{R}/{file.rstrip('1')}", f"{file}.xml") for file in files[1:]),
            (f"{R}/theme", "theme/theme1.xml"),
        ),
        "word/styles.xml": styles_part(city),
        "word/settings.xml": settings_part(),
        "word/fontTable.xml": font_table_part(city),
        "word/numbering.xml": numbering_part(city),
        "word/header1.xml": f"{XML}<w:hdr {wrap}>{paragraph('Header', text('{標題}'))}</w:hdr>",
        "word/footer1.xml": f"{XML}<w:ftr {wrap}>"
        + paragraph("Footer", field("PAGE", "1") + text(" / ") + field("NUMPAGES", "1"))
        + "</w:ftr>",
        "word/theme/theme1.xml": theme_part(city),
        "docProps/core.xml": f'{XML}<cp:coreProperties xmlns:cp="{core}" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:language>ja-JP</dc:language></cp:coreProperties>",
        "docProps/app.xml": f'{XML}<Properties xmlns="{extended}">'
        "<Application>minutes_pipeline</Application></Properties>",
    }


def package(city: City) -> bytes:
    """Return the Word file: the same bytes at every run (no times, fixed order)."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts(city).items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, content.encode())
    return held.getvalue()


def main() -> None:
    """Write ``template.docx`` of every city."""
    for city in CITIES:
        Path(__file__).with_name(city.folder).joinpath("template.docx").write_bytes(package(city))


if __name__ == "__main__":
    main()
