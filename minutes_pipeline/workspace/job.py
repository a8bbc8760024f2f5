"""What a person asked for: the files given and the choices made, kept in the work folder."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from minutes_pipeline.errors import AlteredByHand, PaperError, RecordingError

_BLOCK = 1 << 20


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes as 64 hexadecimal digits."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file that a person named on the command line.

    Attributes:
        source: Name of the `Source` it stands for.
        path: Absolute path of a recording; for small files, the copy's path inside the folder.
        sha256: Digest of its bytes.
        size: Bytes.
        modified: Time of last change, nanoseconds: together with *size* a cheap sign of change.
        called: Where the person has it, for messages; empty when *path* says it.
    """

    source: str
    path: str
    sha256: str
    size: int
    modified: int
    called: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything else that decides a draft.

    Attributes:
        model: Transcription model: a name of the catalog or a folder.
        segmentation: Diarization: the speech segmentation model, likewise.
        embedding: Diarization: the voice embedding model, likewise.
        template: Name of a city's form or its folder.
        style: ``condensed`` (要点記録) or ``full`` (全文記録).
        detail: How much condensed minutes keep: ``near-full``, ``standard`` or ``tight``.
        polish: Address of a language model's server; None for no polish.
        polish_model: Name of the model there.
        polish_host: The one computer beside this that may be asked; None for this one alone.
        polish_public: Whether that computer may lie outside the office's network.
    """

    model: str = "whisper-base"
    segmentation: str = "pyannote-segmentation-3.0"
    embedding: str = "campplus"
    template: str = "izumi"
    style: str = "condensed"
    detail: str = "standard"
    polish: str | None = None
    polish_model: str = "default"
    polish_host: str | None = None
    polish_public: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """The whole request, stored as ``work/job.json``."""

    choices: Choices
    files: tuple[GivenFile, ...] = ()

    def of(self, source: str) -> tuple[GivenFile, ...]:
        """Return the files given under *source*, in the order given."""
        return tuple(f for f in self.files if f.source == source)


_JOB: TypeAdapter[Job] = TypeAdapter(Job)


def dump_job(job: Job) -> bytes:
    """Return *job* as JSON."""
    return _JOB.dump_json(job, indent=1) + b"\n"


def load_job(path: Path) -> Job:
    """Read a stored job.

    Raises:
        PaperError: The folder holds no job: it is not a work folder.
        AlteredByHand: The file is not what was written.
    """
    try:
        return _JOB.validate_json(path.read_bytes())
    except FileNotFoundError as error:
        raise PaperError(
            "W01",
            f"作業フォルダではありません（{path.parent.parent}）。",
            "「minutes draft 録音ファイル」で作られたフォルダを指定してください。",
        ) from error
    except ValidationError as error:
        raise AlteredByHand(
            "W02",
            f"作業フォルダの記録が壊れています（{path}）。",
            "同じ「minutes draft …」をもう一度実行すると、作り直します。",
        ) from error


def look_at(source: str, path: Path) -> GivenFile:
    """Describe a file that a person named.

    Raises:
        RecordingError: A recording that does not exist or is a folder.
        PaperError: Another file that does not exist or is a folder.
    """
    if not path.is_file():
        what = f"{path} はフォルダです。" if path.is_dir() else f"ファイルがありません（{path}）。"
        cure = "ファイル名と場所を確かめてください。"
        if source == "recording":
            raise RecordingError("R01", f"録音: {what}", cure)
        raise PaperError("P01", f"{TITLES.get(source, source)}: {what}", cure)
    status = path.stat()
    return GivenFile(source, str(path), sha256_of(path), status.st_size, status.st_mtime_ns)


TITLES = {
    "recording": "録音",
    "agenda": "次第",
    "roster": "名簿",
    "material": "資料",
    "hotwords": "用語一覧",
    "transcript": "文字起こし",
    "particulars": "会議の情報",
    "marks": "案件の時刻表",
}
"""What a clerk calls each source."""


def look_again(given: GivenFile, folder: Path) -> GivenFile:
    """Return *given* as it is now: a changed file gets its new digest, a moved one its new place.

    A recording is also looked for beside the work folder, so that both can be moved together.
    One that is gone is returned unchanged: what was made from it is still good.
    """
    path = Path(given.path)
    if not path.is_file():
        path = folder.parent / path.name
    if not path.is_file():
        return given
    status = path.stat()
    if (status.st_size, status.st_mtime_ns) == (given.size, given.modified):
        return replace(given, path=str(path))
    return look_at(given.source, path)
