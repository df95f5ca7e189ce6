"""Requests to Telegram over httpcore's connections, without httpx's client and pool above them.

httpx is made for all that a client may want. For one short request to one server it takes most of
the processor time of a whole reply, and what its pool does grows with the connections that are open
(measured by `bench/throughput.py`).
"""

from __future__ import annotations

import asyncio
import ssl
from collections import deque
from functools import lru_cache
from urllib.parse import urlencode

import httpcore
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

FORM = (b"Content-Type", b"application/x-www-form-urlencoded")
# A resident who writes every half minute need not wait for a new connection each time.
IDLE_SECONDS = 30.0


class DirectRequest(BaseRequest):
    """At most `size` requests at a time, each over a connection that is kept for the next one.

    It sends no files, and knows no proxy.
    """

    def __init__(
        self, size: int, tls: ssl.SSLContext, connect_seconds: float, answer_seconds: float
    ) -> None:
        self._tls = tls
        self._connect_seconds = connect_seconds
        self._answer_seconds = answer_seconds
        self._slots = asyncio.Semaphore(size)
        self._is_open = True
        self._idle: deque[httpcore.AsyncHTTPConnection] = deque()

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer."""
        return self._answer_seconds

    async def initialize(self) -> None:
        """Open for requests; connections are made when they are needed."""
        self._is_open = True

    async def shutdown(self) -> None:
        """Close the connections that nobody uses; the others are when their answer has come."""
        self._is_open = False
        while self._idle:
            await self._idle.pop().aclose()

    async def do_request(  # noqa: PLR0913, PLR0917 - the signature is PTB's
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - the same for all
        connect_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        pool_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """Make one request; the status and the body of its answer.

        Raises:
            NetworkError: the server was not reached, or its answer broke off.
            TimedOut: it took too long.
        """
        seconds = read_timeout if isinstance(read_timeout, float | int) else self._answer_seconds
        request = self._request(url, method, request_data, seconds)
        try:
            async with self._slots:
                return await self._exchange(request)
        except httpcore.TimeoutException as error:
            raise TimedOut from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise NetworkError(f"httpcore.{type(error).__name__}: {error}") from error

    async def _exchange(self, request: httpcore.Request) -> tuple[int, bytes]:
        while True:
            connection = await self._connection(request.url.origin)
            try:
                response = await connection.handle_async_request(request)
                body = await response.aread()
                await response.aclose()
            except httpcore.ConnectionNotAvailable:  # it closed just now
                continue
            except BaseException:  # also when nobody waits for the answer any more
                await asyncio.shield(connection.aclose())
                raise
            if self._is_open and connection.is_idle():
                self._idle.append(connection)
            else:
                await connection.aclose()
            return response.status, body

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

    def _request(
        self, url: str, method: str, data: RequestData | None, seconds: float
    ) -> httpcore.Request:
        body = urlencode(data.json_parameters).encode() if data else b""
        address = _address(url)
        port = f":{address.port}".encode() if address.port else b""
        headers = [
            (b"Host", address.host + port),
            (b"User-Agent", self.USER_AGENT.encode()),
            FORM,
            (b"Content-Length", str(len(body)).encode()),
        ]
        timeout = {
            "connect": self._connect_seconds,
            "read": seconds,
            "write": self._answer_seconds,
        }
        return httpcore.Request(
            method, address, headers=headers, content=body, extensions={"timeout": timeout}
        )


@lru_cache(maxsize=32)  # a bot calls few methods, each at one address
def _address(url: str) -> httpcore.URL:
    return httpcore.URL(url)
