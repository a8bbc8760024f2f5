"""A package is written whole or not at all, and no change to it stays unseen."""

import unicodedata
from pathlib import Path

import bagit
import pytest

from minutes_pipeline.archive import bag
from minutes_pipeline.archive.bag_check import inspect
from minutes_pipeline.archive.second_opinion import objection
from minutes_pipeline.errors import PaperError

PAYLOAD = {
    "minutes/minutes.txt": "会議録\n".encode(),
    "minutes/minutes.pdf": bytes(range(256)),
    "source/audio.sha256": b"",
}
TAGS = {"metadata/README.ja.txt": "説明\n".encode(), "metadata/profile.json": b"{}\n"}
INFO = [("Source-Organization", "青葉台市"), ("Bagging-Date", "2026-01-05"), ("Contact-Name", "")]


@pytest.fixture
def package(tmp_path):
    target = tmp_path / "kept"
    bag.write_bag(target, PAYLOAD, TAGS, INFO)
    return target


def files(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def messages(folder):
    return [f"{fault.file}: {fault.message}" for fault in inspect(folder).faults]


def test_a_package_is_whole_by_both_checkers(package):
    found = inspect(package)

    assert (found.faults, found.warnings) == ((), ())
    assert (found.version, found.ours, found.files) == ("1.0", True, 3)
    assert objection(package) is None
    assert (package / "bagit.txt").read_bytes() == bag.DECLARATION
    assert "Contact-Name" not in (package / "bag-info.txt").read_text("utf-8")


def test_the_same_input_gives_the_same_bytes(tmp_path):
    seals = [
        bag.write_bag(tmp_path / name, dict(payload), TAGS, INFO)
        for name, payload in (("a", PAYLOAD), ("b", dict(reversed(PAYLOAD.items()))))
    ]

    assert seals[0] == seals[1]
    for name in files(tmp_path / "a"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_package_is_never_overwritten(package):
    with pytest.raises(PaperError) as caught:
        bag.write_bag(package, PAYLOAD, TAGS, INFO)

    assert caught.value.code == "B02"
    assert inspect(package).faults == ()


def test_what_a_killed_run_left_is_swept_away(tmp_path):
    target = tmp_path / "kept"
    leftover = tmp_path / f"kept{bag.UNFINISHED}" / "data" / "stale.txt"
    leftover.parent.mkdir(parents=True)
    leftover.write_bytes(b"half")

    bag.write_bag(target, PAYLOAD, TAGS, INFO)

    assert inspect(target).faults == ()
    assert not leftover.exists()


def test_a_failure_leaves_nothing_under_any_name(tmp_path):
    with pytest.raises(FileNotFoundError):
        bag.write_bag(tmp_path / "kept", {"a": b"1", "gone": tmp_path / "gone"}, {}, [])

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["資料.pdf", "../out", "a b", "/x", "a//b", ".hidden", "C:\\x"])
def test_names_that_not_every_system_holds_are_not_written(tmp_path, name):
    with pytest.raises(ValueError, match="portable"):
        bag.write_bag(tmp_path / "kept", {name: b""}, {}, [])


def test_one_flipped_bit_is_found_in_every_file(package):
    for name in files(package):
        path = package / name
        whole = path.read_bytes()
        for position in range(len(whole)):
            # In manifests, also the bit that is the case of a letter.
            bit = 0x20 if position % 2 and "manifest" in name else 1 << position % 8
            flipped = bytes([whole[position] ^ bit])
            path.write_bytes(whole[:position] + flipped + whole[position + 1 :])
            assert messages(package), f"{name}, byte {position}, bit {bit}"
        path.write_bytes(whole)
    assert messages(package) == []


def test_a_changed_payload_file_is_named(package):
    (package / "data/minutes/minutes.txt").write_bytes("会議緑\n".encode())

    assert messages(package) == [
        "data/minutes/minutes.txt: 内容が変わっています（封をしたときと違います）"
    ]


def test_every_removed_file_is_found(package):
    for name in files(package):
        path = package / name
        held = path.read_bytes()
        path.unlink()
        assert any(message.startswith(f"{name}: ありません") for message in messages(package)), name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(held)
    assert messages(package) == []


@pytest.mark.parametrize(
    "name",
    [
        "added.txt",
        "data/added.txt",
        "metadata/x",
        "tagmanifest-md5.txt",
        "fetch.txt",
        "data/あ.txt",
    ],
)
def test_an_added_file_is_found(package, name):
    (package / name).write_bytes(b"")

    assert any(message.startswith(f"{name}: ") for message in messages(package))


def test_an_added_folder_or_link_is_found(package):
    (package / "data/empty").mkdir()
    (package / "data/link").symlink_to(package / "bagit.txt")

    assert messages(package) == [
        "data/empty: 記録にない空のフォルダです",
        "data/link: 別の場所への案内（リンク）に置き換わっています",
    ]


def test_every_renamed_file_is_found_and_both_names_are_told(package):
    for name in files(package):
        path = package / name
        other = path.with_name("renamed.bin")
        path.rename(other)
        found = messages(package)
        assert found, name
        if not name.startswith(("tagmanifest", "manifest", "bagit")):
            shown = other.relative_to(package).as_posix()
            assert f"{name}: 名前が「{shown}」に変わっています" in found
        other.rename(path)
    assert messages(package) == []


def test_case_alone_is_a_new_name(package):
    path = package / "data/minutes/minutes.txt"
    path.rename(path.with_name("Minutes.txt"))

    assert messages(package) == [
        "data/minutes/minutes.txt: 名前が「data/minutes/Minutes.txt」に変わっています"
    ]


def test_two_files_that_changed_places_are_found(package):
    one, other = package / "data/minutes/minutes.txt", package / "data/minutes/minutes.pdf"
    held = one.read_bytes(), other.read_bytes()
    one.write_bytes(held[1])
    other.write_bytes(held[0])

    assert len(messages(package)) == 2


@pytest.mark.parametrize(("before", "after"), [("NFC", "NFD"), ("NFD", "NFC")])
def test_a_japanese_name_composed_otherwise_is_found(tmp_path, before, after):
    folder = tmp_path / "foreign"
    folder.mkdir()
    name = unicodedata.normalize(before, "議事がグ.txt")
    (folder / name).write_text("議事", "utf-8")
    bagit.make_bag(str(folder), checksums=["sha256"])
    assert inspect(folder).faults == ()
    (folder / "data" / name).rename(folder / "data" / unicodedata.normalize(after, name))

    assert any("文字の組み立て方だけが違います" in message for message in messages(folder))


def test_a_folder_that_is_no_package_is_refused(tmp_path):
    assert "bagit.txt: ありません" in messages(tmp_path)[0]
    assert "フォルダがありません" in messages(tmp_path / "nowhere")[0]


def test_the_seal_stands_for_every_byte(package, tmp_path):
    other = tmp_path / "other"
    changed = {**PAYLOAD, "minutes/minutes.txt": b"x"}

    assert bag.write_bag(other, changed, TAGS, INFO) != inspect(package).seal


def test_large_files_are_copied_from_where_they_lie(tmp_path):
    source = tmp_path / "audio.wav"
    source.write_bytes(b"\x00\x01" * 700_000)

    bag.write_bag(tmp_path / "kept", {"source/audio.wav": Path(source)}, {}, [])

    assert (tmp_path / "kept/data/source/audio.wav").read_bytes() == source.read_bytes()
    assert inspect(tmp_path / "kept").faults == ()
