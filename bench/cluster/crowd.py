"""Residents who write, wait for the reply, think a little, and write again."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Iterator
from heapq import heappop, heappush
from typing import Final

from bench.cluster.content import Question
from bench.cluster.ledger import Asked, Ledger
from bot.channels.fragments import LONGEST_SECONDS
from bot.simulator.server import Simulator

TICK_SECONDS: Final = 0.02
# What is written sooner after the last reply belongs to it, and need not have one of its own.
THINK_SECONDS: Final = LONGEST_SECONDS + 1.5


class Crowd:
    """So many residents; their questions come from one list."""

    def __init__(self, simulator: Simulator, ledger: Ledger, residents: int) -> None:
        self._simulator = simulator
        self._ledger = ledger
        self._waiting: list[Asked] = []
        self._due: list[tuple[float, int]] = []
        self._last: dict[int, str] = {}
        now = time.monotonic()
        for resident in range(1, residents + 1):
            heappush(self._due, (now + THINK_SECONDS * resident / residents, resident))

    async def write(self, questions: Iterable[Question], patience: float) -> None:
        """Ask everything. Ends when all is replied to, or nothing happened for so many seconds."""
        left = _Left(questions)
        happened = time.monotonic()
        while (left.some or self._waiting) and time.monotonic() - happened < patience:
            await asyncio.sleep(TICK_SECONDS)
            if self._settle() + self._send(left):
                happened = time.monotonic()

    def _settle(self) -> int:
        """Let those go on who have their reply; how many they are.

        Telegram must have been told, too: it would deliver nothing more of them until then.
        """
        pending = {one.id for one in self._simulator.world.updates.queued}
        now = time.monotonic()
        done = [one for one in self._waiting if one.replies and one.update_id not in pending]
        for asked in done:
            asked.accepted = now
            heappush(self._due, (now + THINK_SECONDS, asked.resident))
        self._waiting = [one for one in self._waiting if one.accepted is None]
        return len(done)

    def _send(self, left: _Left) -> int:
        sent = 0
        while left.some and self._due and self._due[0][0] <= time.monotonic():
            _, resident = heappop(self._due)
            question = left.take(other_than=self._last.get(resident))
            self._last[resident] = question.key
            self._simulator.private_chat(resident).send(question.text)
            asked = self._ledger.ask(question, resident, self._ledger.last_update_id)
            self._waiting.append(asked)
            sent += 1
        return sent


class _Left:
    """The questions that nobody has asked yet."""

    def __init__(self, questions: Iterable[Question]) -> None:
        self._coming: Iterator[Question] = iter(questions)
        self._aside: list[Question] = []
        self._ahead = next(self._coming, None)

    @property
    def some(self) -> bool:
        """Whether there are any."""
        return bool(self._aside) or self._ahead is not None

    def take(self, other_than: str | None) -> Question:
        """The next one with another answer than the resident's last: replies are told apart so."""
        for place, question in enumerate(self._aside):
            if question.key != other_than:
                return self._aside.pop(place)
        while self._ahead is not None:
            question, self._ahead = self._ahead, next(self._coming, None)
            if question.key != other_than or self._ahead is None:
                return question
            self._aside.append(question)
        return self._aside.pop()
