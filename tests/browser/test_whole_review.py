"""A clerk's whole review in real Chromium: heard, decided, undone, restarted, printed."""

from __future__ import annotations

import json

import docx
import pytest
from browsing import reviewing

pytestmark = pytest.mark.browser

EDITED = "資源化率は24.6％で、目標に届いていない。"
SCREENS = ("doubts", "voices", "transcript", "minutes", "particulars", "history")


def printed(folder):
    document = docx.Document(str(folder / "minutes.docx"))
    lines = [p.text for p in document.paragraphs]
    lines += [cell.text for t in document.tables for row in t.rows for cell in row.cells]
    return "\n".join(lines)


def listed(folder):
    return json.loads((folder / "utterances.json").read_text("utf-8"))["utterances"]


def give_a_voice_its_person(screen):
    page = screen.go("voices")
    card = page.locator("section.card").nth(1)
    card.locator("select").nth(0).select_option(index=2)
    card.locator("select").nth(1).select_option(value="chair")
    card.get_by_role("button", name="この役割にする").click()
    page.locator(".decided").first.wait_for()
    return card.get_attribute("aria-label")


def mend_a_word(screen):
    page = screen.go("transcript")
    row = page.locator(".entry", has_text="8,030トン").first
    mended = row.get_attribute("id")
    row.get_by_role("button", name="直す：").click()
    area = page.locator("textarea")
    area.fill(area.input_value().replace("8,030トン", "8,035トン"))
    area.press("Enter")
    page.locator(".entry", has_text="8,035トン").first.wait_for()
    return mended


def move_a_border(screen):
    """Move the beginning of the second item down by one utterance."""
    grip = screen.page.locator(".grip").nth(1)
    moved = grip.locator("xpath=ancestor::div[contains(@class,'entry')]").get_attribute("id")
    grip.press("ArrowDown")
    screen.page.wait_for_function(
        "id => !document.getElementById(id)?.querySelector('.grip')", arg=moved
    )
    return moved


def edit_a_paragraph(screen):
    """Edit it, take that back, and do it again."""
    page = screen.go("minutes")
    page.locator(".para .text", has_text="24.6％").first.click()
    page.locator("#rules .said").first.wait_for()
    page.fill("#text", EDITED)
    page.press("#text", "Control+Enter")
    edited = page.locator(".para.person .text", has_text=EDITED).first
    edited.wait_for()
    page.click("#undo")
    edited.wait_for(state="detached")
    page.click("#redo")
    edited.wait_for()


def state_particulars(screen):
    page = screen.go("particulars")
    page.fill("#field-place", "市役所5階 大会議室")
    with page.expect_response(lambda r: r.url.endswith("/api/decide")):
        page.press("#field-place", "Tab")
    with page.expect_response(lambda r: r.url.endswith("/api/decide")):
        page.locator("input[type=radio]").nth(1).check()


def take_everything_back(screen):
    page = screen.go("history")
    assert page.locator("tbody tr").count() >= 6
    while not page.locator("#undo").is_disabled():
        with page.expect_response(lambda r: r.url.endswith("/api/undo")):
            page.click("#undo")
        page.wait_for_timeout(200)


def test_a_review_from_the_first_decision_to_word(chromium, meeting):
    before = listed(meeting)
    with reviewing(chromium, meeting) as screen:
        voice = give_a_voice_its_person(screen)
        mended = mend_a_word(screen)
        moved = move_a_border(screen)
        screen.settled()
        edit_a_paragraph(screen)
        state_particulars(screen)

    text = printed(meeting)
    assert "8,035トン" in text
    assert EDITED in text
    assert "市役所5階 大会議室" in text
    rows = {u["id"]: u for u in listed(meeting)}
    assert "8,035トン" in rows[mended]["text"]
    assert rows[moved]["item"] != next(u["item"] for u in before if u["id"] == moved)
    assert all(u["name"] for u in rows.values() if u["speaker"] == voice)

    # After a restart everything is there, and can still be taken back.
    with reviewing(chromium, meeting) as screen:
        page = screen.go("minutes")
        page.locator(".para.person .text", has_text=EDITED).first.wait_for()
        take_everything_back(screen)
    assert [u["text"] for u in listed(meeting)] == [u["text"] for u in before]
    assert "8,035トン" not in printed(meeting)


def test_all_doubts_are_settled_by_keys_alone(chromium, meeting):
    with reviewing(chromium, meeting, ends=False) as screen:
        page = screen.go("doubts")
        page.wait_for_timeout(300)
        count = page.locator("#rest li").count()
        assert count > 0
        keys = 0
        while page.locator(".done").count() == 0:
            left = page.locator("#rest li").count()
            page.keyboard.press("a")
            keys += 1
            page.wait_for_function(
                "n => document.querySelectorAll('#rest li').length < n", arg=left
            )
            assert keys <= count + 5
        assert page.locator("#doubt").inner_text().startswith("確認が必要な箇所はありません")
        assert "確認が必要な箇所はありません" in page.locator("#left").inner_text()
        page.keyboard.press("Control+z")
        page.locator("#doubt .actions").first.wait_for()


def test_a_doubtful_word_is_heard_and_mended_where_it_is_marked(chromium, meeting):
    with reviewing(chromium, meeting) as screen:
        page = screen.go("doubts")
        for _ in range(page.locator("#rest li").count()):
            if page.locator("#doubt mark").count():
                break
            page.keyboard.press("n")
        word = page.locator("#doubt mark").first.inner_text()
        page.keyboard.press("p")
        page.keyboard.press("e")
        chosen = page.evaluate(
            "() => { const a = document.activeElement;"
            " return a.value.slice(a.selectionStart, a.selectionEnd); }"
        )
        assert chosen == word
        page.keyboard.insert_text("直した語")
        page.keyboard.press("Enter")
        page.wait_for_function("() => !document.getElementById('undo').disabled")
        screen.settled()
    assert any("直した語" in u["text"] for u in listed(meeting))


def test_the_spoken_word_is_lit_and_the_speed_changes_without_the_pitch(chromium, meeting):
    with reviewing(chromium, meeting, ends=False) as screen:
        page = screen.go("transcript")
        page.locator(".word").nth(8).click()
        page.locator(".word.lit").wait_for()
        first = page.locator(".word.lit").get_attribute("data-from")
        page.wait_for_function(
            "from => { const lit = document.querySelector('.word.lit');"
            " return lit && lit.dataset.from !== from; }",
            arg=first,
        )
        for value in ("0.5", "2"):
            page.select_option("#speed", value)
        before = page.evaluate("() => window.minutesHere()")
        page.locator("#back").click()
        assert page.evaluate("() => window.minutesHere()") < max(before, 0.1)
        page.locator("#rows").focus()
        page.keyboard.press("l")
        assert page.locator("#loop").get_attribute("aria-pressed") == "true"


def test_a_range_of_utterances_is_chosen_and_searched(chromium, meeting):
    with reviewing(chromium, meeting, ends=False) as screen:
        page = screen.go("transcript")
        boxes = page.locator(".entry input[type=checkbox]")
        boxes.nth(0).click()
        boxes.nth(2).click(modifiers=["Shift"])
        assert page.locator("#chosen").inner_text() == "3 件を選択中"
        page.select_option("#role", "secretariat")
        page.locator(".entry .decided").nth(2).wait_for()
        page.keyboard.press("/")
        page.keyboard.insert_text("トン")
        page.locator("#rows mark").first.wait_for()
        assert "件" in page.locator("#found").inner_text()


def test_a_border_is_dragged_to_another_utterance(chromium, meeting):
    with reviewing(chromium, meeting, ends=False) as screen:
        page = screen.go("transcript")
        grip = page.locator(".grip").nth(1).bounding_box()
        target = page.locator(".entry").nth(3)
        place = target.bounding_box()
        page.mouse.move(grip["x"] + 10, grip["y"] + 10)
        page.mouse.down()
        page.mouse.move(place["x"] + 300, place["y"] + 20, steps=4)
        with page.expect_response(lambda r: r.url.endswith("/api/decide")):
            page.mouse.up()
        page.locator(".entry").nth(3).locator(".grip").wait_for()
        assert page.locator(".entry").nth(2).locator(".grip").count() == 0


def test_what_was_left_out_is_put_back_from_the_list(chromium, meeting):
    with reviewing(chromium, meeting) as screen:
        page = screen.go("minutes")
        page.locator("summary").click()
        page.get_by_role("button", name="の発言を原案に戻す").first.click()
        page.get_by_label("会議録の文に直して戻します").fill("会長が開会を宣した。")
        page.locator("#beside").get_by_role("button", name="原案に戻す").click()
        page.locator(".para.person", has_text="会長が開会を宣した。").wait_for()
    assert "会長が開会を宣した。" in printed(meeting)


def test_two_tabs_see_each_other(chromium, meeting):
    with reviewing(chromium, meeting, ends=False) as screen:
        page = screen.go("transcript")
        row = page.locator(".entry").nth(1)
        row.get_by_role("button", name="直す：").click()
        other = page.context.new_page()
        other.goto(screen.address + "transcript")
        other.wait_for_selector("body[data-ready]")
        other.locator(".entry").nth(1).get_by_role("button", name="直す：").click()
        other.locator("textarea").fill("もう一つのタブで直した。")
        other.locator("textarea").press("Enter")
        other.locator(".entry", has_text="もう一つのタブで直した。").wait_for()

        page.locator("textarea").fill("こちらで直した。")
        page.locator("textarea").press("Enter")

        page.locator("#alert", has_text="同じところを").wait_for()
        page.locator(".entry", has_text="もう一つのタブで直した。").wait_for()


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (820, 1180)])
def test_no_screen_has_a_serious_fault_for_those_who_see_or_move_less(
    chromium, meeting, width, height
):
    with reviewing(chromium, meeting, width, height, sealed=False, ends=False) as screen:
        for name in SCREENS:
            page = screen.go(name)
            if name == "minutes":
                page.locator(".para .text").first.click()
                page.locator("#text").wait_for()
            page.wait_for_timeout(200)
            assert screen.serious() == [], name
            wide = page.evaluate(
                "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wide <= 0, name


def test_the_keyboard_alone_reaches_everything(chromium, meeting):
    with reviewing(chromium, meeting, ends=False) as screen:
        for name in ("doubts", "voices", "minutes", "particulars"):
            page = screen.go(name)
            reached = set()
            for _ in range(30):
                page.keyboard.press("Tab")
                reached.add(
                    page.evaluate(
                        "() => { const a = document.activeElement;"
                        " return (a.getAttribute('aria-label') || a.innerText || a.id).trim(); }"
                    )
                )
            assert {"やり直す", "終える", "本文へ"} & reached >= {"終える", "本文へ"}
            assert len(reached) > 10
