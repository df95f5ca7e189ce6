"""What becomes of one update: whether its reply went out, or waits for what is written next."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass(slots=True)
class Delivery:
    """Follows the replies to one update, also in tasks that begin while it is answered.

    `settled` is set once nobody need deliver the update again, or to False if somebody must.
    """

    failed: bool = False
    settled: asyncio.Future[bool] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )

    async def follow(self, work: Awaitable[None]) -> None:
        """Do the work that answers the update."""
        _current.set(self)
        await work

    def settle(self, *, good: bool) -> None:
        """Say what has become of it; only the first word counts."""
        if not self.settled.done():
            self.settled.set_result(good)


_current: ContextVar[Delivery | None] = ContextVar("delivery", default=None)


def sent(*, failed: bool) -> None:
    """A message went out, or could not; the last one counts."""
    delivery = _current.get()
    if delivery:
        delivery.failed = failed


def waits_for_more() -> None:
    """The reply waits for the next message, which Telegram keeps until this one is accepted.

    A webhook gets the updates of a chat one by one (`WebhookActor` in tdlib/telegram-bot-api).
    """
    delivery = _current.get()
    if delivery:
        delivery.settle(good=True)
