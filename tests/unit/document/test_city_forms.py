"""Forms of cities: found by name or folder, their faults named all at once."""

import os
import re
import shutil
import subprocess
import sys
import zipfile

import docx
import pytest

from minutes_pipeline.document.style import Style
from minutes_pipeline.document.template import (
    find_template,
    load_template,
    template_digests,
    template_names,
)
from minutes_pipeline.errors import PaperError


@pytest.fixture
def folder(tmp_path):
    """A copy of a good form, to spoil."""
    return shutil.copytree(find_template("izumi"), tmp_path / "form")


def faults(folder):
    with pytest.raises(PaperError) as caught:
        load_template(folder)
    assert caught.value.code == "F02"
    return [line.removeprefix("　・") for line in caught.value.what.splitlines()[1:]]


def edit(folder, old, new):
    toml = folder / "template.toml"
    text = toml.read_text(encoding="utf-8")
    assert old in text
    toml.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_every_bundled_form_is_without_faults():
    assert template_names() == ("_sample", "hinode", "izumi", "shiomi", "wakaba")
    assert {load_template(find_template(name)).form.format for name in template_names()} == {1}


def test_forms_are_found_by_name_and_by_folder(folder):
    assert find_template("izumi").name == "izumi"
    assert find_template(str(folder)) == folder


def test_an_unknown_form_is_refused_with_the_names_that_are_known():
    with pytest.raises(
        PaperError, match=r"F01.*izmi.*「izumi」ではありませんか.*_sample、hinode、izumi"
    ):
        find_template("izmi")


def test_all_faults_are_named_at_once(folder):
    edit(folder, 'suffix = "会議録"', 'sufix = "会議録"')
    edit(folder, 'block = "place"', 'block = "plase"')
    edit(folder, "comments = true", 'comments = "はい"')
    edit(folder, "limit = 40", "limit = 0")
    edit(folder, 'form = "{label}"', 'form = "{name}"')
    edit(folder, 'label = "案件"', "")
    document = docx.Document(str(folder / "template.docx"))
    document.styles["導入文"].element.getparent().remove(document.styles["導入文"].element)
    document.save(str(folder / "template.docx"))

    found = faults(folder)

    assert len(found) == 7
    assert "template.toml: sufix という項目はありません（suffix？）。" in found
    assert "template.toml: label の form: 使えるのは{label}だけです。" in found
    assert "template.toml: particulars 7番目の label がありません。" in found
    assert any("particulars 2番目の block に書けるのは date, place," in one for one in found)
    assert "template.toml: doubts の comments: true か false を書いてください。" in found
    assert "template.toml: doubts の limit は1以上にしてください。" in found
    assert "template.docx に次のスタイルがありません: 導入文（段落）。" in found


def test_a_misspelt_table_is_refused_too(folder):
    edit(folder, "[closing]", "[closng]")

    assert faults(folder) == ["template.toml: closng という項目はありません（closing？）。"]


def test_a_fixed_text_belongs_to_a_fixed_block(folder):
    edit(folder, 'label = "場所"', 'label = "場所"\ntext = "市役所"')

    assert faults(folder) == [
        'template.toml: particulars 2番目: text は block = "fixed" のときに、そのときだけ書きます。'
    ]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("template.toml", None, "template.toml がないか、読めません。"),
        (
            "template.toml",
            b"format = 1\nname = \n",
            "template.toml の書き方が正しくありません（2行目）。",
        ),
        ("template.toml", "name = '様式'".encode("cp932"), "文字コードが UTF-8 ではありません。"),
        ("template.docx", None, "template.docx がないか、読めません。"),
        ("template.docx", b"PK", "Word文書（.docx）として開けません。"),
    ],
)
def test_a_file_that_is_no_form_is_named(folder, name, content, said):
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(content)

    assert said in "".join(faults(folder))


def test_a_zip_file_that_is_not_words_is_named(folder):
    with zipfile.ZipFile(folder / "template.docx", "w") as target:
        target.writestr("memo.txt", "memo")

    assert faults(folder) == ["template.docx がWord文書（.docx）として開けません。"]


def test_a_style_of_the_wrong_kind_is_named(folder):
    document = docx.Document(str(folder / "template.docx"))
    document.styles["発言者名"].element.set(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}type", "paragraph"
    )
    document.save(str(folder / "template.docx"))

    assert faults(folder) == [
        "template.docx のスタイル「発言者名」が文字のスタイルではありません。"
    ]


def test_a_changed_form_has_another_digest(folder):
    before = template_digests(folder)
    edit(folder, "limit = 40", "limit = 41")
    after = template_digests(folder)

    assert before["template.docx"] == after["template.docx"]
    assert before["template.toml"] != after["template.toml"]


def test_the_word_files_are_what_the_script_makes(project, tmp_path):
    shutil.copytree(project / "templates", tmp_path / "templates")
    script = tmp_path / "templates" / "build.py"
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, str(script)], check=True, env=environment)

    for name in template_names():
        made, kept = tmp_path / "templates" / name, find_template(name)
        with (
            zipfile.ZipFile(made / "template.docx") as new,
            zipfile.ZipFile(kept / "template.docx") as old,
        ):
            assert new.namelist() == old.namelist()
            assert [new.read(n) for n in new.namelist()] == [old.read(n) for n in old.namelist()]


def test_the_guide_explains_every_key_block_and_style(project):
    guide = (project / "docs" / "how-to-template.md").read_text(encoding="utf-8")
    toml = "\n".join(
        (find_template(name) / "template.toml").read_text(encoding="utf-8")
        for name in template_names()
    )
    keys = set(re.findall(r"^(\w+) =", toml, re.MULTILINE))
    blocks = set(re.findall(r'^block = "(\w+)"', toml, re.MULTILINE))
    styles = {style.value for style in Style}

    assert [one for one in sorted(keys | blocks) if f"`{one}`" not in guide] == []
    assert [one for one in sorted(styles) if one not in guide] == []
