"""Where updates come in, fetched or delivered: many at once, each answered once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import NamedTuple

from telegram import Update

from bot.channels.connection import MAX_CONNECTIONS
from bot.channels.delivery import Delivery

REMEMBERED = 10_000


class _Flight(NamedTuple):
    task: asyncio.Task[None]
    delivery: Delivery


class Intake:
    """Answers updates with `answer`, at most `limit` at a time."""

    def __init__(
        self, answer: Callable[[Update], Awaitable[None]], limit: int = MAX_CONNECTIONS
    ) -> None:
        self._answer = answer
        self._limit = limit
        self._flights: dict[int, _Flight] = {}
        self._answered: dict[int, None] = {}
        self._landed = asyncio.Event()

    @property
    def in_flight(self) -> list[int]:
        """The ids of the updates that are being answered."""
        return list(self._flights)

    @property
    def is_full(self) -> bool:
        """Whether another update would be one too many."""
        return len(self._flights) >= self._limit

    def knows(self, update_id: int) -> bool:
        """Whether an update is being answered, or was answered not long ago."""
        return update_id in self._flights or update_id in self._answered

    def take(self, update: Update) -> None:
        """Begin to answer an update, unless it came before and was answered, or is being so."""
        update_id = update.update_id
        if self.knows(update_id):
            return
        delivery = Delivery()
        task = asyncio.create_task(delivery.follow(self._answer(update)))
        self._flights[update_id] = _Flight(task, delivery)
        task.add_done_callback(lambda _task: self._land(update_id))

    async def answered(self, update_id: int) -> bool:
        """Wait for the answer to an update that was taken; False if it could not go out."""
        flight = self._flights.get(update_id)
        if flight is None:
            return update_id in self._answered
        # If the one who waits goes away, the answer goes out all the same.
        return await asyncio.shield(flight.delivery.settled)

    async def room(self) -> None:
        """Wait until another update may be taken."""
        while self.is_full:
            self._landed.clear()
            await self._landed.wait()

    async def finish(self) -> None:
        """Wait until all that was taken is answered."""
        while self._flights:
            await asyncio.wait([flight.task for flight in self._flights.values()])

    async def drop(self) -> None:
        """Give up what has not been answered."""
        tasks = [flight.task for flight in self._flights.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _land(self, update_id: int) -> None:
        task, delivery = self._flights.pop(update_id)
        went_out = not (task.cancelled() or task.exception() or delivery.failed)
        if went_out:
            self._answered[update_id] = None
            if len(self._answered) > REMEMBERED:
                del self._answered[next(iter(self._answered))]
        delivery.settle(good=went_out)
        self._landed.set()
