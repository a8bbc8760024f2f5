"""Everything that can go wrong for a person, each with a code, a status and a cure.

::

    MinutesError
    ├── RecordingError      the recording cannot be used                  exit 3
    ├── PaperError          agenda, roster, transcript or template        exit 4
    ├── ModelError          weights are missing, wrong or unreachable     exit 5
    ├── StorageError        disk full, folder not writable                exit 6
    ├── FolderInUse         another run holds the work folder             exit 7
    ├── AlteredByHand       a result was changed outside; not overwritten exit 8
    ├── NotReady            not approved, not finished, not to be purged  exit 9
    ├── PackageDamaged      a kept package is not what was sealed         exit 10
    └── StageFailed         an engine stopped in a way nobody foresaw     exit 1

``docs/errors.md`` repeats every code as a heading. Messages are Japanese: they are for clerks.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class MinutesError(Exception):
    """Base of all errors shown to a person.

    Attributes:
        code: Stable name for documents and telephone support (``"R02"``).
        what: What is wrong, and where.
        cure: How to go on.
    """

    exit_code: int = 1

    def __init__(self, code: str, what: str, cure: str) -> None:
        """Keep the three parts; their joined form is the exception's text."""
        super().__init__(f"[{code}] {what} {cure}")
        self.code = code
        self.what = what
        self.cure = cure


class RecordingError(MinutesError):
    """The recording cannot be read, has no sound, or holds no speech."""

    exit_code = 3


class PaperError(MinutesError):
    """An agenda, roster, material, transcript or template cannot be read as what it should be."""

    exit_code = 4


class ModelError(MinutesError):
    """Model weights are missing, differ from their digest, or cannot be fetched."""

    exit_code = 5


class StorageError(MinutesError):
    """The disk is full or a folder cannot be written."""

    exit_code = 6


class FolderInUse(MinutesError):
    """Another process works in the same work folder."""

    exit_code = 7


class AlteredByHand(MinutesError):
    """A stored result was changed outside the program and would be overwritten."""

    exit_code = 8


class NotReady(MinutesError):
    """The minutes can't be approved, kept or cleared away yet; every reason is named."""

    exit_code = 9


class PackageDamaged(MinutesError):
    """A kept package is not what was sealed."""

    exit_code = 10


class StageFailed(MinutesError):
    """A stage stopped for a reason that nobody foresaw; details are in debug.log."""

    exit_code = 1


_FULL = (errno.ENOSPC, errno.EDQUOT)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_UNNAMABLE = (errno.ENAMETOOLONG, errno.EILSEQ, errno.EINVAL)
_GONE = (
    *(errno.EIO, errno.ESTALE, errno.ENODEV, errno.ENXIO, errno.ENOTCONN, errno.ECONNRESET),
    *(errno.ECONNABORTED, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ENETUNREACH, errno.ETIMEDOUT),
    errno.ENOLCK,
)
"""What a drive answers that was unplugged, or a share whose server is away."""


@contextmanager
def storage_errors(place: Path) -> Iterator[None]:
    """Turn the operating system's refusals to write into `StorageError`.

    Args:
        place: The folder or file that was to be written, for the message.

    Raises:
        StorageError: Disk or quota full (S01), no permission (S02), the drive or the share does
            not answer any more (S03), or the name is longer than the disk takes (S04).
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StorageError(
                "S01",
                f"ディスクの空きが足りません（{place}）。",
                "空きを作ってから、同じコマンドをもう一度実行してください。終わった段階は残っています。",
            ) from error
        if error.errno in _FORBIDDEN:
            raise StorageError(
                "S02",
                f"書き込めません（{place}）。",
                "フォルダの書き込み権限を確かめるか、--out で別の場所を指定してください。",
            ) from error
        missing = error.errno in (errno.ENOENT, errno.ENOTDIR) and not place.parent.is_dir()
        if error.errno in _GONE or missing:
            raise StorageError(
                "S03",
                f"ディスクか共有フォルダに届きません（{place}）。",
                "USBディスクや共有フォルダがつながっているか確かめ、"
                "同じコマンドをもう一度実行してください。終わった段階は残っています。",
            ) from error
        if error.errno in _UNNAMABLE:
            raise StorageError(
                "S04",
                f"名前が長すぎるか、このディスクでは使えない文字があります（{place}）。",
                "録音の名前を短くするか、--out で短い名前の作業フォルダを指定してください。",
            ) from error
        raise


_NO_MEMORY = re.compile(
    r"out of memory|(?:not enough|insufficient) memory"
    r"|(?:cannot|could not|unable to) (?:allocate|reserve)"
    r"|failed to (?:map segment|allocate)|bad_?alloc|\(os error 12\)",
    re.IGNORECASE,
)
"""What libraries say whose own errors do not tell that the memory was the cause."""


def lacks_memory(error: BaseException) -> bool:
    """Return whether *error*, or what it came from, is that no memory was left."""
    one: BaseException | None = error
    while one is not None:
        if isinstance(one, MemoryError) or getattr(one, "errno", None) == errno.ENOMEM:
            return True
        if _NO_MEMORY.search(str(one)):
            return True
        one = one.__cause__ or one.__context__
    return False


def no_memory(doing: str) -> StageFailed:
    """Return what a clerk is told when no memory is left (X02).

    Args:
        doing: What was being done, as a Japanese clause that takes 「途中で」.
    """
    return StageFailed(
        "X02",
        f"{doing}途中でメモリが足りなくなりました。",
        "ほかのプログラムを閉じてから、同じコマンドをもう一度実行してください。",
    )


@contextmanager
def engine_errors(doing: str, *, full: str, cure: str, stopped: str) -> Iterator[None]:
    """Turn whatever an engine raises into `StageFailed`; our own errors pass.

    Engines have no error class of their own: what they raise is what their libraries happen to.

    Args:
        doing: What the engine was at, as a Japanese clause that takes 「途中で」.
        full: Code for memory that ran out.
        cure: What helps against that.
        stopped: Code for every other stop.

    Raises:
        StageFailed: The engine ran out of memory, or stopped for another reason.
    """
    try:
        yield
    except MinutesError:
        raise
    except Exception as error:
        if lacks_memory(error):
            raise StageFailed(full, f"{doing}途中でメモリが足りなくなりました。", cure) from error
        raise StageFailed(
            stopped,
            f"{doing}途中で止まりました（{type(error).__name__}: {error}）。",
            "同じコマンドをもう一度実行してください。続くときは debug.log を添えてご連絡ください。",
        ) from error
