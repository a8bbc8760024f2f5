"""Raw Word XML of forms: styles lent from one file to another, faults of an old file mended."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from itertools import count
from typing import TYPE_CHECKING, cast

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from minutes_pipeline.document.revisions import Element

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement


_OLD = "/stylesWithEffects"
"""A second set of styles that Word 2010 kept: it would contradict the lent ones."""


def lend_styles(document: Document, pattern: Document, names: Sequence[str]) -> None:
    """Add to *document* the styles of *names* that it lacks, as *pattern* has them.

    A style of the same name but another kind is renamed out of the way. Ids are ASCII and free;
    the list of ・ that a style carries is added to the document's lists.
    """
    own, theirs = _by_name(document), _by_name(pattern)
    ids = {
        style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style"))
    }
    default = next(
        (s.get(qn("w:styleId")) for s in ids.values() if _is_default(s, "paragraph")), None
    )
    wanted = [*names, "annotation text", "annotation reference", "annotation subject"]
    wanted += ["Normal Table", "Default Paragraph Font"]
    lent: dict[str, str] = {}
    for name in (_inner(one) for one in wanted):
        style = theirs.get(name)
        if style is None:
            continue
        held = own.get(name)
        if held is not None and held.get(qn("w:type")) == style.get(qn("w:type")):
            lent[style.get(qn("w:styleId"), "")] = held.get(qn("w:styleId"), "")
            continue
        if held is not None:
            held.find(qn("w:name")).set(qn("w:val"), f"{name}（元）")  # type: ignore[union-attr] # every style has a name
        new = copy.deepcopy(style)
        if qn("w:default") in new.attrib:
            del new.attrib[qn("w:default")]
        wish = style.get(qn("w:styleId"), "")
        free = _free(wish, ids)
        new.set(qn("w:styleId"), free)
        lent[wish] = free
        ids[free] = new
        own[name] = new
        document.styles.element.append(new)
    if default is not None:
        lent.setdefault("Normal", default)
    for style in ids.values():
        if style.get(qn("w:styleId")) in lent.values():
            _point(style, lent, ids)
    _lend_list(document, pattern, own)


def _free(wish: str, ids: dict[str, Element]) -> str:
    numbered = (f"{wish}{number}" for number in count(2))
    return wish if wish not in ids else next(one for one in numbered if one not in ids)


def _inner(name: str) -> str:
    return name.replace("Heading ", "heading ")


def _by_name(document: Document) -> dict[str, Element]:
    return {
        _inner(style.find(qn("w:name")).get(qn("w:val"))): style
        for style in document.styles.element.iter(qn("w:style"))
    }


def _is_default(style: Element, kind: str) -> bool:
    on = style.get(qn("w:default")) in ("1", "true", "on")
    return on and style.get(qn("w:type")) == kind


def _point(style: Element, lent: dict[str, str], ids: dict[str, Element]) -> None:
    """Let a lent style point to the styles of its new home."""
    for tag in ("w:basedOn", "w:next", "w:link"):
        pointer = style.find(qn(tag))
        if pointer is None:
            continue
        value = pointer.get(qn("w:val"), "")
        goal = lent.get(value, value)
        if goal in ids and not (tag == "w:basedOn" and goal == style.get(qn("w:styleId"))):
            pointer.set(qn("w:val"), goal)
        else:
            style.remove(pointer)


def _lend_list(document: Document, pattern: Document, styles: dict[str, Element]) -> None:
    """Add the list of ・ and let the style 説明要点 carry it."""
    point = styles.get("説明要点")
    number = None if point is None else point.find(f".//{qn('w:numId')}")
    if point is None or number is None:
        return
    theirs = pattern.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element  # type: ignore[attr-defined] # a part of XML
    abstract = copy.deepcopy(theirs.find(qn("w:abstractNum")))
    abstract.find(f".//{qn('w:pStyle')}").set(qn("w:val"), point.get(qn("w:styleId")))
    root = _numbering(document)
    used = [int(one.get(qn("w:abstractNumId"), "0")) for one in root.iter(qn("w:abstractNum"))]
    taken = [int(one.get(qn("w:numId"), "0")) for one in root.iter(qn("w:num"))]
    first, second = max(used, default=-1) + 1, max(taken, default=0) + 1
    abstract.set(qn("w:abstractNumId"), str(first))
    place = [n for n, one in enumerate(root) if one.tag == qn("w:abstractNum")]
    root.insert(place[-1] + 1 if place else 0, abstract)
    entry = OxmlElement("w:num")
    entry.set(qn("w:numId"), str(second))
    pointer = OxmlElement("w:abstractNumId")
    pointer.set(qn("w:val"), str(first))
    entry.append(pointer)
    numbers = [n for n, one in enumerate(root) if one.tag == qn("w:num")]
    root.insert(numbers[-1] + 1 if numbers else len(root), entry)
    number.set(qn("w:val"), str(second))


def _numbering(document: Document) -> Element:
    """Return the root of the document's lists, an empty one where it has none."""
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
            return relation.target_part.element  # type: ignore[no-any-return]
    from docx.parts.numbering import NumberingPart

    root = cast("BaseOxmlElement", OxmlElement("w:numbering"))
    part = NumberingPart(
        PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, root, document.part.package
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return cast("Element", part.element)


def tidy(document: Document) -> None:
    """Mend what old files hold and strict readers refuse, and take out what was said about them."""
    settings = document.settings.element
    zoom = settings.find(qn("w:zoom"))
    if zoom is not None and zoom.get(qn("w:percent")) is None:
        zoom.set(qn("w:percent"), "100")
    unwanted: tuple[str, ...] = (
        RELATIONSHIP_TYPE.COMMENTS,
        RELATIONSHIP_TYPE.FOOTNOTES,
        RELATIONSHIP_TYPE.ENDNOTES,
    )
    if any(settings.find(qn(f"w:{name}Pr")) is not None for name in ("footnote", "endnote")):
        unwanted = unwanted[:1]  # the settings name their separators
    for key, relation in list(document.part.rels.items()):
        extended = relation.reltype.rsplit("/", 1)[-1].startswith("comments")
        if relation.reltype in unwanted or extended or relation.reltype.endswith(_OLD):
            del document.part.rels[key]
