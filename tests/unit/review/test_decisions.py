"""What a person decides on the page: saved at once, shown at once, undone, made again beside."""

from __future__ import annotations

import json
import threading
import time

import docx
import pytest

from minutes_pipeline.review.desk import Desk
from minutes_pipeline.review.sound import peaks, sound_file
from minutes_pipeline.review.stating import stated
from minutes_pipeline.workspace.artifacts import AUDIO, CORRECTIONS
from minutes_pipeline.workspace.folder import WorkFolder


def spoken(page, part):
    return next(row for row in page.shown("transcript")["rows"] if part in row["text"])


def paragraphs(page):
    return [p for item in page.shown("minutes")["items"] for p in item["paragraphs"]]


def written(page, part):
    return next(p for p in paragraphs(page) if part in p["text"])


def settled(page):
    """Wait until the stages beside have shown everything in the files."""
    for _ in range(600):
        state = page.get("api/state").json()
        if state["settled"]:
            return state
        time.sleep(0.2)
    raise AssertionError(state)


def test_a_mended_word_shows_everywhere_and_then_in_word(page, folder):
    answered = spoken(page, "12回")

    told = page.decide(
        {
            "do": "utterance-text",
            "utterance": answered["id"],
            "text": "土曜日の開庁は、21回行いました。",
        }
    )
    assert told.status_code == 200
    assert told.json()["steps"] == 2
    assert spoken(page, "21回")["id"] == answered["id"]
    assert folder.load(CORRECTIONS).made[0].who == "田中"
    words = page.get("api/words", params={"ids": answered["id"]}).json()[answered["id"]]
    assert "".join(word[0] for word in words["words"]) == "土曜日の開庁は、21回行いました。"
    assert words["heard"] == "土曜日の開庁は、12回行いました。"

    state = settled(page)
    assert state["trouble"] == ""
    assert any("21回" in p["text"] for p in paragraphs(page))
    assert "21回" in (folder.path / "minutes.json").read_text("utf-8")
    assert "read-transcript" not in state["working"]

    # Undone, drafted again, the files are as they were.
    page.post("api/undo", {"who": "佐藤"})
    assert spoken(page, "12回")["id"] == answered["id"]
    settled(page)
    assert "21回" not in (folder.path / "minutes.json").read_text("utf-8")
    assert [one["holds"] for one in page.shown("history")] == [False]


def test_a_voice_gets_a_role_and_a_person(page):
    voice = spoken(page, "何回")["voice"]

    page.decide(
        {"do": "voice-role", "voice": voice, "role": {"kind": "chair"}, "person": "田中 一郎"}
    )

    row = spoken(page, "何回")
    assert (row["role"], row["name"], row["byPerson"]) == ("chair", "田中 一郎", True)
    shown = next(v for v in page.shown("voices")["voices"] if v["voice"] == voice)
    assert shown["decided"]
    assert shown["role"] == "chair"


def test_voices_are_split_and_merged(page):
    last = spoken(page, "証明書")

    page.decide({"do": "voice-split", "since": last["id"]})
    assert spoken(page, "証明書")["voice"] == f"{last['voice']}-2"
    assert spoken(page, "12回")["voice"] == last["voice"]

    page.decide(
        {"do": "voice-merge", "voice": f"{last['voice']}-2", "into": spoken(page, "何回")["voice"]}
    )
    assert spoken(page, "証明書")["voice"] == spoken(page, "何回")["voice"]


def test_a_range_gets_a_role_and_an_item(page):
    ids = [spoken(page, "何回")["id"], spoken(page, "12回")["id"]]

    page.decide(
        {
            "do": "utterance-role",
            "utterances": ids,
            "role": {"kind": "section", "section": "会計室"},
        }
    )
    page.decide({"do": "utterance-item", "utterances": ids, "item": "2"})

    rows = [row for row in page.shown("transcript")["rows"] if row["id"] in ids]
    assert {(row["label"], row["item"]) for row in rows} == {("会計室", "2")}


def test_paragraphs_are_edited_split_joined_moved_deleted_and_added(page):
    first = written(page, "18分")
    page.decide({"do": "paragraph-text", "paragraph": first["id"], "text": "短くなっている。"})
    edited = written(page, "短くなっている。")
    assert edited["byPerson"]
    assert edited["drafted"] == first["text"]

    page.decide({"do": "paragraph-split", "paragraph": first["id"], "texts": ["前。", "後。"]})
    later = written(page, "後。")
    assert later["id"] != first["id"]
    page.decide(
        {"do": "paragraph-merged", "paragraphs": [first["id"], later["id"]], "text": "前後。"}
    )
    assert written(page, "前後。")["id"] == first["id"]
    page.decide(
        {
            "do": "paragraph-added",
            "item": "1",
            "after": first["id"],
            "place": first["place"],
            "label": None,
            "text": "加えた文。",
        }
    )
    added = written(page, "加えた文。")
    page.decide(
        {
            "do": "paragraph-moved",
            "paragraph": first["id"],
            "item": "1",
            "place": first["place"],
            "after": added["id"],
        }
    )
    order = [p["id"] for p in paragraphs(page)]
    assert order.index(added["id"]) < order.index(first["id"])
    page.decide({"do": "paragraph-deleted", "paragraph": added["id"]})
    assert "加えた文。" not in [p["text"] for p in paragraphs(page)]


def test_what_was_left_out_is_put_back(page):
    left = page.shown("minutes")["omitted"][0]

    page.decide({"do": "omission-restored", "utterance": left["id"], "text": "開会した。"})

    assert written(page, "開会した。")["sources"][0]["id"] == left["id"]
    assert left["id"] not in [one["id"] for one in page.shown("minutes")["omitted"]]


def test_particulars_are_read_as_people_write_them(page):
    page.decide({"do": "particular", "field": "date", "value": "令和8年4月1日"})
    page.decide({"do": "particular", "field": "start_time", "value": "午後2時"})
    page.decide({"do": "particular", "field": "observers", "value": "3人"})
    page.decide({"do": "attendance", "person": "田中 一郎", "attended": True})

    known = page.shown("particulars")
    fields = {one["field"]: one["value"] for one in known["fields"]}
    assert (fields["date"], fields["start_time"], fields["observers"]) == (
        "2026-04-01",
        "14:00",
        "3",
    )
    assert known["era"].startswith("令和8年4月1日")
    assert known["people"][0]["attended"] is True
    refused = page.decide({"do": "particular", "field": "date", "value": "きのう"})
    assert (refused.status_code, refused.json()["code"]) == (400, "L04")


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("materials", "資料1\n\n資料2 ", ("資料1", "資料2")),
        ("materials", " ", None),
        ("place", " 市役所 ", "市役所"),
        ("place", "", None),
        ("observers", "なし", 0),
        ("end_time", "16:30", "16:30"),
        ("date", "2026-04-01", "2026-04-01"),
    ],
)
def test_typed_particulars(field, text, value):
    assert stated(field, text) == value


def test_doubts_are_settled_until_none_is_left(page):
    while doubts := page.shown("doubts"):
        ranks = [one["severity"] for one in doubts]
        assert ranks == sorted(ranks, reverse=True)
        assert page.decide({"do": "note-settled", "note": doubts[0]["key"]}).status_code == 200

    assert page.get("api/state").json()["open"] == 0
    gone = page.decide({"do": "note-settled", "note": "0" * 16})
    assert (gone.status_code, gone.json()["code"]) == (400, "L02")


def test_two_decisions_at_once_are_undone_together(page):
    row = spoken(page, "何回")
    page.decide(
        {"do": "utterance-text", "utterance": row["id"], "text": "何回でしょうか。"},
        {"do": "utterance-item", "utterances": [row["id"]], "item": None},
    )
    page.post("api/undo", {"who": "田中"})

    assert spoken(page, "何回")["text"] == row["text"]
    assert spoken(page, "何回")["item"] == row["item"]
    page.post("api/redo", {"who": "田中"})
    assert spoken(page, "何回")["text"] == "何回でしょうか。"


def test_two_tabs_do_not_overwrite_each_other(page):
    row = spoken(page, "何回")
    wish = {"do": "utterance-text", "utterance": row["id"], "text": "一人目。"}
    assert page.decide(wish, seen=0).status_code == 200

    late = page.decide({**wish, "text": "二人目。"}, seen=0)

    assert (late.status_code, late.json()["code"]) == (409, "C02")
    assert "田中" in late.json()["what"]
    assert spoken(page, "一人目。")["id"] == row["id"]


def test_a_paragraph_of_an_older_draft_is_not_touched(page):
    first = written(page, "18分")

    late = page.decide({"do": "paragraph-deleted", "paragraph": first["id"]}, mark="old")

    assert (late.status_code, late.json()["code"]) == (409, "L01")
    assert written(page, "18分")["id"] == first["id"]


def test_decisions_while_a_stage_runs_are_kept_and_then_made(page, folder):
    row = spoken(page, "12回")
    with folder.locked():
        page.decide(
            {
                "do": "utterance-text",
                "utterance": row["id"],
                "text": "土曜日の開庁は、99回行いました。",
            }
        )
        for _ in range(100):
            if page.get("api/state").json()["trouble"]:
                break
            time.sleep(0.1)
        assert spoken(page, "99回")["id"] == row["id"]
        assert "99回" not in (folder.path / "minutes.json").read_text("utf-8")

    assert settled(page)["trouble"] == ""
    assert "99回" in (folder.path / "minutes.json").read_text("utf-8")


def test_decisions_outlive_the_page(folder, reviewed):
    with reviewed(folder.path) as page:
        row = spoken(page, "何回")
        page.decide({"do": "utterance-item", "utterances": [row["id"]], "item": "2"})
    with reviewed(folder.path) as page:
        assert spoken(page, "何回")["item"] == "2"
        page.post("api/undo", {"who": "田中"})
        assert spoken(page, "何回")["item"] == row["item"]

    listed = json.loads((folder.path / "utterances.json").read_text("utf-8"))["utterances"]
    assert next(u for u in listed if u["id"] == row["id"])["item"] == row["item"]


def test_what_was_decided_last_is_in_word_when_the_page_has_ended(folder, reviewed):
    with reviewed(folder.path) as page:
        first = written(page, "18分")
        page.decide({"do": "paragraph-text", "paragraph": first["id"], "text": "最後に直した。"})

    lines = [p.text for p in docx.Document(str(folder.path / "minutes.docx")).paragraphs]
    assert any("最後に直した。" in line for line in lines)


def test_a_word_file_changed_by_hand_is_not_overwritten(page, folder):
    word = folder.path / "minutes.docx"
    word.write_bytes(word.read_bytes() + b" ")
    before = word.read_bytes()

    page.decide({"do": "particular", "field": "place", "value": "第1会議室"})
    state = settled(page)

    assert word.read_bytes() == before
    assert "手で直され" in state["trouble"]


def test_the_reasons_and_rules_are_told_in_japanese(page):
    voices = page.shown("voices")["voices"]
    assert all(voice["quotes"] for voice in voices)
    assert any("」（" in reason for voice in voices for reason in voice["reasons"])

    first = written(page, "18分")
    ways = page.get("api/explain", params={"paragraph": first["id"]}).json()["ways"]
    assert "短くなって" in "".join(ways[0]["said"]) or "18分" in "".join(ways[0]["said"])


def test_unknown_things_are_refused(page):
    for wish in (
        {"do": "utterance-item", "utterances": ["u9999"], "item": None},
        {"do": "utterance-item", "utterances": ["u0001"], "item": "99"},
        {"do": "paragraph-text", "paragraph": "p9999", "text": "x"},
        {"do": "voice-role", "voice": "SPEAKER_99", "role": None},
        {"do": "voice-merge", "voice": "SPEAKER_A", "into": "SPEAKER_A"},
        {"do": "attendance", "person": "だれか", "attended": True},
    ):
        answer = page.decide(wish)
        assert (answer.status_code, answer.json()["code"]) == (400, "L02")


def test_the_outline_of_the_sound(folder):
    duration, found = peaks(folder)

    assert duration == 80
    assert len(found) == 800
    assert all(0 <= value <= 1 for value in found)


def test_the_recording_as_given_is_played_where_none_was_prepared(folder, tmp_path):
    (folder.path / AUDIO.file).unlink()

    assert sound_file(folder) is None
    assert peaks(folder) == (0.0, [])


def test_the_desk_shows_the_same_as_the_stages(folder):
    """Laid over here or by the stages, nothing decided yet: the same minutes and doubts."""
    desk = Desk(WorkFolder(folder.path))
    told = json.loads((folder.path / "minutes.json").read_text("utf-8"))

    texts = [p.text for p in desk.view.minutes.paragraphs()]
    written_texts = [
        p["text"]
        for item in told["items"]
        for p in (
            *([item["lead"]] if item["lead"] else []),
            *item["points"],
            *(p for e in item["exchanges"] for p in e["paragraphs"]),
            *([item["outcome"]] if item["outcome"] else []),
        )
    ]
    assert texts == written_texts
    doubts = json.loads((folder.path / "work/doubts.json").read_text("utf-8"))
    assert len(desk.view.doubts) == len(doubts)


def test_many_readers_and_writers_at_once(page):
    row = spoken(page, "何回")
    failures = []

    def read():
        for _ in range(5):
            names = ("doubts", "transcript", "minutes")
            failures.extend(n for n in names if page.get(f"api/{n}").status_code != 200)

    def write(n):
        if page.decide(
            {"do": "utterance-text", "utterance": row["id"], "text": f"{n}。"}
        ).status_code not in (200, 409):
            failures.append(n)

    threads = [threading.Thread(target=read) for _ in range(3)]
    threads += [threading.Thread(target=write, args=(n,)) for n in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
