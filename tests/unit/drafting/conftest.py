from __future__ import annotations

import pytest

from minutes_pipeline.drafting.ginza_analyzer import GinzaAnalyzer


@pytest.fixture(scope="session")
def analyzer():
    return GinzaAnalyzer()
