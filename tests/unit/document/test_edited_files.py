"""Files that come back: refused with the reason, or read whole."""

import zipfile

import pytest
from word_edits import Hands, etree, made_paragraph_xml, seen

from minutes_pipeline.document.edited import read_edited
from minutes_pipeline.document.package import open_package
from minutes_pipeline.errors import PaperError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(path, **parts):
    with zipfile.ZipFile(path, "w") as target:
        for name, held in parts.items():
            target.writestr(name.replace("__", "/"), held)
    return path.read_bytes()


@pytest.mark.parametrize(
    ("held", "code", "said"),
    [
        (OLE + b"\0" * 600, "I01", "古い形式"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "I03", "パスワード"),
        (b"{\\rtf1 text}", "I01", "Word文書（.docx）ではありません"),
        (b"", "I01", "ではありません"),
        (b"PK\x03\x04 broken", "I02", "壊れています"),
    ],
)
def test_what_is_no_word_file_is_refused(tmp_path, held, code, said):
    path = tmp_path / "edited.docx"
    path.write_bytes(held)
    with pytest.raises(PaperError, match=said) as caught:
        open_package(path)

    assert caught.value.code == code


def test_a_file_that_is_not_there_or_is_a_folder_is_refused(tmp_path):
    for path in (tmp_path / "none.docx", tmp_path):
        with pytest.raises(PaperError) as caught:
            open_package(path)
        assert caught.value.code == "P01"


def test_another_kind_of_package_is_refused(tmp_path):
    path = tmp_path / "edited.docx"
    zipped(path, memo="memo")
    with pytest.raises(PaperError) as caught:
        open_package(path)

    assert caught.value.code == "I01"


def test_a_cut_off_file_is_refused(file, tmp_path):
    path = tmp_path / "edited.docx"
    path.write_bytes(file[: len(file) // 2])
    with pytest.raises(PaperError) as caught:
        open_package(path)

    assert caught.value.code == "I02"


def test_a_file_with_broken_xml_is_refused(file, tmp_path):
    hands = Hands(file)
    hands.parts["word/comments.xml"] = b"<w:comments"
    path = hands.save(tmp_path / "edited.docx")
    with pytest.raises(PaperError) as caught:
        read_edited(path)

    assert caught.value.code == "I02"


def test_entities_of_a_file_reach_nothing_on_this_computer(file, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密", encoding="utf-8")
    hands = Hands(file)
    path = hands.save(tmp_path / "edited.docx")
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    text = parts["word/document.xml"].decode()
    _head, _, rest = text.partition("?>") if text.startswith("<?xml") else ("", "", text)
    text = f'<!DOCTYPE d [<!ENTITY s SYSTEM "{secret.as_uri()}">]>' + rest.replace(
        "3,600万円", "&s;3,600万円", 1
    )
    parts["word/document.xml"] = text.encode()
    with zipfile.ZipFile(path, "w") as target:
        for name, held in parts.items():
            target.writestr(name, held)

    assert not [line for line in seen(path) if "秘密" in line]
    assert [line for line in seen(path) if "3,600万円" in line]


def test_a_file_in_the_strict_form_is_read(file, tmp_path):
    hands = Hands(file)
    path = hands.save(tmp_path / "edited.docx")
    before = seen(path)
    loose = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    with zipfile.ZipFile(path) as source:
        parts = {n: source.read(n).replace(loose, strict) for n in source.namelist()}
    with zipfile.ZipFile(path, "w") as target:
        for name, held in parts.items():
            target.writestr(name, held)

    assert seen(path) == before


def test_hidden_words_fields_and_ruby_read_as_they_are_seen(file, tmp_path):
    hands = Hands(file)
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    paragraph = made_paragraph_xml("見える", None)
    hidden = etree.SubElement(paragraph, f"{w}r")
    etree.SubElement(etree.SubElement(hidden, f"{w}rPr"), f"{w}vanish")
    etree.SubElement(hidden, f"{w}t").text = "隠れた"
    field = etree.SubElement(paragraph, f"{w}r")
    etree.SubElement(field, f"{w}instrText").text = " PAGE "
    ruby = etree.SubElement(etree.SubElement(paragraph, f"{w}r"), f"{w}ruby")
    for name, text in (("rt", "たちばな"), ("rubyBase", "橘")):
        holder = etree.SubElement(etree.SubElement(ruby, f"{w}{name}"), f"{w}r")
        etree.SubElement(holder, f"{w}t").text = text
    hands.paragraph("原案のとおり").addnext(paragraph)
    path = hands.save(tmp_path / "edited.docx")

    assert "見える橘" in seen(path)


def test_it_says_which_meeting_and_which_draft_it_was_made_from(file, tmp_path):
    path = tmp_path / "edited.docx"
    path.write_bytes(file)
    edited = read_edited(path)

    assert edited.trace.title == "令和6年度第2回青葉台市緑化審議会会議録（案）"
    assert edited.trace.date == "2024-10-08"
    assert len(edited.trace.draft) == 64
    assert dict(edited.trace.texts).keys() >= {"p0001", "title", "row_date", "sign_1"}
