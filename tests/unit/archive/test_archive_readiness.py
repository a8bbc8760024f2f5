"""Every reason against keeping is named, and all of them at once."""

from dataclasses import replace

from minutes_pipeline.archive.printed import Kind, Line, Printed
from minutes_pipeline.archive.readiness import Condition, reasons
from minutes_pipeline.archive.word_file import Pending
from minutes_pipeline.meeting import ReviewNote, Severity

CLEAN = Printed((Line(Kind.TITLE, "会議録"), Line(Kind.HEADING, "1 柵について")))
DOUBT = ReviewNote("number-doubtful", Severity.HIGH, "「48」が不確かです。", start=3725.0)


def printed(*lines):
    return Printed((*CLEAN.lines, *lines))


def test_nothing_stands_against_clean_minutes():
    assert reasons(Condition(CLEAN)) == ()


def test_all_reasons_are_named_at_once():
    found = reasons(
        Condition(
            printed(Line(Kind.POINT, "点検は【要記入】に行った。")),
            [DOUBT],
            [("minutes.docx", Pending(2, 1, 3, ("編集者",)))],
            ["Wordの原案を作成"],
            ["minutes.docx"],
        )
    )

    assert found == (
        "「1 柵について」に【要記入】が残っています",
        "確かめていない重要なところがあります（録音の 01:02:05）: 「48」が不確かです。",
        "minutes.docx に未処理の2件の変更履歴と1件の書式の変更履歴と3件のコメントがあります（編集者）",
        (
            "minutes.docx は手で直されていますが、取り込まれていません"
            "（「minutes import 作業フォルダ minutes.docx」で取り込みます）"
        ),
        "作り直しが必要な段階があります: 「Wordの原案を作成」（「minutes run 作業フォルダ」で作り直します）",
    )


def test_marks_are_found_in_the_head_labels_and_remarks():
    head = Printed(
        (
            Line(Kind.PARTICULAR, "令和7年7月3日【要記入】から", "日時"),
            Line(Kind.PARTICULAR, "森【要確認：出欠】", None, "委員"),
            Line(Kind.HEADING, "1 柵について"),
            Line(Kind.SPEECH, "いつか。", "【要確認】"),
            Line(Kind.POINT, "担当は〓〓である。"),
        )
    )

    assert reasons(Condition(head)) == (
        "「日時」に【要記入】が残っています",
        "「委員」に【要確認：出欠】が残っています",
        "「1 柵について」に【要確認】が残っています",
        "「1 柵について」に〓〓が残っています",
    )


def test_only_serious_doubts_count():
    lesser = [replace(DOUBT, severity=one) for one in (Severity.LOW, Severity.MEDIUM)]

    assert reasons(Condition(CLEAN, lesser)) == ()


def test_many_reasons_of_one_kind_are_counted():
    found = reasons(Condition(CLEAN, [DOUBT] * 12))

    assert len(found) == 6
    assert found[-1] == "確かめていない重要なところが、ほかに7件あります"
