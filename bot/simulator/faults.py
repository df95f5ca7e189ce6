"""Faults on demand: the next calls of a method fail, before or after they take effect."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from enum import Enum

from bot.simulator.errors import ApiError, too_many_requests

WORDS_OF_CODE = {500: "Internal Server Error", 502: "Bad Gateway", 504: "Gateway Timeout"}


class Broken(Enum):
    """The ways in which an answer can fail to arrive."""

    DROPPED = "dropped"
    HALF = "half_answer"
    HANGING = "hanging"
    WRONG_JSON = "wrong_json"


@dataclass(frozen=True, slots=True)
class Fault:
    """One failing call: refused with an error, or without one answered in a `broken` way.

    With `after` the call takes effect first: the message is sent but the answer gets lost.
    """

    error: ApiError | None = None
    after: bool = False
    broken: Broken = Broken.DROPPED


def server_error(code: int = 500, *, after: bool = False) -> Fault:
    """The server's own failure: 500, or 502 from the proxy before it."""
    return Fault(ApiError(code, WORDS_OF_CODE.get(code, "Error")), after)


def flood_wait(seconds: int, *, after: bool = False) -> Fault:
    """429: too many requests, come back in so many seconds."""
    return Fault(too_many_requests(seconds), after)


def dropped(*, after: bool = False) -> Fault:
    """The connection breaks before any answer."""
    return Fault(after=after, broken=Broken.DROPPED)


def half_answer(*, after: bool = False) -> Fault:
    """The connection breaks in the middle of the answer."""
    return Fault(after=after, broken=Broken.HALF)


def hanging(*, after: bool = False) -> Fault:
    """No answer ever comes; the connection stays open."""
    return Fault(after=after, broken=Broken.HANGING)


def wrong_json(*, after: bool = False) -> Fault:
    """A whole answer that is no JSON."""
    return Fault(after=after, broken=Broken.WRONG_JSON)


class FaultPlan:
    """The faults that wait for their method to be called."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, deque[Fault]] = defaultdict(deque)

    def next(self, method: str, fault: Fault, times: int = 1) -> None:
        """Let the next `times` calls of a method fail."""
        self._waiting[method.lower()].extend([fault] * times)

    def take(self, method: str) -> Fault | None:
        """The fault for the call that is being made, if there is one."""
        waiting = self._waiting.get(method.lower())
        return waiting.popleft() if waiting else None
