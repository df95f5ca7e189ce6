"""Shared fixtures: the simulator, the one fake in these tests, and the bot on it."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from running_bot import RunningBot

from bot.content.loader import load
from bot.matching.index import Index, build
from bot.models import Faq
from bot.simulator.residents import Conversation
from bot.simulator.server import Simulator

# A busy machine must not fail a test: nothing here is timed. New examples are looked for at a desk;
# in CI the same commit gives the same result.
settings.register_profile(
    "unhurried",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def parking() -> Faq:
    """A FAQ on parking, from its files."""
    loaded = load(Path(__file__).parent / "fixtures" / "faq")
    assert loaded.faq is not None, loaded.problems
    return loaded.faq


@pytest.fixture(scope="session")
def index(parking: Faq) -> Index:
    """The same FAQ made ready for matching."""
    return build(parking)


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    """A strict Telegram on loopback."""
    async with Simulator() as running:
        yield running


@pytest.fixture
async def bot(simulator: Simulator) -> AsyncIterator[RunningBot]:
    """The bot with the small FAQ, answering on the simulator."""
    async with RunningBot(simulator) as running:
        yield running


@pytest.fixture
def chat(bot: RunningBot) -> Conversation:
    """A resident who writes to the bot."""
    return bot.chat()
