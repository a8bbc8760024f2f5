"""What a file did not give: told on the console, and as doubts that stay with the meeting."""

from __future__ import annotations

from collections.abc import Sequence

from minutes_pipeline.meeting import ReviewNote, Severity, Span

CUT, DAMAGED, GAP, TRACKS = (
    "recording-cut",
    "recording-damaged",
    "recording-gap",
    "recording-tracks",
)
"""Codes of the doubts."""
AROUND = 5.0
"""Seconds before and after a damaged place that are listened to: its exact moment is unknown."""
LAST = 10.0
"""Seconds at the end of what was read that tell where a recording breaks off."""
APART = 30.0
"""Damaged places nearer to each other than this, in seconds, are one doubt."""
MOST = 20
"""Doubts of one kind for one file; more are told as one that spans them all."""

_LISTEN = "この付近の発言が欠けているおそれがあります。元の録音を聞いて確かめてください。"


def clock_text(seconds: float) -> str:
    """Return a length or a moment as a clerk says it: 1時間2分3秒."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}時間{minutes}分{rest}秒" if hours else f"{minutes}分{rest}秒"


class Account:
    """Gathers what the clerk should know about the files of one sitting.

    Attributes:
        remarks: For the console, in order (Japanese).
        notes: The same as doubts, each with its place in the whole sitting.
    """

    def __init__(self) -> None:
        """Begin with nothing wrong."""
        self.remarks: list[str] = []
        self.notes: list[ReviewNote] = []

    def damaged(self, name: str, moments: Sequence[float]) -> None:
        """Take note of packets that could not be read.

        Args:
            name: The file's.
            moments: Where in the sitting each would have stood, in seconds, in order.
        """
        self.remarks.append(
            f"{name} には壊れた箇所が{len(moments)}か所あり、読み飛ばしました。"
            "その付近の発言は録音を聞いて確かめてください。"
        )
        for count, span in _gathered([Span(one, one) for one in moments]):
            self._note(
                DAMAGED,
                f"録音（{name}）のここに壊れた箇所が{count}か所あり、読み飛ばしました。{_LISTEN}",
                Span(max(0.0, span.start - AROUND), span.end + AROUND),
            )

    def gaps(self, name: str, holes: Sequence[Span]) -> None:
        """Take note of stretches that were missing and are silence now."""
        total = sum(one.duration for one in holes)
        self.remarks.append(
            f"{name} には音の抜けた箇所が{len(holes)}か所"
            f"（合わせて約{total:.0f}秒）あり、無音で補いました。"
            "壊れているか、録音がそこで止まっています。その付近の発言を確かめてください。"
        )
        for _, span in _gathered(holes):
            lost = sum(one.duration for one in holes if span.start <= one.start <= span.end)
            self._note(
                GAP,
                f"録音（{name}）の音がここで約{max(1.0, lost):.0f}秒抜けていたため、"
                f"無音で補いました。{_LISTEN}",
                span,
            )

    def cut(self, name: str, end: float, declared: float | None = None) -> None:
        """Take note that a file broke off.

        Args:
            name: The file's.
            end: Where in the sitting it did, in seconds.
            declared: How long it says it is, in seconds; None when it does not say.
        """
        whole = f"本来は約{clock_text(declared)}の録音ですが、" if declared else ""
        self._ending(
            f"{name} は途中で壊れています。{whole}"
            f"{clock_text(end)}までの音声で続けます。元のファイルを確かめてください。",
            f"録音（{name}）はここで途切れています。{whole}"
            "この先の発言は原案にありません。元のファイルから写し直して作り直してください。",
            end,
        )

    def unfinished(self, name: str, end: float) -> None:
        """Take note that a file lacks the sign of its end."""
        self._ending(
            f"{name} には終わりの印がありません。途中で切れているかもしれません。"
            f"{clock_text(end)}までの音声で続けます。元のファイルと比べてください。",
            f"録音（{name}）はここで途切れているかもしれません（終わりの印がありません）。"
            "会議の終わりまで入っているか、元のファイルと比べてください。",
            end,
        )

    def chosen(self, name: str, count: int, number: int, *, others: bool) -> None:
        """Take note of which of several sound tracks is used.

        Args:
            name: The file's.
            count: Of tracks.
            number: The chosen one, from 1.
            others: Whether something is to be heard in a further one.
        """
        told = (
            f"{name} には音声が{count}本あります。いちばん大きく入っている{number}本目を使います。"
        )
        if others:
            told += (
                "ほかの音声にも音が入っています。発言が足りないときは、"
                "その音声だけを書き出して録音に加えてください。"
            )
            self.notes.append(ReviewNote(TRACKS, Severity.MEDIUM, told))
        self.remarks.append(told)

    def _ending(self, remark: str, message: str, end: float) -> None:
        self.remarks.append(remark)
        self._note(CUT, message, Span(max(0.0, end - LAST), end))

    def _note(self, code: str, message: str, place: Span) -> None:
        self.notes.append(
            ReviewNote(
                code, Severity.HIGH, message, start=round(place.start, 2), end=round(place.end, 2)
            )
        )


def _gathered(places: Sequence[Span]) -> list[tuple[int, Span]]:
    """Return neighbours as one with their count; all as one where they are too many to tell."""
    found: list[tuple[int, Span]] = []
    for place in places:
        if found and place.start - found[-1][1].end < APART:
            found[-1] = (found[-1][0] + 1, found[-1][1] | place)
        else:
            found.append((1, place))
    if len(found) > MOST:
        return [(len(places), found[0][1] | found[-1][1])]
    return found
