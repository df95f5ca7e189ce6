"""A bot on a simulator of its own, and the residents who write to it."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from bench.telegram.process import BotProcess
from bot.simulator.server import Simulator

PUBLIC_URL = "https://bot.example/telegram"
START_SECONDS = 60.0
PATIENCE_SECONDS = 120.0
PATIENCE_A_MESSAGE = 0.1
# The answer to the last call is on its way, and a long reply may be two messages.
SETTLE_SECONDS = 0.2
# Nobody looks at what stands in a chat.
KEPT_MESSAGES = 2

_READY = frozenset({"getUpdates", "setWebhook"})


class BenchError(Exception):
    """A bot did not do what is measured; the text says which and what it printed."""


@dataclass(frozen=True, slots=True)
class Served:
    """What a number of messages took, in seconds a message: by the clock, and of the processor."""

    wall: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where a bot finds its server; by webhook, also where it is called and where it listens."""

    api_url: str
    token: str
    webhook_port: int | None = None


@dataclass
class _Replies:
    """Watches the bot's calls: who has got a reply since when."""

    waiting: dict[int, tuple[str, float]] = field(default_factory=dict)
    took: list[tuple[str, float]] = field(default_factory=list)
    came: asyncio.Event = field(default_factory=asyncio.Event)
    done: asyncio.Event = field(default_factory=asyncio.Event)
    refused: list[str] = field(default_factory=list)

    def note(self, record: Mapping[str, Any]) -> None:
        """A call that was answered, or an update."""
        if record.get("method") != "sendMessage":
            return
        if not record["answer"]["ok"]:
            self.refused.append(record["answer"]["description"])
        asked = self.waiting.pop(int(record["parameters"]["chat_id"]), None)
        if asked is not None:
            text, began = asked
            self.took.append((text, time.perf_counter() - began))
            self.came.set()
            if not self.waiting:
                self.done.set()


class Contestant:
    """A running bot, and people who write to it: somebody new each, unless `residents` are told."""

    def __init__(
        self, name: str, simulator: Simulator, process: BotProcess, replies: _Replies
    ) -> None:
        self.name = name
        self.process = process
        self._simulator = simulator
        self._replies = replies
        self._ids = count(1_000_000)

    async def serve(self, texts: Sequence[str]) -> Served:
        """Let so many people write all at once, and wait until each has a reply.

        Raises:
            BenchError: somebody got none.
        """
        cpu, began = self.process.cpu_seconds(), time.perf_counter()
        await self._ask(texts)
        wall = time.perf_counter() - began
        await asyncio.sleep(SETTLE_SECONDS)
        used = self.process.cpu_seconds() - cpu
        return Served(wall / len(texts), used / len(texts))

    async def latencies(self, texts: Iterable[str]) -> list[float]:
        """Let people write one after another; the seconds until each has the reply."""
        self._replies.took.clear()
        for text in texts:
            await self._ask([text])
        return [seconds for _, seconds in self._replies.took]

    async def converse(
        self, texts: Sequence[str], residents: int, at_once: int
    ) -> list[tuple[str, float]]:
        """Let people write, so many `at_once` without a reply; each text with its seconds to it.

        Raises:
            BenchError: somebody got none.
        """
        self._replies.took.clear()
        await self._ask(texts, residents, at_once)
        return list(self._replies.took)

    async def started(self) -> None:
        """Wait until the bot has asked for updates.

        Raises:
            BenchError: it has ended instead.
        """
        async with asyncio.timeout(START_SECONDS):
            while _READY.isdisjoint(self._simulator.world.calls):
                self._check()
                await asyncio.sleep(0.05)
        await asyncio.sleep(1)  # its profile is being set

    async def _ask(
        self, texts: Sequence[str], residents: int | None = None, at_once: int | None = None
    ) -> None:
        replies = self._replies
        if not residents:  # else they come again
            self._simulator.world.chats.clear()
        replies.done.clear()
        try:
            async with asyncio.timeout(PATIENCE_SECONDS + len(texts) * PATIENCE_A_MESSAGE):
                for text in texts:
                    if at_once:
                        await self._fewer_than(at_once)
                    number = next(self._ids)
                    user_id = number % residents + 1 if residents else number
                    replies.waiting[user_id] = text, time.perf_counter()
                    replies.done.clear()
                    self._simulator.private_chat(user_id).send(text)
                await replies.done.wait()
        except TimeoutError:
            raise self._error(f"{len(replies.waiting)} of {len(texts)} got no reply") from None
        self._check()

    async def _fewer_than(self, most: int) -> None:
        """Wait until fewer than so many have no reply."""
        while len(self._replies.waiting) >= most:
            self._replies.came.clear()
            await self._replies.came.wait()

    def _check(self) -> None:
        if self.process.has_ended:
            raise self._error("ended")
        if self._replies.refused:
            raise self._error(f"was refused: {self._replies.refused[0]}")

    def _error(self, what: str) -> BenchError:
        return BenchError(f"{self.name}: {what}. It printed:\n{self.process.printed[-2000:]}")


@asynccontextmanager
async def contestant(
    name: str,
    command: Callable[[Place], tuple[Sequence[str], Mapping[str, str]]],
    *,
    by_webhook: bool,
    core: int,
    folder: Path,
) -> AsyncIterator[Contestant]:
    """Start a bot on `core`; `command` gives its command line and environment."""
    port = _free_port() if by_webhook else None
    replies = _Replies()
    route = f"http://127.0.0.1:{port}/telegram"
    async with Simulator(
        webhook_route=lambda _url: route, keep=KEPT_MESSAGES, observer=replies.note
    ) as simulator:
        line, environment = command(Place(simulator.api_url, simulator.token, port))
        with BotProcess(line, environment, core, folder / f"{name}.log") as process:
            bot = Contestant(name, simulator, process, replies)
            await bot.started()
            yield bot


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
