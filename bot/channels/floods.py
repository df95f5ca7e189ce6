"""Floods: how much somebody has written in the last minute. Pure: the time is handed in."""

from __future__ import annotations

from enum import Enum

MINUTE = 60.0


class Verdict(Enum):
    """What to do with a message: answer it, say once that it is too much, or be silent."""

    FINE = 1
    TOO_MANY = 2
    STILL_TOO_MANY = 3


class Pace:
    """How fast one resident writes.

    Who was told that it is too much is answered again when the last minute, his unanswered
    messages included, holds half as much as it may: nobody is told so over and over.
    """

    __slots__ = ("_times", "_told")

    def __init__(self) -> None:
        self._times: list[float] = []
        self._told = False

    def step(self, now: float, limit: int) -> Verdict:
        """Count a message written at `now` (seconds); `limit` is how many a minute may hold."""
        recent = [one for one in self._times if one > now - MINUTE]
        self._times = [*recent[-limit:], now]
        in_last_minute = len(self._times)
        if self._told:
            self._told = in_last_minute > max(limit // 2, 1)
            return Verdict.STILL_TOO_MANY if self._told else Verdict.FINE
        self._told = in_last_minute > limit
        return Verdict.TOO_MANY if self._told else Verdict.FINE
