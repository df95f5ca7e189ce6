"""Where the words of a phrase stand together in a message, or beside a trigger."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from bot.matching.phrase_message import Message, Span
from bot.matching.phrase_syntax import Side


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase in a message: the span of it, and the places of its own words."""

    span: Span
    places: frozenset[int]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as numbers of slots."""

    slots: tuple[int, ...]  # the rarest first
    written: tuple[int, ...]  # in the order that the editor wrote them
    alone: bool
    side: Side | None

    @property
    def window(self) -> int:
        """How many words a phrase may stretch over: its own, and about as many loose ones."""
        return 1 if len(self.slots) == 1 else 3 * len(self.slots) + 2

    @property
    def narrow(self) -> int:
        """How many words an exception may stretch over: it must not silence what stands apart."""
        return 2 * len(self.slots) + 1


def occurrences(phrase: Phrase, message: Message) -> Iterator[Found]:
    """Each place in `message` where the words of `phrase` stand together."""
    if phrase.alone and len(message.words) > len(phrase.slots) + 1:
        return
    places = -1
    for slot in phrase.slots:  # most phrases of a long message end here: their words stand apart
        places &= message.near(slot, phrase.window)
        if not places:
            return
    # The slot with fewest words goes first: a word that fills two is left to the one in need of it.
    first, *others = sorted(phrase.slots, key=lambda slot: len(message.spans(slot)))
    for anchor in message.spans(first):
        if not places >> anchor.first & 1:
            continue
        parts = [anchor]
        span = anchor
        for slot in others:
            nearest = message.nearest(slot, span, parts)
            if nearest is None:
                break
            parts.append(nearest)
            span = span.with_(nearest)
        if len(parts) == len(phrase.slots) and span.length <= phrase.window + anchor.length - 1:
            yield Found(span, frozenset(p for part in parts for p in (part.first, part.last)))


def beside(phrase: Phrase, trigger: Span, message: Message) -> bool:
    """Whether the words of an exception with `…` stand close to `trigger`, on the right side.

    On one side they stand in the order written: "sedan i morse, 67 år" is not "67 år sedan".
    """
    reach = len(phrase.slots) + 3
    low = trigger.first + 1 if phrase.side is Side.AFTER else trigger.first - reach
    high = trigger.last - 1 if phrase.side is Side.BEFORE else trigger.last + reach
    place = low
    for slot in phrase.written:
        spans = message.spans(slot)
        nearest = bisect_left(spans, Span(place, place))
        if nearest == len(spans) or spans[nearest].last > high:
            return False
        place = low if phrase.side is Side.ANY else spans[nearest].last + 1
    return True


def distance(one: Span, other: Span) -> int:
    """How many places there are from one to the other; 0 where they overlap."""
    return max(one.first - other.last, other.first - one.last, 0)
