"""Read the tag files of any BagIt package, 0.93 to 1.0, and say what is wrong in them."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

VERSIONS = ("0.93", "0.94", "0.95", "0.96", "0.97", "1.0")
KNOWN = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
"""Digests that can be computed here."""
_STRICT = re.compile(
    rb"BagIt-Version: (\d+\.\d+)(?:\r\n|\n|\r)Tag-File-Character-Encoding: (\S+)(?:\r\n|\n|\r)?"
)
_LOOSE = re.compile(
    rb"BagIt-Version[ \t]*:[ \t]*(\d+\.\d+)[ \t]*(?:\r\n|\n|\r)"
    rb"Tag-File-Character-Encoding[ \t]*:[ \t]*(\S+)[ \t]*(?:\r\n|\n|\r)*"
)
_LINE = re.compile(r"([0-9A-Fa-f]+)[ \t]+(\*?)(.+)")
_INFO = re.compile(r"([^:\s][^:]*?)[ \t]*:[ \t]*(.*)")
_DRIVE = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong with a package.

    Attributes:
        file: Path inside the package; empty for the whole.
        message: What is wrong, in Japanese.
    """

    file: str
    message: str


@dataclass(slots=True)
class Findings:
    """What has been found so far.

    Attributes:
        faults: The package is not what was sealed, or no package.
        warnings: It is whole, but something about it will give trouble.
    """

    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def fault(self, file: str, message: str) -> None:
        """Add a fault."""
        self.faults.append(Fault(file, message))

    def warn(self, file: str, message: str) -> None:
        """Add a warning."""
        self.warnings.append(Fault(file, message))


@dataclass(frozen=True, slots=True)
class Declaration:
    """What ``bagit.txt`` says.

    Attributes:
        version: One of `VERSIONS`.
        encoding: Python's name of the other tag files' encoding.
    """

    version: str
    encoding: str

    @property
    def final(self) -> bool:
        """Whether the package follows RFC 8493 rather than one of its drafts."""
        return self.version == "1.0"


def read_declaration(folder: Path, findings: Findings) -> Declaration | None:
    """Return what ``bagit.txt`` says, None when it cannot be read as one."""
    name = "bagit.txt"
    path = folder / name
    if not path.is_file():
        findings.fault(name, "ありません。保存パッケージ（BagIt）ではないか、失われています")
        return None
    data = path.read_bytes()
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        findings.fault(name, "先頭に余分な印（BOM）があります")
        return None
    loose = _LOOSE.fullmatch(data)
    if loose is None:
        findings.fault(name, "書き方が正しくありません（版と文字コードの2行が必要です）")
        return None
    version, encoding = loose[1].decode(), loose[2].decode("ascii", "replace")
    if version not in VERSIONS:
        findings.fault(name, f"知らない版です（{version}）")
        return None
    if version == "1.0" and _STRICT.fullmatch(data) is None:
        findings.fault(name, "余分な空白か行があります")
    try:
        codecs.lookup(encoding)
    except (LookupError, ValueError):
        findings.fault(name, f"知らない文字コードです（{encoding!a}）")
        return None
    return Declaration(version, encoding)


def tag_text(path: Path, name: str, says: Declaration, findings: Findings) -> str:
    """Return a tag file's text; what cannot be decoded is a fault and reads as nothing."""
    try:
        text = path.read_bytes().decode(says.encoding)
    except (LookupError, ValueError):  # undecodable, or a codec that does not make text
        findings.fault(name, f"文字コード（{says.encoding}）で読めません")
        return ""
    return text.removeprefix("\ufeff")


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    r"""Yield each line with its number; only CR, LF and CRLF end one."""
    yield from enumerate(re.split(r"\r\n|\n|\r", text), 1)


def decoded(path: str, says: Declaration) -> str:
    """Return a manifest's path with its escaped line ends put back."""
    marks = {"0A": "\n", "0D": "\r", **({"25": "%"} if says.final else {})}
    return re.sub(r"%([0-9A-Fa-f]{2})", lambda m: marks.get(m[1].upper(), m[0]), path)


def unsafe(path: str) -> bool:
    """Tell whether *path* could lead out of the package on some system."""
    parts = re.split(r"[/\\]", path)
    return (
        path.startswith(("/", "\\", "~"))
        or _DRIVE.match(path) is not None
        or ".." in parts
        or any(part.startswith("%") and part.endswith("%") and len(part) > 2 for part in parts[:1])
    )


def read_manifest(
    folder: Path, name: str, says: Declaration, findings: Findings, *, payload: bool
) -> dict[str, str]:
    """Return the digests that one manifest lists, by path, lower case.

    Args:
        folder: The package.
        name: The manifest's file name.
        says: What ``bagit.txt`` says.
        findings: Takes what is wrong.
        payload: Whether it lists the payload rather than tag files.
    """
    listed: dict[str, str] = {}
    length = hashlib.new(name.partition("-")[2].removesuffix(".txt")).digest_size * 2
    for number, line in lines_of(tag_text(folder / name, name, says, findings)):
        if not line.strip():
            continue
        where = f"{number}行目: "
        match = _LINE.fullmatch(line)
        if match is None or len(match[1]) != length:
            findings.fault(name, f"{where}行の形が正しくありません")
            continue
        digest, star, path = match[1].lower(), match[2], decoded(match[3], says)
        if star:
            findings.warn(name, f"{where}パスの前に余分な「*」があります")
        if path.startswith("./"):
            findings.warn(name, f"{where}パスが「./」で始まっています")
            path = path.removeprefix("./")
        if unsafe(path) or payload != path.startswith("data/"):
            findings.fault(name, f"{where}パッケージの外を指しています（{path}）")
            continue
        if path in listed:
            same = listed[path] == digest
            message = f"{where}同じファイルが2度載っています（{path}）"
            (findings.warn if same and not says.final else findings.fault)(name, message)
            continue
        listed[path] = digest
    return listed


def read_info(folder: Path, says: Declaration, findings: Findings) -> list[tuple[str, str]]:
    """Return the entries of ``bag-info.txt`` in order; empty when there is none."""
    name = "bag-info.txt"
    entries: list[tuple[str, str]] = []
    if not (folder / name).is_file():
        return entries
    for number, line in lines_of(tag_text(folder / name, name, says, findings)):
        if not line.strip():
            continue
        if line[0] in " \t" and entries:
            label, value = entries[-1]
            entries[-1] = (label, f"{value} {line.strip()}")
            continue
        match = _INFO.fullmatch(line)
        if match is None:
            findings.fault(name, f"{number}行目: 「項目: 値」の形ではありません")
            continue
        entries.append((match[1], match[2].strip()))
    return entries


def read_fetch(folder: Path, says: Declaration, findings: Findings) -> tuple[str, ...]:
    """Return the paths that ``fetch.txt`` says are to be fetched from elsewhere."""
    name = "fetch.txt"
    if not (folder / name).is_file():
        return ()
    paths = []
    for number, line in lines_of(tag_text(folder / name, name, says, findings)):
        if not line.strip():
            continue
        parts = line.split(None, 2)
        if len(parts) != 3 or not (parts[1] == "-" or parts[1].isdigit()):
            findings.fault(name, f"{number}行目: 行の形が正しくありません")
            continue
        path = decoded(parts[2], says).removeprefix("./")
        if unsafe(path) or not path.startswith("data/"):
            findings.fault(name, f"{number}行目: パッケージの外を指しています（{path}）")
            continue
        paths.append(path)
    return tuple(paths)


def manifests_of(folder: Path, prefix: str, findings: Findings) -> Iterator[str]:
    """Yield the names of the manifests whose digests can be computed here."""
    for path in sorted(folder.glob(f"{prefix}-*.txt")):
        algorithm = path.name.removeprefix(f"{prefix}-").removesuffix(".txt")
        if algorithm in KNOWN:
            yield path.name
        else:
            findings.fault(path.name, f"この計算方法は確かめられません（{algorithm}）")


def digester(algorithm: str) -> Callable[[Path], str]:
    """Return what computes a file's digest by *algorithm*, in lower-case hexadecimal."""

    def compute(path: Path) -> str:
        with path.open("rb") as file:
            return hashlib.file_digest(file, algorithm).hexdigest()

    return compute
