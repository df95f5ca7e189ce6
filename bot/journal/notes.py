"""What is noted but not yet written: counts and texts in memory, never more than fit."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from bot.journal.records import Asked, FeedbackCount, ReplyCount

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Batch:
    """What is written in one transaction; `id` tells it apart when it is tried again."""

    id: str
    replies: tuple[ReplyCount, ...]
    feedback: tuple[FeedbackCount, ...]
    asked: tuple[Asked, ...]

    @property
    def notes(self) -> int:
        """How many notes it is made of."""
        counted = sum(one.count for one in self.replies)
        voted = sum(one.helpful + one.unhelpful for one in self.feedback)
        return counted + voted + len(self.asked)


NOTHING = Batch("", (), (), ())


class Notes:
    """Gathers notes; `capacity` is how many texts, and how many different counts, it holds.

    A batch that was handed out stays, unaltered, until it is `written` or given up: only so can the
    database tell whether it has it already. `dropped` counts the notes that were lost.
    """

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._batch = NOTHING
        self._replies: Counter[tuple[date, str, str]] = Counter()
        self._feedback: Counter[tuple[date, str, bool]] = Counter()
        self._asked: list[Asked] = []
        self._gathered = 0
        self.dropped = 0

    @property
    def pending(self) -> int:
        """How many notes are not written."""
        return self._batch.notes + self._gathered

    def reply(self, day: date, kind: str, entry: str) -> None:
        """Count a reply."""
        self._count(self._replies, (day, kind, entry))

    def feedback(self, day: date, entry: str, *, helpful: bool) -> None:
        """Count a resident's verdict."""
        self._count(self._feedback, (day, entry, helpful))

    def asked(self, asked: Asked) -> None:
        """Keep an unanswered message."""
        if len(self._asked) + len(self._batch.asked) < self._capacity:
            self._asked.append(asked)
            self._gathered += 1
        else:
            self.dropped += 1

    def batch(self) -> Batch | None:
        """What is to be written next; None if there is nothing."""
        if self._batch is NOTHING and self._gathered:
            self._batch = self._bundle()
        return None if self._batch is NOTHING else self._batch

    def written(self) -> None:
        """The batch is in the database."""
        self._batch = NOTHING

    def give_up(self) -> None:
        """The batch will never be in the database."""
        self.dropped += self._batch.notes
        self._batch = NOTHING

    def lose_all(self) -> None:
        """Nothing more will be written."""
        self.dropped += self.pending
        self._batch = NOTHING
        self._clear()

    def _count(self, counter: Counter[Key], key: Key) -> None:
        if key in counter or len(counter) < self._capacity:
            counter[key] += 1
            self._gathered += 1
        else:
            self.dropped += 1

    def _bundle(self) -> Batch:
        """All that was gathered, sorted.

        Replicas that count the same entries in the same order never wait for each other in a
        circle; and the order of texts says nothing of who wrote two of them.
        """
        entries = sorted({(day, entry) for day, entry, _ in self._feedback})
        batch = Batch(
            uuid.uuid4().hex,
            tuple(ReplyCount(*key, count) for key, count in sorted(self._replies.items())),
            tuple(
                FeedbackCount(*key, self._feedback[*key, True], self._feedback[*key, False])
                for key in entries
            ),
            tuple(sorted(self._asked, key=lambda one: (one.day, one.text))),
        )
        self._clear()
        return batch

    def _clear(self) -> None:
        self._replies, self._feedback, self._asked = Counter(), Counter(), []
        self._gathered = 0
