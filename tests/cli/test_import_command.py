"""An editor's Word file comes back: the whole command, on a draft from a written transcript."""

import re
import shutil
import zipfile

import docx
import pytest

TALK = """\
委員長：ただいまから緑化審議会を開会いたします。議題1、街路樹の更新についてを議題といたします。説明をお願いします。
公園緑地課：公園緑地課でございます。市が管理する街路樹は1,240本ございます。倒木の危険がある48本を先に更新いたします。
委員：費用はいくらかかるのでしょうか。
公園緑地課：費用は3,600万円を見込んでおります。
委員長：ほかになければ閉会いたします。
"""
AGENDA = "令和6年度第2回青葉台市緑化審議会　次第\n日時　令和6年10月8日（火）午前10時\n1　街路樹の更新について（報告）\n"
ROSTER = "氏名,役職,区分,所属\n森 太一,会長,委員,\n原 みどり,委員,委員,\n西 航,課長,説明員,都市整備部公園緑地課\n"


@pytest.fixture(scope="module")
def folder(minutes, tmp_path_factory):
    place = tmp_path_factory.mktemp("import")
    for name, text in (("talk.txt", TALK), ("agenda.txt", AGENDA), ("roster.csv", ROSTER)):
        (place / name).write_text(text, encoding="utf-8")
    done = minutes(
        "draft",
        "-",
        "--transcript",
        place / "talk.txt",
        "--agenda",
        place / "agenda.txt",
        "--roster",
        place / "roster.csv",
        "--out",
        place / "w.minutes",
    )
    assert done.returncode == 0, done.stderr
    return place / "w.minutes"


@pytest.fixture
def work(folder, tmp_path):
    return shutil.copytree(folder, tmp_path / "w.minutes")


def lines(path):
    return [p.text for p in docx.Document(str(path)).paragraphs if p.text]


def edit(path, old, new):
    document = docx.Document(str(path))
    run = next(r for p in document.paragraphs for r in p.runs if old in r.text)
    run.text = run.text.replace(old, new)
    document.core_properties.last_modified_by = "山田"
    document.save(str(path))


def test_an_edit_comes_back_once_and_is_flagged_against_the_speech(minutes, work, tmp_path):
    path = shutil.copy(work / "minutes.docx", tmp_path / "edited.docx")
    edit(path, "3,600万円", "3,800万円")
    done = minutes("import", work, path)

    assert done.returncode == 0, done.stderr
    assert "直しを1件取り込みました" in done.stdout
    assert "3800" in re.sub("[,，]", "", done.stdout.partition("食い違う")[2])
    assert any("3,800万円" in line for line in lines(work / "minutes.docx"))
    assert "3,800万円" in (work / "minutes.json").read_text(encoding="utf-8")
    assert "山田" in (work / "work" / "corrections.jsonl").read_text(encoding="utf-8")

    log = (work / "work" / "corrections.jsonl").read_bytes()
    again = minutes("import", work, path)
    assert "新しい直しはありませんでした" in again.stdout
    assert (work / "work" / "corrections.jsonl").read_bytes() == log


def test_the_folders_own_draft_can_be_edited_and_taken_in(minutes, work):
    edit(work / "minutes.docx", "費用は", "予算は")
    other = minutes("run", work, "--from", "document")
    assert other.returncode == 8  # never printed over
    done = minutes("import", work, work / "minutes.docx")

    assert done.returncode == 0, done.stderr
    assert any("予算は" in line for line in lines(work / "minutes.docx"))


def test_an_editor_may_go_on_in_the_same_file_but_not_in_an_old_draft(minutes, work, tmp_path):
    path = shutil.copy(work / "minutes.docx", tmp_path / "edited.docx")
    old = shutil.copy(work / "minutes.docx", tmp_path / "old.docx")
    edit(path, "3,600万円", "3,800万円")
    assert minutes("import", work, path).returncode == 0
    edit(path, "48本", "50本")
    assert "直しを1件" in minutes("import", work, path).stdout

    roster = (work / "work" / "corrections.jsonl").read_text(encoding="utf-8")
    (work / "work" / "corrections.jsonl").write_text(
        roster.replace('"by":"word"', '"by":"review"'), encoding="utf-8"
    )
    edit(old, "倒木", "枯木")
    refused = minutes("import", work, old)
    assert refused.returncode == 4
    assert "I04" in refused.stderr


def test_another_meetings_file_is_refused_and_nothing_changes(minutes, work, tmp_path):
    path = shutil.copy(work / "minutes.docx", tmp_path / "other.docx")
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    trace = "customXml/item1.xml"
    parts[trace] = re.sub(
        rb'(meeting|title|date)="[^"]*"', rb'\1="2020-01-01"', parts[trace], count=3
    )
    with zipfile.ZipFile(path, "w") as target:
        for name, held in parts.items():
            target.writestr(name, held)
    before = (work / "minutes.docx").read_bytes()
    refused = minutes("import", work, path)

    assert refused.returncode == 4
    assert "I05" in refused.stderr
    assert (work / "minutes.docx").read_bytes() == before
    assert not (work / "work" / "corrections.jsonl").exists()
