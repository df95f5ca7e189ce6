"""The bot on both transports: it fetches updates, or Telegram delivers them by way of a proxy."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from running_bot import RunningBot

from bot.channels.webhook import WebhookSettings
from bot.config import Address
from bot.simulator.server import Simulator

POLLING, WEBHOOK = "polling", "webhook"
BOTH = pytest.mark.parametrize("transport", [POLLING, WEBHOOK])
PUBLIC_URL = "https://bot.example.org/telegram/in"
SECRET = "a-secret_of-the-tests"


@dataclass
class Site:
    """Where a bot runs: `port` is where it listens if it is on a webhook."""

    transport: str
    port: int
    waits: list[float] = field(default_factory=list)

    @property
    def webhook(self) -> WebhookSettings | None:
        """The settings of the bot's webhook, if it has one."""
        if self.transport == POLLING:
            return None
        return WebhookSettings(PUBLIC_URL, Address("127.0.0.1", self.port), SECRET)

    def simulator(self) -> Simulator:
        """A Telegram that finds the bot here, and does not wait before it delivers again."""
        return Simulator(webhook_route=self._behind_the_proxy, pause=self._pause)

    def bot(self, simulator: Simulator) -> RunningBot:
        """The bot of this site, not yet started."""
        return RunningBot(simulator, webhook=self.webhook)

    def _behind_the_proxy(self, url: str) -> str:
        return f"http://127.0.0.1:{self.port}{urlsplit(url).path}"

    async def _pause(self, seconds: float) -> None:
        self.waits.append(seconds)
        await asyncio.sleep(0)


@asynccontextmanager
async def running(site: Site) -> AsyncIterator[RunningBot]:
    """The bot of a site, running on its simulator."""
    async with site.simulator() as simulator, site.bot(simulator) as bot:
        yield bot
