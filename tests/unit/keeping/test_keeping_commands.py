"""Approve, archive, verify, purge: as a clerk runs them, and as they refuse."""

import hashlib
import io
import json
import shutil
import zipfile
from datetime import date

import pytest

from minutes_pipeline.archive import pdfa
from minutes_pipeline.cli.main import main
from minutes_pipeline.errors import NotReady, PackageDamaged, PaperError
from minutes_pipeline.keeping import approval, condition, purging, sealing
from minutes_pipeline.keeping.verification import verified
from minutes_pipeline.meeting import ReviewNote, Severity
from minutes_pipeline.workspace.folder import WorkFolder
from minutes_pipeline.workspace.job import Job, look_at

EPOCH = "1760000000"  # 2025-10-09


@pytest.fixture(autouse=True)
def _settled_moment(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)


def files(folder):
    found = (p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in found}


def seal(folder, target, **more):
    return sealing.seal(folder, target, None, **{"without_pdf": True, **more})


def run(capsys, *arguments):
    """Run the command here; return its status and all it printed."""
    with pytest.raises(SystemExit) as ended:
        main([str(one) for one in arguments])
    told = capsys.readouterr()
    return ended.value.code or 0, told.out + told.err


def tracked(held):
    """Return a Word file with an insertion as Word tracks it."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(held)) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                mark = (
                    '<w:ins w:id="900" w:author="編集者"><w:r><w:t>追加</w:t></w:r></w:ins></w:p>'
                )
                data = data.decode().replace("</w:p>", mark, 1).encode()
            target.writestr(name, data)
    return result.getvalue()


# --- refusing -------------------------------------------------------------------------------------


def test_all_reasons_are_named_at_once(with_gaps, tmp_path):
    folder = tmp_path / "work.minutes"
    shutil.copytree(with_gaps, folder)
    word = folder / "minutes.docx"
    word.write_bytes(tracked(word.read_bytes()))
    particulars = next((folder / "work/inputs").glob("particulars*"))
    particulars.write_text('所管課 = "図書館課"\n', "utf-8")

    with pytest.raises(NotReady) as caught:
        seal(folder, tmp_path / "kept")

    told = caught.value.what
    assert caught.value.code == "B01"
    for reason in (
        "「日時」に【要記入】が残っています",
        "「公開の別」に【要記入】が残っています",
        "minutes.docx に未処理の1件の変更履歴があります（編集者）",
        "minutes.docx は手で直されていますが、取り込まれていません",
        "作り直しが必要な段階があります: 「会議の情報をまとめ」",
        "承認が記録されていません",
    ):
        assert reason in told
    assert not (tmp_path / "kept").exists()


def test_an_open_serious_doubt_is_a_reason(ready, monkeypatch):
    doubt = ReviewNote("number-doubtful", Severity.HIGH, "「3館」の数字が不確かです。")
    monkeypatch.setattr(condition, "_doubts", lambda _work: (doubt,))

    with pytest.raises(NotReady, match="「3館」の数字が不確かです"):
        approval.approve(ready, "会長", date(2025, 9, 30), None)


def test_a_folder_without_a_draft_is_refused(tmp_path):
    with pytest.raises(PaperError) as caught:
        approval.approve(tmp_path, "会長", date(2025, 9, 30), None)

    assert caught.value.code == "W01"


@pytest.mark.parametrize(
    ("by", "day", "told"),
    [
        ("", date(2025, 9, 30), "氏名がありません"),
        ("会長", date(2025, 9, 3), "会議の日（2025-09-04）より前"),
        ("会長", date(2025, 10, 10), "先の日になっています"),
    ],
)
def test_an_approval_that_cannot_be_is_refused(ready, by, day, told):
    with pytest.raises(PaperError, match=told) as caught:
        approval.approve(ready, by, day, None)

    assert caught.value.code == "B11"


@pytest.mark.parametrize("text", ["2025-09-30", "2025/9/30", "2025.9.30", "令和7年9月30日"])
def test_days_are_read_as_clerks_write_them(text):
    assert approval.read_day(text) == date(2025, 9, 30)


@pytest.mark.parametrize("text", ["", "きのう", "2025-13-01", "令和7年2月30日", "9月30日"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(PaperError) as caught:
        approval.read_day(text)

    assert caught.value.code == "B11"


# --- approving and sealing ------------------------------------------------------------------------


def test_from_approval_to_a_verified_package(ready, tmp_path, capsys):
    status, told = run(
        capsys, "approve", ready, "--by", "会長 三好桐子", "--date", "令和7年9月30日"
    )
    assert (status, "承認を記録しました（2025-09-30、会長 三好桐子）" in told) == (0, True)

    status, told = run(capsys, "archive", ready, "--out", tmp_path / "kept", "--without-pdf")
    assert status == 0
    sealed = told.split("封印値: ")[1].split()[0]

    status, told = run(capsys, "verify", tmp_path / "kept", "--seal", sealed)
    assert status == 0
    assert "封をしたときのままです" in told
    names = set(files(tmp_path / "kept"))
    assert names >= {
        "data/minutes/minutes.docx",
        "data/minutes/minutes.akn.xml",
        "data/minutes/minutes.txt",
        "data/minutes/minutes.kokkai.json",
        "data/minutes/minutes.json",
        "data/drafts/draft.docx",
        "data/drafts/draft.json",
        "data/transcript/utterances.json",
        "data/transcript/transcript.vtt",
        "data/source/agenda.txt",
        "data/source/roster.csv",
        "data/source/particulars.toml",
        "data/source/transcript.txt",
        "data/reports/provenance.json",
        "data/reports/validation.json",
        "metadata/premis.xml",
    }
    text = (tmp_path / "kept/data/minutes/minutes.txt").read_text("utf-8")
    assert text.startswith("令和7年度第2回若葉市図書館協議会会議録\n")
    assert "（案）" not in text
    premis = (tmp_path / "kept/metadata/premis.xml").read_text("utf-8")
    assert "会長 三好桐子" in premis
    provenance = json.loads((tmp_path / "kept/data/reports/provenance.json").read_bytes())
    assert provenance["approval"]["day"] == "2025-09-30"
    assert "draft" in provenance["stages"]
    info = (tmp_path / "kept/bag-info.txt").read_text("utf-8")
    assert "Source-Organization: 若葉市\n" in info
    assert "Retention: 10年\n" in info
    assert "Bagging-Date: 2025-10-09\n" in info


def test_the_same_folder_gives_the_same_package(approved, tmp_path):
    first = seal(approved, tmp_path / "a")
    second = seal(approved, tmp_path / "b")

    assert first.seal == second.seal
    assert files(tmp_path / "a") == files(tmp_path / "b")


def test_words_that_changed_after_the_approval_are_noticed(approved, tmp_path, reform):
    reform(approved)
    toml = tmp_path / "other form/template.toml"
    toml.write_text(toml.read_text("utf-8").replace("（{kind}）", "［{kind}］"), "utf-8")

    with pytest.raises(
        NotReady, match="承認（2025-09-30、会長 三好桐子）の後に会議録の言葉が変わって"
    ):
        seal(approved, tmp_path / "kept")


def test_the_recording_is_kept_or_only_its_digest(approved, tmp_path):
    recording = tmp_path / "録音.wav"
    recording.write_bytes(b"RIFF sound")
    digest = hashlib.sha256(b"RIFF sound").hexdigest()
    work = WorkFolder(approved)
    job = Job(work.job.choices, (look_at("recording", recording),))

    found = {name: content for name, content, _ in sealing._recording(work, job, "keep")}
    lean = {name: content for name, content, _ in sealing._recording(work, job, "digest")}

    assert found["source/recording.wav"] == recording
    assert lean == {"source/recording.sha256": f"{digest}  recording.wav\n".encode()}


def test_several_recordings_are_told_apart(approved, tmp_path):
    paths = [tmp_path / "前半.m4a", tmp_path / "後半.m4a"]
    for path in paths:
        path.write_bytes(path.name.encode())
    work = WorkFolder(approved)
    job = Job(work.job.choices, tuple(look_at("recording", path) for path in paths))

    found = {name: content for name, content, _ in sealing._recording(work, job, "keep")}

    assert set(found) == {
        "source/recording-01.m4a",
        "source/recording-02.m4a",
        "source/recording.sha256",
    }
    assert found["source/recording.sha256"].count(b"\n") == 2


def test_editors_files_are_kept_as_they_came(ready, tmp_path, capsys):
    word = ready / "minutes.docx"
    edited = tmp_path / "戻り.docx"
    edited.write_bytes(tracked(word.read_bytes()))
    status, told = run(capsys, "import", ready, edited)
    assert status == 0, told
    status, told = run(capsys, "approve", ready, "--by", "会長", "--date", "2025-09-30")
    assert status == 0, told

    seal(ready, tmp_path / "kept")

    held = tmp_path / "kept/data"
    assert (held / "drafts/edited-01.docx").read_bytes() == edited.read_bytes()
    assert "追加" in (held / "minutes/minutes.txt").read_text("utf-8")
    assert "（案）" not in (held / "minutes/minutes.txt").read_text("utf-8")
    assert "編集者" in (tmp_path / "kept/metadata/premis.xml").read_text("utf-8")
    assert "戻り.docx" in (tmp_path / "kept/metadata/README.ja.txt").read_text("utf-8")


def test_a_signed_scan_goes_with_them(approved, tmp_path):
    scan = tmp_path / "署名.pdf"
    scan.write_bytes(b"%PDF-1.4 scan")
    seal(approved, tmp_path / "kept", signed=scan)

    assert (tmp_path / "kept/data/minutes/signed.pdf").read_bytes() == b"%PDF-1.4 scan"
    for held, code in ((b"no pdf", "P06"), (None, "P01")):
        other = tmp_path / "other.pdf"
        other.unlink(missing_ok=True)
        if held is not None:
            other.write_bytes(held)
        with pytest.raises(PaperError) as caught:
            seal(approved, tmp_path / "another", signed=other)
        assert caught.value.code == code


def test_without_libreoffice_nothing_is_made_unless_told(approved, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(pdfa, "find_office", lambda: None)

    status, told = run(capsys, "archive", approved, "--out", tmp_path / "kept")
    assert (status, "番号: B03" in told) == (4, True)
    assert not (tmp_path / "kept").exists()

    status, told = run(capsys, "archive", approved, "--out", tmp_path / "kept", "--without-pdf")
    assert (status, "PDFは入っていません" in told) == (0, True)
    assert "PDFなし" in (tmp_path / "kept/bag-info.txt").read_text("utf-8")


def test_a_package_is_never_overwritten(approved, tmp_path):
    (tmp_path / "kept").mkdir()

    with pytest.raises(PaperError) as caught:
        seal(approved, tmp_path / "kept")

    assert caught.value.code == "B02"


# --- the public version ---------------------------------------------------------------------------


def test_the_public_package_holds_the_public_minutes_alone(approved, tmp_path, capsys):
    (approved / "redaction.toml").write_text(
        'items = ["1"]\nnames = ["宇野 晶"]\nphrases = ["若葉市立図書館"]\n', "utf-8"
    )
    status, told = run(
        capsys, "archive", approved, "--out", tmp_path / "open", "--public", "--without-pdf"
    )

    assert (status, "非公開とした案件: 1" in told) == (0, True)
    assert not any(
        n.startswith(("data/drafts", "data/source", "data/tra")) for n in files(tmp_path / "open")
    )
    text = (tmp_path / "open/data/minutes/minutes.txt").read_text("utf-8")
    assert "開館時間" not in text
    assert "宇野" not in text
    assert "三好" in text
    assert verified(tmp_path / "open").faults == ()


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("items = [", "書き方が正しくありません"),
        ("item = ['1']", "item という項目はありません"),
        ("items = '1'", '["…", "…"] の形'),
        ("items = ['9']", "「9」が、会議録の名簿・案件にありません"),
        ("names = ['だれか']", "「だれか」が、会議録の名簿・案件にありません"),
        ("phrases = ['非公開']", "代わりに書く言葉"),
    ],
)
def test_a_redaction_list_that_cannot_be_followed_is_refused(approved, tmp_path, written, told):
    (approved / "redaction.toml").write_text(written, "utf-8")

    with pytest.raises(PaperError) as caught:
        seal(approved, tmp_path / "open", public=True)

    assert caught.value.code == "B10"
    assert told in caught.value.what


# --- verifying ------------------------------------------------------------------------------------


def test_damage_is_told_by_file_and_by_seal(approved, tmp_path, capsys):
    seal(approved, tmp_path / "kept")
    with pytest.raises(PackageDamaged, match="控えの封印値と違います"):
        verified(tmp_path / "kept", "0" * 64)
    text = tmp_path / "kept/data/minutes/minutes.txt"
    text.write_text("書き換え", "utf-8")

    status, told = run(capsys, "verify", tmp_path / "kept")

    assert status == 10
    assert "data/minutes/minutes.txt: 内容が変わっています" in told


# --- erasing --------------------------------------------------------------------------------------


@pytest.fixture
def sounding(approved, tmp_path):
    """An approved folder with a recording beside it and voice data in it."""
    recording = tmp_path / "会議.m4a"
    recording.write_bytes(b"sound")
    work = WorkFolder(approved)
    papers = [look_at(f.source, approved / f.path) for f in work.job.files]
    work.store_job(Job(work.job.choices, (look_at("recording", recording), *papers)))
    (approved / "work/audio.wav").write_bytes(b"sound")
    (approved / "diarization.rttm").write_bytes(b"SPEAKER")
    return approved


def test_recording_and_voices_are_erased_on_record(sounding, tmp_path, capsys):
    status, told = run(capsys, "purge", sounding, "--yes")

    assert (status, "3個のファイルを消し" in told) == (0, True)
    assert not (tmp_path / "会議.m4a").exists()
    assert not (sounding / "work/audio.wav").exists()
    assert not (sounding / "diarization.rttm").exists()
    deed = json.loads((sounding / "keeping.json").read_bytes())["deeds"][-1]
    assert deed["kind"] == "purge"
    assert deed["files"] == ["会議.m4a", "work/audio.wav", "diarization.rttm"]
    assert deed["digest"][0] == hashlib.sha256(b"sound").hexdigest()
    assert deed["moment"].startswith("2025-10-09")
    assert run(capsys, "purge", sounding, "--yes") == (0, "消すものはありません。\n")


def test_nothing_is_erased_without_a_yes(sounding, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))

    status, told = run(capsys, "purge", sounding)

    assert (status, "消しませんでした" in told) == (0, True)
    assert (tmp_path / "会議.m4a").exists()


def test_the_rule_must_allow_it(ready, reform):
    with pytest.raises(NotReady, match="承認の記録がない") as caught:
        purging.plan(ready)
    assert caught.value.code == "B12"

    reform(ready)
    with pytest.raises(NotReady, match="消去を認めていません"):
        purging.plan(ready)


def test_days_must_pass_after_the_act(approved, reform, tmp_path, capsys):
    reform(approved, purge="archive", purge_days=30)
    assert run(capsys, "run", approved)[0] == 0  # the form has changed: drawn again
    with pytest.raises(NotReady, match="保存の記録がない"):
        purging.plan(approved)
    seal(approved, tmp_path / "kept")

    with pytest.raises(NotReady, match="保存から30日たつまで") as caught:
        purging.plan(approved)

    assert "2025-11-08" in caught.value.cure


def test_what_was_erased_does_not_stand_against_keeping(sounding, tmp_path, capsys):
    run(capsys, "purge", sounding, "--yes")

    seal(sounding, tmp_path / "kept")

    premis = (tmp_path / "kept/metadata/premis.xml").read_text("utf-8")
    assert "deletion" in premis
    assert "会議.m4a" in premis
    digest = (tmp_path / "kept/data/source/recording.sha256").read_text("utf-8")
    assert digest == f"{hashlib.sha256(b'sound').hexdigest()}  recording.m4a\n"
