"""How fast a bot may send.

core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this: "In a single chat, avoid
sending more than one message per second. We may allow short bursts"; "In a group, bots are not able
to send more than 20 messages per minute"; "about 30 messages per second" overall. Telegram does not
say how long a burst may be: five is a guess on the strict side.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable

from bot.simulator.errors import too_many_requests

BURST_IN_CHAT = 5
IN_GROUP = (20, 60.0)
OVERALL = (30, 1.0)
MOST_CHATS = 10_000


class _Bucket:
    """One message a second, and as many at once as were saved, up to a burst."""

    def __init__(self, now: float) -> None:
        self._left, self._at = float(BURST_IN_CHAT), now

    def wait(self, now: float) -> float:
        return 1 - self._saved(now)

    def count(self, now: float) -> None:
        self._left, self._at = self._saved(now) - 1, now

    def _saved(self, now: float) -> float:
        return min(self._left + now - self._at, BURST_IN_CHAT)


class _Window:
    """So many messages in any so many seconds."""

    def __init__(self, most: int, seconds: float) -> None:
        self._seconds = seconds
        self._last: deque[float] = deque(maxlen=most)

    def wait(self, now: float) -> float:
        is_full = len(self._last) == self._last.maxlen
        return self._last[0] + self._seconds - now if is_full else 0

    def count(self, now: float) -> None:
        self._last.append(now)


class Limits:
    """Counts the messages that a bot sends and changes. `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._overall = _Window(*OVERALL)
        self._chats: dict[int, tuple[_Bucket | _Window, ...]] = {}

    def spend(self, chat_id: int, *, is_group: bool) -> None:
        """Count one message in a chat; ApiError 429 with `retry_after` if it is one too many."""
        now = self._clock()
        own = self._chats.pop(chat_id, None) or _counters(now, is_group=is_group)
        self._chats[chat_id] = own  # the last in the dictionary is the one that was used last
        while len(self._chats) > MOST_CHATS:
            del self._chats[next(iter(self._chats))]
        counters = (self._overall, *own)
        wait = max(counter.wait(now) for counter in counters)
        if wait > 0:
            raise too_many_requests(math.ceil(wait))
        for counter in counters:
            counter.count(now)

    @property
    def watched(self) -> int:
        """How many chats are counted now."""
        return len(self._chats)


def _counters(now: float, *, is_group: bool) -> tuple[_Bucket | _Window, ...]:
    return (_Bucket(now), _Window(*IN_GROUP)) if is_group else (_Bucket(now),)
