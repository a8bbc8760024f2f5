"""Search a finished package for what must not be in it, in every way that it could be written."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from lxml import etree

from minutes_pipeline.archive.redaction import Eraser

_SHORTEST = 3
"""Characters from which on the bytes of a file are searched: two may come about by chance."""


def traces(folder: Path, eraser: Eraser) -> tuple[str, ...]:
    """Return the files of a package that still hold something that must go, by path.

    Texts are searched as people read them (joined over the pieces that a format cuts them into),
    and all bytes, unpacked, as a search program would, in the encodings that these formats know.
    """
    found = []
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        name = path.relative_to(folder).as_posix()
        if eraser.finds(name) or _held(path.read_bytes(), name, eraser):
            found.append(name)
    return tuple(found)


def _held(data: bytes, name: str, eraser: Eraser) -> bool:
    if _raw(data, eraser):
        return True
    if name.endswith(".docx"):
        return any(
            eraser.finds(part) or _held(content, part, eraser) for part, content in _parts(data)
        )
    if name.endswith(".pdf"):
        return _in_pdf(data, eraser)
    if name.endswith((".xml", ".rels")):
        return any(eraser.finds(text) for text in _xml_texts(data))
    if name.endswith(".json"):
        return any(eraser.finds(text) for text in _strings(json.loads(data)))
    return eraser.finds(data.decode("utf-8", "replace"))


def _raw(data: bytes, eraser: Eraser) -> bool:
    """Tell whether the bytes hold a secret in an encoding of these formats."""
    for secret in eraser.secrets:
        if len(secret) < _SHORTEST:
            continue
        forms = [secret.encode("utf-8"), secret.encode("utf-16-be"), secret.encode("utf-16-le")]
        forms.append(secret.encode("utf-16-be").hex().encode())
        forms.append(secret.encode("utf-16-be").hex().upper().encode())
        if not secret.isascii():
            forms.append(json.dumps(secret).strip('"').encode())
            forms.append(quote(secret).encode())
            forms.append("".join(f"&#{ord(char)};" for char in secret).encode())
            forms.append("".join(f"&#x{ord(char):X};" for char in secret).encode())
        if any(form in data for form in forms):
            return True
    return False


def _parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        yield "comment", held.comment
        for entry in held.infolist():
            yield entry.filename, held.read(entry)


def _xml_texts(data: bytes) -> Iterator[str]:
    """Yield all text in reading order, each attribute, each comment and instruction."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    words = [node.text or "" for node in root.iter("{*}t", "{*}p", "{*}from", "{*}heading")]
    yield "".join(str(text) for text in root.itertext())
    yield from words
    for node in root.iter():
        yield from map(str, node.attrib.values())
        if not isinstance(node.tag, str):
            yield node.text or ""


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


def _in_pdf(data: bytes, eraser: Eraser) -> bool:
    import pikepdf

    from minutes_pipeline.archive.pdf_text import shown, text_of

    with pikepdf.open(io.BytesIO(data)) as file:
        if eraser.finds(shown(file)) or eraser.finds(text_of(file)):
            return True
        for one in file.objects:
            if isinstance(one, pikepdf.Stream) and _raw(one.read_bytes(), eraser):
                return True
            if any(eraser.finds(text) for text in _pdf_strings(one)):
                return True
        return any(eraser.finds(str(value)) for value in file.docinfo.values())


def _pdf_strings(one: Any) -> Iterator[str]:
    import pikepdf

    if isinstance(one, pikepdf.String):
        yield str(one)
    elif isinstance(one, pikepdf.Array):
        for inner in list(one):
            if not getattr(inner, "is_indirect", False):
                yield from _pdf_strings(inner)
    elif isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
        for inner in one.values():
            if not getattr(inner, "is_indirect", False):
                yield from _pdf_strings(inner)
