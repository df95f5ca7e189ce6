"""The real application, running against the simulator within one test."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Self

from small_faq import asked_back, small_faq

from bot.channels.telegram import TelegramSettings, build_application, serve
from bot.dialogue import CutOffs, Dialogue
from bot.models import Reply
from bot.simulator.residents import Conversation
from bot.simulator.server import Simulator

TODAY = date(2026, 3, 1)
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


@dataclass
class RunningBot:
    """An async context manager. `waits` are the pauses that it asked for; none of them is taken."""

    simulator: Simulator
    current: Dialogue = field(default_factory=small_dialogue)
    token: str = ""
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
        self.application = build_application(
            TelegramSettings(token, self.simulator.api_url),
            self.dialogue,
            today=lambda: TODAY,
            pause=self.pause,
        )
        serving = serve(self.application, self.dialogue, self.stop, self.pause)
        self.exit_code = asyncio.create_task(serving)

    async def stopped(self) -> int:
        """Stop the bot and wait until everything in flight is done; its exit code."""
        self.stop.set()
        return await self.exit_code

    def dialogue(self) -> Dialogue:
        """The dialogue that is current; a test swaps it as a reload does."""
        return self.current

    async def pause(self, seconds: float) -> None:
        """Take note of a pause instead of taking it."""
        self.waits.append(seconds)
        self.paused.set()
        await asyncio.sleep(0)

    def chat(self, user_id: int = 42) -> Conversation:
        """A resident's chat with the bot."""
        return self.simulator.private_chat(user_id)
