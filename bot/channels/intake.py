"""Where updates come in, fetched or delivered: many at once, each answered once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from enum import Enum, auto

from telegram import Update

from bot.channels.connection import MAX_CONNECTIONS
from bot.channels.delivery import Delivery
from bot.journal.claims import Claims

REMEMBERED = 10_000
# A replica that is killed holds what it has claimed for so long. One that lives renews its claims.
LEASE_SECONDS = 30.0
RENEWAL_SECONDS = 10.0


class Outcome(Enum):
    """What has become of an update."""

    ANSWERED = auto()
    FAILED = auto()
    """The reply could not go out: it must be delivered again."""
    ELSEWHERE = auto()
    """Another replica has claimed it: it must be delivered again, in case that one is gone."""


class Intake:
    """Answers updates with `answer`, at most `limit` at a time.

    With `claims` only those that no other replica answers.
    """

    def __init__(
        self,
        answer: Callable[[Update], Awaitable[None]],
        limit: int = MAX_CONNECTIONS,
        claims: Claims | None = None,
    ) -> None:
        self._answer = answer
        self._limit = limit
        self._claims = claims
        self._flights: dict[int, asyncio.Task[Outcome]] = {}
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
        task = asyncio.create_task(self._claimed(update) if self._claims else self._told(update))
        self._flights[update_id] = task
        task.add_done_callback(lambda _task: self._land(update_id))

    async def outcome(self, update_id: int) -> Outcome:
        """Wait for what becomes of an update that was taken."""
        task = self._flights.get(update_id)
        if task is None:
            return Outcome.ANSWERED if update_id in self._answered else Outcome.FAILED
        await asyncio.wait(
            {task}
        )  # if the one who waits goes away, the answer goes out all the same
        return _outcome(task)

    async def renew_claims(self) -> None:
        """Until cancelled: keep what is being answered from running out of its lease."""
        while self._claims:
            await asyncio.sleep(RENEWAL_SECONDS)
            if self._flights:
                await self._claims.renew(self.in_flight)

    async def room(self) -> None:
        """Wait until another update may be taken."""
        while self.is_full:
            self._landed.clear()
            await self._landed.wait()

    async def finish(self) -> None:
        """Wait until all that was taken is answered."""
        while self._flights:
            await asyncio.wait(self._flights.values())

    async def drop(self) -> None:
        """Give up what has not been answered."""
        tasks = list(self._flights.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _told(self, update: Update) -> Outcome:
        delivery = Delivery()
        await delivery.follow(self._answer(update))
        return Outcome.FAILED if delivery.failed else Outcome.ANSWERED

    async def _claimed(self, update: Update) -> Outcome:
        claims, update_id = self._claims, update.update_id
        assert claims  # noqa: S101 - the caller has looked
        if not await claims.claim(update_id):
            answered = await claims.finished(update_id)
            return Outcome.ANSWERED if answered else Outcome.ELSEWHERE
        outcome = Outcome.FAILED
        try:
            outcome = await self._told(update)
        finally:
            if outcome is Outcome.ANSWERED:
                await claims.done(update_id)
            else:
                await claims.release(update_id)
        return outcome

    def _land(self, update_id: int) -> None:
        task = self._flights.pop(update_id)
        if _outcome(task) is Outcome.ANSWERED:
            self._answered[update_id] = None
            if len(self._answered) > REMEMBERED:
                del self._answered[next(iter(self._answered))]
        self._landed.set()


def _outcome(task: asyncio.Task[Outcome]) -> Outcome:
    """What has become of an update whose task is done."""
    return Outcome.FAILED if task.cancelled() or task.exception() else task.result()
