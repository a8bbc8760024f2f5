"""The catalog of models: ``models/catalog.toml``, with unknown keys refused."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Annotated, Generic, Literal, Self, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from minutes_pipeline.errors import ModelError
from minutes_pipeline.workspace.bundled import bundled

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Size = Annotated[int, Field(ge=0)]


def _inside(path: str) -> str:
    """Refuse a path that could lead out of its folder, on any system."""
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts or any(c in path for c in '\\:*?"<>|'):
        raise ValueError(f"not a plain relative path: {path!r}")
    return path


RelativePath = Annotated[str, AfterValidator(_inside)]
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]*$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Room(StrEnum):
    """Which part of the work a model serves."""

    TRANSCRIPTION = "transcription"
    SEGMENTATION = "diarization-segmentation"
    EMBEDDING = "diarization-embedding"
    PIPELINE = "diarization-pipeline"


class Package(_Strict):
    """A wheel of the package registry.

    Attributes:
        name: Distribution name, as pip takes it.
        version: Exact version.
        wheel: File name; its tags tell which build is meant.
        size: Bytes.
        sha256: Digest of the wheel.
    """

    name: Name
    version: str
    wheel: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.]+(-[A-Za-z0-9_.]+){4}\.whl$")]
    size: Size
    sha256: Sha256

    @property
    def tags(self) -> tuple[str, str, tuple[str, ...]]:
        """Return the wheel's Python tag, ABI tag and platform tags."""
        python, abi, platforms = self.wheel.removesuffix(".whl").split("-")[-3:]
        return python, abi, tuple(platforms.split("."))


class Member(_Strict):
    """A file inside a wheel, or a piece of one.

    Attributes:
        package: Name of a `Package`.
        path: Path inside the wheel.
    """

    package: Name
    path: RelativePath


class WeightFile(_Strict):
    """A file of a model, as it lies in the model's folder.

    Attributes:
        path: Path inside the folder.
        size: Bytes.
        sha256: Digest.
    """

    path: RelativePath
    size: Size
    sha256: Sha256


class RegistryFile(WeightFile):
    """A file put together from wheels: its *members*, one after the other."""

    members: Annotated[tuple[Member, ...], Field(min_length=1)]


class Published(_Strict):
    """A JSON file as its publisher has it, where it needs a repair to be usable.

    Attributes:
        size: Bytes.
        sha256: Digest.
        replace: Top-level keys and the values they get.
    """

    size: Size
    sha256: Sha256
    replace: dict[str, list[list[int]]]


class HubFile(WeightFile):
    """A file of a hub's repository, under the same path.

    Attributes:
        published: What the hub has, when the file is repaired after the download.
    """

    published: Published | None = None

    @property
    def wire(self) -> tuple[int, str]:
        """Return size and digest of what the hub sends."""
        given = self.published or self
        return given.size, given.sha256


_File = TypeVar("_File", bound=WeightFile)


class _Model(_Strict, Generic[_File]):
    """What every model says of itself.

    Attributes:
        name: What a clerk types.
        room: What it is for.
        title: What it is, in Japanese.
        licence: SPDX name.
        embedded: Part of the set that ``minutes models fetch`` brings when no name is given.
        size: Bytes of all files.
        files: All files, of the kind that its source serves.
    """

    name: Name
    room: Room
    title: str
    licence: str
    embedded: bool = False
    size: Size
    files: tuple[_File, ...]

    @property
    def weights(self) -> tuple[WeightFile, ...]:
        """Return all files of the model, whatever its source."""
        return self.files

    @property
    def digest(self) -> str:
        """Return the identity of the weights: a digest over all paths and digests."""
        return identity((f.path, f.sha256) for f in self.weights)

    @model_validator(mode="after")
    def _sound(self) -> Self:
        paths = [f.path.casefold() for f in self.weights]
        if len(set(paths)) != len(paths) or not paths:
            raise ValueError(f"{self.name}: no files, or the same path twice")
        if self.size != sum(f.size for f in self.weights):
            raise ValueError(f"{self.name}: size is not the sum of its files")
        return self


class RegistryModel(_Model[RegistryFile]):
    """A model that the package registry serves.

    Attributes:
        origin: Whose weights these are, for people.
    """

    source: Literal["registry"]
    origin: str


class HubModel(_Model[HubFile]):
    """A model of a Hugging Face hub.

    Attributes:
        repository: Owner and name.
        revision: Full commit id; a branch name is refused.
        terms: Page where terms must be accepted before a download, if any.
    """

    source: Literal["hub"]
    repository: Annotated[str, Field(pattern=r"^[\w.-]+/[\w.-]+$")]
    revision: Annotated[str, Field(pattern=r"^[0-9a-f]{40}$")]
    terms: str | None = None


Model = RegistryModel | HubModel


class Catalog(_Strict):
    """All models and the wheels some of them are taken from."""

    format: Literal["minutes-pipeline/models/1"]
    packages: tuple[Package, ...]
    models: tuple[Annotated[Model, Field(discriminator="source")], ...]

    @model_validator(mode="after")
    def _sound(self) -> Catalog:
        for names in ([p.name for p in self.packages], [m.name for m in self.models]):
            if len(set(names)) != len(names):
                raise ValueError("the same name twice")
        known = {p.name for p in self.packages}
        for model in self.models:
            if isinstance(model, RegistryModel):
                for package in packages_of(model.files):
                    if package not in known:
                        raise ValueError(f"{model.name}: no package {package}")
        return self

    def find(self, name: str) -> Model | None:
        """Return the model of that name, None when there is none."""
        return next((m for m in self.models if m.name == name), None)

    def package(self, name: str) -> Package:
        """Return the wheel of that name; the catalog was checked to have it."""
        return next(p for p in self.packages if p.name == name)

    @property
    def embedded(self) -> tuple[Model, ...]:
        """Return the default set."""
        return tuple(m for m in self.models if m.embedded)


def packages_of(files: Iterable[RegistryFile]) -> tuple[str, ...]:
    """Return the names of the packages *files* are taken from, each once, in order of use."""
    return tuple(dict.fromkeys(part.package for file in files for part in file.members))


def identity(files: Iterable[tuple[str, str]]) -> str:
    """Return one digest for many files, from their paths and digests, in any order."""
    text = "".join(f"{path}\0{sha256}\n" for path, sha256 in sorted(files))
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def load_catalog(path: Path | None = None) -> Catalog:
    """Read the catalog.

    Args:
        path: The file; the one that comes with the program when None.

    Raises:
        ModelError: It is missing, not TOML, or says something unknown.
    """
    path = path or bundled("models") / "catalog.toml"
    try:
        return Catalog.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError) as error:
        detail = error.errors()[0] if isinstance(error, ValidationError) else None
        where = f"{'.'.join(str(p) for p in detail['loc'])}: {detail['msg']}" if detail else error
        raise ModelError(
            "M14",
            f"モデルの目録を読めません（{path}　{where}）。",
            "プログラムを入れ直すか、目録を元に戻してください。",
        ) from error
