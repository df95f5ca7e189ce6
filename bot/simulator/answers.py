"""What goes back over the wire: whole answers, and the broken ones that faults ask for."""

from __future__ import annotations

import asyncio
import json

from starlette.types import Receive, Send

from bot.simulator.errors import Json
from bot.simulator.faults import Broken

OK = 200


async def send_json(send: Send, body: Json, code: int = OK) -> None:
    """Send an answer in JSON."""
    await _send(send, json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(), code)


async def send_broken(
    broken: Broken, body: Json, receive: Receive, send: Send, closing: asyncio.Event
) -> None:
    """Fail to send this answer. A hanging one ends when the client leaves or the server closes."""
    whole = json.dumps(body).encode()
    match broken:
        case Broken.WRONG_JSON:
            await _send(send, whole[:-1])
        case Broken.HALF:
            await _begin(send, len(whole))
            half = whole[: len(whole) // 2]
            await send({"type": "http.response.body", "body": half, "more_body": True})
        case Broken.HANGING:
            await _until_left(receive, closing)
            _hang_up(receive)
        case Broken.DROPPED:
            _hang_up(receive)


async def _send(send: Send, body: bytes, code: int = OK) -> None:
    await _begin(send, len(body), code)
    await send({"type": "http.response.body", "body": body})


async def _begin(send: Send, length: int, code: int = OK) -> None:
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(length).encode()),
    ]
    await send({"type": "http.response.start", "status": code, "headers": headers})


async def _until_left(receive: Receive, closing: asyncio.Event) -> None:
    ends = {asyncio.ensure_future(closing.wait()), asyncio.ensure_future(_left(receive))}
    _, unfinished = await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    for task in unfinished:
        task.cancel()


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _hang_up(receive: Receive) -> None:
    """Close the connection. ASGI has no word for it, but uvicorn's object behind `receive` can."""
    receive.__self__.transport.abort()  # type: ignore[attr-defined]
