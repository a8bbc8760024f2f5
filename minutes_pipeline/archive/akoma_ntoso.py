"""The minutes as Akoma Ntoso 3.0 (OASIS Standard 1.0): a ``debate``, checked against its schema.

導入文 is a ``narrative``, 説明要点 and 結論 are each a ``summary``, a question or an answer is a
``speech`` of a role. Persons are not named beyond what the minutes print.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from lxml import etree

from minutes_pipeline.archive.printed import Kind, Line, Printed

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_CLASSES = {Kind.OUTCOME: "outcome", Kind.POINT: "point", Kind.NOTE: "note", Kind.TEXT: "text"}


@dataclass(frozen=True, slots=True)
class Work:
    """What the minutes are as a work (FRBR).

    Attributes:
        id: Identifier of the minutes, ASCII.
        issuer: Who issues them: the city.
        held: ISO date of the sitting.
        approved: ISO date of the approval.
    """

    id: str
    issuer: str
    held: str
    approved: str


def akoma_ntoso(printed: Printed, work: Work) -> bytes:
    """Return the XML file."""
    return _Writer(printed, work).write()


def schema_faults(data: bytes) -> tuple[str, ...]:
    """Return what the OASIS schema has against a file; empty when it is valid."""
    schema = _schema()
    try:
        tree = etree.fromstring(data)
    except etree.XMLSyntaxError as error:
        return (str(error),)
    if schema.validate(tree):
        return ()
    log: Any = schema.error_log  # iterable, which its stubs do not know
    return tuple(f"{error.line}行目: {error.message}" for error in log)


def read_back(data: bytes) -> str:
    """Return the words of the file; its metadata are none."""
    root = etree.fromstring(data)
    for meta in list(root.iter(f"{{{NAMESPACE}}}meta")):
        parent = meta.getparent()
        if parent is not None:
            parent.remove(meta)
    return "\n".join(str(text) for text in root.itertext())


@cache
def _schema() -> etree.XMLSchema:
    with resources.as_file(resources.files("minutes_pipeline.archive") / "schemas") as folder:
        parser = etree.XMLParser(no_network=True)
        return etree.XMLSchema(etree.parse(Path(folder) / "akomantoso30.xsd", parser))


@dataclass
class _Writer:
    """One document on its way into XML."""

    printed: Printed
    work: Work
    sections: list[Any] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    speech: Any = None
    conclusions: Any = None

    def write(self) -> bytes:
        root = etree.Element(_tag("akomaNtoso"), nsmap={None: NAMESPACE})  # type: ignore[dict-item] # lxml-stubs know no default
        debate = _add(root, "debate", name="kaigiroku")
        self.meta(debate)
        preface = _add(debate, "preface")
        body = _add(debate, "debateBody")
        self.sections = [body]
        table = None
        for line in self.printed.lines:
            if line.kind is Kind.TITLE:
                title = _add(_add(preface, "p"), "docTitle")
                _write(title, line.text.replace("\n", ""))
            elif line.kind is Kind.PARTICULAR:
                table = _add(preface, "table") if table is None else table
                _particular(table, line)
            elif line.kind in (Kind.CERTIFICATE, Kind.SIGNATURE):
                self.close(debate, line)
            else:
                self.line(line)
        if len(preface) == 0:
            debate.remove(preface)
        if len(body) == 0:
            self.section("")
        etree.indent(root, " ")
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8")

    def meta(self, debate: Any) -> None:
        meta = _add(debate, "meta")
        identification = _add(meta, "identification", source="#issuer")
        uri = f"/akn/jp/debate/{self.work.held}/{self.work.id}"
        expression = f"{uri}/jpn@{self.work.approved}"
        for level, value, day, name in (
            ("FRBRWork", uri, self.work.held, "sitting"),
            ("FRBRExpression", expression, self.work.approved, "approval"),
            ("FRBRManifestation", f"{expression}.akn.xml", self.work.approved, "approval"),
        ):
            element = _add(identification, level)
            _add(element, "FRBRthis", value=f"{value}/!main" if level == "FRBRWork" else value)
            _add(element, "FRBRuri", value=value)
            _add(element, "FRBRdate", date=day, name=name)
            _add(element, "FRBRauthor", href="#issuer")
            if level == "FRBRWork":
                _add(element, "FRBRcountry", value="jp")
            elif level == "FRBRExpression":
                _add(element, "FRBRlanguage", language="jpn")
        references = _add(meta, "references", source="#issuer")
        _add(
            references,
            "TLCOrganization",
            eId="issuer",
            href="/akn/ontology/organization/jp/issuer",
            showAs=self.work.issuer,
        )
        for number, label in enumerate(self.labels(), 1):
            _add(
                references,
                "TLCRole",
                eId=f"role_{number}",
                href=f"/akn/ontology/role/jp/role_{number}",
                showAs=label,
            )

    def labels(self) -> list[str]:
        """Return every label that somebody speaks under, in order; unlabelled speech is 発言者."""
        spoken = (line for line in self.printed.lines if line.kind is Kind.SPEECH)
        return list(dict.fromkeys(line.label or "発言者" for line in spoken))

    def line(self, line: Line) -> None:
        match line.kind:
            case Kind.HEADING | Kind.SECTION:
                self.headed(line)
            case Kind.SPEECH:
                role = f"#role_{self.labels().index(line.label or '発言者') + 1}"
                section = self.here()
                self.speech = _add(
                    section, "speech", eId=self.id(section, "speech"), by=role, **{"as": role}
                )
                _write(_add(self.speech, "from"), line.label or "")
                _write(_add(self.speech, "p"), line.text)
            case Kind.CONTINUED if self.speech is not None:
                _write(_add(self.speech, "p"), line.text)
            case Kind.LEAD | Kind.NOTE | Kind.TEXT | Kind.CONTINUED:
                self.told("narrative", line)
            case _:
                self.told("summary", line)

    def told(self, tag: str, line: Line) -> None:
        """Write what is told rather than said."""
        section = self.here()
        element = _add(section, tag, eId=self.id(section, tag))
        if line.kind in _CLASSES:
            element.set("class", _CLASSES[line.kind])
        _write(element, line.text)
        self.speech = None

    def headed(self, line: Line) -> None:
        """Open a section under a heading; deeper ones stand inside."""
        self.speech = None
        name = "item" if line.kind is Kind.HEADING else "proceedings"
        level = min(line.level, len(self.sections))
        # Schema: a section holds headings first, so one that already has words is left.
        del self.sections[level:]
        self.section(line.text, name)

    def section(self, heading: str, name: str = "opening") -> None:
        parent = self.sections[-1]
        section = _add(parent, "debateSection", name=name, eId=self.id(parent, "dbsect"))
        if heading:
            _write(_add(section, "heading"), heading)
        self.sections.append(section)

    def here(self) -> Any:
        """Return the section that is open; words before every heading open one without."""
        if len(self.sections) == 1:
            self.section("")
        return self.sections[-1]

    def id(self, parent: Any, kind: str) -> str:
        """Return the next free eId of a kind below *parent*, as the naming convention has it."""
        base = parent.get("eId")
        name = f"{base}__{kind}" if base else kind
        self.counts[name] = self.counts.get(name, 0) + 1
        return f"{name}_{self.counts[name]}"

    def close(self, debate: Any, line: Line) -> None:
        if self.conclusions is None:
            self.conclusions = _add(debate, "conclusions")
        paragraph = _add(self.conclusions, "p")
        if line.kind is Kind.SIGNATURE:
            paragraph = _add(paragraph, "signature")
        _write(paragraph, line.text)


def _particular(table: Any, line: Line) -> None:
    row = _add(table, "tr")
    if line.label:
        _write(_add(_add(row, "th"), "p"), line.label)
    if line.group:
        _write(_add(_add(row, "td"), "p"), line.group)
    cell = _add(row, "td")
    for text in line.text.split("\n"):
        _write(_add(cell, "p"), text)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _add(parent: Any, tag: str, /, **attributes: str) -> Any:
    return etree.SubElement(parent, _tag(tag), attributes)


def _write(element: Any, text: str) -> None:
    """Write text into an element: tabs become a full-width space, line breaks ``eol``."""
    first, *others = text.replace("\t", "　").split("\n")
    element.text = first
    for other in others:
        _add(element, "eol").tail = other
