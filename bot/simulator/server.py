"""The simulator as a running server on 127.0.0.1, for tests and for whoever embeds it."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Iterator
from typing import Self

import uvicorn

from bot.simulator.api import build_app
from bot.simulator.faults import FaultPlan
from bot.simulator.residents import PATIENCE_SECONDS, Conversation, new_group_chat, new_private_chat
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

    `world` is what Telegram remembers, `faults` the calls that shall fail.
    """

    def __init__(self, token: str = TOKEN, port: int = 0) -> None:
        self.world = World(token)
        self.faults = FaultPlan()
        self._port = port

    @property
    def token(self) -> str:
        """The token that opens this server."""
        return self.world.token

    @property
    def api_url(self) -> str:
        """The server's address, without a slash at its end; known once it listens."""
        return f"http://127.0.0.1:{self._port}"

    def private_chat(self, user_id: int = 42, first_name: str = "Astrid") -> Conversation:
        """A resident who has the bot's chat open."""
        return new_private_chat(self.world, user_id, first_name)

    def group_chat(self, user_id: int = 42, chat_id: int = -4200) -> Conversation:
        """A group that the bot is a member of, seen by one of its other members."""
        return new_group_chat(self.world, user_id, chat_id)

    async def finished(self, method: str, patience: float = PATIENCE_SECONDS) -> None:
        """Wait until a call of this method has ended; TimeoutError after `patience` seconds."""
        async with asyncio.timeout(patience):
            while method not in self.world.finished:
                self.world.news.clear()
                await self.world.news.wait()

    async def __aenter__(self) -> Self:
        listener = _listen(self._port)
        self._port = listener.getsockname()[1]
        config = uvicorn.Config(
            build_app(self.world, self.faults),
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
        self.world.updates.close()
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
