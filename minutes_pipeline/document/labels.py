"""What stands before a remark: the label of the draft in the city's form. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from minutes_pipeline.document.form import Form
from minutes_pipeline.document.wording import CHECK
from minutes_pipeline.meeting import Exchange, Person, RoleKind, Sitting, Utterance


class Labels:
    """Writes labels in one form."""

    def __init__(self, form: Form, sitting: Sitting, utterances: Mapping[str, Utterance]) -> None:
        """Write in *form*; *utterances* by id tell the chair, and names where they are known."""
        self._form = form.label
        self._utterances = utterances
        self._people = {person.name: person for person in sitting.people}

    def printed(self, exchange: Exchange, *, as_written: bool = False) -> str:
        """Return the label as it is printed, 【要確認】 while the role is undecided.

        Args:
            exchange: Whose label.
            as_written: A person wrote the label: it is put in the form's signs, never reworded.
        """
        if exchange.label is None:
            return CHECK
        if as_written:
            return self._form.form.format(label=exchange.label)
        label = exchange.label
        spoken = [
            self._utterances.get(source) for one in exchange.paragraphs for source in one.sources
        ]
        if self._form.chair and _all_by_chair(spoken):
            label = self._form.chair
        person = self._person(spoken) if self._form.person else None
        if person is not None:
            return self._form.person.format(
                label=label, name=person.name, surname=person.surname, post=person.post or label
            )
        return self._form.form.format(label=label)

    def _person(self, spoken: list[Utterance | None]) -> Person | None:
        """Return who says all of it, None where that is not known for certain."""
        names = {one.name if one is not None else None for one in spoken}
        return self._people.get(names.pop() or "") if len(names) == 1 else None


def _all_by_chair(spoken: list[Utterance | None]) -> bool:
    kinds = {one.role.kind if one is not None and one.role is not None else None for one in spoken}
    return kinds == {RoleKind.CHAIR}


def spoken_by(utterance: Utterance, form: Form) -> str:
    """Return the label of one utterance in the form's signs, 【要確認】 while undecided."""
    if utterance.role is None:
        return CHECK
    label = utterance.role.label
    if utterance.role.kind is RoleKind.CHAIR and form.label.chair:
        label = form.label.chair
    return form.label.form.format(label=label)
