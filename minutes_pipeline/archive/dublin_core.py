"""The catalog card: simple Dublin Core (ISO 15836), as XML."""

from __future__ import annotations

from lxml import etree

from minutes_pipeline.archive.account import Holder, Identity

_DC = "http://purl.org/dc/elements/1.1/"


def dublin_core(about: Identity, holder: Holder) -> bytes:
    """Return ``dc.xml``; what nobody stated is left out."""
    root = etree.Element("metadata", nsmap={"dc": _DC})
    for name, value in (
        ("title", about.title),
        ("creator", holder.department or holder.issuer),
        ("publisher", holder.issuer),
        ("date", about.held),
        ("type", "会議録"),
        ("type", "Text"),
        ("format", "application/pdf" if about.pdf else "text/plain"),
        ("identifier", about.id),
        ("language", "ja"),
        ("coverage", about.place),
        ("description", _description(about)),
        ("rights", holder.rights),
        *(("relation", material) for material in about.materials),
    ):
        if value:
            etree.SubElement(root, f"{{{_DC}}}{name}").text = value
    etree.indent(root, " ")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _description(about: Identity) -> str:
    kind = "公開用の会議録（非公開の部分を除いたもの）" if about.public else "承認された会議録"
    return f"{kind}。会議の日 {about.held}、承認の日 {about.approved}"
