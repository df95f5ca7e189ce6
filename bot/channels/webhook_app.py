"""Updates that Telegram delivers: an ASGI app that says 200 only once the reply has gone out."""

from __future__ import annotations

import hmac
import json
from http import HTTPStatus
from typing import Any

from starlette.types import Receive, Scope, Send
from telegram import Bot

from bot.channels.intake import Intake, Outcome
from bot.channels.updates import read_update

# An update is some kilobytes.
MAX_BODY = 1_000_000
SECRET_HEADER = b"x-telegram-bot-api-secret-token"
_JSON = b"application/json"
Headers = tuple[tuple[bytes, bytes], ...]
# Seconds until an update that another replica has claimed is delivered again. Without it Telegram
# would ask at once, and then ever more seldom.
_SOON: Headers = ((b"retry-after", b"5"),)


class Refusal(Exception):  # noqa: N818 - it ends a request, with a status
    """A request that is not answered as an update."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


class WebhookApp:
    """The ASGI app at the webhook's path.

    403 without the secret, 503 when too much is in flight, the reply could not be sent or another
    replica is at it: then Telegram delivers it again. What comes again is answered once.

    It never says 200 before that: a reply that waited for more to come would be lost with its
    process, for Telegram forgets what was accepted, and it sends a chat nothing more until then. So
    by webhook nothing waits: see `Messages`.
    """

    def __init__(self, path: str, secret: str, bot: Bot, intake: Intake) -> None:
        self._path = path
        self._secret = secret.encode()
        self._bot = bot
        self._intake = intake

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take in one delivery."""
        try:
            self._check(scope)
            outcome = await self._deliver(await _body(receive))
        except Refusal as refusal:
            await _answer(send, refusal.status)
        else:
            status = (
                HTTPStatus.OK if outcome is Outcome.ANSWERED else HTTPStatus.SERVICE_UNAVAILABLE
            )
            await _answer(send, status, _SOON if outcome is Outcome.ELSEWHERE else ())

    def _check(self, scope: Scope) -> None:
        """What can be told from the head of the request.

        Raises:
            Refusal: it is not from Telegram, or no delivery.
        """
        if scope["path"] != self._path:
            raise Refusal(HTTPStatus.NOT_FOUND)
        if scope["method"] != "POST":
            raise Refusal(HTTPStatus.METHOD_NOT_ALLOWED)
        headers = dict(scope["headers"])
        if not hmac.compare_digest(headers.get(SECRET_HEADER, b""), self._secret):
            raise Refusal(HTTPStatus.FORBIDDEN)
        if headers.get(b"content-type", b"").partition(b";")[0].strip().lower() != _JSON:
            raise Refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        length = headers.get(b"content-length", b"")
        if length.isdigit() and int(length) > MAX_BODY:
            raise Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)

    async def _deliver(self, body: bytes) -> Outcome:
        data, update_id = _parsed(body)
        if not self._intake.knows(update_id):
            if self._intake.is_full:
                raise Refusal(HTTPStatus.SERVICE_UNAVAILABLE)
            self._intake.take(read_update(data, self._bot))
        return await self._intake.outcome(update_id)


def _parsed(body: bytes) -> tuple[dict[str, Any], int]:
    """The update as Telegram wrote it, and its id."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        data = None
    update_id = data.get("update_id") if isinstance(data, dict) else None
    if not isinstance(data, dict) or type(update_id) is not int:
        raise Refusal(HTTPStatus.BAD_REQUEST)
    return data, update_id


async def _body(receive: Receive) -> bytes:
    """The body, which must not be too long whatever its head says."""
    body = b""
    while True:
        event = await receive()
        if event["type"] == "http.disconnect":
            raise Refusal(HTTPStatus.BAD_REQUEST)
        body += bytes(event.get("body", b""))
        if len(body) > MAX_BODY:
            raise Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if not event.get("more_body"):
            return body


async def _answer(send: Send, status: HTTPStatus, more: Headers = ()) -> None:
    headers = [(b"content-length", b"0"), *more]
    await send({"type": "http.response.start", "status": status.value, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
