"""Put a package together: every format made, checked and accounted for, then sealed."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from minutes_pipeline import __version__
from minutes_pipeline.archive import akoma_ntoso, pdfa, word_file
from minutes_pipeline.archive.account import Agent, Event, Holder, Identity
from minutes_pipeline.archive.bag import Content, write_bag
from minutes_pipeline.archive.bag_check import inspect
from minutes_pipeline.archive.dublin_core import dublin_core
from minutes_pipeline.archive.glyphs import refuse_undrawable
from minutes_pipeline.archive.kokkai import Meeting, kokkai_json
from minutes_pipeline.archive.plain_text import plain_text
from minutes_pipeline.archive.premis import premis
from minutes_pipeline.archive.printed import Printed, bare_lines
from minutes_pipeline.archive.profile import profile
from minutes_pipeline.archive.readme import readme
from minutes_pipeline.archive.redaction import Eraser
from minutes_pipeline.archive.same_words import difference_in, refuse_different
from minutes_pipeline.archive.traces import traces
from minutes_pipeline.errors import PaperError, StageFailed

SOFTWARE = Agent("software", "minutes_pipeline", "software", __version__)


@dataclass(frozen=True, slots=True)
class Edition:
    """The approved minutes and what goes with them.

    Attributes:
        docx: The Word file as drawn, without the mark of a draft.
        identity: What the package is.
        holder: Who keeps it.
        beside: Further files by path below ``data/``.
        titles: What those were called before, by path.
        events: What happened to the minutes so far.
        agents: Everybody whom the events name, but for this program.
    """

    docx: bytes
    identity: Identity
    holder: Holder
    beside: Mapping[str, Content] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    agents: tuple[Agent, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """Everything of a package but its manifests.

    Attributes:
        payload: Files by path below ``data/``.
        tags: Tag files by path.
        info: Entries of ``bag-info.txt``.
    """

    payload: Mapping[str, Content]
    tags: Mapping[str, bytes]
    info: tuple[tuple[str, str], ...]

    def seal(self, target: Path, eraser: Eraser | None = None) -> str:
        """Write the package, read it back, and return its seal; see `bag.write_bag`.

        Args:
            target: The package's folder; must not exist.
            eraser: Of a public version: knows what must not be found in any of its files.

        Raises:
            PaperError: B02 there is something already, B09 something is left that must not be.
            StageFailed: B14, what was written reads back otherwise.
            StorageError: Disk full or not writable.
        """

        def last_look(folder: Path) -> None:
            if eraser is not None:
                refuse_traces(folder, eraser)
            found = inspect(folder).faults
            if found:
                raise StageFailed(
                    "B14",
                    f"書き込んだ保存パッケージを読み返すと違っていました（{found[0].file}）。",
                    "ディスクに異常がないか調べ、別の場所に作り直してください。",
                )

        return write_bag(target, self.payload, self.tags, self.info, last_look)


def refuse_traces(folder: Path, eraser: Eraser) -> None:
    """Raise when a file still holds something that the public may not see.

    Raises:
        PaperError: B09, with the files' names.
    """
    found = traces(folder, eraser)
    if found:
        listed = "".join(f"\n　・{name}" for name in found)
        raise PaperError(
            "B09",
            f"公開しないはずの言葉が残っているため、公開版を作りませんでした。{listed}\n",
            "市の様式（template.docx、template.toml）に書かれている言葉や、短すぎる言葉を"
            "指定していないか、redaction.toml を確かめてください。",
        )


def words_digest(printed: Printed) -> str:
    """Return the SHA-256 of the printed words: what an approval is bound to."""
    words = "\n".join(bare_lines(line.words for line in printed.lines))
    return hashlib.sha256(words.encode("utf-8")).hexdigest()


def made(edition: Edition) -> Made:
    """Make every format of *edition* and check them.

    Raises:
        PaperError: B03 no LibreOffice, B04 characters that cannot be drawn, B05 not PDF/A,
            B06 formats that differ in words.
        StageFailed: B07 the Akoma Ntoso schema refuses the file, B13 LibreOffice stopped.
    """
    about, holder = edition.identity, edition.holder
    particulars = word_file.Particulars(about.title, holder.issuer, about.approved)
    docx = word_file.cleaned(edition.docx, particulars, bookmarks=not about.public)
    printed = word_file.lines(docx)
    checks: list[dict[str, str]] = []
    files: dict[str, bytes] = {
        "minutes/minutes.docx": docx,
        "minutes/minutes.txt": plain_text(printed),
        "minutes/minutes.akn.xml": _akoma_ntoso(printed, about, holder, checks),
        "minutes/minutes.kokkai.json": kokkai_json(
            printed, Meeting(about.id, holder.issuer, about.title, about.held)
        ),
    }
    reports: dict[str, bytes] = {}
    if about.pdf:
        files["minutes/minutes.pdf"], reports["reports/pdfa.txt"] = _pdf(
            docx, printed, particulars, checks
        )
    refuse_different(printed, files)
    listed = "、".join(sorted(Path(name).name for name in files))
    checks.append(_check("same-words", "同じ言葉", f"一致（{listed}）"))
    checks.append(_check("words", "言葉の指紋（SHA-256）", words_digest(printed)))
    reports["reports/validation.json"] = _json({"made": about.made[:10], "checks": checks})
    payload: dict[str, Content] = {**files, **reports, **edition.beside}
    return Made(payload, _tags(edition, payload), _info(edition))


def _akoma_ntoso(
    printed: Printed, about: Identity, holder: Holder, checks: list[dict[str, str]]
) -> bytes:
    work = akoma_ntoso.Work(about.id, holder.issuer, about.held, about.approved)
    data = akoma_ntoso.akoma_ntoso(printed, work)
    faults = akoma_ntoso.schema_faults(data)
    if faults:
        raise StageFailed(
            "B07",
            f"会議録のXML（Akoma Ntoso）が規格に合いません（{faults[0]}）。",
            "表示された内容を添えて担当者に知らせてください。",
        )
    checks.append(_check("akoma-ntoso", "Akoma Ntoso 3.0（OASISのスキーマ）", "適合"))
    return data


_RAGGED = "左そろえ（両端そろえでは行末の句読点が印刷されないため）"


def _pdf(
    docx: bytes,
    printed: Printed,
    particulars: word_file.Particulars,
    checks: list[dict[str, str]],
) -> tuple[bytes, bytes]:
    """Return the PDF/A file and the report on it."""
    from minutes_pipeline.archive import pdfa_check

    pdfa.office()
    rare = refuse_undrawable(printed)
    pdf = pdfa.converted(docx, particulars)
    stretched = difference_in(printed, "minutes.pdf", pdf) is None
    if not stretched:
        pdf = pdfa.converted(word_file.ragged(docx), particulars)
    faults = list(pdfa_check.faults(pdf))
    with tempfile.TemporaryDirectory(prefix="minutes-pdf-") as place:
        path = Path(place) / "minutes.pdf"
        path.write_bytes(pdf)
        other = pdfa_check.preflight_faults(path)
    faults += [f"Preflight: {fault}" for fault in other or ()]
    if faults:
        listed = "".join(f"\n　・{fault}" for fault in faults)
        raise PaperError(
            "B05",
            f"できたPDFがPDF/A-1bの決まりに合いません。{listed}\n",
            "様式（template.docx）に画像・透明な図形・リンクがあれば取り除いてください。"
            "LibreOfficeの版が古いときは新しくしてください。",
        )
    said = "この計算機にないため検査していません" if other is None else "適合"
    maker = pdfa.version(pdfa.office())
    lines = [
        "PDF/A-1b の検査",
        f"作成: {maker}",
        "自前の検査（書体、文字の対応表、注釈・命令・透明、情報の一致、言語、構造）: 適合",
        f"Apache PDFBox Preflight: {said}",
        f"ふだんの書体にない文字（別の書体で印刷）: {'、'.join(rare) or 'なし'}",
        f"行のそろえ方: {'様式のとおり' if stretched else _RAGGED}",
    ]
    checks.append(_check("pdfa", "PDF/A-1b（自前の検査）", "適合"))
    checks.append(_check("preflight", "PDF/A-1b（Apache PDFBox Preflight）", said))
    checks.append(_check("office", "PDFを作ったソフトウェア", maker))
    return pdf, ("\n".join(lines) + "\n").encode("utf-8")


def _check(name: str, title: str, result: str) -> dict[str, str]:
    return {"check": name, "title": title, "result": result}


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _tags(edition: Edition, payload: Mapping[str, Content]) -> dict[str, bytes]:
    about, holder = edition.identity, edition.holder
    events = [*edition.events]
    if about.public:
        events.append(
            Event(
                "redaction",
                about.made,
                "公開しない部分を取り除き、跡がないことを確かめた",
                "software",
            )
        )
    if about.pdf:
        events.append(
            Event("migration", about.made, "Word文書からPDF/A-1bを作り、検査した", "software")
        )
    events.append(Event("packing", about.made, "保存パッケージを作り、封をした", "software"))
    return {
        "metadata/dc.xml": dublin_core(about, holder),
        "metadata/premis.xml": premis(payload, events, [*edition.agents, SOFTWARE]),
        "metadata/profile.json": profile(),
        "metadata/README.ja.txt": readme(about, holder, payload, edition.titles),
    }


def _info(edition: Edition) -> tuple[tuple[str, str], ...]:
    about, holder = edition.identity, edition.holder
    version = "公開用" if about.public else "保存用"
    lacking = "" if about.pdf else "PDFなし（LibreOfficeがないため、指示により省いた）"
    return (
        ("Source-Organization", holder.issuer),
        ("Organization-Address", holder.address),
        ("Contact-Name", holder.department),
        ("Contact-Phone", holder.phone),
        ("Contact-Email", holder.email),
        ("External-Description", f"{about.title}（{version}）"),
        ("Bagging-Date", about.made[:10]),
        ("External-Identifier", about.id),
        ("Internal-Sender-Description", lacking),
        ("Classification", holder.classification),
        ("Retention", holder.retention),
        ("Disposition", holder.disposition),
        ("Bag-Software-Agent", f"minutes_pipeline {__version__}"),
    )
