"""The kept Word file holds what is printed and nothing else."""

import io
import re
import zipfile

import docx
import pytest

from minutes_pipeline.archive.word_file import Particulars, cleaned, lines, pending, ragged

ABOUT = Particulars("会議録", "若葉市", "2025-08-01")
PARTS = ("document", "styles")


def parts(held):
    with zipfile.ZipFile(io.BytesIO(held)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rewritten(held, **changed):
    """Return a Word file with parts replaced (``document`` for word/document.xml)."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as target:
        for name, data in parts(held).items():
            key = name.removeprefix("word/").removesuffix(".xml")
            target.writestr(name, changed[key](data) if key in changed else data)
    return result.getvalue()


def tracked(data):
    """Mark a run as inserted and one as deleted, as Word does."""
    text = data.decode("utf-8")
    mark = '<w:ins w:id="900" w:author="編集者" w:date="2025-07-20T00:00:00Z"><w:r><w:t>追加</w:t></w:r></w:ins>'
    gone = '<w:del w:id="901" w:author="別の人"><w:r><w:delText>削除</w:delText></w:r></w:del>'
    return text.replace("</w:p>", f"{mark}{gone}</w:p>", 1).encode("utf-8")


@pytest.fixture(scope="module")
def commented(draw, minutes):
    return draw(notes=minutes.notes)


def test_comments_traces_and_sessions_are_gone(commented):
    noisy = rewritten(
        commented,
        document=lambda data: data.replace(b"<w:p>", b'<w:p w:rsidR="00AB12CD"><!-- x -->', 1),
        settings=lambda data: data.replace(
            b"</w:settings>", b'<w:rsids><w:rsid w:val="00AB12CD"/></w:rsids></w:settings>'
        ),
    )
    assert pending(noisy).comments > 0

    clean = cleaned(noisy, ABOUT)

    whole = b"".join(parts(clean).values()).decode("utf-8")
    assert pending(clean) == pending(clean, machine="だれか")
    assert not pending(clean)
    for trace in ("comment", "rsid", "customXml", "00AB12CD", "<!--", "会議録作成支援", "u0001"):
        assert trace not in whole, trace
    assert lines(clean) == lines(noisy)
    assert docx.Document(io.BytesIO(clean)).paragraphs[0].text == lines(clean).title


def test_properties_say_what_the_city_says(drawn):
    core = docx.Document(io.BytesIO(cleaned(drawn, ABOUT))).core_properties

    assert (core.title, core.author, core.last_modified_by) == ("会議録", "若葉市", "若葉市")
    assert core.created.isoformat()[:10] == core.modified.isoformat()[:10] == "2025-08-01"
    assert core.language == "ja-JP"


def test_no_reference_to_a_dropped_part_is_left(commented):
    held = parts(cleaned(commented, ABOUT))
    targets = re.findall(r'(?:Target|PartName)="/?([^"]+)"', held["[Content_Types].xml"].decode())
    targets += [
        f"word/{one}"
        for one in re.findall(r'Target="([^"]+)"', held["word/_rels/document.xml.rels"].decode())
    ]

    assert set(targets) <= set(held)


def test_bookmarks_stay_or_go(drawn):
    kept = parts(cleaned(drawn, ABOUT))["word/document.xml"].decode()
    bare = parts(cleaned(drawn, ABOUT, bookmarks=False))["word/document.xml"].decode()

    assert "bookmarkStart" in kept
    assert "bookmark" not in bare


def test_the_same_file_gives_the_same_bytes(drawn):
    assert cleaned(drawn, ABOUT) == cleaned(drawn, ABOUT)


def test_what_editors_left_is_counted_with_who(drawn):
    left = pending(rewritten(drawn, document=tracked))

    assert (left.changes, left.formats, left.comments) == (2, 0, 0)
    assert left.authors == ("別の人", "編集者")


def test_the_drafts_own_doubts_are_not_an_editors(commented):
    assert pending(commented, machine="会議録作成支援").comments == 0


def test_a_file_with_pending_changes_is_not_cleaned(drawn):
    with pytest.raises(ValueError, match="tracked"):
        cleaned(rewritten(drawn, document=tracked), ABOUT)


@pytest.mark.parametrize("held", [b"", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 old .doc"])
def test_what_is_no_word_file_is_refused(held):
    with pytest.raises(ValueError, match="not a Word file"):
        pending(held)


def test_a_ragged_file_says_the_same_and_stretches_no_line(drawn):
    with zipfile.ZipFile(io.BytesIO(drawn)) as before:
        stretched = [b'w:jc w:val="both"' in before.read(f"word/{n}.xml") for n in PARTS]
    held = ragged(drawn)
    with zipfile.ZipFile(io.BytesIO(held)) as after:
        left = [b'w:jc w:val="both"' in after.read(f"word/{n}.xml") for n in PARTS]

    assert any(stretched)
    assert not any(left)
    assert lines(held) == lines(drawn)
