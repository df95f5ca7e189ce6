"""The queue of updates and long polling (core.telegram.org/bots/api#getupdates)."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.simulator.errors import ApiError, Json

FIRST_UPDATE_ID = 700_000_001
MAX_LIMIT = 100
# "Specify an empty list to receive all update types except …"
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
OTHER_POLLER = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


class UpdateQueue:
    """Updates that the bot has not confirmed yet. One poller at a time."""

    def __init__(self) -> None:
        self.pending: list[Json] = []
        self.allowed: tuple[str, ...] = ()
        self._next_id = FIRST_UPDATE_ID
        self._news = asyncio.Event()
        self._poller: object | None = None

    def add(self, kind: str, payload: Json) -> None:
        """Queue an update, unless the bot did not ask for its kind."""
        wanted = kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT
        if wanted:
            self.pending.append({"update_id": self._next_id, kind: payload})
            self._next_id += 1
            self._news.set()

    def confirm(self, offset: int) -> None:
        """Forget the updates before an offset; a negative one keeps that many of the last."""
        if offset > 0:
            self.pending = [one for one in self.pending if one["update_id"] >= offset]
        elif offset < 0:
            self.pending = self.pending[offset:]

    def close(self) -> None:
        """Send every waiting poller home."""
        self._poller = None
        self._news.set()

    async def poll(self, limit: int, seconds: float) -> Sequence[Json]:
        """The next updates, waiting for the first; 409 when somebody else begins to poll."""
        me = self._poller = object()
        self._news.set()  # the earlier poller wakes up and finds that it is no longer the one
        try:
            async with asyncio.timeout(max(seconds, 0)):
                while not self.pending and self._poller is me:
                    await self._next_news()
        except TimeoutError:
            pass
        if self._poller is not me:
            raise ApiError(409, OTHER_POLLER)
        return self.pending[: min(max(limit, 1), MAX_LIMIT)]

    async def _next_news(self) -> None:
        self._news.clear()
        await self._news.wait()
