"""HTTP requests over httpcore's connections, kept for the next request: no client, no pool above.

httpx is made for all that a client may want. For one short request to one server it takes most of
the processor time of a whole reply, and what its pool does grows with the connections that are open
(measured by `bench/throughput.py`).
"""

from __future__ import annotations

import asyncio
import ssl
from collections import deque
from collections.abc import Sequence
from functools import lru_cache

import httpcore

# A resident who writes every half minute need not wait for a new connection each time.
IDLE_SECONDS = 30.0

Headers = Sequence[tuple[bytes, bytes]]


class KeptConnections:
    """At most `size` requests at a time to one server; the connection used last is used next."""

    def __init__(self, size: int, tls: ssl.SSLContext | None = None) -> None:
        self._tls = tls
        self._slots = asyncio.Semaphore(size)
        self._is_open = True
        self._idle: deque[httpcore.AsyncHTTPConnection] = deque()

    def open(self) -> None:
        """Keep connections from now on; they are made when they are needed."""
        self._is_open = True

    async def close(self) -> None:
        """Close the connections that nobody uses; the others are when their answer has come."""
        self._is_open = False
        while self._idle:
            await self._idle.pop().aclose()

    async def exchange(self, request: httpcore.Request) -> tuple[httpcore.Response, bytes]:
        """Make one request; its answer's head and body.

        Raises:
            httpcore.TimeoutException: it took longer than the request's extension "timeout" says.
            httpcore.NetworkError: the server was not reached.
            httpcore.ProtocolError: its answer broke off, or was none.
        """
        async with self._slots:
            while True:
                try:
                    return await self._try(request)
                except httpcore.ConnectionNotAvailable:  # it closed just now
                    continue

    async def _try(self, request: httpcore.Request) -> tuple[httpcore.Response, bytes]:
        connection = await self._connection(request.url.origin)
        try:
            response = await connection.handle_async_request(request)
            body = await response.aread()
            await response.aclose()
        except BaseException:  # also when nobody waits for the answer any more
            await asyncio.shield(connection.aclose())
            raise
        if self._is_open and connection.is_idle():
            self._idle.append(connection)
        else:
            await connection.aclose()
        return response, body

    async def _connection(self, origin: httpcore.Origin) -> httpcore.AsyncHTTPConnection:
        """The connection that was used last, or a new one; the oldest goes if it has expired."""
        if self._idle and self._idle[0].has_expired():
            await self._idle.popleft().aclose()
        while self._idle:
            connection = self._idle.pop()
            if connection.is_available() and not connection.has_expired():
                return connection
            await connection.aclose()
        return httpcore.AsyncHTTPConnection(
            origin, ssl_context=self._tls, keepalive_expiry=IDLE_SECONDS
        )


def request(
    url: str, method: str, headers: Headers, body: bytes, timeout: dict[str, float]
) -> httpcore.Request:
    """A request with its host and length; `timeout` in seconds: connect, read, write."""
    address = _address(url)
    port = f":{address.port}".encode() if address.port else b""
    length = (b"Content-Length", str(len(body)).encode())
    return httpcore.Request(
        method,
        address,
        headers=[(b"Host", address.host + port), *headers, length],
        content=body,
        extensions={"timeout": timeout},
    )


@lru_cache(maxsize=32)  # a bot calls few methods, each at one address
def _address(url: str) -> httpcore.URL:
    return httpcore.URL(url)
