"""Order and patience: one chat's updates one after another, and waiting when Telegram says so."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.error import BadRequest, NetworkError, RetryAfter
from telegram.ext import BaseRateLimiter, BaseUpdateProcessor

Pause = Callable[[float], Awaitable[None]]

MAX_CONCURRENT = 256
MAX_ATTEMPTS = 4
MAX_WAIT = timedelta(seconds=60)
FIRST_RETRY_SECONDS = 0.5
logger = logging.getLogger(__name__)


class InOrderByChat(BaseUpdateProcessor):
    """Answers many chats at once, but the messages of one chat in the order they were written."""

    def __init__(self, max_concurrent: int = MAX_CONCURRENT) -> None:
        super().__init__(max_concurrent)
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait until the chat's earlier updates are answered, then answer this one."""
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is None:
            await coroutine
            return
        lock = self._locks.setdefault(chat.id, asyncio.Lock())
        async with lock:
            await coroutine

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to put away."""


class PatientByRequest(BaseRateLimiter[None]):
    """Waits and tries again, a bounded number of times, when a message could not be sent.

    Only the request itself waits, and with it its chat; PTB's own AIORateLimiter holds everybody
    back. After a lost answer the message may have been sent: twice is better than never.
    """

    def __init__(self, pause: Pause = asyncio.sleep) -> None:
        self._pause = pause

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to put away."""

    async def process_request(  # noqa: PLR0913, PLR0917 - the signature is PTB's
        self,
        callback: Callable[..., Awaitable[Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,  # noqa: ARG002
    ) -> Any:
        """Make the request, again after a wait where that may help."""
        attempts = MAX_ATTEMPTS if "chat_id" in data else 1
        for attempt in range(1, attempts):
            try:
                return await callback(*args, **kwargs)
            except (RetryAfter, NetworkError) as error:
                wait = _wait(error, attempt)
                if wait is None:
                    raise
                logger.info(
                    "%s gick inte (%s): nytt försök om %.1f s.",
                    endpoint,
                    type(error).__name__,
                    wait.total_seconds(),
                )
            await self._pause(wait.total_seconds())
        return await callback(*args, **kwargs)


def retry_after(error: RetryAfter) -> timedelta:
    """How long Telegram asks the bot to wait; a number of seconds in older settings of PTB."""
    wait = error.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)


def _wait(error: RetryAfter | NetworkError, attempt: int) -> timedelta | None:
    """How long to wait before the next attempt, None if no attempt would help."""
    if isinstance(error, BadRequest):  # to PTB a kind of NetworkError
        return None
    if isinstance(error, RetryAfter):
        wait = retry_after(error)
        return wait if wait <= MAX_WAIT else None
    return timedelta(seconds=FIRST_RETRY_SECONDS * 2 ** (attempt - 1))
