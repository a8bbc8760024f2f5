"""Chromium as Debian has it, and a meeting to review."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import spoken
from playwright.sync_api import Browser, sync_playwright

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
)


@pytest.fixture(scope="session")
def chromium() -> Browser:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    assert program, "chromium is missing: scripts/install-browser"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sample_once(sample, tmp_path_factory) -> Path:
    return spoken.sample_meeting(tmp_path_factory.mktemp("spoken"), sample).path


@pytest.fixture
def meeting(sample_once, tmp_path) -> Path:
    """A copy of the bundled meeting's work folder, with its sound."""
    shutil.copytree(sample_once, tmp_path / "a.minutes")
    return tmp_path / "a.minutes"
