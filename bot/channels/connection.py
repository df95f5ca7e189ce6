"""The HTTP connections to Telegram: two pools, explicit timeouts, certificates read once."""

from __future__ import annotations

import json
import logging
import ssl
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.request import BaseRequest, HTTPXRequest

from bot.channels.direct_request import DirectRequest
from bot.channels.ending import is_refusal, token_refused
from bot.channels.pacing import Pause, retry_after
from bot.kept_connections import IDLE_SECONDS

CONNECT_SECONDS = 5.0
MAX_CONNECTIONS = 256  # as many as there are updates answered at once
MAX_IDLE = 10  # httpx looks at each idle connection twice a request
LONGEST_RETRY_SECONDS = 30.0
Kind = TypeVar("Kind", bound=HTTPXRequest)
logger = logging.getLogger(__name__)


def read_answer(payload: bytes) -> dict[str, Any]:
    """Telegram's answer as an object.

    On its own python-telegram-bot logs an answer that it cannot read, words and all, and not every
    one is a `TelegramError`.

    Raises:
        NetworkError: it is something else; some proxy wrote it, or half of it got lost.
    """
    try:
        answer = json.loads(payload)
    except ValueError:
        answer = None
    if isinstance(answer, dict) and ("result" in answer or answer.get("ok") is False):
        return answer
    raise NetworkError("Invalid server response")


def read_receipt(payload: bytes) -> dict[str, Any]:
    """Telegram's answer as an object; of a message that was sent only its number, day and chat.

    Nobody needs our own words back, and python-telegram-bot takes long to make objects of them.
    """
    answer = read_answer(payload)
    result = answer.get("result")
    if isinstance(result, dict) and "message_id" in result:
        answer["result"] = {key: result[key] for key in ("message_id", "date", "chat")}
    return answer


class Sending(DirectRequest):
    """The way out for everything but updates."""

    parse_json_payload = staticmethod(read_receipt)


class SendingByProxy(HTTPXRequest):
    """The same where a proxy stands between, which httpx knows how to use."""

    parse_json_payload = staticmethod(read_receipt)


class Fetching(HTTPXRequest):
    """The way out to fetch updates; `answer` is Telegram's latest, until it is forgotten."""

    parse_json_payload = staticmethod(read_answer)
    answer: bytes = b""

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Make one request and keep its answer."""
        status, self.answer = await super().do_request(*args, **kwargs)
        return status, self.answer

    def forget(self) -> None:
        """Keep nobody's words."""
        self.answer = b""


def connections(server: str, answer_seconds: float) -> tuple[BaseRequest, Fetching]:
    """One pool to send through and one to fetch updates, so that neither waits for the other.

    While polling, python-telegram-bot adds to `answer_seconds` what the server may wait.
    """
    tls = _tls(server)
    sending: BaseRequest
    if has_proxy(server):
        sending = _pool(SendingByProxy, MAX_CONNECTIONS, tls, answer_seconds)
    else:
        sending = Sending(MAX_CONNECTIONS, tls, CONNECT_SECONDS, answer_seconds)
    return sending, _pool(Fetching, 1, tls, answer_seconds)


def has_proxy(server: str) -> bool:
    """Whether the environment names a proxy for this server, as httpx would use it."""
    address = urlsplit(server)
    return bool(getproxies().keys() & {address.scheme, "all"}) and not proxy_bypass(
        address.hostname or ""
    )


async def reach(action: Callable[[], Awaitable[object]], pause: Pause) -> None:
    """Do something at the start, as often as it takes until the server answers.

    Raises:
        Ending: Telegram refuses the token.
        BadRequest: Telegram refuses what is asked for.
    """
    delay = 1.0
    while True:
        try:
            await action()
        except BadRequest:  # to PTB a kind of NetworkError
            raise
        except TelegramError as error:
            if isinstance(error, InvalidToken) and is_refusal(error):
                raise token_refused() from error
            asked = retry_after(error).total_seconds() if isinstance(error, RetryAfter) else 0.0
            wait = max(delay, asked)
            logger.warning(
                "Når inte Telegram (%s). Försöker igen om %.0f s.", type(error).__name__, wait
            )
        else:
            return
        await pause(wait)
        delay = min(delay * 2, LONGEST_RETRY_SECONDS)


def _pool(kind: type[Kind], size: int, tls: ssl.SSLContext, answer_seconds: float) -> Kind:
    limits = httpx.Limits(
        max_connections=size,
        max_keepalive_connections=min(size, MAX_IDLE),
        keepalive_expiry=IDLE_SECONDS,
    )
    return kind(
        connection_pool_size=size,
        connect_timeout=CONNECT_SECONDS,
        read_timeout=answer_seconds,
        write_timeout=answer_seconds,
        pool_timeout=CONNECT_SECONDS,
        httpx_kwargs={"verify": tls, "limits": limits},
    )


def _tls(server: str) -> ssl.SSLContext:
    """The trusted certificates; none for a server without encryption (they take 50 ms to read)."""
    if server.startswith("https://"):
        return httpx.create_ssl_context()
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
