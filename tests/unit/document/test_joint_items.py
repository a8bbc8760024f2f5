"""Headings: the agenda's own numbers, items taken together, items without a record."""

from minutes_pipeline.document.outline import outline
from minutes_pipeline.meeting import Agenda, AgendaItem, Minutes, MinutesItem, Paragraph, Sitting


def agenda(*numbers):
    return Agenda(items=tuple(AgendaItem(number, f"案{number}") for number in numbers))


def item(number, *, said=True, joint=()):
    lead = Paragraph(f"p{number}", "説明を行った。", ("u0001",)) if said else None
    title = None if number is None else f"案{number}"
    return MinutesItem(number, title, joint_with=joint, lead=lead)


def shape(items, of):
    """Return (numbers in the heading, number of the record, whether it is missing)."""
    return [
        (tuple(one.number for one in section.headings), section.item.number, section.unrecorded)
        for section in outline(Minutes(Sitting(), tuple(items)), of)
    ]


def test_items_taken_together_are_headed_together_and_recorded_once():
    items = [item("1", joint=("2",)), item("2", said=False, joint=("1",)), item("3")]

    assert shape(items, agenda("1", "2", "3")) == [(("1", "2"), "1", False), (("3",), "3", False)]


def test_partners_need_not_be_items_of_the_minutes():
    sections = outline(Minutes(Sitting(), (item("2", joint=("1",)),)), agenda("1", "2"))

    assert [one.title for one in sections[0].headings] == ["案1", "案2"]


def test_an_item_with_a_record_of_its_own_is_headed_again():
    items = [item("1", joint=("2",)), item("2", joint=("1",))]

    assert shape(items, agenda("1", "2")) == [(("1", "2"), "1", False), (("2",), "2", False)]


def test_an_item_of_the_agenda_that_nobody_recorded_keeps_its_place():
    assert shape([item("1"), item("3")], agenda("1", "2", "3")) == [
        (("1",), "1", False),
        (("2",), "2", True),
        (("3",), "3", False),
    ]


def test_items_taken_in_another_order_stay_in_that_order():
    assert [number for _, number, _ in shape([item("2"), item("1")], agenda("1", "2"))] == [
        "2",
        "1",
    ]


def test_a_heading_over_parts_is_not_called_empty():
    items = [item("3", said=False), item("3-1"), item("3-2")]

    assert shape(items, agenda("3", "3-1", "3-2")) == [
        (("3",), "3", False),
        (("3-1",), "3-1", False),
        (("3-2",), "3-2", False),
    ]


def test_speech_outside_items_has_no_number_and_is_left_out_only_when_empty():
    assert shape([item(None), item("1"), item(None, said=False)], agenda("1")) == [
        ((), None, False),
        (("1",), "1", False),
    ]


def test_a_number_that_nobody_named_is_marked():
    sections = outline(Minutes(Sitting(), (item("1", joint=("9",)),)), Agenda())

    assert [one.title for one in sections[0].headings] == ["案1", "【要記入】"]
