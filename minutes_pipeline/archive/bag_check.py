"""Check a BagIt package: every file there, none more, every byte as sealed.

Packages of this program are held to more than the RFC asks: their manifests must be byte for byte
what `bag.manifest` writes, so that not even the case of a digit can change unseen.
"""

from __future__ import annotations

import os
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from minutes_pipeline.archive import bag
from minutes_pipeline.archive.bag_reading import (
    Declaration,
    Fault,
    Findings,
    digester,
    manifests_of,
    read_declaration,
    read_fetch,
    read_info,
    read_manifest,
)


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a check has found.

    Attributes:
        faults: What is wrong; empty for a whole package.
        warnings: What will give trouble, though the package is whole.
        version: BagIt version; None when not even that could be read.
        ours: Whether it is a package of this program.
        files: Count of payload files.
        octets: Their size together, bytes.
        seal: SHA-256 of ``tagmanifest-sha512.txt``; None where there is none.
    """

    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    version: str | None = None
    ours: bool = False
    files: int = 0
    octets: int = 0
    seal: str | None = None


def inspect(folder: Path) -> Inspection:
    """Return all that is wrong with the package in *folder*."""
    findings = Findings()
    if not folder.is_dir():
        findings.fault("", f"フォルダがありません（{folder}）")
        return Inspection(tuple(findings.faults), ())
    says = read_declaration(folder, findings)
    if says is None:
        return Inspection(tuple(findings.faults), tuple(findings.warnings))
    return _Check(folder, says, findings).run()


class _Check:
    """One package under the glass."""

    def __init__(self, folder: Path, says: Declaration, findings: Findings) -> None:
        self.folder = folder
        self.says = says
        self.findings = findings
        self.info = read_info(folder, says, findings)
        # Told by two signs, so that damage to one of them does not relax the check.
        claimed = ("BagIt-Profile-Identifier", bag.PROFILE) in self.info
        self.ours = claimed or (folder / "metadata" / "profile.json").is_file()
        self.there = self.files()

    def run(self) -> Inspection:
        payload = [path for path in self.there if path.startswith("data/")]
        octets = sum((self.folder / path).stat().st_size for path in payload)
        if not (self.folder / "data").is_dir():
            self.findings.fault("data", "保存するファイルのフォルダがありません")
        listed = self.manifests("manifest", payload=True)
        if not listed:
            self.findings.fault("", "ファイルの一覧（manifest）がありません")
        self.compare(listed, payload)
        self.fetch(listed)
        self.oxum(octets, len(payload))
        tags = [path for path in self.there if not path.startswith("data/")]
        tagged = self.manifests("tagmanifest", payload=False)
        self.compare_tags(tagged, tags)
        if self.ours:
            self.house_rules(listed, tagged)
        seal = (self.folder / "tagmanifest-sha512.txt").is_file()
        return Inspection(
            tuple(dict.fromkeys(self.findings.faults)),
            tuple(dict.fromkeys(self.findings.warnings)),
            self.says.version,
            self.ours,
            len(payload),
            octets,
            bag.seal_of(self.folder) if seal else None,
        )

    def files(self) -> list[str]:
        """Return every file's path; links and odd things are faults."""
        found = []
        for place, folders, names in os.walk(self.folder):
            here = Path(place)
            for name in (*folders, *names):
                path = here / name
                shown = path.relative_to(self.folder).as_posix()
                if path.is_symlink():
                    self.findings.fault(shown, "別の場所への案内（リンク）に置き換わっています")
                elif path.is_file():
                    found.append(shown)
                elif not path.is_dir():
                    self.findings.fault(shown, "ふつうのファイルではありません")
                elif self.ours and not any(path.iterdir()):
                    self.findings.fault(shown, "記録にない空のフォルダです")
        return sorted(found)

    def manifests(self, prefix: str, *, payload: bool) -> dict[str, dict[str, str]]:
        """Return what each manifest lists, by its algorithm."""
        listed = {}
        for name in manifests_of(self.folder, prefix, self.findings):
            algorithm = name.removeprefix(f"{prefix}-").removesuffix(".txt")
            listed[algorithm] = read_manifest(
                self.folder, name, self.says, self.findings, payload=payload
            )
        return listed

    def compare(self, listed: Mapping[str, Mapping[str, str]], there: list[str]) -> None:
        """Hold the payload against its manifests."""
        known = {path for one in listed.values() for path in one}
        self.lookalikes(known)
        self.digests(listed, set(there))
        missing = sorted(known - set(there))
        extra = sorted(set(there) - known)
        self.strays(listed, missing, extra)
        if not self.says.final:
            return
        for algorithm, one in listed.items():
            for path in sorted((known & set(there)) - set(one)):
                self.findings.fault(path, f"manifest-{algorithm}.txt に載っていません")

    def compare_tags(self, tagged: Mapping[str, Mapping[str, str]], there: list[str]) -> None:
        """Hold the tag files against the tag manifests."""
        known = {path for one in tagged.values() for path in one}
        for path in sorted(known):
            if path.startswith("tagmanifest-"):
                self.findings.fault(path, "自分自身を載せた一覧です")
        self.digests(tagged, set(there))
        missing = sorted(known - set(there))
        extra = [p for p in there if p not in known and not p.startswith("tagmanifest-")]
        required = {"bagit.txt", *(p for p in there if p.startswith("manifest-"))}
        if self.ours:
            self.strays(tagged, missing, extra)
            return
        self.strays(tagged, missing, [])
        for path in extra:
            if tagged and path not in required:
                self.findings.warn(path, "一覧（tagmanifest）に載っていません")

    def digests(self, listed: Mapping[str, Mapping[str, str]], there: set[str]) -> None:
        for algorithm, one in listed.items():
            compute = digester(algorithm)
            for path, digest in one.items():
                if path in there and compute(self.folder / path) != digest:
                    self.findings.fault(path, "内容が変わっています（封をしたときと違います）")

    def strays(
        self, listed: Mapping[str, Mapping[str, str]], missing: list[str], extra: list[str]
    ) -> None:
        """Tell a renamed file from one that is gone and one that is new."""
        left = list(extra)
        for path in missing:
            twin = next((one for one in left if self.same(listed, path, one)), None)
            if twin is None:
                self.findings.fault(path, "ありません（失われています）")
                continue
            left.remove(twin)
            form = unicodedata.normalize("NFC", twin) == unicodedata.normalize("NFC", path)
            how = "（濁点などの文字の組み立て方だけが違います）" if form else ""
            self.findings.fault(path, f"名前が「{twin}」に変わっています{how}")
        for path in left:
            self.findings.fault(path, "記録にないファイルが加わっています")

    def same(self, listed: Mapping[str, Mapping[str, str]], path: str, other: str) -> bool:
        return any(
            digester(algorithm)(self.folder / other) == one[path]
            for algorithm, one in listed.items()
            if path in one
        )

    def lookalikes(self, known: Iterable[str]) -> None:
        """Warn of names that some systems cannot keep apart."""
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for path in sorted(known):
            groups[unicodedata.normalize("NFC", path).casefold()].append(path)
            if Path(path).name in {".DS_Store", "Thumbs.db", "desktop.ini"}:
                self.findings.warn(path, "OSが作るファイルが含まれています")
        for paths in groups.values():
            if len(paths) > 1:
                listed = "、".join(paths)
                self.findings.warn(paths[0], f"見分けにくい名前が並んでいます（{listed}）")

    def fetch(self, listed: Mapping[str, Mapping[str, str]]) -> None:
        known = {path for one in listed.values() for path in one}
        for path in read_fetch(self.folder, self.says, self.findings):
            if path not in known:
                self.findings.fault("fetch.txt", f"一覧にないファイルを指しています（{path}）")

    def oxum(self, octets: int, count: int) -> None:
        stated = [value for label, value in self.info if label.lower() == "payload-oxum"]
        if len(stated) > 1:
            self.findings.fault("bag-info.txt", "Payload-Oxum が2度書かれています")
        for value in stated:
            if value != f"{octets}.{count}":
                self.findings.fault(
                    "bag-info.txt",
                    f"大きさと数が合いません（記録 {value}、実際 {octets}.{count}）",
                )

    def house_rules(
        self, listed: Mapping[str, dict[str, str]], tagged: Mapping[str, dict[str, str]]
    ) -> None:
        """Hold a package of this program to what this program writes."""
        both = (("manifest", listed), ("tagmanifest", tagged))
        for prefix, found in both:
            for algorithm in (*bag.ALGORITHMS, *(a for a in found if a not in bag.ALGORITHMS)):
                name = f"{prefix}-{algorithm}.txt"
                if algorithm not in found:
                    self.findings.fault(name, "ありません（失われています）")
                elif algorithm not in bag.ALGORITHMS:
                    self.findings.fault(name, "記録にないファイルが加わっています")
                elif not self.canonical(name, found[algorithm]):
                    self.findings.fault(name, "一覧の書き方が変わっています")
        if (self.folder / "bagit.txt").read_bytes() != bag.DECLARATION:
            self.findings.fault("bagit.txt", "書き方が変わっています")
        tags = [path for path in self.there if not path.startswith("data/")]
        for algorithm, one in tagged.items():
            for path in tags:
                if path not in one and not path.startswith("tagmanifest-"):
                    self.findings.fault(path, f"tagmanifest-{algorithm}.txt に載っていません")

    def canonical(self, name: str, listed: dict[str, str]) -> bool:
        if not all(path.isascii() for path in listed):
            return False
        return (self.folder / name).read_bytes() == bag.manifest(listed)
