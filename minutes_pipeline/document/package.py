"""A Word file that comes from outside: opened with care, refused with a clear reason."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from lxml import etree

from minutes_pipeline.document.revisions import Element
from minutes_pipeline.errors import PaperError
from minutes_pipeline.workspace.foreign import check_packed, refusing

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of a compound file: an old .doc, or a new one behind a password."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = b"http://purl.oclc.org/ooxml/"
_SAME = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", "wordprocessingml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        "officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", "officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", "drawingml/2006/main"),
)
"""Names of ISO/IEC 29500 Strict, and what the same is called in Transitional."""


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a Word file.

    Attributes:
        parts: Bytes by name inside the zip file.
        main: Name of the part that holds the text.
        name: The file's own, for messages.
    """

    parts: dict[str, bytes]
    main: str
    name: str

    def xml(self, name: str) -> Element | None:
        """Return a part as XML, None where there is none.

        Raises:
            PaperError: The part is broken (I02).
        """
        held = self.parts.get(name)
        with refusing(broken(self.name)):
            return None if held is None else _parsed(held)

    def related(self, kind: str) -> str | None:
        """Return the name of the main part's relation of a *kind* (``comments``)."""
        with refusing(broken(self.name)):
            relations = _relations(self.parts, self.main)
        for relation in relations:
            if str(relation.get("Type", "")).rsplit("/", 1)[-1] == kind:
                return _target(self.main, str(relation.get("Target", "")))
        return None


def open_package(path: Path) -> Package:
    """Read the Word file at *path*.

    Raises:
        PaperError: There is no file (P01), or it is not a Word file that can be read: an old or
            another form (I01), broken (I02), behind a password (I03), too large (P09).
    """
    if not path.is_file():
        what = f"{path} はフォルダです。" if path.is_dir() else f"ファイルがありません（{path}）。"
        raise PaperError("P01", f"Wordファイル: {what}", "ファイル名と場所を確かめてください。")
    try:
        held = path.read_bytes()
    except OSError as error:
        raise PaperError(
            "P01",
            f"Wordファイルを開けません（{path}）。",
            "Wordで開いていれば閉じ、読み取りの権限を確かめてください。",
        ) from error
    if held.startswith(_OLE):
        raise _compound(path, held)
    if not held.startswith(b"PK"):
        raise PaperError(
            "I01",
            f"Word文書（.docx）ではありません（{path.name}）。",
            "Wordで開き、［名前を付けて保存］で「Word 文書（*.docx）」として保存してください。",
        )
    with refusing(broken(path.name)):
        return _read(held, path)


def _compound(path: Path, held: bytes) -> PaperError:
    if _ENCRYPTED in held:
        return _locked(path)
    return PaperError(
        "I01",
        f"古い形式の文書です（{path.name}）。",
        "Wordで開き、［名前を付けて保存］で「Word 文書（*.docx）」として保存してください。",
    )


def _locked(path: Path) -> PaperError:
    return PaperError(
        "I03",
        f"パスワードで保護されています（{path.name}）。",
        "Wordで開き、［ファイル］→［情報］→［文書の保護］でパスワードを外して保存してください。",
    )


def broken(name: str) -> PaperError:
    """Return the refusal of a file that is not whole."""
    return PaperError(
        "I02",
        f"Wordファイルが壊れています（{name}）。",
        "Wordで開いて保存し直すか、送り主からもう一度受け取ってください。",
    )


def _read(held: bytes, path: Path) -> Package:
    with zipfile.ZipFile(io.BytesIO(held)) as source:
        if any(info.flag_bits & 1 for info in source.infolist()):
            raise _locked(path)
        check_packed(held, "Word", path)
        parts = {
            info.filename: _transitional(source.read(info))
            for info in source.infolist()
            if info.filename.endswith((".xml", ".rels"))
        }
    for relation in _relations(parts, ""):
        if str(relation.get("Type", "")).endswith("/officeDocument"):
            main = _target("", str(relation.get("Target", "")))
            if main in parts and b"wordprocessingml" in parts[main]:
                return Package(parts, main, path.name)
    if "word/document.xml" in parts:
        raise broken(path.name)
    raise PaperError(
        "I01",
        f"Wordの文書ではありません（{path.name}）。",
        "会議録のWordファイル（.docx）を指定してください。",
    )


def _transitional(held: bytes) -> bytes:
    if _STRICT in held:
        for strict, name in _SAME:
            held = held.replace(strict, b"http://schemas.openxmlformats.org/" + name.encode())
    return held


def _parsed(held: bytes) -> Element:
    # Entities stay as they are, and files outside are not asked for. The depth stays bounded.
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(held, parser)


def _relations(parts: dict[str, bytes], of: str) -> list[Element]:
    folder, _, file = of.rpartition("/")
    name = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
    held = parts.get(name)
    return [] if held is None else list(_parsed(held).iter(_RELATIONS))


def _target(of: str, target: str) -> str:
    """Return the part that a relation of *of* points to."""
    if target.startswith("/"):
        return target.lstrip("/")
    steps: list[str] = list(PurePosixPath(of).parent.parts)
    for step in PurePosixPath(target).parts:
        if step == ".." and steps:
            steps.pop()
        elif step not in (".", ".."):
            steps.append(step)
    return "/".join(steps)
