"""Our own checks of a PDF/A-1b file; Preflight, where it is installed, checks it again.

What is asked: ISO 19005-1 level B as far as minutes can break it, and beyond it that the file is
tagged, says its language, and draws no glyph whose character it does not tell.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from lxml import etree

from minutes_pipeline.archive.pdf_text import Unmapped, shown, text_of

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
_PAIRS = {
    "/Title": f"{_DC}title",
    "/Author": f"{_DC}creator",
    "/Subject": f"{_DC}description",
    "/Creator": "{http://ns.adobe.com/xap/1.0/}CreatorTool",
    "/Producer": "{http://ns.adobe.com/pdf/1.3/}Producer",
    "/CreationDate": "{http://ns.adobe.com/xap/1.0/}CreateDate",
    "/ModDate": "{http://ns.adobe.com/xap/1.0/}ModifyDate",
}
"""What the information dictionary and the XMP packet call the same things."""
_JARS = (
    "preflight",
    "pdfbox2",
    "fontbox2",
    "xmpbox",
    "commons-logging",
    "javax.activation",
    "jaxb-api",
)
_PATIENCE = 300


def faults(pdf: bytes) -> tuple[str, ...]:
    """Return what keeps *pdf* from being the PDF/A-1b file it should be, in Japanese."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as file:
            return tuple(dict.fromkeys(_faults(file, pdf)))
    except (pikepdf.PdfError, pikepdf.PasswordError) as error:
        return (f"PDFとして開けません（{error}）",)


def _faults(file: pikepdf.Pdf, pdf: bytes) -> Iterator[str]:
    if file.is_encrypted:
        yield "暗号化されています"
    if not pdf.startswith(b"%PDF-1.4"):
        yield "PDF 1.4 ではありません"
    if file.check_pdf_syntax():
        yield "内部の構造に乱れがあります"
    if "/ID" not in file.trailer:
        yield "ファイルの識別子（ID）がありません"
    yield from _catalog(file.Root)
    yield from _metadata(file)
    for number, page in enumerate(file.pages, 1):
        yield from (f"{number}ページ: {fault}" for fault in _page(page))
    for one in file.objects:
        yield from _object(one)
    try:
        shown(file)
        text_of(file)
    except Unmapped as error:
        yield f"文字の分からない字形があります（{error}）"
    except ValueError:
        yield "文書の構造（タグ）がありません"


def _catalog(root: Any) -> Iterator[str]:
    intents = root.get("/OutputIntents", [])
    kinds = [(one.get("/S"), "/DestOutputProfile" in one) for one in intents]
    if ("/GTS_PDFA1", True) not in kinds:
        yield "色の基準（OutputIntent）がありません"
    if not str(root.get("/Lang", "")).startswith("ja"):
        yield "言語が日本語になっていません"
    if not root.get("/MarkInfo", {}).get("/Marked", False):
        yield "文書の構造（タグ）がありません"
    for key, what in {
        "/AcroForm": "入力欄",
        "/AA": "自動で動く命令",
        "/OpenAction": "開いたときに動く命令",
        "/Collection": "添付ファイル",
        "/OCProperties": "表示の切り替え",
    }.items():
        if key in root:
            yield f"{what}があります"
    names = root.get("/Names", {})
    if "/EmbeddedFiles" in names:
        yield "添付ファイルがあります"
    if "/JavaScript" in names:
        yield "プログラム（JavaScript）があります"


def _metadata(file: pikepdf.Pdf) -> Iterator[str]:
    stream = file.Root.get("/Metadata")
    if stream is None:
        yield "文書の情報（XMP）がありません"
        return
    if "/Filter" in stream:
        yield "文書の情報（XMP）が圧縮されています"
    try:
        packet = etree.fromstring(stream.read_bytes().strip())
    except etree.XMLSyntaxError:
        yield "文書の情報（XMP）が読めません"
        return
    said = (_said(packet, f"{_PDFA}part"), _said(packet, f"{_PDFA}conformance"))
    if said != ("1", "B"):
        yield "PDF/A-1b であると書かれていません"
    for key, name in _PAIRS.items():
        info = file.docinfo.get(key)
        here, there = None if info is None else str(info), _said(packet, name)
        if key.endswith("Date") and here is not None and there is not None:
            here, there = _digits(here), _digits(there)
        if here != there:
            yield f"文書の情報が二か所で違います（{key[1:]}）"


def _digits(moment: str) -> str:
    return "".join(char for char in moment if char.isdigit())[:14]


def _said(packet: etree._Element, name: str) -> str | None:
    found = next(packet.iter(name), None)
    if found is None:
        return None
    entry = next(found.iter(f"{_RDF}li"), None)
    return (found.text if entry is None else entry.text) or ""


def _page(page: pikepdf.Page) -> Iterator[str]:
    if "/Annots" in page.obj and len(page.obj["/Annots"]):
        yield "注釈があります"
    if "/AA" in page.obj:
        yield "自動で動く命令があります"
    if page.obj.get("/Group", pikepdf.Dictionary()).get("/S") == "/Transparency":
        yield "透明な部分があります"


def _object(one: Any) -> Iterator[str]:
    if not isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
        return
    kind = one.get("/Type")
    if kind == "/Font":
        yield from _font(one)
    if kind == "/Action" or one.get("/S") in ("/JavaScript", "/Launch", "/URI", "/SubmitForm"):
        yield "命令（アクション）があります"
    if kind == "/ExtGState" and (one.get("/ca", 1) != 1 or one.get("/CA", 1) != 1):
        yield "透明な部分があります"
    if "/SMask" in one and one.get("/SMask") != "/None":
        yield "透明な部分があります"
    if isinstance(one, pikepdf.Stream) and "/LZWDecode" in str(one.get("/Filter", "")):
        yield "使えない圧縮（LZW）があります"


def _font(font: Any) -> Iterator[str]:
    name = str(font.get("/BaseFont", "")).lstrip("/")
    if font.get("/Subtype") in ("/CIDFontType0", "/CIDFontType2"):
        held = font
    elif font.get("/Subtype") == "/Type0":
        held = font.DescendantFonts[0]
    else:
        held = font
    about = held.get("/FontDescriptor", {})
    if not any(key in about for key in ("/FontFile", "/FontFile2", "/FontFile3")):
        yield f"書体が埋め込まれていません（{name}）"
    if font.get("/Subtype") not in ("/CIDFontType0", "/CIDFontType2") and "/ToUnicode" not in font:
        yield f"書体に文字の対応表がありません（{name}）"


# --- PDFBox Preflight ---------------------------------------------------------------------------


def preflight() -> list[str] | None:
    """Return the command that runs Apache PDFBox Preflight, None where it is not installed.

    It is found where Debian's packages libpdfbox2-java, libactivation-java and libjaxb-api-java
    put it, or in the folder that the environment variable ``MINUTES_PREFLIGHT`` names.
    """
    java = shutil.which("java")
    places = [os.environ.get("MINUTES_PREFLIGHT", ""), "/usr/share/java"]
    for place in filter(None, places):
        jars = [Path(place) / f"{name}.jar" for name in _JARS]
        if java is not None and all(jar.is_file() for jar in jars):
            path = os.pathsep.join(map(str, jars))
            return [java, "-cp", path, "org.apache.pdfbox.preflight.Validator_A1b"]
    return None


def preflight_faults(pdf: Path) -> tuple[str, ...] | None:
    """Return what Preflight has against a PDF file; None where Preflight is not installed."""
    command = preflight()
    if command is None:
        return None
    done = subprocess.run(
        [*command, str(pdf)],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=_PATIENCE,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode == 0:
        return ()
    lines = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    return tuple(lines[:20]) or (f"終了コード {done.returncode}",)
