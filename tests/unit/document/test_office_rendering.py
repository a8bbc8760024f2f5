"""LibreOffice, as an independent reader, opens the draft and prints it."""

import subprocess
import zipfile

import docx
import pypdf
import pytest
from docx.oxml.ns import qn

from minutes_pipeline.document.template import find_template, load_template
from minutes_pipeline.meeting import Exchange, Minutes, MinutesItem, Paragraph

pytestmark = pytest.mark.office


def converted(held, folder, kind):
    """Let LibreOffice open the Word file and save it as *kind*; return the new file."""
    source = folder / "minutes.docx"
    source.write_bytes(held)
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(folder / "saved"),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return folder / "saved" / f"minutes.{kind}"


def printed(held, folder):
    """Return the text of every page, without white space."""
    pages = pypdf.PdfReader(converted(held, folder, "pdf")).pages
    return ["".join(page.extract_text().split()) for page in pages]


def test_the_draft_is_printed_whole(file, minutes, tmp_path):
    pages = printed(file, tmp_path)
    whole = "".join(pages)

    for paragraph in minutes.paragraphs():
        assert "".join(paragraph.text.split()) in whole
    assert "令和6年度第2回青葉台市緑化審議会会議録（案）" in pages[0]
    assert "令和6年10月8日（火）午前9時30分から午前11時まで" in whole
    assert "・市が管理する街路樹は1,240本である。" in whole
    assert "会議の顛末を記載し、その相違ないことを証明するために、ここに署名する。" in pages[-1]
    assert f"{len(pages)}/{len(pages)}" in pages[-1]


# With so many lines the block would be cut by the end of the page if nothing held it together.
@pytest.mark.parametrize("count", [30, 32])
def test_the_signature_stays_with_its_sentence(draw, izumi, minutes, tmp_path, count):
    exchanges = tuple(
        Exchange("委員", (Paragraph(f"p{n:04}", f"{n}点目はどのようにするのか。", ("u0005",)),))
        for n in range(1, count + 1)
    )
    long = Minutes(minutes.sitting, (MinutesItem("1", "街路樹について", exchanges=exchanges),))
    pages = printed(draw(izumi, long), tmp_path)
    holding = [n for n, page in enumerate(pages) if "ここに署名する。" in page]

    assert len(holding) == 1
    assert "署名委員" in pages[holding[0]]
    assert "令和年月日" in pages[holding[0]]


def test_labels_stay_with_their_words_and_figures_whole(draw, minutes, tmp_path):
    """Where a form writes the words below the label, some label always meets the end of a page."""
    asked = "樹種は変えないのか。また、歩道の補修と同時に更新を行うのか、それとも別に行うのか。"
    exchanges = tuple(
        Exchange(
            ("委員", "公園緑地課", "会長")[n % 3],
            (
                Paragraph(
                    f"p{n:04}", asked[: 9 + n * 37 % 70] + f"の{n}点目、1,240本。", ("u0005",)
                ),
            ),
        )
        for n in range(1, 121)
    )
    long = Minutes(minutes.sitting, (MinutesItem("1", "街路樹について", exchanges=exchanges),))
    form = load_template(find_template("hinode"))
    reader = pypdf.PdfReader(converted(draw(form, long), tmp_path, "pdf"))
    pages = [
        ["".join(line.split()) for line in page.extract_text().splitlines() if line.strip()]
        for page in reader.pages
    ]
    labels = {"〇委員", "〇公園緑地課", "〇会長"}
    ends = [[line for line in page if "/" not in line and not line.isdigit()][-1] for page in pages]

    assert sum(line in labels for page in pages for line in page) == len(exchanges)
    assert len(pages) > 5
    assert not labels.intersection(ends)
    assert sum(line.count("1,240") for page in pages for line in page) == len(exchanges)


def test_what_an_edited_file_is_matched_by_survives_another_program(file, minutes, tmp_path):
    saved = converted(file, tmp_path, "docx")
    document = docx.Document(str(saved))
    names = {b.get(qn("w:name")) for b in document.element.body.iter(qn("w:bookmarkStart"))}
    with zipfile.ZipFile(saved) as held:
        custom = b"".join(held.read(n) for n in held.namelist() if n.startswith("customXml/item"))

    assert {p.id.replace("p", "p_") for p in minutes.paragraphs()} <= names
    assert len(list(document.comments)) == 4
    assert b"urn:minutes-pipeline:trace:1" in custom
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"] == [
        "1 街路樹更新計画について（諮問）",
        "2 街路樹管理の指針について（諮問）",
        "3 苗木の配布について（報告）",
        "4 その他",
        "案件外の発言",
    ]
