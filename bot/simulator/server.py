"""The simulator as a running server on 127.0.0.1, for tests and for whoever embeds it."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable, Iterator
from typing import Self

import uvicorn

from bot.simulator import membership
from bot.simulator.api import BotApi, build_app
from bot.simulator.client import Client, Extension
from bot.simulator.control import Control
from bot.simulator.delivery import Delivery, Pause
from bot.simulator.errors import Json
from bot.simulator.faults import FaultPlan
from bot.simulator.guard import Guard
from bot.simulator.limits import Limits
from bot.simulator.residents import PATIENCE_SECONDS, Conversation
from bot.simulator.webhook_state import Surroundings
from bot.simulator.world import World

TOKEN = "1000000001:simulator-token-that-opens-nothing-else"  # noqa: S105 - opens nothing
GRACE_SECONDS = 2


class _EmbeddedServer(uvicorn.Server):
    """A server that leaves the signals to its program, and ends at once instead of on a tick."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ending = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def main_loop(self) -> None:
        await self.ending.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for listener in (*self.servers, *(sockets or ())):
            listener.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        if self.server_state.tasks:
            await asyncio.wait(set(self.server_state.tasks), timeout=GRACE_SECONDS)


class Simulator:
    """An async context manager: within it the server answers at `api_url`.

    `world` is what Telegram remembers, `faults` the calls that shall fail. With `limits` a bot that
    sends too fast gets 429. `local` and `webhook_route` are as in `webhook_state.Surroundings`;
    `pause` waits before an update is sent to a webhook again. A chat remembers `keep` messages.
    With `page` the chat page is at the address itself, with what `extension` adds to it.
    `observer` gets each call that takes effect (its method, parameters, answer, and whether a fault
    keeps the answer from arriving) and each update that is queued.
    """

    def __init__(  # noqa: PLR0913 - all by name, and each stands alone
        self,
        token: str = TOKEN,
        port: int = 0,
        *,
        limits: bool = False,
        local: bool = False,
        webhook_route: Callable[[str], str] | None = None,
        pause: Pause = asyncio.sleep,
        keep: int | None = None,
        page: bool = False,
        extension: Extension | None = None,
        observer: Callable[[Json], None] | None = None,
    ) -> None:
        self.world = World(token, keep=keep, surroundings=Surroundings(local, webhook_route))
        self.world.observer = self.world.updates.observer = observer
        if limits:
            self.world.limits = Limits(self.world.time)
        self.faults = FaultPlan()
        self._api = BotApi(self.world, self.faults)
        self._delivery = Delivery(self.world, self._api.execute, pause)
        self._port = port
        self._client = Client(self.world, extension) if page else None

    @property
    def token(self) -> str:
        """The token that opens this server."""
        return self.world.token

    @property
    def api_url(self) -> str:
        """The server's address, without a slash at its end; known once it listens."""
        return f"http://127.0.0.1:{self._port}"

    def private_chat(
        self, user_id: int = 42, first_name: str = "Astrid", language: str = "sv"
    ) -> Conversation:
        """A resident who has the bot's chat open."""
        user = membership.person(user_id, first_name, language)
        return Conversation(self.world, membership.open_private(self.world, user), user)

    def group_chat(
        self,
        user_id: int = 42,
        chat_id: int = -4200,
        kind: str = "group",
        thread_id: int | None = None,
    ) -> Conversation:
        """A group, supergroup or channel that the bot is in, seen by one of its other members.

        With `thread_id` it is a forum, and the member writes in this topic.
        """
        user = membership.person(user_id, "Astrid")
        is_forum = thread_id is not None
        chat = membership.open_group(self.world, chat_id, kind, "Grupp", is_forum=is_forum)
        if thread_id is not None and thread_id not in chat.topics:
            membership.open_topic(self.world, chat, user, thread_id, "Ämne")
        return Conversation(self.world, chat, user, thread_id)

    async def finished(self, method: str, patience: float = PATIENCE_SECONDS) -> None:
        """Wait until a call of this method has ended; TimeoutError after `patience` seconds."""
        async with asyncio.timeout(patience):
            while method not in self.world.finished:
                self.world.news.clear()
                await self.world.news.wait()

    async def __aenter__(self) -> Self:
        listener = _listen(self._port)
        self._port = listener.getsockname()[1]
        routes = Control(self.world, self.faults).routes
        if self._client:
            routes += self._client.routes
        config = uvicorn.Config(
            Guard(build_app(self._api, routes), self._port),
            log_config=None,
            log_level="critical",
            lifespan="off",
            ws="none",
            date_header=False,
            access_log=False,  # an address holds the token
        )
        self._server = _EmbeddedServer(config)
        self._task = asyncio.create_task(self._server.serve(sockets=[listener]))
        return self

    async def __aexit__(self, *_exception: object) -> None:
        self.world.close()
        if self._client:
            self._client.close()
        await self._delivery.close()
        self._server.ending.set()
        await self._task


def _listen(port: int) -> socket.socket:
    """A socket that listens already: nobody who connects before the server runs is turned away."""
    # asyncio sends small answers at once (TCP_NODELAY) only where the protocol is spelt out.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(256)
    return listener
