"""Patience with Telegram: waiting when it says so, trying again when an answer does not come."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import httpcore
import httpx
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter
from telegram.ext import BaseRateLimiter

from bot.channels import delivery
from bot.channels.metrics import Metrics

Pause = Callable[[float], Awaitable[None]]

MAX_ATTEMPTS = 6
FIRST_RETRY_SECONDS = 0.5
# A resident who has looked away for two minutes asks again; in danger a late answer is better
# than none.
LONGEST_WAIT = timedelta(minutes=2)
LONGEST_URGENT_WAIT = timedelta(minutes=10)
MESSAGE = "sendMessage"
# Telegram takes the answer to a tap for some seconds only; repeating it for longer is in vain.
LONGEST_WAIT_OF_A_TAP = timedelta(seconds=10)
_ATTEMPTS = {"answerCallbackQuery": 2, "answerInlineQuery": 2, "sendChatAction": 1}
_NOT_SENT = (
    *(httpcore.ConnectError, httpcore.ConnectTimeout, httpcore.PoolTimeout),
    *(httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout),
)
logger = logging.getLogger(__name__)


class PatientByRequest(BaseRateLimiter[bool]):
    """Waits and tries again, a bounded number of times, when a request does not succeed.

    Only the chat concerned waits; PTB's own AIORateLimiter holds everybody back. After a lost
    answer the message may have been sent: twice is better than never, and `metrics` counts it.
    `rate_limit_args=True` marks a message that is worth a longer wait. `revoked` is called when
    Telegram refuses the token.
    """

    def __init__(
        self, pause: Pause, metrics: Metrics, revoked: Callable[[], None] = lambda: None
    ) -> None:
        self._pause = pause
        self._metrics = metrics
        self._revoked = revoked
        self._told_to_wait: dict[object, asyncio.Task[None]] = {}

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
        rate_limit_args: bool | None,  # noqa: FBT001
    ) -> Any:
        """Make the request, again after a wait where that may help."""
        request = _Request(endpoint, data.get("chat_id"), urgent=bool(rate_limit_args))
        try:
            result = await self._persist(lambda: callback(*args, **kwargs), request)
        except InvalidToken as error:
            # For a method that a server does not have, PTB blames the token too.
            if "Unauthorized" in error.message:
                self._revoked()
            raise
        except (RetryAfter, NetworkError) as error:
            if endpoint == MESSAGE:
                delivery.sent(failed=not isinstance(error, BadRequest))
            raise
        if endpoint == MESSAGE:
            delivery.sent(failed=False)
        return result

    async def _persist(self, send: Callable[[], Awaitable[Any]], request: _Request) -> Any:
        while True:
            await self._while_told_to_wait(request.chat)
            try:
                return await send()
            except RetryAfter as error:
                wait = request.wait_asked_for(retry_after(error))
                if wait is None:
                    raise
                self._hold(request.chat, wait)
            except NetworkError as error:
                wait = None if isinstance(error, BadRequest) else request.wait_before_next()
                if wait is None:
                    raise
                if request.endpoint == MESSAGE and may_have_arrived(error):
                    self._metrics.doubtful_send()
                await self._pause(wait)

    async def _while_told_to_wait(self, chat: object) -> None:
        while waiting := self._told_to_wait.get(chat):
            await asyncio.shield(waiting)

    def _hold(self, chat: object, seconds: float) -> None:
        """Let nobody write to the chat for so long."""
        logger.info("Telegram ber boten vänta %.0f s med en chatt.", seconds)
        earlier = self._told_to_wait.get(chat)
        task = asyncio.create_task(self._sit_out(seconds, earlier))
        self._told_to_wait[chat] = task
        task.add_done_callback(lambda done: self._release(chat, done))

    async def _sit_out(self, seconds: float, earlier: asyncio.Task[None] | None) -> None:
        await self._pause(seconds)
        if earlier:
            await asyncio.wait({earlier})

    def _release(self, chat: object, done: asyncio.Task[None]) -> None:
        if self._told_to_wait.get(chat) is done:
            del self._told_to_wait[chat]


class _Request:
    """One request with what it has cost so far."""

    def __init__(self, endpoint: str, chat: object, *, urgent: bool) -> None:
        self.endpoint = endpoint
        self.chat = chat if chat is not None else object()  # of no chat: it waits alone
        own = MAX_ATTEMPTS if chat is not None else 1
        self._attempts_left = _ATTEMPTS.get(endpoint, own) - 1
        self._next_wait = FIRST_RETRY_SECONDS
        self._patience = LONGEST_URGENT_WAIT if urgent else LONGEST_WAIT
        if endpoint in _ATTEMPTS or not self._attempts_left:
            self._patience = LONGEST_WAIT_OF_A_TAP * self._attempts_left

    def wait_asked_for(self, asked: timedelta) -> float | None:
        """Seconds to wait because Telegram says so; None if that is longer than it is worth."""
        # What Telegram never ends must end here.
        self._patience -= max(asked, timedelta(seconds=1))
        return asked.total_seconds() if self._patience >= timedelta() else None

    def wait_before_next(self) -> float | None:
        """Seconds to wait after a failure, longer each time; None after the last attempt."""
        if self._attempts_left <= 0:
            return None
        self._attempts_left -= 1
        wait = self._next_wait
        self._next_wait *= 2
        return wait


def retry_after(error: RetryAfter) -> timedelta:
    """How long Telegram asks the bot to wait; a number of seconds in older settings of PTB."""
    wait = error.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)


def may_have_arrived(error: NetworkError) -> bool:
    """Whether the request may have taken effect though no answer came."""
    return not isinstance(error.__cause__, _NOT_SENT)
