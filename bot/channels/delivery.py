"""What becomes of one update: whether its reply went out."""

from __future__ import annotations

from collections.abc import Awaitable
from contextvars import ContextVar
from dataclasses import dataclass

from bot.channels import correlation


@dataclass(slots=True)
class Delivery:
    """Follows the replies to one update, also in tasks that begin while it is answered."""

    failed: bool = False

    async def follow(self, work: Awaitable[None]) -> None:
        """Do the work that answers the update."""
        _current.set(self)
        correlation.begin()
        await work


_current: ContextVar[Delivery | None] = ContextVar("delivery", default=None)


def sent(*, failed: bool) -> None:
    """A message went out, or could not; the last one counts."""
    delivery = _current.get()
    if delivery:
        delivery.failed = failed
