"""What a failed download says, told to a clerk: pip and the hub's library speak English."""

from __future__ import annotations

import re

from minutes_pipeline.errors import MinutesError, ModelError, StorageError

_ASK = "分からないときは、情報システムの担当者にこの表示を見せてください。"
_CARRY = (
    "通信できない計算機では、通信できる計算機で取得したモデルのフォルダを写してください"
    "（models/README.md「通信できない計算機に入れる」）。"
)

_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("no-pip", r"No module named '?pip\b"),
        ("disk", r"No space left on device|Errno 28\b|not enough space on the disk|WinError 112"),
        ("gated", r"GatedRepo"),
        ("absent", r"(Repository|Revision|Entry)NotFound"),
        ("certificate", r"CERTIFICATE_VERIFY_FAILED|SSLCertVerification|SSLError"),
        ("proxy", r"ProxyError|Cannot connect to proxy|Tunnel connection failed|\b407\b"),
        ("refused", r"\b40[13]\b[^\n]*(Error|Forbidden|Unauthorized)|Credentials not correct"),
        (
            "network",
            (
                r"NewConnection|Failed to establish|Max retries|Name or service not known"
                r"|getaddrinfo|timed? ?out|Timeout|Connect(ion)?Error|Connection (refused|reset)"
                r"|Network is unreachable|RemoteDisconnected|RemoteProtocol|IncompleteRead"
                r"|Temporary failure|\b50[0234]\b[^\n]*Error|Consistency check failed"
            ),
        ),
        ("absent", r"No matching distribution|Could not find a version|\b404\b"),
    )
)


def explain(text: str, what: str, *, terms: str | None = None) -> MinutesError:
    """Return the error that the words of a failed download amount to.

    Args:
        text: All that pip or the hub's library printed.
        what: What was to be fetched, for the message.
        terms: Page where the terms of a model are accepted, if it has such.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    telling = ((kind, line) for kind, word in _KINDS for line in lines if word.search(line))
    kind, line = next(telling, ("other", lines[-1] if lines else "…"))
    if kind == "disk":
        return StorageError(
            "S01",
            f"{what} の取得中にディスクの空きがなくなりました。",
            "空きを作ってから、同じコマンドをもう一度実行してください。続きから始まります。",
        )
    code, happened, cure = _WORDS[kind]
    if terms is not None and kind in {"refused", "absent"}:
        code, happened, cure = _WORDS["gated"]
    if code == "M07":
        cure = cure.format(terms=terms or "配布元のページ")
    return ModelError(code, f"{what} を取得できません。{happened}（{line[:300]}）", cure)


_WORDS: dict[str, tuple[str, str, str]] = {
    "no-pip": (
        "M08",
        "この Python に pip がありません。",
        "「python -m ensurepip」または「uv pip install pip」を実行してから、やり直してください。",
    ),
    "gated": (
        "M07",
        "配布元で利用条件への同意が必要です。",
        "{terms} で同意し、アクセストークンを環境変数 HF_TOKEN に入れて、やり直してください。",
    ),
    "certificate": (
        "M05",
        "通信相手の証明書を確かめられません（通信を検査する装置があると起こります）。",
        "庁内の証明書のファイルを環境変数 PIP_CERT と SSL_CERT_FILE に指定してください。" + _ASK,
    ),
    "proxy": (
        "M05",
        "プロキシを通れません。",
        "環境変数 HTTPS_PROXY（例: http://利用者:合言葉@proxy.example.jp:8080）を"
        "確かめてください。" + _ASK,
    ),
    "refused": (
        "M07",
        "配布元に断られました。",
        "庁内のミラーの利用者名と合言葉、または HF_TOKEN を確かめてください。" + _ASK,
    ),
    "network": (
        "M05",
        "配布元につながりません。",
        "ネットワークにつないで、同じコマンドをもう一度実行してください。続きから始まります。"
        + _CARRY,
    ),
    "absent": (
        "M06",
        "配布元にその版がありません。",
        "庁内のミラーを使っているときは、ミラーにこの版があるか確かめてください"
        "（pip の設定は環境変数 PIP_INDEX_URL など、ハブは HF_ENDPOINT）。" + _CARRY,
    ),
    "other": (
        "M08",
        "取得の途中で、思わぬ止まり方をしました。",
        "もう一度実行しても同じときは、この表示を添えてお知らせください。",
    ),
}
