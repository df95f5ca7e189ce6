"""Requests to Telegram over kept connections, without httpx's client and pool above them."""

from __future__ import annotations

import ssl
from urllib.parse import urlencode

import httpcore
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.kept_connections import KeptConnections, request

FORM = (b"Content-Type", b"application/x-www-form-urlencoded")


class DirectRequest(BaseRequest):
    """At most `size` requests at a time, each over a connection that is kept for the next one.

    It sends no files, and knows no proxy.
    """

    def __init__(
        self, size: int, tls: ssl.SSLContext, connect_seconds: float, answer_seconds: float
    ) -> None:
        self._connect_seconds = connect_seconds
        self._answer_seconds = answer_seconds
        self._connections = KeptConnections(size, tls)

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer."""
        return self._answer_seconds

    async def initialize(self) -> None:
        """Open for requests."""
        self._connections.open()

    async def shutdown(self) -> None:
        """Close the connections."""
        await self._connections.close()

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
        body = urlencode(request_data.json_parameters).encode() if request_data else b""
        headers = ((b"User-Agent", self.USER_AGENT.encode()), FORM)
        timeout = {
            "connect": self._connect_seconds,
            "read": seconds,
            "write": self._answer_seconds,
        }
        try:
            response, answer = await self._connections.exchange(
                request(url, method, headers, body, timeout)
            )
        except httpcore.TimeoutException as error:
            raise TimedOut from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise NetworkError(f"httpcore.{type(error).__name__}: {error}") from error
        return response.status, answer
