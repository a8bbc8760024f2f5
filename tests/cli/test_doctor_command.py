"""``minutes doctor`` as a script and as a clerk meets it."""

from __future__ import annotations

import json
from pathlib import Path


def test_every_finding_is_a_line_and_a_fault_sets_the_status(minutes, tmp_path: Path) -> None:
    done = minutes("doctor", "--json", MINUTES_MODELS=str(tmp_path / "空"))

    found = [json.loads(line) for line in done.stdout.splitlines()]
    faults = {f["name"] for f in found if f["severity"] == "fault"}
    assert done.returncode == 1, done.stderr
    assert faults == {"model-whisper-base", "model-pyannote-segmentation-3.0", "model-campplus"}
    assert all(f["cure"] for f in found if f["severity"] != "good")


def test_a_broken_library_is_named_with_its_cure(minutes, tmp_path: Path) -> None:
    (tmp_path / "faster_whisper.py").write_text("raise OSError('cublas64_12.dll')", "utf-8")

    done = minutes("doctor", PYTHONPATH=f"{tmp_path}")

    assert done.returncode == 1
    assert "× 音声認識（faster-whisper）: 読み込めません（OSError: cublas64_12.dll）" in done.stdout
    assert "対処: minutes_pipeline をインストールし直してください" in done.stdout
    assert "1 件あります" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
