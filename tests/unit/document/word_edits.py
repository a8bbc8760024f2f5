"""An editor's hands on a draft: the whole way from a printed draft to corrections and back."""

from __future__ import annotations

import copy
import io
import zipfile
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from lxml import etree

from minutes_pipeline.corrections.writing import correct_minutes
from minutes_pipeline.document.arrangement import printed
from minutes_pipeline.document.edited import read_edited
from minutes_pipeline.document.kept_comments import new_comments
from minutes_pipeline.document.matching import match
from minutes_pipeline.document.pieces import pieces
from minutes_pipeline.document.remaining import reads_the_same, remaining
from minutes_pipeline.document.spoken_particulars import changed_particulars
from minutes_pipeline.document.taking_in import Taken, taken_in
from minutes_pipeline.document.word import AUTHOR, render
from minutes_pipeline.drafting.checks import contradictions
from minutes_pipeline.meeting import Correction, Corrections

NS = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
XML = "{http://www.w3.org/XML/1998/namespace}"
WHO = {f"{W}author": "山田", f"{W}date": "2024-10-09T10:20:00Z"}


# --- the whole way ---------------------------------------------------------------------------


@dataclass
class Desk:
    """A draft, and all that was taken into it so far."""

    template: object
    machine: object
    agenda: object
    record: object
    made: tuple = ()

    @property
    def corrections(self):
        return Corrections(self.made)

    @property
    def minutes(self):
        return correct_minutes(
            self.machine, self.record, self.record, self.corrections, contradictions
        )

    @property
    def lines(self):
        return printed(
            self.template.form,
            self.minutes,
            self.agenda,
            self.record.utterances,
            self.corrections,
        )[0]

    def docx(self):
        """The draft as it is printed now."""
        return render(
            self.template,
            self.minutes,
            self.agenda,
            self.record.utterances,
            self.machine.notes,
            self.corrections,
        )

    def take(self, path):
        """Take an edited file in as the product does; return what was new."""
        edited = read_edited(path)
        form = self.template.form
        lines = self.lines
        matches = match(pieces(edited.blocks, lines, form), lines, edited.trace)
        first = []
        if not reads_the_same(matches, lines):
            first += taken_in(matches, lines, self.minutes, self.machine, form, self.next_id)
        stated = changed_particulars(matches, lines, self.minutes.sitting, form)
        first += [Taken(one) for one in stated]
        comments = new_comments(edited, matches, lines, self.corrections, AUTHOR)
        first += [Taken(one) for one in comments]
        self.keep(first)
        lines = self.lines
        matches = match(pieces(edited.blocks, lines, form), lines, edited.trace)
        second = list(remaining(matches, lines, self.next_id))
        self.keep(second)
        return [one.change for one in (*first, *second)]

    @property
    def next_id(self):
        first = len(self.made) + 1
        return lambda n: f"c{first + n:04d}"

    def keep(self, taken):
        first = len(self.made) + 1
        moment = datetime(2024, 10, 9, tzinfo=UTC)
        self.made += tuple(
            Correction(f"c{first + n:04d}", f"c{first:04d}", "山田", moment, one.change, "word")
            for n, one in enumerate(taken)
        )


# --- what is seen ----------------------------------------------------------------------------


def seen(path):
    """Return what a reader of the file sees: every paragraph and row, the empty ones aside."""
    return [
        "\t".join(block.cells) if block.cells is not None else block.text
        for block in read_edited(path).blocks
    ]


def seen_without_gaps(path):
    """Return what is seen, white space aside."""
    return ["".join(line.split()) for line in seen(path)]


# --- an editor's hands, in XML as Word writes it ---------------------------------------------


class Hands:
    """Edits ``document.xml`` of a Word file in place."""

    def __init__(self, held):
        with zipfile.ZipFile(io.BytesIO(held)) as source:
            self.parts = {name: source.read(name) for name in source.namelist()}
        self.root = etree.fromstring(self.parts["word/document.xml"])
        self.body = self.root.find("w:body", NS)

    def save(self, path):
        self.parts["word/document.xml"] = etree.tostring(self.root, xml_declaration=True)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
            for name, part in self.parts.items():
                target.writestr(name, part)
        return path

    def paragraph(self, start):
        """Return the one paragraph of the body whose words hold *start*."""
        found = [p for p in self.body.iter(f"{W}p") if start in words(p)]
        assert found, start
        return found[0]

    def heading(self, start):
        """Return the one heading whose words hold *start*."""
        found = [p for p in self.body.findall("w:p", NS) if start in words(p)]
        named = [p.find("w:pPr/w:pStyle", NS) for p in found]
        styles = [None if one is None else one.get(f"{W}val") for one in named]
        return next(p for p, one in zip(found, styles, strict=True) if "Heading" in (one or ""))

    def paragraphs(self):
        return [p for p in self.body.findall("w:p", NS) if words(p).strip()]

    # plain

    def write(self, start, old, new):
        """Replace words within a paragraph, as typing over them does."""
        self._write(self.paragraph(start), old, new)

    def write_heading(self, start, old, new):
        self._write(self.heading(start), old, new)

    def delete_heading(self, start):
        heading = self.heading(start)
        heading.getparent().remove(heading)

    def _write(self, paragraph, old, new):
        text_runs = [t for t in paragraph.iter(f"{W}t") if t.text]
        whole = "".join(t.text for t in text_runs)
        at = whole.index(old)
        position = 0
        done = False
        for t in text_runs:
            text, begin = t.text, position
            position += len(text)
            first, last = max(at - begin, 0), min(at + len(old) - begin, len(text))
            if first < last:
                t.text = text[:first] + ("" if done else new) + text[last:]
                t.set(f"{XML}space", "preserve")
                done = True

    def rewrite(self, start, text):
        """Replace all words of a paragraph, behind its label."""
        paragraph = self.paragraph(start)
        runs = [r for r in paragraph.findall("w:r", NS) if r.find("w:rPr/w:rStyle", NS) is None]
        runs = [r for r in runs if r.find("w:t", NS) is not None and words(r).strip()]
        for run in runs[1:]:
            paragraph.remove(run)
        runs[0].find("w:t", NS).text = text

    def delete(self, start):
        paragraph = self.paragraph(start)
        paragraph.getparent().remove(paragraph)

    def add(self, after, text, style="MinBullet", *, bare=False):
        """Put a new paragraph behind another."""
        new = made_paragraph_xml(text, None if bare else style)
        self.paragraph(after).addnext(new)
        return new

    def move(self, start, after):
        paragraph, behind = self.paragraph(start), self.paragraph(after)
        paragraph.getparent().remove(paragraph)
        behind.addnext(paragraph)

    def copy(self, start, after):
        behind = self.paragraph(after)
        behind.addnext(copy.deepcopy(self.paragraph(start)))

    def split(self, start, at):
        """Press the return key before the words *at*."""
        paragraph = self.paragraph(start)
        runs = [r for r in paragraph.findall("w:r", NS) if r.find("w:t", NS) is not None]
        run = next(r for r in runs if at in r.find("w:t", NS).text)
        text = run.find("w:t", NS).text
        cut = text.index(at)
        second = etree.Element(f"{W}p")
        properties = paragraph.find("w:pPr", NS)
        if properties is not None:
            second.append(copy.deepcopy(properties))
        tail = copy.deepcopy(run)
        run.find("w:t", NS).text = text[:cut]
        tail.find("w:t", NS).text = text[cut:]
        second.append(tail)
        for rest in list(run.itersiblings()):
            second.append(rest)
        paragraph.addnext(second)

    def join(self, start):
        """Press the delete key at the end of a paragraph."""
        paragraph = self.paragraph(start)
        following = paragraph.getnext()
        for child in list(following):
            if child.tag != f"{W}pPr":
                paragraph.append(child)
        following.getparent().remove(following)

    def relabel(self, start, label):
        paragraph = self.paragraph(start)
        run = next(
            r for r in paragraph.findall("w:r", NS) if r.find("w:rPr/w:rStyle", NS) is not None
        )
        run.find("w:t", NS).text = label

    def cell(self, row, column, text, table=0):
        cells = self.body.findall("w:tbl", NS)[table].findall("w:tr", NS)[row].findall("w:tc", NS)
        paragraphs = cells[column].findall("w:p", NS)
        for extra in paragraphs[1:]:
            cells[column].remove(extra)
        for child in list(paragraphs[0]):
            if child.tag == f"{W}r":
                paragraphs[0].remove(child)
        paragraphs[0].append(run_xml(text))

    # tracked

    def track_insert(self, start, after, new):
        """Insert words behind *after* under tracking."""
        run, cut = self._run(start, after)
        self._cut(run, cut)
        mark = etree.Element(f"{W}ins", {f"{W}id": "901", **WHO})
        mark.append(run_xml(new))
        run.addnext(mark)

    def track_delete(self, start, old):
        run, cut = self._run(start, old)
        self._cut(run, cut)
        self._cut(run, cut - len(old))
        gone = run.getnext()
        mark = etree.Element(f"{W}del", {f"{W}id": "902", **WHO})
        gone.addprevious(mark)
        mark.append(gone)
        for t in gone.iter(f"{W}t"):
            t.tag = f"{W}delText"

    def track_delete_mark(self, start):
        self._mark(self.paragraph(start), "del")

    def track_delete_paragraph(self, start):
        paragraph = self.paragraph(start)
        for run in paragraph.findall("w:r", NS):
            mark = etree.Element(f"{W}del", {f"{W}id": "903", **WHO})
            run.addprevious(mark)
            mark.append(run)
            for t in run.iter(f"{W}t"):
                t.tag = f"{W}delText"
        self._mark(paragraph, "del")

    def track_add(self, after, text, style="MinBullet"):
        new = made_paragraph_xml(text, style)
        run = new.find("w:r", NS)
        mark = etree.Element(f"{W}ins", {f"{W}id": "904", **WHO})
        run.addprevious(mark)
        mark.append(run)
        self._mark(new, "ins")
        self.paragraph(after).addnext(new)

    def track_move(self, start, after):
        """Move a paragraph under tracking: Word keeps both, one crossed out."""
        paragraph = self.paragraph(start)
        new = copy.deepcopy(paragraph)
        for one in [*new.iter(f"{W}bookmarkStart"), *new.iter(f"{W}bookmarkEnd")]:
            one.getparent().remove(one)
        for one in [e for e in new.iter() if "omment" in str(e.tag)]:
            holder = one.getparent()
            if holder is not None:
                holder.remove(one)
        behind = self.paragraph(after)
        for where, name in ((paragraph, "moveFrom"), (new, "moveTo")):
            for run in where.findall("w:r", NS):
                mark = etree.Element(f"{W}{name}", {f"{W}id": "905", **WHO})
                run.addprevious(mark)
                mark.append(run)
            self._mark(where, name)
        behind.addnext(new)

    def _mark(self, paragraph, name):
        properties = paragraph.find("w:pPr", NS)
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            paragraph.insert(0, properties)
        run_properties = etree.SubElement(properties, f"{W}rPr")
        etree.SubElement(run_properties, f"{W}{name}", {f"{W}id": "906", **WHO})

    def _run(self, start, until):
        """Return the run that holds *until*, and the position behind it."""
        for run in self.paragraph(start).iter(f"{W}r"):
            t = run.find("w:t", NS)
            if t is not None and until in t.text:
                return run, t.text.index(until) + len(until)
        raise AssertionError(until)

    def _cut(self, run, at):
        """Split a run in two at a position."""
        t = run.find("w:t", NS)
        tail = copy.deepcopy(run)
        tail.find("w:t", NS).text = t.text[at:]
        t.text = t.text[:at]
        for one in (t, tail.find("w:t", NS)):
            one.set(f"{XML}space", "preserve")
        run.addnext(tail)


def words(paragraph):
    return "".join(t.text or "" for t in paragraph.iter(f"{W}t"))


def run_xml(text):
    run = etree.Element(f"{W}r")
    for number, piece in enumerate(text.split("\t")):
        if number:
            etree.SubElement(run, f"{W}tab")
        t = etree.SubElement(run, f"{W}t", {f"{XML}space": "preserve"})
        t.text = piece
    return run


def made_paragraph_xml(text, style):
    paragraph = etree.Element(f"{W}p")
    if style:
        properties = etree.SubElement(paragraph, f"{W}pPr")
        etree.SubElement(properties, f"{W}pStyle", {f"{W}val": style})
    paragraph.append(run_xml(text))
    return paragraph


def drawn_table(rows):
    table = etree.Element(f"{W}tbl")
    etree.SubElement(table, f"{W}tblPr")
    etree.SubElement(table, f"{W}tblGrid")
    for row in rows:
        line = etree.SubElement(table, f"{W}tr")
        for cell in row:
            holder = etree.SubElement(line, f"{W}tc")
            holder.append(made_paragraph_xml(cell, None))
    return table


def desk_of(template, minutes, agenda, record):
    machine = replace(minutes, notes=())
    return Desk(template, machine, agenda, record)
