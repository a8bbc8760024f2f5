"""Whatever an editor does, in whatever order: nothing is lost, nothing crashes.

The number of sequences is small here; ``MINUTES_EDIT_SEQUENCES=2000`` runs as many as wanted.
"""

import copy
import os

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree
from word_edits import Hands, desk_of, seen_without_gaps, words

SEQUENCES = int(os.environ.get("MINUTES_EDIT_SEQUENCES", "12"))
TEXT = st.text("街路樹を更新する苗木の配布12,3本。、「」委員会", min_size=1, max_size=24)
STYLES = ("MinBullet", "MinSpeech", "MinSpeechCont", "MinLead", "MinOutcome", "Heading1", None)
KINDS = (
    *("write", "insert", "delete words", "delete", "add", "track insert", "track delete"),
    *("track delete paragraph", "track mark", "track add", "move", "track move", "copy", "split"),
    *("join", "strip marks"),
)
STEP = st.tuples(
    st.sampled_from(KINDS),
    st.integers(0, 10_000),
    st.integers(0, 10_000),
    TEXT,
    st.sampled_from(STYLES),
)


def act(hands, step):
    """Do one random thing to the file, where it can be done."""
    kind, first, second, text, style = step
    paragraphs = hands.paragraphs()
    if len(paragraphs) < 3:
        return
    here, there = paragraphs[first % len(paragraphs)], paragraphs[second % len(paragraphs)]
    # Hands find paragraphs by their words: give them the paragraphs themselves.
    hands.paragraph = {1: here, 2: there}.get
    whole = {
        "add": lambda: hands.add(1, text, style, bare=style is None),
        "track add": lambda: hands.track_add(1, text, style or "Normal"),
        "delete": lambda: hands.delete(1),
        "track delete paragraph": lambda: hands.track_delete_paragraph(1),
        "track mark": lambda: hands.track_delete_mark(1),
        "copy": lambda: hands.copy(1, 2),
        "strip marks": lambda: strip_marks(here),
    }
    between = {"move": lambda: hands.move(1, 2), "track move": lambda: hands.track_move(1, 2)}
    if kind in whole:
        whole[kind]()
    elif kind in between and here is not there:
        between[kind]()
    elif kind == "join" and here.getnext() is not None and here.getnext().tag == f"{W}p":
        hands.join(1)
    else:
        within(hands, here, step)


def within(hands, here, step):
    """Do one random thing to the words of a paragraph."""
    kind, first, second, text, _ = step
    one_piece_a_run(here)
    runs = [r for r in here.findall(f"{W}r") if r.find(f"{W}t") is not None and words(r)]
    if not runs:
        return
    run = runs[first % len(runs)]
    old = words(run)
    cut = second % (len(old) + 1)
    typed = {"write": text, "insert": old[:cut] + text + old[cut:], "delete words": old[:cut]}
    if kind in typed:
        run.find(f"{W}t").text = typed[kind]
    elif kind == "split" and old[cut:]:
        hands.split(1, old[cut:])
    elif kind == "track insert" and old[:cut]:
        hands.track_insert(1, old[:cut], text)
    elif kind == "track delete" and old[:cut]:
        hands.track_delete(1, old[:cut])


def one_piece_a_run(paragraph):
    """Cut runs apart at their tabs and breaks, as Word does while one edits."""
    for run in paragraph.findall(f"{W}r"):
        properties = run.find(f"{W}rPr")
        behind = run
        for piece in [one for one in run if one is not properties][1:]:
            own = etree.Element(f"{W}r")
            if properties is not None:
                own.append(copy.deepcopy(properties))
            own.append(piece)
            behind.addnext(own)
            behind = own


def strip_marks(paragraph):
    for one in [e for e in paragraph.iter() if "bookmark" in str(e.tag)]:
        one.getparent().remove(one)


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("edits")


@settings(
    max_examples=SEQUENCES,
    deadline=None,
    derandomize=SEQUENCES < 100,
    phases=[Phase.generate],  # shrinking a case of this size takes longer than reading it
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(steps=st.lists(STEP, min_size=1, max_size=8))
def test_any_sequence_of_edits_comes_back_whole(izumi, minutes, agenda, record, folder, steps):
    desk = desk_of(izumi, minutes, agenda, record)
    hands = Hands(desk.docx())
    for step in steps:
        act(hands, step)
    path = hands.save(folder / "edited.docx")
    desk.take(path)
    after = folder / "after.docx"
    after.write_bytes(desk.docx())

    assert seen_without_gaps(after) == seen_without_gaps(path)

    desk.take(after)
    again = folder / "again.docx"
    again.write_bytes(desk.docx())
    assert seen_without_gaps(again) == seen_without_gaps(path)
