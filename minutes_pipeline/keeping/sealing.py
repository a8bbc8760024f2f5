"""Seal the approved minutes: the full package, or the public one."""

from __future__ import annotations

import hashlib
import json
import platform
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from minutes_pipeline import __version__
from minutes_pipeline.archive import pdfa
from minutes_pipeline.archive.account import Agent, Event, Holder, Identity
from minutes_pipeline.archive.bag import Content, refuse_existing
from minutes_pipeline.archive.package import Edition, made
from minutes_pipeline.archive.word_file import lines
from minutes_pipeline.document.form import Keeping as KeepingRules
from minutes_pipeline.errors import PaperError
from minutes_pipeline.keeping.approval import against_keeping, not_ready, now
from minutes_pipeline.keeping.condition import Finished, drawn, finished, record, store_record
from minutes_pipeline.keeping.publishing import Public, published
from minutes_pipeline.keeping.redaction_file import rules
from minutes_pipeline.meeting.keeping import Approval, Deed, DeedKind
from minutes_pipeline.workspace.artifacts import (
    CORRECTIONS,
    DIARIZATION_RTTM,
    MACHINE_MINUTES,
    MINUTES_DOCX,
    MINUTES_JSON,
    RECORD_DOCX,
    TRANSCRIPT_VTT,
    UTTERANCES_JSON,
    Artifact,
)
from minutes_pipeline.workspace.exports import minutes_json
from minutes_pipeline.workspace.folder import REDACTION_NAME, WorkFolder
from minutes_pipeline.workspace.import_log import IMPORTS, KEPT
from minutes_pipeline.workspace.job import GivenFile, Job, look_again
from minutes_pipeline.workspace.ledger import Ledger

_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")
_COPIES: dict[str, Artifact[Any]] = {
    "minutes/minutes.json": MINUTES_JSON,
    "drafts/draft.docx": MINUTES_DOCX,
    "drafts/corrections.jsonl": CORRECTIONS,
    "transcript/full-record.docx": RECORD_DOCX,
    "transcript/utterances.json": UTTERANCES_JSON,
    "transcript/transcript.vtt": TRANSCRIPT_VTT,
    "transcript/diarization.rttm": DIARIZATION_RTTM,
}
"""Files of the work folder that a full package holds as they are."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What became of a command to seal.

    Attributes:
        folder: The package.
        seal: SHA-256 of its ``tagmanifest-sha512.txt``.
        closed: Of a public version: numbers of the items that went whole.
        pdf: Whether there is a PDF.
    """

    folder: Path
    seal: str
    closed: tuple[str, ...] = ()
    pdf: bool = True


def seal(
    folder: Path,
    target: Path,
    models_root: Path | None,
    *,
    public: bool = False,
    without_pdf: bool = False,
    signed: Path | None = None,
) -> Sealed:
    """Seal the approved minutes of a work folder.

    Args:
        folder: The work folder.
        target: The package's folder; must not exist.
        models_root: Folder of all models, None for the default.
        public: Make the public version: without what may not be shown, audio, transcript, drafts.
        without_pdf: Leave the PDF out; the package says so.
        signed: A scan of the signed minutes, to go with them; not into a public version.

    Raises:
        NotReady: B01, with every reason against it.
        PaperError: B02 to B06, B09, B10; see docs/errors.md.
        StageFailed: B07, B13, B14.
    """
    work = WorkFolder(folder.absolute())
    target = target.absolute()
    with work.locked():
        refuse_existing(target)
        done = finished(work)
        against = against_keeping(work, done, models_root)
        approval = record(work).approval
        if against or approval is None:
            raise not_ready("保存", folder, against)
        if not without_pdf:
            pdfa.office()
        moment = now().isoformat()
        if public:
            result = _seal_public(work, done, approval, target, moment, pdf=not without_pdf)
        else:
            result = _seal_full(work, done, approval, target, moment, not without_pdf, signed)
        kind: DeedKind = "public-archive" if public else "archive"
        deed = Deed(kind, moment, target.name, (result.seal,))
        store_record(work, record(work).having(deed))
    return result


def _holder(rules_: KeepingRules, department: str | None) -> Holder:
    return Holder(
        organization=rules_.organization,
        address=rules_.address,
        department=rules_.department or department or "",
        phone=rules_.phone,
        email=rules_.email,
        classification=rules_.classification,
        retention=rules_.retention,
        disposition=rules_.disposition,
        rights=rules_.rights,
    )


def _identity(title: str, done: Finished, approval: Approval, moment: str) -> Identity:
    held = done.minutes.sitting.date or approval.day
    digest = hashlib.sha256(title.encode("utf-8")).hexdigest()[:8]
    return Identity(
        id=f"minutes-{held}-{digest}",
        title=title,
        held=held,
        approved=approval.day,
        made=moment,
        place=done.minutes.sitting.place or "",
        materials=done.minutes.sitting.materials or (),
    )


# --- the public version -------------------------------------------------------------------------


def _seal_public(
    work: WorkFolder, done: Finished, approval: Approval, target: Path, moment: str, *, pdf: bool
) -> Sealed:
    city = done.template.form
    hidden = rules(work.path / REDACTION_NAME, city.public)
    public = published(done.lines, done.minutes, done.agenda, done.utterances, city, hidden)
    if public.unknown:
        listed = "、".join(f"「{one}」" for one in public.unknown)
        raise PaperError(
            "B10",
            f"{REDACTION_NAME} に書かれた{listed}が、会議録の名簿・案件にありません。",
            "名簿の氏名、次第の番号のとおりに書いてください。",
        )
    edition = public_edition(done, public, approval, moment, pdf=pdf)
    return Sealed(target, made(edition).seal(target, public.eraser), public.closed, pdf)


def public_edition(
    done: Finished, public: Public, approval: Approval, moment: str, *, pdf: bool
) -> Edition:
    """Return what goes into a public package: the redacted lines and nothing of their making."""
    city, clean = done.template.form, public.eraser.clean
    docx = drawn(done.template, public.lines)
    full = _identity(lines(docx).title, done, approval, moment)
    about = replace(
        full,
        id=f"{full.id}-public",
        place=clean(full.place),
        materials=tuple(map(clean, full.materials)),
        public=True,
        pdf=pdf,
    )
    department = done.minutes.sitting.department
    return Edition(
        docx,
        about,
        _holder(city.archive, clean(department) if department else None),
        # Who approved is a name as well: the public version says that, not by whom.
        events=(Event("approval", approval.day, "会議録が承認された", "issuer"),),
        agents=(Agent("issuer", city.archive.organization or "発行者", "organization"),),
    )


# --- the full version ---------------------------------------------------------------------------


def _seal_full(
    work: WorkFolder,
    done: Finished,
    approval: Approval,
    target: Path,
    moment: str,
    pdf: bool,  # noqa: FBT001 - one caller, beside six other values
    signed: Path | None,
) -> Sealed:
    job = work.refresh_job()
    beside: dict[str, Content] = {}
    titles: dict[str, str] = {}
    for name, artifact in _COPIES.items():
        if work.digest(artifact) is not None:
            beside[name] = work.path / artifact.file
    if work.digest(MACHINE_MINUTES) is not None:
        beside["drafts/draft.json"] = minutes_json(work.load(MACHINE_MINUTES))
    beside |= dict(_sources(work, job))
    rule = done.template.form.archive.recording
    for name, content, title in (*_edited(work), *_recording(work, job, rule)):
        beside[name] = content
        titles[name] = title
    if signed is not None:
        beside["minutes/signed.pdf"] = _signed(signed)
    beside["reports/provenance.json"] = _provenance(work, job, done, approval)
    events, agents = _history(work, approval)
    edition = Edition(
        done.docx,
        replace(_identity(done.printed.title, done, approval, moment), pdf=pdf),
        _holder(done.template.form.archive, done.minutes.sitting.department),
        beside,
        titles,
        events,
        agents,
    )
    return Sealed(target, made(edition).seal(target), pdf=pdf)


def _sources(work: WorkFolder, job: Job) -> Iterator[tuple[str, Path]]:
    """Yield the papers that were given, under portable names."""
    counts: Counter[str] = Counter()
    for given in job.files:
        path = work.path / given.path
        if given.source == "recording" or not path.is_file():
            continue
        counts[given.source] += 1
        number = f"-{counts[given.source]:02}" if given.source == "material" else ""
        yield f"source/{given.source}{number}{_suffix(path)}", path


def _suffix(path: Path) -> str:
    return path.suffix.lower() if _SUFFIX.fullmatch(path.suffix) else ""


def _recording(work: WorkFolder, job: Job, rule: str) -> Iterator[tuple[str, Content, str]]:
    """Yield the recordings' digests and, where the city keeps them, the recordings.

    Yields:
        Path below ``data/``, content, and what it was called.
    """
    recordings = [look_again(given, work.path) for given in job.of("recording")]
    lines, names = [], []
    for number, given in enumerate(recordings, 1):
        path = Path(given.path)
        count = f"-{number:02}" if len(recordings) > 1 else ""
        name = f"recording{count}{_suffix(path)}"
        lines.append(f"{given.sha256}  {name}\n")
        names.append(path.name)
        if rule == "keep" and path.is_file():
            yield f"source/{name}", path, path.name
    if lines:
        yield "source/recording.sha256", "".join(lines).encode("ascii"), "、".join(names)


def _edited(work: WorkFolder) -> Iterator[tuple[str, Path, str]]:
    """Yield the Word files that editors sent back, in the order in which they were taken in."""
    try:
        taken = json.loads((work.path / IMPORTS).read_bytes())
    except FileNotFoundError:
        return
    for number, one in enumerate(taken, 1):
        path = work.path / KEPT / f"{one['sha256'][:12]}.docx"
        if path.is_file():
            yield f"drafts/edited-{number:02}.docx", path, str(one["file"])


def _signed(path: Path) -> bytes:
    """Return a scan of the signed minutes.

    Raises:
        PaperError: P01 it cannot be read, P06 it is no PDF.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PaperError(
            "P01",
            f"署名のある会議録を開けません（{path}）。",
            "ファイルの名前と場所を確かめてください。",
        ) from error
    if not data.startswith(b"%PDF-"):
        raise PaperError(
            "P06",
            f"署名のある会議録はPDFで渡してください（{path}）。",
            "PDFに読み取り直してください。",
        )
    return data


def _provenance(work: WorkFolder, job: Job, done: Finished, approval: Approval) -> bytes:
    ledger = work.ledger()
    whole = {
        "format": "minutes-pipeline/provenance/1",
        "software": {"name": "minutes_pipeline", "version": __version__},
        "python": platform.python_version(),
        "libraries": ledger.engines,
        "choices": TypeAdapter(type(job.choices)).dump_python(job.choices),
        "files": [_given(given) for given in job.files],
        "stages": TypeAdapter(Ledger).dump_python(ledger)["stages"],
        "rules": {p.id: list(p.rules) for p in done.minutes.paragraphs() if p.rules},
        "approval": TypeAdapter(Approval).dump_python(approval),
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _given(given: GivenFile) -> dict[str, str | int]:
    return {"source": given.source, "sha256": given.sha256, "size": given.size}


def _history(work: WorkFolder, approval: Approval) -> tuple[tuple[Event, ...], tuple[Agent, ...]]:
    """Return what happened to the minutes, in order of time, and who did it."""
    events = [
        Event(
            "creation",
            entry.finished,
            f"段階「{name}」の結果を作った（{entry.version}）",
            "software",
        )
        for name, entry in work.ledger().stages.items()
    ]
    people: dict[str, str] = {}

    def agent(name: str) -> str:
        return people.setdefault(name, f"person-{len(people) + 1}")

    if work.digest(CORRECTIONS) is not None:
        made_by = work.load(CORRECTIONS).made
        for who in dict.fromkeys(one.who for one in made_by):
            mine = [one for one in made_by if one.who == who]
            last = max(one.when for one in mine).isoformat()
            events.append(Event("modification", last, f"{len(mine)}か所を直した", agent(who)))
    events.append(
        Event("approval", approval.recorded, f"{approval.day}に承認した", agent(approval.by))
    )
    events += [
        Event("deletion", deed.moment, f"{deed.detail}: {'、'.join(deed.files)}", "software")
        for deed in record(work).deeds
        if deed.kind == "purge"
    ]
    agents = tuple(Agent(id_, name, "person") for name, id_ in people.items())
    return tuple(sorted(events, key=lambda event: event.moment)), agents
