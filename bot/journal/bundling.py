"""One question to the database for all who ask at the same time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence


class Bundling:
    """Who asks while `run` is at it waits for the next round, together with all who do.

    `run` takes ids in order, so that two replicas never wait for each other in a circle,
    and gives those for which the answer is yes; None if there is no answer. It never fails.
    """

    def __init__(self, run: Callable[[Sequence[int]], Awaitable[frozenset[int] | None]]) -> None:
        self._run = run
        self._waiting: dict[int, asyncio.Future[bool | None]] = {}
        self._running: dict[int, asyncio.Future[bool | None]] = {}
        self._task: asyncio.Task[None] | None = None

    def has(self, number: int) -> bool:
        """Whether this id is being asked about."""
        return number in self._waiting or number in self._running

    async def ask(self, number: int) -> bool | None:
        """The answer for one id, which others may ask about, too."""
        future = self._waiting.get(number)
        if future is None:
            future = self._waiting[number] = asyncio.get_running_loop().create_future()
        if self._task is None:
            self._task = asyncio.create_task(self._rounds())
        # If the one who asks goes away, the others still get their answers.
        return await asyncio.shield(future)

    async def _rounds(self) -> None:
        try:
            while self._waiting:
                self._running, self._waiting = self._waiting, {}
                answer = await self._run(sorted(self._running))
                for number, future in self._running.items():
                    future.set_result(None if answer is None else number in answer)
                self._running = {}
        finally:
            self._task = None
