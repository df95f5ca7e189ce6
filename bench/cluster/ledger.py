"""What was asked and what was replied, as the simulator saw it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bench.cluster.content import Question, edition_of, key_of


@dataclass(frozen=True, slots=True)
class Given:
    """A reply that went out: when, of which edition (None: of several), whether it was `lost`.

    A lost one reached the resident, but its sender was not told so.
    """

    at: float
    edition: int | None
    lost: bool


@dataclass(slots=True)
class Asked:
    """A message and its replies. `accepted` is when the bot had told Telegram that it has it."""

    question: Question
    resident: int
    at: float
    update_id: int
    replies: list[Given] = field(default_factory=list)
    accepted: float | None = None

    @property
    def seconds(self) -> float | None:
        """From the message to its first reply."""
        return self.replies[0].at - self.at if self.replies else None


class Ledger:
    """Notes everything; `stray` are replies that answer nothing that the resident asked last."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.calls: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.stray: list[str] = []
        self._of: dict[int, list[Asked]] = {}
        self._update_id = 0

    def ask(self, question: Question, resident: int, update_id: int) -> Asked:
        """A resident has written. His last messages but one must have had other answers."""
        asked = Asked(question, resident, time.monotonic(), update_id)
        self.asked.append(asked)
        self._of.setdefault(resident, []).append(asked)
        return asked

    @property
    def last_update_id(self) -> int:
        """The id of the update that was queued last."""
        return self._update_id

    def note(self, record: Mapping[str, Any]) -> None:
        """A call that took effect, or an update that was queued: what a simulator observes."""
        if "update" in record:
            self._update_id = record["update"]["update_id"]
            return
        method, answer = str(record["method"]), record["answer"]
        self.calls[method] += 1
        if not answer["ok"]:
            self.refused[f"{method}: {answer['description']}"] += 1
        elif method == "sendMessage":
            self._replied(answer["result"], lost=record["lost"])

    def _replied(self, message: Mapping[str, Any], *, lost: bool) -> None:
        text = str(message["text"])
        key = key_of(text)
        for asked in self._of.get(message["chat"]["id"], [])[:-3:-1]:
            if asked.question.key == key:
                asked.replies.append(Given(time.monotonic(), edition_of(text), lost))
                return
        self.stray.append(text)
