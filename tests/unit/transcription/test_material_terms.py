"""Special terms are taken from the materials and from the city's list."""

from __future__ import annotations

import pytest

from minutes_pipeline.meeting import Agenda, AgendaItem, Material, Materials, Roster
from minutes_pipeline.transcription.materials import terms_in
from minutes_pipeline.transcription.readings import Reader
from minutes_pipeline.transcription.vocabulary import (
    Hotword,
    ranked_terms,
    read_hotwords,
    within_budget,
)

LINES = (
    "資料1　汚水処理施設共同整備事業について",
    "令和6年度の放流水質は、全ての項目で基準を満たした。",
    "放流水質　12.3　13.1",
    "共同整備事業の負担割合は、前年度と同じである。",
    "ストックマネジメント計画に基づき、点検した。ストックマネジメント計画の見直し。",
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def test_what_is_repeated_is_for_the_recogniser_and_all_of_it_for_the_repair(reader):
    repeated, found = terms_in(Materials((Material("資料.txt", LINES),)), reader)
    assert "放流水質" in repeated
    assert "ストックマネジメント計画" in repeated
    assert set(repeated) <= set(found)
    assert "負担割合" in found
    assert "負担割合" not in repeated
    assert not any(any(c.isdigit() for c in term) for term in found)


def test_words_of_every_paper_say_nothing(reader):
    lines = ("資料", "前年度比較", "合計件数", "資料", "前年度比較", "合計件数")
    assert terms_in(Materials((Material("表.xlsx", lines),)), reader) == ((), ())


def test_a_citys_list():
    text = "# 施設の名前\n青葉の森公園\tあおばのもりこうえん\n\n　若草ホール,ワカクサホール\n庁\n青葉の森公園\n"
    assert read_hotwords(text) == (
        Hotword("青葉の森公園", "アオバノモリコウエン"),
        Hotword("若草ホール", "ワカクサホール"),
    )


def test_the_agenda_comes_before_the_materials_and_the_list_last():
    agenda = Agenda(title="水道事業審議会", items=(AgendaItem("1", "水道料金の改定について"),))
    terms = ranked_terms(agenda, Roster(), (Hotword("若草浄水場"),), ("料金の改定", "経営戦略"))
    assert terms == ("水道料金の改定", "経営戦略", "水道事業審議会", "若草浄水場")


def test_a_long_list_ends_at_the_budget():
    listed = tuple(Hotword(f"施設{'甲乙丙丁'[n % 4]}{n}号館") for n in range(300))
    terms = ranked_terms(Agenda(), Roster(), listed)
    used = within_budget(terms, len, budget=60)
    assert used == terms[: len(used)]
    assert sum(len(term) + 1 for term in used) <= 60
