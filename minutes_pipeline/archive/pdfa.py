"""PDF/A-1b of a cleaned Word file, through LibreOffice, with every moment and id settled.

PDF/A-1b is the form that can be checked here; minutes need neither transparency nor attachments.
LibreOffice claims conformance level A for tagged files; nobody checks that claim, so the file says
B. The tags stay.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import struct
import subprocess
import sys
import tempfile
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from minutes_pipeline.archive.word_file import Particulars
from minutes_pipeline.errors import PaperError, StageFailed
from minutes_pipeline.workspace.temporary import usual_place

PATIENCE = 300
"""Seconds for one conversion; the first start on a slow disk takes half a minute."""
PRODUCER = "minutes_pipeline"
_OPTIONS = {
    "SelectPdfVersion": {"type": "long", "value": "1"},
    "UseTaggedPDF": {"type": "boolean", "value": "true"},
    "ExportBookmarks": {"type": "boolean", "value": "true"},
    "ExportNotes": {"type": "boolean", "value": "false"},
    "ExportNotesInMargin": {"type": "boolean", "value": "false"},
    "ExportFormFields": {"type": "boolean", "value": "false"},
}
_PLACES = (
    Path(r"C:\Program Files\LibreOffice\program\soffice.com"),
    Path(r"C:\Program Files (x86)\LibreOffice\program\soffice.com"),
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
)


def find_office() -> Path | None:
    """Return LibreOffice's program, None where it is not installed."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found is not None:
            return Path(found)
    return next((place for place in _PLACES if place.is_file()), None)


def office() -> Path:
    """Return LibreOffice's program.

    Raises:
        PaperError: B03, it is not installed.
    """
    found = find_office()
    if found is None:
        raise PaperError(
            "B03",
            "PDF/Aを作るLibreOfficeが見つかりません。",
            "LibreOffice（Writer）を入れてください。PDFなしで保存するときは --without-pdf を"
            "付けます（PDFがないことがパッケージに記録されます）。",
        )
    return found


@cache
def _profile() -> tempfile.TemporaryDirectory[str]:
    """Return a profile folder of this process alone: the clerk's LibreOffice may be open.

    Made once and erased at the end of the process: most of a first conversion is making it.
    """
    with usual_place():  # a profile holds no text, and is used for the next folder as well
        return tempfile.TemporaryDirectory(prefix="minutes-office-")


def _started(program: Path) -> list[str]:
    profile = (Path(_profile().name) / "profile").as_uri()
    return [str(program), f"-env:UserInstallation={profile}", "--headless", "--norestore"]


def version(program: Path) -> str:
    """Return what LibreOffice calls itself, ``LibreOffice`` alone when it does not say."""
    done = subprocess.run(
        [*_started(program), "--version"],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=PATIENCE,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    words = done.stdout.split()
    return " ".join(words[:2]) if len(words) >= 2 else "LibreOffice"


def environment() -> dict[str, str]:
    """Return the environment in which fonts stand in for those that only Windows has."""
    place = resources.files("minutes_pipeline.archive") / "fonts.conf"
    return {**os.environ, "FONTCONFIG_FILE": str(place), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def converted(docx: bytes, about: Particulars) -> bytes:
    """Return the Word file as PDF/A-1b: the same bytes for the same file and fonts.

    Raises:
        PaperError: B03, LibreOffice is not installed.
        StageFailed: B13, LibreOffice stopped or gave no file.
    """
    program = office()
    with tempfile.TemporaryDirectory(prefix="minutes-pdf-") as place:
        folder = Path(place)
        (folder / "minutes.docx").write_bytes(docx)
        try:
            done = subprocess.run(
                [
                    *_started(program),
                    "--convert-to",
                    f"pdf:writer_pdf_Export:{json.dumps(_OPTIONS)}",
                    "--outdir",
                    str(folder / "out"),
                    str(folder / "minutes.docx"),
                ],
                capture_output=True,
                timeout=PATIENCE,
                check=False,
                stdin=subprocess.DEVNULL,
                env=environment() if sys.platform != "win32" else None,
            )
        except (subprocess.TimeoutExpired, OSError) as error:
            _profile.cache_clear()  # what was killed may still hold it
            raise _failed(f"{type(error).__name__}") from error
        made = folder / "out" / "minutes.pdf"
        if not made.is_file():
            raise _failed(done.stderr.decode("utf-8", "replace").strip()[-200:])
        return settled(made.read_bytes(), about)


def _failed(why: str) -> StageFailed:
    return StageFailed(
        "B13",
        f"LibreOfficeがPDFを作れませんでした（{why or '理由は表示されません'}）。",
        "もう一度実行してください。続くときはLibreOfficeを入れ直してください。",
    )


def settled(pdf: bytes, about: Particulars) -> bytes:
    """Return LibreOffice's file with the moment of its making and its claim of level A gone."""
    import pikepdf

    moment = f"{about.day}T00:00:00Z"
    stamp = f"D:{about.day.replace('-', '')}000000Z"
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for key in ("/OpenAction", "/AA", "/Names"):
            if key in file.Root:
                del file.Root[key]
        for key in ("/DocChecksum", "/ID"):
            if key in file.trailer:
                del file.trailer[key]
        file.Root.Lang = pikepdf.String("ja-JP")
        file.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        for key in list(file.docinfo.keys()):
            del file.docinfo[key]
        for key, value in {
            "/Title": about.title,
            "/Author": about.author,
            "/Subject": "会議録",
            "/Creator": PRODUCER,
            "/Producer": PRODUCER,
            "/CreationDate": stamp,
            "/ModDate": stamp,
        }.items():
            file.docinfo[key] = pikepdf.String(value)
        xmp = pikepdf.Stream(file, _xmp(about, moment).encode("utf-8"))
        xmp.Type = pikepdf.Name.Metadata
        xmp.Subtype = pikepdf.Name.XML
        file.Root.Metadata = file.make_indirect(xmp)
        for intent in file.Root.get("/OutputIntents", []):
            _settle_profile(intent)
        result = io.BytesIO()
        file.save(
            result,
            deterministic_id=True,
            force_version="1.4",
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return result.getvalue()


def _settle_profile(intent: Any) -> None:
    """Take the moment of its making out of the colour profile (ICC.1:2010, 7.2.8 and 7.2.18)."""
    profile = intent.get("/DestOutputProfile")
    if profile is None:
        return
    data = bytearray(profile.read_bytes())
    data[24:36] = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    data[84:100] = bytes(16)  # "not computed": the digest stood for the old moment
    profile.write(bytes(data))


def _xmp(about: Particulars, moment: str) -> str:
    """Return the XMP packet that says what the information dictionary says."""
    title, author = escape(about.title), escape(about.author)
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
   <pdfaid:part>1</pdfaid:part>
   <pdfaid:conformance>B</pdfaid:conformance>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
   <dc:description><rdf:Alt><rdf:li xml:lang="x-default">会議録</rdf:li></rdf:Alt></dc:description>
   <dc:language><rdf:Bag><rdf:li>ja-JP</rdf:li></rdf:Bag></dc:language>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
   <pdf:Producer>{PRODUCER}</pdf:Producer>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
   <xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>
   <xmp:CreateDate>{moment}</xmp:CreateDate>
   <xmp:ModifyDate>{moment}</xmp:ModifyDate>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
