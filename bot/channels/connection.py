"""The HTTP connections to Telegram: two pools, explicit timeouts, certificates read once."""

from __future__ import annotations

import ssl

import httpx
from telegram.request import HTTPXRequest

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 10.0  # while polling, python-telegram-bot adds the time that the server may wait
MAX_CONNECTIONS = 256  # as many as there are updates answered at once


def connections(server: str) -> tuple[HTTPXRequest, HTTPXRequest]:
    """One pool to send through and one to fetch updates, so that neither waits for the other."""
    tls = _tls(server)
    return _pool(MAX_CONNECTIONS, tls), _pool(1, tls)


def _pool(size: int, tls: ssl.SSLContext) -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=size,
        connect_timeout=CONNECT_SECONDS,
        read_timeout=ANSWER_SECONDS,
        write_timeout=ANSWER_SECONDS,
        pool_timeout=CONNECT_SECONDS,
        httpx_kwargs={"verify": tls},
    )


def _tls(server: str) -> ssl.SSLContext:
    """The trusted certificates; none for a server without encryption (they take 50 ms to read)."""
    if server.startswith("https://"):
        return httpx.create_ssl_context()
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
