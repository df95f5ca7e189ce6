"""What cannot travel in Telegram: one bounded map, in memory only, for an hour at most.

For edits it holds which messages the bot answered a question with (numbers, no words), for floods
when somebody wrote in the last minute, for fragments the words that still wait for their reply, or
were answered a moment ago (four seconds at most). A restart or another replica knows nothing of it
and answers afresh.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.channels.floods import Pace, Verdict
from bot.channels.fragments import Burst, Said

MOST_RESIDENTS = 20_000
MOST_QUESTIONS = 5  # of one resident: what people mend is among the last they wrote
KEEP_SECONDS = 3600.0
TIDY_SECONDS = 60.0

Key = tuple[int, int, int]
"""A chat, a topic in it (0 if it has none) and a person."""


@dataclass(frozen=True, slots=True)
class Replied:
    """The ids of the bot's messages in reply to one question.

    An edit of the question that would make a reply of a lower rank than `least` changes nothing.
    """

    ids: tuple[int, ...]
    at: float
    least: int = 0


class Resident:
    """What is remembered of one person in one chat."""

    __slots__ = ("album", "burst", "pace", "rejected", "replies", "said", "seen")

    def __init__(self) -> None:
        self.seen = 0.0
        self.pace = Pace()
        self.album: str | None = None  # the last one that came: it gets one reply
        self.burst: Burst | None = None
        self.said: Said | None = None  # for some seconds only
        self.replies: dict[int, Replied] = {}
        self.rejected = 0  # the message whose suggestions were turned down last

    def forget_words(self, said: Said) -> None:
        """Forget what was said, unless something else has been said since."""
        if self.said is said:
            self.said = None

    def remember(self, question_id: int, replied: Replied) -> None:
        """Keep which messages answered a question; the oldest question gives way."""
        self.replies.pop(question_id, None)
        self.replies[question_id] = replied
        if len(self.replies) > MOST_QUESTIONS:
            del self.replies[next(iter(self.replies))]

    def forget_replies(self, ids: tuple[int, ...]) -> None:
        """Forget which question these messages answered: they are gone."""
        kept = {one: replied for one, replied in self.replies.items() if replied.ids != ids}
        self.replies = kept

    def forget_before(self, limit: float) -> None:
        """Forget the replies that are older than `limit`."""
        while self.replies:
            question_id = next(iter(self.replies))
            if self.replies[question_id].at >= limit:
                return
            del self.replies[question_id]


class Memory:
    """The residents who wrote last, `most` at most. `clock` gives seconds that never go back."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, most: int = MOST_RESIDENTS
    ) -> None:
        self.clock = clock
        self._most = most
        self._residents: OrderedDict[Key, Resident] = OrderedDict()

    def __len__(self) -> int:
        return len(self._residents)

    def __iter__(self) -> Iterator[Resident]:
        """Those remembered, who wrote longest ago first."""
        return iter(self._residents.values())

    def of(self, key: Key) -> Resident:
        """What is remembered of somebody who writes now."""
        now = self.clock()
        resident = self._residents.get(key)
        if resident is None or resident.seen < now - KEEP_SECONDS:
            resident = self._residents[key] = Resident()
        self._residents.move_to_end(key)
        if len(self._residents) > self._most:
            self._residents.popitem(last=False)
        resident.seen = now
        return resident

    def count(self, resident: Resident, limit: int) -> Verdict:
        """Count one more message of somebody who may write `limit` a minute."""
        return resident.pace.step(self.clock(), limit)

    def remember(
        self, resident: Resident, question_id: int, ids: tuple[int, ...], least: int = 0
    ) -> None:
        """Keep which messages answered a question."""
        resident.remember(question_id, Replied(ids, self.clock(), least))

    def replied(self, resident: Resident, question_id: int) -> Replied | None:
        """The messages that answered a question within the hour; None if they are not known."""
        resident.forget_before(self.clock() - KEEP_SECONDS)
        return resident.replies.get(question_id)

    def forget_old(self) -> None:
        """Forget all that would be older than an hour before this is called the next time."""
        limit = self.clock() - KEEP_SECONDS + TIDY_SECONDS
        for key in [key for key, one in self._residents.items() if one.seen < limit]:
            del self._residents[key]
        for resident in self._residents.values():
            resident.forget_before(limit)
