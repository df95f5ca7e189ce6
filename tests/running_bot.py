"""The real application, running against the simulator within one test."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Self

from small_faq import asked_back, small_faq

from bot.channels.memory import Memory
from bot.channels.pacing import Pause
from bot.channels.services import Services
from bot.channels.telegram import TelegramSettings, build_application, serve
from bot.channels.timing import Timing
from bot.channels.webhook import WebhookSettings
from bot.config import Address
from bot.dialogue import CutOffs, Dialogue
from bot.models import Reply
from bot.simulator.residents import PATIENCE_SECONDS, Conversation
from bot.simulator.server import Simulator

TODAY = date(2026, 3, 1)
NOW = datetime(2026, 3, 1, 11, tzinfo=UTC)
NEVER_SURE = CutOffs(answer=101, suggest=0.1)


@cache
def small_dialogue() -> Dialogue:
    """The dialogue of the small FAQ."""
    return Dialogue(small_faq())


@cache
def unsure_dialogue() -> Dialogue:
    """A dialogue that always asks back, with five entries to offer."""
    return Dialogue(small_faq(asked_back()), NEVER_SURE)


class BrokenDialogue(Dialogue):
    """A dialogue with a fault in it."""

    def danger(self, message: str) -> Reply | None:
        raise RuntimeError(message)


async def no_quiet(_seconds: float) -> None:
    """Let nobody wait for further fragments."""
    await asyncio.sleep(0)


class Quiet:
    """A wait for further fragments that lasts until the test ends it; `waits` are its lengths."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self._over = asyncio.Event()
        self._begun = asyncio.Event()

    async def __call__(self, seconds: float) -> None:
        self.waits.append(seconds)
        self._begun.set()
        await self._over.wait()

    def end(self) -> None:
        """Let everybody who waits go on."""
        self._over.set()
        self._over.clear()

    async def begun(self, count: int) -> None:
        """Wait until so many waits have begun since the start."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while len(self.waits) < count:
                self._begun.clear()
                await self._begun.wait()


@dataclass
class RunningBot:
    """An async context manager. `waits` are the pauses that it asked for; none of them is taken.

    `quiet` is how it waits for further fragments of a question: not at all. `seconds` are for
    `Timing`, where a test shall not wait as long as people do.
    """

    simulator: Simulator
    current: Dialogue = field(default_factory=small_dialogue)
    token: str = ""
    api_url: str = ""
    quiet: Pause = no_quiet
    per_minute: int = 1000
    passed: float = 0.0
    pause_with: Pause = no_quiet
    webhook: WebhookSettings | None = None
    health: Address | None = None
    services: Services = field(default_factory=Services)
    seconds: dict[str, Any] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    paused: asyncio.Event = field(default_factory=asyncio.Event)

    async def __aenter__(self) -> Self:
        self.start()
        return self

    async def __aexit__(self, *_exception: object) -> None:
        assert await self.stopped() == 0

    def start(self) -> None:
        """Start the bot without waiting for it."""
        token = self.token or self.simulator.token
        server = self.api_url or self.simulator.api_url
        self.application = build_application(
            TelegramSettings(token, server, self.webhook, self.health),
            self.dialogue,
            today=lambda: TODAY,
            now=lambda: NOW,
            timing=Timing(self.pause, self.clock, self.quiet, **self.seconds),
            messages_per_minute=self.per_minute,
            services=self.services,
        )
        serving = serve(self.application, self.dialogue, self.stop)
        self.exit_code = asyncio.create_task(serving)

    async def stopped(self) -> int:
        """Stop the bot and wait until everything in flight is done; its exit code."""
        self.stop.set()
        return await self.exit_code

    @property
    def memory(self) -> Memory:
        """What the bot remembers."""
        return self.application.parts.handlers.desk.memory

    def dialogue(self) -> Dialogue:
        """The dialogue that is current; a test swaps it as a reload does."""
        return self.current

    def clock(self) -> float:
        """The time as the bot sees it: only its own pauses, and the test, make it pass."""
        return sum(self.waits) + self.passed

    async def pause(self, seconds: float) -> None:
        """Take note of a pause instead of taking it."""
        self.waits.append(seconds)
        self.paused.set()
        await self.pause_with(seconds)

    def chat(self, user_id: int = 42) -> Conversation:
        """A resident's chat with the bot."""
        return self.simulator.private_chat(user_id)
