"""An HTTP server within the program: it leaves signals and logging to the program around it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp
from uvicorn.server import ServerState

from bot.channels.ending import WRONG_SETTING, Ending
from bot.config import Address

# Longer than proxies keep their connections (nginx: 60 s), so that none is cut while in use.
KEEP_ALIVE_SECONDS = 75


class HttpServer:
    """Serves an ASGI app at an address; port 0 is any free port, known once it listens."""

    def __init__(self, app: ASGIApp, address: Address) -> None:
        self.address = address
        self._config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            server_header=False,
            date_header=False,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
        )
        self._state = ServerState()
        self._listener: asyncio.Server | None = None

    @property
    def port(self) -> int:
        """Where it listens."""
        assert self._listener  # noqa: S101 - nobody can know before `start`
        port: int = self._listener.sockets[0].getsockname()[1]
        return port

    async def start(self) -> None:
        """Listen; OSError if that is impossible at this address."""
        self._config.load()
        host, port = self.address
        loop = asyncio.get_running_loop()
        self._listener = await loop.create_server(self._protocol, host, port)

    def close(self) -> None:
        """Take no new requests. Those that are being answered get their answers."""
        if self._listener:
            self._listener.close()
        for connection in list(self._state.connections):
            connection.shutdown()

    async def stop(self, seconds: float) -> None:
        """Close, and wait at most so long for the last answers."""
        self.close()
        if self._state.tasks:
            await asyncio.wait(set(self._state.tasks), timeout=seconds)
        for task in self._state.tasks:
            task.cancel()

    def _protocol(self) -> asyncio.Protocol:
        build: Callable[..., asyncio.Protocol] = self._config.http_protocol_class
        return build(config=self._config, server_state=self._state, app_state={})


async def listening(server: HttpServer, setting: str) -> None:
    """Start a server whose address stands under `setting` in config.yaml.

    Raises:
        Ending: it cannot listen there.
    """
    try:
        await server.start()
    except OSError as error:
        host, port = server.address
        message = (
            f"Det går inte att lyssna på {host}:{port} ({setting} i config.yaml): "
            f"{error.strerror}. Stäng det program som använder porten, eller välj en annan."
        )
        raise Ending(message, WRONG_SETTING) from error
