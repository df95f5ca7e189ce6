"""Faults on demand: the next calls of a method fail, before or after they take effect."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass

from starlette.types import Receive, Scope, Send

from bot.simulator.errors import ApiError, too_many_requests


@dataclass(frozen=True, slots=True)
class Fault:
    """One failing call. Without an error the connection breaks in the middle of the answer.

    With `after` the call takes effect first: the message is sent but the answer gets lost.
    """

    error: ApiError | None = None
    after: bool = False


def server_error(code: int = 500) -> Fault:
    """The server's own failure: 500, or 502 from the proxy before it."""
    words = {500: "Internal Server Error", 502: "Bad Gateway"}
    return Fault(ApiError(code, words.get(code, "Error")))


def flood_wait(seconds: int) -> Fault:
    """429: too many requests, come back in so many seconds."""
    return Fault(too_many_requests(seconds))


def dropped(*, after: bool = False) -> Fault:
    """The connection breaks before the answer is complete."""
    return Fault(after=after)


class FaultPlan:
    """The faults that wait for their method to be called."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, deque[Fault]] = defaultdict(deque)

    def next(self, method: str, fault: Fault, times: int = 1) -> None:
        """Let the next `times` calls of a method fail."""
        self._waiting[method.lower()].extend([fault] * times)

    def take(self, method: str) -> Fault | None:
        """The fault for the call that is being made, if there is one."""
        waiting = self._waiting[method.lower()]
        return waiting.popleft() if waiting else None


async def broken_answer(_scope: Scope, _receive: Receive, send: Send) -> None:
    """An ASGI answer that never ends, so that the server closes the connection."""
    headers = [(b"content-type", b"application/json"), (b"content-length", b"1000")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b'{"ok":', "more_body": True})
