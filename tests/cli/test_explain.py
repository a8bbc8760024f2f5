"""``minutes explain``: from a paragraph to the words, from the words to the paragraph."""

from __future__ import annotations

import json

import pytest

TRANSCRIPT = """会長：それでは、案件1について、環境課から説明をお願いします。
環境課長：環境課長の大野でございます。えー、ごみの量につきましては、昨年度は3,200トンでございました。説明は以上でございます。
委員：ありがとうございます。有料化する予定はありますか。
環境課長：現在のところ、予定はございません。
会長：以上で会議を終わります。
"""


@pytest.fixture(scope="module")
def folder(minutes, tmp_path_factory):
    place = tmp_path_factory.mktemp("explain")
    (place / "発言.txt").write_text(TRANSCRIPT, "utf-8")
    (place / "次第.txt").write_text("1　ごみの減量について（報告）\n", "utf-8")
    (place / "名簿.csv").write_text(
        "氏名,役職,所属,区分\n水野葵,会長,,委員\n森田学,委員,,委員\n大野桜,課長,市民部環境課,説明員\n",
        "utf-8",
    )
    out = place / "会議.minutes"
    done = minutes(
        "draft",
        "-",
        "--transcript",
        place / "発言.txt",
        "--agenda",
        place / "次第.txt",
        "--roster",
        place / "名簿.csv",
        "--out",
        out,
    )
    assert done.returncode == 0, done.stderr
    return out


def test_a_paragraph(minutes, folder):
    drafted = json.loads((folder / "minutes.json").read_text("utf-8"))
    (point,) = drafted["items"][0]["points"]
    shown = minutes("explain", folder, point["id"])
    assert shown.returncode == 0, shown.stderr
    assert point["text"] in shown.stdout
    assert "えー、ごみの量につきましては、昨年度は3,200トンでございました。" in shown.stdout
    first, second = (shown.stdout.index(rule) for rule in ("［filler］", "［compound-particle］"))
    assert first < second
    asked = json.loads(minutes("explain", folder, point["id"], "--json").stdout)
    assert asked["heard"][0]["role"] == "環境課"
    assert asked["ways"][0]["steps"][-1]["text"] == point["text"]


def test_an_utterance(minutes, folder):
    shown = minutes("explain", folder, "u0002")
    assert "→ 載せていません: あいさつ・お礼・自己紹介" in shown.stdout
    assert "ごみの量については、昨年度は3,200トンであった。" in shown.stdout
    closing = minutes("explain", folder, "u0005")
    assert "→ 載せていません: 議事の進行" in closing.stdout


def test_all_that_is_left_out(minutes, folder):
    left = json.loads(minutes("explain", folder, "--json").stdout)
    said = [fate["text"] for one in left for fate in one["fates"]]
    assert "説明は以上でございます。" in said
    assert "以上で会議を終わります。" in said
    assert not any("3200トン" in text for text in said)


def test_an_unknown_id(minutes, folder):
    refused = minutes("explain", folder, "p9999")
    assert refused.returncode == 4
    assert "p9999" in refused.stderr
    assert "W10" in refused.stderr
