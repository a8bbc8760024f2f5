"""Where weights lie on this machine, and whether they are what the catalog says."""

from __future__ import annotations

import difflib
import os
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path

from platformdirs import user_data_path

from minutes_pipeline.errors import ModelError
from minutes_pipeline.modelstore.catalog import (
    Catalog,
    HubModel,
    Model,
    Room,
    WeightFile,
    identity,
    load_catalog,
)
from minutes_pipeline.modelstore.fingerprints import Fingerprints

ROOT_VARIABLE = "MINUTES_MODELS"

NEEDED: dict[Room, tuple[tuple[str, ...], ...]] = {
    # Without tokenizer.json faster-whisper would ask a hub for one.
    Room.TRANSCRIPTION: (
        ("model.bin",),
        ("config.json",),
        ("tokenizer.json",),
        ("vocabulary.json", "vocabulary.txt"),
    ),
    Room.SEGMENTATION: (("pytorch_model.bin",),),
    Room.EMBEDDING: (("*.pt", "*.onnx"),),
    Room.PIPELINE: (("config.yaml",),),
}
"""What a folder given by path must hold: of each group of names, one."""

_ROOM_TITLES = {
    Room.TRANSCRIPTION: "文字起こし",
    Room.SEGMENTATION: "話者の区間",
    Room.EMBEDDING: "話者の声",
    Room.PIPELINE: "話者を聞き分ける一式",
}


def room_title(room: Room) -> str:
    """Return what a clerk calls the use of a model."""
    return _ROOM_TITLES[room]


def default_root(given: Path | None = None) -> Path:
    """Return the folder of all weights: *given*, else ``MINUTES_MODELS``, else the user's own."""
    if given is None and (named := os.environ.get(ROOT_VARIABLE, "").strip()):
        given = Path(named)
    if given is not None:
        return given.expanduser().absolute()
    return user_data_path("minutes_pipeline", appauthor=False) / "models"


def spoken_size(size: int) -> str:
    """Return a size as people read it.

    >>> spoken_size(147_882_941)
    '148 MB'
    """
    if size >= 1_000_000_000:
        return f"{size / 1e9:.1f} GB"
    return f"{size / 1e6:.0f} MB" if size >= 1_000_000 else f"{size / 1e3:.0f} kB"


class Condition(Enum):
    """How a file, or a whole model, stands against the catalog."""

    RIGHT = auto()
    ABSENT = auto()
    INCOMPLETE = auto()
    WRONG = auto()


@dataclass(frozen=True, slots=True)
class Checked:
    """One file held against the catalog.

    Attributes:
        model: The model it belongs to.
        file: What the catalog says of it.
        condition: How it stands; never `Condition.INCOMPLETE`.
        found: The digest it has, None when it is absent.
    """

    model: Model
    file: WeightFile
    condition: Condition
    found: str | None


@dataclass(frozen=True, slots=True)
class Store:
    """The weights under one folder, a sub-folder for each model of the catalog.

    Attributes:
        root: The folder; need not exist.
        catalog: The catalog they are held against.
    """

    root: Path
    catalog: Catalog = field(default_factory=load_catalog)

    def folder(self, model: Model) -> Path:
        """Return where the files of *model* lie, or would."""
        return self.root / model.name

    def check(self, model: Model, *, afresh: bool = False) -> tuple[Checked, ...]:
        """Hold every file of *model* against the catalog.

        Args:
            model: A model of the catalog.
            afresh: Hash all bytes now; otherwise a digest remembered for a file of the same size
                and time of change counts.
        """
        prints = Fingerprints(self.root / ".digests.json")
        return tuple(self._checked(model, file, prints, afresh=afresh) for file in model.weights)

    def condition(self, model: Model) -> Condition:
        """Return how *model* stands as a whole."""
        found = {one.condition for one in self.check(model)}
        if len(found) == 1:
            return found.pop()
        return Condition.WRONG if Condition.WRONG in found else Condition.INCOMPLETE

    def locate(self, which: str, room: Room | None = None) -> Path:
        """Return the folder of a model, ready to be loaded.

        Args:
            which: A name of the catalog, or the path of a folder.
            room: What it is wanted for, if that is to be checked.

        Raises:
            ModelError: Not here, not whole, not for this use, or no such name or folder; the cure
                names the exact command.
        """
        if (model := self.catalog.find(which)) is not None:
            self._fits(model, room)
            return self._ready(model)
        folder = Path(which).expanduser()
        if folder.is_dir():
            self._usable(folder.absolute(), room)
            return folder.absolute()
        raise self.unknown(which)

    def digest(self, which: str) -> str:
        """Return a stable identity of a model for the ledger.

        For a name it is the catalog's, present or not. A folder with the very files of a
        catalogued model has the same identity as the model's name, so that work done goes on
        counting when an office moves from one to the other. Otherwise all its files count.

        Raises:
            ModelError: No such name or folder.
        """
        if (model := self.catalog.find(which)) is not None:
            return model.digest
        folder = Path(which).expanduser().absolute()
        if not folder.is_dir():
            raise self.unknown(which)
        prints = Fingerprints(self.root / ".digests.json")
        files = {
            path.relative_to(folder).as_posix(): prints.of(path)
            for path in sorted(folder.rglob("*"))
            if path.is_file() and not any(p.startswith(".") for p in path.relative_to(folder).parts)
        }
        for known in self.catalog.models:
            if all(files.get(f.path) == f.sha256 for f in known.weights):
                return known.digest
        return identity(files.items())

    def fetch_command(self, model: Model) -> str:
        """Return the command that brings *model* to this store."""
        place = "" if self.root == default_root() else f' --models "{self.root}"'
        return f"minutes models fetch {model.name}{place}"

    def unknown(self, which: str) -> ModelError:
        """Return the error for what is neither a name of the catalog nor a folder."""
        folder = Path(which).expanduser()
        if folder.is_dir():
            return ModelError(
                "M02",
                f"「{which}」はフォルダで、目録にある名前ではありません。",
                "フォルダにあるモデルは、取得しなくても --model にそのまま指定できます。",
            )
        if folder.is_file():
            return ModelError(
                "M02",
                f"モデルの指定「{which}」はファイルです。",
                f"ファイルの入っているフォルダ（{folder.absolute().parent}）を指定してください。",
            )
        names = [m.name for m in self.catalog.models]
        near = [n for n in names if which and which.lower() in n]
        near = near or difflib.get_close_matches(which.lower(), names, 2, 0.5)
        guess = f"もしかして: {'、'.join(near)}。" if near else ""
        return ModelError(
            "M02",
            f"モデル「{which}」は目録になく、その名前のフォルダもありません。",
            f"{guess}「minutes models list」で名前を確かめるか、"
            "モデルのフォルダを指定してください。",
        )

    def _checked(
        self, model: Model, file: WeightFile, prints: Fingerprints, *, afresh: bool
    ) -> Checked:
        path = self.folder(model) / file.path
        if not path.is_file():
            return Checked(model, file, Condition.ABSENT, None)
        found = prints.of(path, afresh=afresh)
        right = found == file.sha256
        return Checked(model, file, Condition.RIGHT if right else Condition.WRONG, found)

    def _fits(self, model: Model, room: Room | None) -> None:
        if room is None or model.room is room:
            return
        names = "、".join(m.name for m in self.catalog.models if m.room is room)
        raise ModelError(
            "M02",
            f"「{model.name}」は{room_title(model.room)}のモデルで、"
            f"{room_title(room)}には使えません。",
            f"次から選んでください: {names}",
        )

    def _ready(self, model: Model) -> Path:
        cure = (
            f"「{self.fetch_command(model)}」を実行してください（{spoken_size(model.size)}）。"
            "別の計算機から写したフォルダがあれば、名前の代わりにそのパスを指定することもできます。"
        )
        checked = self.check(model)
        if all(one.condition is Condition.ABSENT for one in checked):
            raise ModelError(
                "M01", f"モデル「{model.name}」が入っていません（{self.folder(model)}）。", cure
            )
        for one in checked:
            place = self.folder(model) / one.file.path
            if one.condition is Condition.ABSENT:
                raise ModelError(
                    "M01", f"モデル「{model.name}」のファイルが足りません（{place}）。", cure
                )
            if one.condition is Condition.WRONG:
                raise ModelError(
                    "M04",
                    f"モデル「{model.name}」のファイルが目録のものと違います（{place}　"
                    f"目録のダイジェスト {one.file.sha256}　実際 {one.found}）。",
                    cure,
                )
        return self.folder(model)

    def _usable(self, folder: Path, room: Room | None) -> None:
        rooms = tuple(NEEDED) if room is None else (room,)
        if not any(not _lacking(folder, r) for r in rooms):
            use = room or Room.TRANSCRIPTION
            lacking = "、".join(_lacking(folder, use))
            raise ModelError(
                "M03",
                f"フォルダ「{folder}」には{room_title(use)}のモデルに必要なファイルがありません"
                f"（足りないもの: {lacking}）。",
                "モデルのファイルを全部写したフォルダを指定してください。"
                "Whisperのモデルは CTranslate2 形式（faster-whisper 用）のものです。",
            )
        self._refuse_unrepaired(folder)

    def _refuse_unrepaired(self, folder: Path) -> None:
        """Refuse published files that are known to crash an engine (see the catalog)."""
        for model in self.catalog.models:
            if not isinstance(model, HubModel):
                continue
            for file in model.files:
                path = folder / file.path
                if (
                    file.published is not None
                    and _sizes(folder, model) == {f.path: f.wire[0] for f in model.files}
                    and Fingerprints(self.root / ".digests.json").of(path) == file.published.sha256
                ):
                    raise ModelError(
                        "M03",
                        f"フォルダ「{folder}」は {model.name} の配布物そのままで、{file.path} の"
                        "誤りのため文字起こしの途中で止まります。",
                        f'「{self.fetch_command(model)} --from "{folder}"」で直したものを入れ、'
                        f"「{model.name}」という名前で指定してください。",
                    )


def _lacking(folder: Path, room: Room) -> list[str]:
    return [
        "か".join(names)
        for names in NEEDED[room]
        if not any(path.is_file() for name in names for path in folder.glob(name))
    ]


def _sizes(folder: Path, model: Model) -> dict[str, int]:
    paths = {f.path: folder / f.path for f in model.weights}
    return {name: path.stat().st_size for name, path in paths.items() if path.is_file()}
