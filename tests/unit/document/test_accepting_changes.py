"""The eight ways in which tracked changes nest, each as Word's own 「すべて反映」 leaves it."""

import pytest
from lxml import etree

from minutes_pipeline.document.revisions import Accepted, W

NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BY = 'w:id="1" w:author="山田" w:date="2024-10-09T10:20:00Z"'


def run(text):
    return f"<w:r><w:t>{text}</w:t></w:r>"


def gone(text):
    return f"<w:del {BY}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def come(text):
    return f"<w:ins {BY}>{run(text)}</w:ins>"


def mark(name):
    return f"<w:pPr><w:rPr><w:{name} {BY}/></w:rPr></w:pPr>"


CASES = {
    "words in and out": (f"<w:p>{run('前')}{gone('旧')}{come('新')}{run('後')}</w:p>", ["前新後"]),
    "a mark out": (f"<w:p>{mark('del')}{run('前')}</w:p><w:p>{run('後')}</w:p>", ["前後"]),
    "two marks out": (
        f"<w:p>{mark('del')}{run('一')}</w:p><w:p>{mark('del')}{run('二')}</w:p><w:p>{run('三')}</w:p>",
        ["一二三"],
    ),
    "a mark in": (f"<w:p>{mark('ins')}{run('前')}</w:p><w:p>{run('後')}</w:p>", ["前", "後"]),
    "a paragraph out": (
        f"<w:p>{run('前')}</w:p><w:p>{mark('del')}{gone('全部')}</w:p><w:p>{run('後')}</w:p>",
        ["前", "後"],
    ),
    "words out, mark kept": (f"<w:p>{gone('全部')}</w:p><w:p>{run('後')}</w:p>", ["", "後"]),
    "moved": (
        (
            f"<w:p>{mark('moveFrom')}<w:moveFrom {BY}>{run('動')}</w:moveFrom></w:p><w:p>{run('後')}</w:p>"
            f"<w:p>{mark('moveTo')}<w:moveTo {BY}>{run('動')}</w:moveTo></w:p>"
        ),
        ["後", "動"],
    ),
    "out within in": (f"<w:p><w:ins {BY}>{gone('消')}{run('残')}</w:ins></w:p>", ["残"]),
    "looks alone": (
        f"<w:p><w:r><w:rPr><w:b/><w:rPrChange {BY}><w:rPr/></w:rPrChange></w:rPr><w:t>太</w:t></w:r></w:p>",
        ["太"],
    ),
    "in a content control": (
        f"<w:sdt><w:sdtContent><w:p>{run('前')}{come('新')}{gone('旧')}</w:p></w:sdtContent></w:sdt>",
        ["前新"],
    ),
    "a row out": (
        (
            f"<w:tbl><w:tr><w:trPr><w:del {BY}/></w:trPr><w:tc><w:p>{gone('消')}</w:p></w:tc></w:tr>"
            f"<w:tr><w:tc><w:p>{run('残')}</w:p></w:tc></w:tr></w:tbl>"
        ),
        ["残"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_changes_are_accepted_as_word_does(name):
    inner, expected = CASES[name]
    root = etree.fromstring(f"<w:body {NS}>{inner}</w:body>")
    Accepted(root)

    assert ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p")] == expected


def test_who_changed_what_and_when_is_known():
    root = etree.fromstring(f"<w:body {NS}><w:p>{run('前')}{come('新')}{gone('旧')}</w:p></w:body>")
    accepted = Accepted(root)
    found = accepted.revisions(next(root.iter(f"{W}p")))

    assert accepted.count == 2
    assert [(one.author, one.when, one.kind) for one in found] == [
        ("山田", "2024-10-09T10:20:00Z", "ins"),
        ("山田", "2024-10-09T10:20:00Z", "del"),
    ]


def test_who_deleted_a_paragraph_is_known_at_the_next():
    inner = f"<w:p>{mark('del')}{gone('全部')}</w:p><w:p>{run('後')}</w:p>"
    root = etree.fromstring(f"<w:body {NS}>{inner}</w:body>")
    accepted = Accepted(root)

    assert {one.author for one in accepted.revisions(next(root.iter(f"{W}p")))} == {"山田"}
