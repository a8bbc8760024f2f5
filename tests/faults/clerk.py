"""What a clerk asks of the command in these tests, and what every refusal has in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from minutes_pipeline.workspace.folder import WorkFolder
from minutes_pipeline.workspace.job import Choices, Job, look_at

SECONDS = 12
"""Of speech in the recording that all damaged ones are made from."""
AGENDA = "第1回緑ヶ丘町公民館運営審議会　次第\n1　利用料の改定について（報告）\n2　その他\n"
ROSTER = "氏名,役職,区分,所属\n森 太一,会長,委員,\n西 航,課長,事務局,教育部公民館\n"
HALFWAY = ("--until", "correct-items")
"""As far as no engine of seconds is needed."""
TALK = """会長：ただいまから公民館運営審議会を開会いたします。
会長：次第の1、利用料の改定について、事務局から説明をお願いします。
事務局：利用料を1時間300円から350円に改めるものでございます。対象は3館でございます。
委員：減免はどうなるのでしょうか。
事務局：減免はこれまでどおりでございます。
会長：以上で閉会いたします。
"""


@dataclass(frozen=True)
class Said:
    """How a run of the command ended."""

    status: int | None
    lines: list[str]
    done: list[str]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def refused(self, status: int, *words: str) -> None:
        """Check that a clerk got one clear message with its cure, and no traceback."""
        assert self.status == status, self.text
        assert "Traceback" not in self.text
        assert self.text.count("エラー:") == 1, self.text
        assert "対処:" in self.text
        assert "番号:" in self.text
        for word in words:
            assert word in self.text

    def went(self, *words: str) -> None:
        """Check that the run came to its end, and said *words*."""
        assert self.status == 0, self.text
        for word in words:
            assert word in self.text, self.text


Run = Callable[..., Said]


def written(papers: Path, out: Path) -> list[object]:
    """Return the command that drafts the written meeting into *out*."""
    return [
        *("draft", "-", "--transcript", papers / "発言.txt", "--agenda", papers / "次第.txt"),
        *("--roster", papers / "名簿.csv", "--out", out),
    ]


def asked(out: Path, **files: Path) -> Path:
    """Make a work folder that waits for its first stage; return it."""
    folder = WorkFolder(out)
    with folder.locked():
        folder.store_job(Job(Choices(), tuple(look_at(k, path) for k, path in files.items())))
    return out


def waiting(papers: Path, out: Path) -> Path:
    """Ask for the written meeting in a work folder, and start nothing yet."""
    return asked(
        out,
        transcript=papers / "発言.txt",
        agenda=papers / "次第.txt",
        roster=papers / "名簿.csv",
    )


def intact(folder: Path) -> None:
    """Check that nothing half-made lies in a work folder, and that its ledger can be read."""
    assert list(folder.rglob("*.part")) == []
    for name in WorkFolder(folder).ledger().stages.values():
        assert (folder / name.file).is_file()
