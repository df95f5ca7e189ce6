"""The queue of updates and long polling (core.telegram.org/bots/api#getting-updates)."""

from __future__ import annotations

import asyncio
import contextlib
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.simulator.errors import ApiError, Json

FIRST_UPDATE_ID = 700_000_001
MAX_LIMIT = 100
# "Specify an empty list to receive all update types except …"
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
OTHER_POLLER = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
WEBHOOK_SET = "Conflict: terminated by setWebhook request"
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


@dataclass(frozen=True, slots=True)
class Queued:
    """An update that waits. Those of one lane (a chat, or a person) stay in their order."""

    update: Json
    lane: int

    @property
    def id(self) -> int:
        """The update's id."""
        identity: int = self.update["update_id"]
        return identity


class UpdateQueue:
    """Updates that the bot has not confirmed yet. One poller at a time, or one `receiver`."""

    def __init__(self) -> None:
        self.allowed: tuple[str, ...] = ()
        self.receiver: Callable[[Queued], None] | None = None
        self.observer: Callable[[Json], None] | None = None
        self._pending: OrderedDict[int, Queued] = OrderedDict()
        self._next_id = FIRST_UPDATE_ID
        self._poller: asyncio.Future[None] | None = None

    @property
    def pending(self) -> list[Json]:
        """The updates that wait, oldest first."""
        return [queued.update for queued in self._pending.values()]

    @property
    def queued(self) -> list[Queued]:
        """The same with their lanes."""
        return list(self._pending.values())

    def __len__(self) -> int:
        return len(self._pending)

    def add(self, kind: str, payload: Json, lane: int) -> None:
        """Queue an update, unless the bot did not ask for its kind."""
        if not (kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT):
            return
        queued = Queued({"update_id": self._next_id, kind: payload}, lane)
        if self.observer:
            self.observer({"update": queued.update})
        self._pending[self._next_id] = queued
        self._next_id += 1
        self._wake()
        if self.receiver:
            self.receiver(queued)

    def confirm(self, offset: int) -> None:
        """Forget the updates before an offset; a negative one keeps that many of the last."""
        if offset < 0:
            while len(self._pending) > -offset:
                self._pending.popitem(last=False)
        else:
            while self._pending and next(iter(self._pending)) < offset:
                self._pending.popitem(last=False)

    def forget(self, update_id: int) -> None:
        """Forget one update, if it still waits."""
        self._pending.pop(update_id, None)

    def clear(self) -> None:
        """Forget all that wait."""
        self._pending.clear()

    def interrupt(self, why: str) -> None:
        """Send the waiting poller home with a 409."""
        if self._poller and not self._poller.done():
            self._poller.set_exception(ApiError(409, why))

    def close(self) -> None:
        """Send the waiting poller home with nothing."""
        self._wake()

    async def poll(self, limit: int, seconds: float) -> Sequence[Json]:
        """The next updates, waiting for the first; 409 when somebody else begins to poll."""
        self.interrupt(OTHER_POLLER)
        if not self._pending and seconds > 0:
            self._poller = asyncio.get_running_loop().create_future()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._poller, seconds)
        most = min(max(limit, 1), MAX_LIMIT)
        return [queued.update for queued in islice(self._pending.values(), most)]

    def _wake(self) -> None:
        if self._poller and not self._poller.done():
            self._poller.set_result(None)
