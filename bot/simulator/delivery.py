"""Updates sent to the webhook: in order within a chat, chats beside each other, until they arrive.

Order, waits and the words of failures are those of `WebhookActor` in tdlib/telegram-bot-api.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from http import HTTPStatus
from itertools import count

import httpcore

from bot.kept_connections import KeptConnections, request
from bot.simulator.updates import Queued
from bot.simulator.webhook_state import Webhook
from bot.simulator.world import World

PATIENCE_SECONDS = 60.0
LONGEST_WAIT = 60
LONGEST_RETRY_AFTER = 3600
SECRET_HEADER = b"X-Telegram-Bot-Api-Secret-Token"
TIMEOUT = dict.fromkeys(("connect", "read", "write"), PATIENCE_SECONDS)
JSON = (b"Content-Type", b"application/json")
Pause = Callable[[float], Awaitable[None]]
# What an answer's body asks for (core.telegram.org/bots/api#making-requests-when-getting-updates):
# given its content type and bytes.
Execute = Callable[[str, bytes], Awaitable[None]]


class Delivery:
    """Sends the updates of one world to the webhook that is set, if one is.

    An update that fails is sent again at once, then after 2, 4, 8 … seconds; `pause` waits.
    """

    def __init__(self, world: World, execute: Execute, pause: Pause = asyncio.sleep) -> None:
        self._world = world
        self._execute = execute
        self._pause = pause
        self._lanes: dict[int, deque[Queued]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._connections: KeptConnections | None = None
        world.on_webhook = self.restart

    def restart(self) -> None:
        """Begin to deliver to the webhook that is set now; what was in flight may come again."""
        self._stop()
        hook = self._world.webhook
        if hook is None:
            return
        self._connections = KeptConnections(hook.max_connections)
        self._world.updates.receiver = self._take
        for queued in self._world.updates.queued:
            self._take(queued)

    async def close(self) -> None:
        """Stop, and wait until all connections are closed."""
        self._stop()
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    def _stop(self) -> None:
        self._world.updates.receiver = None
        self._lanes = {}
        for task in self._tasks:
            task.cancel()
        if self._connections:
            self._start(self._connections.close())
            self._connections = None

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _take(self, queued: Queued) -> None:
        """Put an update at the end of its lane."""
        lane = self._lanes.setdefault(queued.lane, deque())
        lane.append(queued)
        if len(lane) == 1:
            self._start(self._empty(queued.lane))

    async def _empty(self, key: int) -> None:
        lanes = self._lanes
        lane = lanes[key]
        while lane:
            await self._deliver(lane[0])
            self._world.updates.forget(lane.popleft().id)
        del lanes[key]

    async def _deliver(self, queued: Queued) -> None:
        """Send an update until it arrives."""
        for failures in count():
            wait = await self._attempt(queued)
            if wait is None:
                return
            growing = min(2**failures, LONGEST_WAIT) if failures else 0
            await self._pause(wait or growing)

    async def _attempt(self, queued: Queued) -> float | None:
        """None if the update arrived, else the seconds that the bot asked to wait, often 0."""
        connections, hook = self._connections, self._world.webhook
        if connections is None or hook is None:
            return None
        try:
            answer, body = await connections.exchange(_delivery(hook, queued))
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
            return self._failed(hook, _words(error))
        headers = {name.lower(): value.decode("latin-1") for name, value in answer.headers}
        if not HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
            why = f"Wrong response from the webhook: {answer.status} {_reason(answer)}"
            return self._failed(hook, why, headers.get(b"retry-after", ""))
        if body:
            await self._execute(headers.get(b"content-type", ""), body)
        return None

    def _failed(self, hook: Webhook, why: str, retry_after: str = "") -> float:
        hook.last_error_date = self._world.now()
        hook.last_error_message = why
        return min(int(retry_after), LONGEST_RETRY_AFTER) if retry_after.isdecimal() else 0


def _delivery(hook: Webhook, queued: Queued) -> httpcore.Request:
    secret = [(SECRET_HEADER, hook.secret.encode())] if hook.secret else []
    body = json.dumps(queued.update, ensure_ascii=False).encode()
    return request(hook.address, "POST", [JSON, *secret], body, TIMEOUT)


def _reason(answer: httpcore.Response) -> str:
    """The words that stand beside the status."""
    phrase = answer.extensions.get("reason_phrase", b"")
    return bytes(phrase).decode("latin-1")


def _words(error: Exception) -> str:
    if isinstance(error, httpcore.ConnectError):
        return "Connection refused"
    if isinstance(error, httpcore.TimeoutException):
        return "Read timeout expired"
    return "Webhook connection closed"
