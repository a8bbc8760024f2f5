"""The libraries: each engine is loaded for real, in a process of its own.

A broken library may end its process or print to the screen; neither reaches the examination.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass

from minutes_pipeline.doctor.finding import Finding, fault, good

PATIENCE = 300
"""Seconds after which a library that does not load is given up; a cold disk takes a minute."""


@dataclass(frozen=True, slots=True)
class Part:
    """A library and how to try it.

    Attributes:
        name: Stable name for scripts.
        title: What it is for, for a clerk.
        trial: Program that loads it and assigns what to tell to ``told``.
    """

    name: str
    title: str
    trial: str


PARTS = (
    Part("decoding", "録音の読み込み（PyAV）", "import av; told = av.__version__"),
    Part(
        "transcription",
        "音声認識（faster-whisper）",
        "import ctranslate2, faster_whisper\n"
        "cards = ctranslate2.get_cuda_device_count()\n"
        "told = faster_whisper.__version__ + ('、GPUを使います' if cards else '、CPUで動きます')",
    ),
    Part(
        "diarization",
        "話者の識別（pyannote.audio）",
        "import minutes_pipeline.diarization.pipeline\n"
        "import pyannote.audio, torch\n"
        "card = torch.cuda.is_available()\n"
        "told = pyannote.audio.__version__ + ('、GPUを使います' if card else '、CPUで動きます')",
    ),
    Part(
        "language",
        "日本語の解析（GiNZA）",
        "import spacy\n"
        "read = spacy.load('ja_ginza')('会議録を確認した。')\n"
        "assert len(read) > 3, '解析できません'\n"
        "told = 'spaCy ' + spacy.__version__",
    ),
    Part("word", "Word（python-docx）", "import docx; docx.Document(); told = docx.__version__"),
)


def tried(part: Part) -> Finding:
    """Return whether *part* loads on this computer."""
    code = f"{part.trial}\nimport json\nprint('\\n' + json.dumps(told))"
    try:
        done = subprocess.run(
            [sys.executable, "-c", f"import minutes_pipeline\n{code}"],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=PATIENCE,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired:
        return _broken(part, f"{PATIENCE} 秒待っても読み込めません")
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines()
        return _broken(part, lines[-1] if lines else f"終了コード {done.returncode}")
    return good(part.name, part.title, str(json.loads(done.stdout.strip().splitlines()[-1])))


def _broken(part: Part, why: str) -> Finding:
    return fault(
        part.name,
        part.title,
        f"読み込めません（{why}）",
        "minutes_pipeline をインストールし直してください（pip install --force-reinstall）。",
    )
