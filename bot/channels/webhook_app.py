"""Updates that Telegram delivers: an ASGI app that says 200 only once the reply has gone out."""

from __future__ import annotations

import hmac
import json
from http import HTTPStatus
from typing import Any

from starlette.types import Receive, Scope, Send
from telegram import Bot

from bot.channels.intake import Intake
from bot.channels.updates import read_update

# An update is some kilobytes.
MAX_BODY = 1_000_000
SECRET_HEADER = b"x-telegram-bot-api-secret-token"
_JSON = b"application/json"


class Refusal(Exception):  # noqa: N818 - it ends a request, with a status
    """A request that is not answered as an update."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


class WebhookApp:
    """The ASGI app at the webhook's path.

    403 without the secret, 503 when too much is in flight or the reply could not be sent: then
    Telegram delivers the update again. One that comes again is answered once.
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
            status = await self._deliver(await _body(receive))
        except Refusal as refusal:
            status = refusal.status
        await _answer(send, status)

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

    async def _deliver(self, body: bytes) -> HTTPStatus:
        data, update_id = _parsed(body)
        if not self._intake.knows(update_id):
            if self._intake.is_full:
                return HTTPStatus.SERVICE_UNAVAILABLE
            self._intake.take(read_update(data, self._bot))
        went_out = await self._intake.answered(update_id)
        return HTTPStatus.OK if went_out else HTTPStatus.SERVICE_UNAVAILABLE


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


async def _answer(send: Send, status: HTTPStatus) -> None:
    headers = [(b"content-length", b"0")]
    await send({"type": "http.response.start", "status": status.value, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
