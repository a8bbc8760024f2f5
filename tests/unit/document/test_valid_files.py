"""Every file that is written stands up to a strict validator and to LibreOffice."""

import io
import subprocess
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from openxml_audit import FileFormat, OpenXmlValidator
from test_edit_matrix import MIXED
from word_edits import Hands, desk_of, seen

from minutes_pipeline.document.further import render_record, render_speakers
from minutes_pipeline.document.template import find_template, load_template, template_names

FORMS = template_names()


@pytest.fixture
def validator():
    """One for each file: on further files it confuses the parts of those before."""
    return OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, strict=True)


def faults(validator, held, path):
    path.write_bytes(held)
    return [f"{one.part_uri}: {one.description}" for one in validator.validate(str(path)).errors]


def desk(name, minutes, agenda, record):
    return desk_of(load_template(find_template(name)), minutes, agenda, record)


@pytest.mark.parametrize("name", FORMS)
def test_the_draft_is_valid_in_every_form(validator, draw, tmp_path, name):
    assert faults(validator, draw(load_template(find_template(name))), tmp_path / "m.docx") == []


@pytest.mark.parametrize("name", FORMS)
def test_the_further_papers_are_valid(validator, minutes, agenda, record, tmp_path, name):
    form = load_template(find_template(name))
    path = tmp_path / "m.docx"

    assert faults(validator, render_record(form, minutes, agenda, record), path) == []
    assert faults(validator, render_speakers(form, minutes, record), path) == []


@pytest.mark.parametrize("name", FORMS)
def test_the_forms_themselves_are_valid(validator, tmp_path, name):
    held = (find_template(name) / "template.docx").read_bytes()

    assert faults(validator, held, tmp_path / "t.docx") == []


def test_the_draft_with_an_editors_work_is_valid(validator, minutes, agenda, record, tmp_path):
    work = desk("izumi", minutes, agenda, record)
    hands = Hands(work.docx())
    for step in MIXED["everything"]:
        step(hands)
    work.take(hands.save(tmp_path / "edited.docx"))

    assert faults(validator, work.docx(), tmp_path / "m.docx") == []


@pytest.mark.office
def test_another_program_keeps_words_ids_headings_and_comments(
    minutes, agenda, record, draw, tmp_path
):
    """All forms through LibreOffice at once: what is read back is what was printed."""
    held = {name: draw(load_template(find_template(name))) for name in FORMS}
    for name, one in held.items():
        (tmp_path / f"{name}.docx").write_bytes(one)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "docx",
            "--outdir",
            str(tmp_path / "saved"),
            *(str(tmp_path / f"{name}.docx") for name in FORMS),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    for name, one in held.items():
        before, after = tmp_path / f"{name}.docx", tmp_path / "saved" / f"{name}.docx"
        assert seen(after) == seen(before)
        assert _marks(after) >= _marks(before)
        assert len(list(docx.Document(str(after)).comments)) == len(
            list(docx.Document(io.BytesIO(one)).comments)
        )
        assert _headings(after) == _headings(before)
        with zipfile.ZipFile(after) as saved:
            custom = [n for n in saved.namelist() if n.startswith("customXml/item")]
            assert any(b"urn:minutes-pipeline:trace:1" in saved.read(n) for n in custom)
        assert desk(name, minutes, agenda, record).take(after) == []


def _marks(path):
    body = docx.Document(str(path)).element.body
    return {b.get(qn("w:name")) for b in body.iter(qn("w:bookmarkStart"))}


def _headings(path):
    return [p.text for p in docx.Document(str(path)).paragraphs if "Heading" in p.style.name]
