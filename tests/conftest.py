"""Shared fixtures: the simulator, the one fake in these tests, and the bot on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from running_bot import RunningBot

from bot.simulator.server import Simulator

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.simulator.residents import Conversation


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
