"""A FAQ on parking, indexed."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.content.loader import load
from bot.matching.index import Index, build
from bot.models import Faq

FIXTURES = Path(__file__).parent.parent / "fixtures"


@pytest.fixture(scope="session")
def parking() -> Faq:
    loaded = load(FIXTURES / "faq")
    assert loaded.faq is not None, loaded.problems
    return loaded.faq


@pytest.fixture(scope="session")
def index(parking: Faq) -> Index:
    return build(parking)
