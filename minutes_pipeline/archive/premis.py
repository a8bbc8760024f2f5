"""Preservation metadata: the files, what happened to them and who did it (PREMIS 3.0).

Written after the Library of Congress' data dictionary, version 3.0. Its XML schema is not at hand
where this program is made; the order of elements follows the dictionary.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from lxml import etree

from minutes_pipeline.archive.account import Agent, Event
from minutes_pipeline.archive.bag import ALGORITHMS, Content, digests_of

_PREMIS = "http://www.loc.gov/premis/v3"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_NAMES = {"sha256": "SHA-256", "sha512": "SHA-512"}
_FORMATS = {
    ".pdf": ("PDF/A", "1b"),
    ".docx": ("Office Open XML WordprocessingML", "ISO/IEC 29500"),
    ".akn.xml": ("Akoma Ntoso", "3.0"),
    ".xml": ("XML", "1.0"),
    ".json": ("JSON", "RFC 8259"),
    ".jsonl": ("JSON Lines", ""),
    ".txt": ("Plain text", "UTF-8"),
    ".vtt": ("WebVTT", ""),
    ".rttm": ("RTTM", ""),
    ".csv": ("CSV", ""),
    ".sha256": ("Checksum list", "SHA-256"),
}


def premis(
    payload: Mapping[str, Content], events: Sequence[Event], agents: Sequence[Agent]
) -> bytes:
    """Return ``premis.xml``.

    Args:
        payload: Files by path below ``data/``.
        events: In order of time.
        agents: Everybody whom the events name.
    """
    root = etree.Element(_tag("premis"), {"version": "3.0"}, nsmap={"premis": _PREMIS, "xsi": _XSI})
    for name in sorted(payload):
        _object(root, name, payload[name])
    for number, event in enumerate(events, 1):
        _event(root, number, event)
    for agent in agents:
        _agent(root, agent)
    etree.indent(root, " ")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _object(root: Any, name: str, content: Content) -> None:
    element = etree.SubElement(root, _tag("object"), {f"{{{_XSI}}}type": "premis:file"})
    identifier = _add(element, "objectIdentifier")
    _add(identifier, "objectIdentifierType", "path")
    _add(identifier, "objectIdentifierValue", f"data/{name}")
    about = _add(element, "objectCharacteristics")
    sums = digests_of(content)
    for algorithm in ALGORITHMS:
        fixity = _add(about, "fixity")
        _add(fixity, "messageDigestAlgorithm", _NAMES[algorithm])
        _add(fixity, "messageDigest", sums[algorithm])
    size = len(content) if isinstance(content, bytes) else content.stat().st_size
    _add(about, "size", str(size))
    form, version = form_of(name)
    designation = _add(_add(about, "format"), "formatDesignation")
    _add(designation, "formatName", form)
    if version:
        _add(designation, "formatVersion", version)


def form_of(name: str) -> tuple[str, str]:
    """Return a file's format and its version, by its name."""
    suffixes = PurePosixPath(name).suffixes
    for suffix in ("".join(suffixes[-2:]), "".join(suffixes[-1:])):
        # Materials are as they were handed out: a PDF among them need not be PDF/A.
        if suffix in _FORMATS and not (suffix == ".pdf" and not name.startswith("minutes/")):
            return _FORMATS[suffix]
    return (PurePosixPath(name).suffix.lstrip(".").upper() or "unknown", "")


def _event(root: Any, number: int, event: Event) -> None:
    element = _add(root, "event")
    identifier = _add(element, "eventIdentifier")
    _add(identifier, "eventIdentifierType", "local")
    _add(identifier, "eventIdentifierValue", f"event-{number:03}")
    _add(element, "eventType", event.kind)
    _add(element, "eventDateTime", event.moment)
    _add(_add(element, "eventDetailInformation"), "eventDetail", event.detail)
    _add(_add(element, "eventOutcomeInformation"), "eventOutcome", event.outcome)
    link = _add(element, "linkingAgentIdentifier")
    _add(link, "linkingAgentIdentifierType", "local")
    _add(link, "linkingAgentIdentifierValue", event.agent)


def _agent(root: Any, agent: Agent) -> None:
    element = _add(root, "agent")
    identifier = _add(element, "agentIdentifier")
    _add(identifier, "agentIdentifierType", "local")
    _add(identifier, "agentIdentifierValue", agent.id)
    _add(element, "agentName", agent.name)
    _add(element, "agentType", agent.kind)
    if agent.version:
        _add(element, "agentVersion", agent.version)


def _tag(name: str) -> str:
    return f"{{{_PREMIS}}}{name}"


def _add(parent: Any, name: str, text: str | None = None) -> Any:
    element = etree.SubElement(parent, _tag(name))
    element.text = text
    return element
