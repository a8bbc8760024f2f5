"""Fixtures that several rooms' tests share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from minutes_pipeline.modelstore.store import Store, default_root

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def project() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def sample() -> Path:
    """The bundled spoken meeting."""
    return ROOT / "samples" / "aoba"


@pytest.fixture(scope="session")
def weights() -> Callable[[str], Path]:
    """Return a model's folder by its name in the catalog; what is not fetched fails the test."""
    return Store(default_root()).locate
