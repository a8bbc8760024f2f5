"""Corrections through the whole recipe: what is made again, what stays, what the files show."""

from __future__ import annotations

import json

import docx
import pytest

from minutes_pipeline.api import run_recipe
from minutes_pipeline.corrections.doubts import words_beneath
from minutes_pipeline.meeting import (
    Attendance,
    NoteSettled,
    ParagraphAnchor,
    ParagraphText,
    ParticularStated,
    Role,
    RoleKind,
    UtteranceAnchor,
    UtteranceItem,
    UtteranceText,
    VoiceAnchor,
    VoiceRole,
    note_key,
)
from minutes_pipeline.progress import Silent
from minutes_pipeline.workspace.artifacts import (
    DOUBTS,
    MACHINE_MINUTES,
    MACHINE_UTTERANCES,
    PLACED,
)
from minutes_pipeline.workspace.correction_log import CorrectionLog
from minutes_pipeline.workspace.folder import WorkFolder
from minutes_pipeline.workspace.job import Choices, Job, look_at

PLAIN = """会長：ただいまから審査会を開会いたします。それでは議題1、窓口の混雑について、市民室から説明をお願いします。
市民室：市民室の佐藤です。窓口の待ち時間は、昨年度の平均で25分でございました。今年度は18分に短くなっております。
会長：ただいまの説明について、ご質問はございますか。
委員：土曜日の開庁は、何回行われたのでしょうか。
市民室：土曜日の開庁は、12回行いました。
会長：それでは議題2、手数料の改定について、説明をお願いします。
市民室：証明書の手数料を、300円から350円に改めるものでございます。
会長：以上で本日の審査会を閉会いたします。
"""
AGENDA = """次第
1　窓口の混雑について（報告）
2　手数料の改定について（審議）
"""
ROSTER = "氏名,役職,所属\n田中 一郎,会長,\n鈴木 花子,委員,\n佐藤 次郎,課長,市民生活部市民室\n"


class Told:
    """A reporter that remembers which stages were made."""

    def __init__(self):
        self.made = []

    def begin(self, stage, position, count):
        self.made.append(stage.name)
        return Silent()

    def done(self, stage, seconds):
        return

    def kept(self, stage, state):
        return


def brought_up_to_date(folder):
    told = Told()
    with folder.locked():
        run_recipe(folder, None, told)
    return told.made


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("corrected")
    given = []
    for source, name, text in (
        ("transcript", "words.txt", PLAIN),
        ("agenda", "agenda.txt", AGENDA),
        ("roster", "roster.csv", ROSTER),
    ):
        (root / name).write_text(text, "utf-8")
        given.append(look_at(source, root / name))
    folder = WorkFolder(root / "a.minutes")
    with folder.locked():
        folder.store_job(Job(Choices(), tuple(given)))
    brought_up_to_date(folder)
    return folder


def words(folder):
    return [p.text for p in docx.Document(str(folder.path / "minutes.docx")).paragraphs]


def spoken(folder, part):
    one = next(u for u in folder.load(MACHINE_UTTERANCES).utterances if part in u.text)
    return UtteranceAnchor(one.id, one.text, one.span.start if one.span else None)


def test_corrections_show_in_every_file_and_wake_only_the_stages_concerned(folder):
    log = CorrectionLog(folder)
    asked = spoken(folder, "何回")
    before = (folder.path / "minutes.json").read_bytes()

    # Words, roles and items are laid over before drafting.
    answer = spoken(folder, "12回")
    log.add([UtteranceText(answer, "土曜日の開庁は、21回行いました。")], "田中")
    log.add([UtteranceItem((asked, answer), "2")], "田中")
    made = brought_up_to_date(folder)
    assert {"correct-words", "correct-items", "draft", "document"} <= set(made)
    assert "read-transcript" not in made
    assert any("21回" in line for line in words(folder))
    listed = json.loads((folder.path / "utterances.json").read_text("utf-8"))["utterances"]
    assert {u["item"] for u in listed if u["id"] in (asked.id, answer.id)} == {"2"}
    assert any("21回" in u["text"] for u in listed)

    # A paragraph and a particular need no drafting.
    paragraph = next(p for p in folder.load(MACHINE_MINUTES).paragraphs() if "18" in p.text)
    anchor = ParagraphAnchor(paragraph.id, paragraph.text, paragraph.sources)
    log.add([ParagraphText(anchor, "待ち時間は18分である。")], "佐藤")
    log.add([ParticularStated("place", "市役所3階会議室"), Attendance("鈴木 花子", True)], "佐藤")
    made = brought_up_to_date(folder)
    assert {"correct-minutes", "document"} <= set(made)
    assert not {"draft", "roles", "place-utterances", "read-agenda"} & set(made)
    assert any("待ち時間は18分である。" in line for line in words(folder))
    told = json.loads((folder.path / "minutes.json").read_text("utf-8"))
    assert told["sitting"]["place"] == "市役所3階会議室"

    # A later redraft keeps the edit; a run without news makes nothing.
    log.add([UtteranceText(answer, "土曜日の開庁は、22回行いました。")], "田中")
    assert "draft" in brought_up_to_date(folder)
    text = (folder.path / "minutes.json").read_text("utf-8")
    assert "22回" in text
    assert "待ち時間は18分である。" in text
    assert brought_up_to_date(folder) == []

    # Undone one by one, the draft is the first again, byte for byte.
    while log.undo("田中"):
        pass
    brought_up_to_date(folder)
    assert (folder.path / "minutes.json").read_bytes() == before


def test_a_number_that_was_not_said_is_shown_and_can_be_settled(folder):
    log = CorrectionLog(folder)
    paragraph = next(p for p in folder.load(MACHINE_MINUTES).paragraphs() if "18" in p.text)
    anchor = ParagraphAnchor(paragraph.id, paragraph.text, paragraph.sources)

    log.add([ParagraphText(anchor, "待ち時間は19分である。")], "佐藤")
    brought_up_to_date(folder)
    found = [n for n in folder.load(DOUBTS) if n.code == "number-doubtful"]
    assert found
    assert "19" in found[0].message

    texts = {u.id: u.text for u in folder.load(MACHINE_UTTERANCES).utterances}
    log.add([NoteSettled(note_key(n), words_beneath(n, texts)) for n in found], "佐藤")
    brought_up_to_date(folder)
    assert not [n for n in folder.load(DOUBTS) if n.code == "number-doubtful"]
    assert any("19分" in line for line in words(folder))


def test_a_role_given_to_a_voice_shows_with_its_reason(folder):
    asked = spoken(folder, "何回")
    voice = next(u.speaker for u in folder.load(PLACED).utterances if u.id == asked.id)
    role = Role(RoleKind.CHAIR)

    CorrectionLog(folder).add([VoiceRole(VoiceAnchor(voice, (asked,)), role)], "佐藤")
    brought_up_to_date(folder)

    given = {u.role for u in folder.load(PLACED).utterances if u.speaker == voice}
    assert given == {role}
    listed = json.loads((folder.path / "utterances.json").read_text("utf-8"))["utterances"]
    assert next(u for u in listed if u["id"] == asked.id)["role_reason"] == "corrected: 佐藤"
