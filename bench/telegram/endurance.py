"""One bot over many messages: whether its memory or its time to reply grows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle, islice, pairwise
from statistics import median, quantiles

from bench.telegram.contest import Contestant
from bench.telegram.messages import Messages
from bot.channels.memory import MOST_RESIDENTS

PARTS = 5
# More than are remembered: in the first fifth of 200,000 messages the map is full, and stays so.
RESIDENTS = MOST_RESIDENTS * 5 // 4
AT_ONCE = 100
BATCH = 4000
_MS = 1e3
_MB = 1e-6


@dataclass(frozen=True, slots=True)
class Sample:
    """After so many messages: megabytes, and in the batch before processor ms a message.

    `took` are the milliseconds to the replies that wait for nothing, from message to reply.
    """

    messages: int
    megabytes: float
    cpu_ms: float
    took: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Fifth:
    """A fifth of the messages: megabytes at its end, processor ms a message, ms to the reply."""

    messages: int
    megabytes: float
    cpu_ms: float
    p50: float
    p99: float

    @classmethod
    def of(cls, samples: Sequence[Sample]) -> Fifth:
        """What its samples say together."""
        took = [one for sample in samples for one in sample.took]
        last = samples[-1]
        cpu = sum(one.cpu_ms for one in samples) / len(samples)
        return cls(last.messages, last.megabytes, cpu, median(took), quantiles(took, n=100)[-1])


@dataclass(frozen=True, slots=True)
class Endurance:
    """The fifths, of which the first warms up; `most` is the most megabytes after it."""

    fifths: tuple[Fifth, ...]
    most: float

    @property
    def growth(self) -> float:
        """Per cent of memory from the end of the warm-up to the end."""
        return (self.fifths[-1].megabytes / self.fifths[0].megabytes - 1) * 100

    @property
    def slowing(self) -> float:
        """Per cent of p99 from the second fifth to the last."""
        return (self.fifths[-1].p99 / self.fifths[1].p99 - 1) * 100

    @classmethod
    def of(cls, samples: Sequence[Sample]) -> Endurance:
        """From samples in order, five at least."""
        edges = [len(samples) * part // PARTS for part in range(PARTS + 1)]
        parts = [samples[first:last] for first, last in pairwise(edges)]
        most = max(one.megabytes for one in samples[edges[1] - 1 :])
        return cls(tuple(Fifth.of(one) for one in parts), most)


async def endure(
    bot: Contestant, messages: Messages, count: int, say: Callable[[str], None]
) -> Endurance:
    """Let residents write `count` messages in all, some at a time, and sample now and then."""
    texts = cycle(messages.all)
    at_once = frozenset(messages.at_once)
    batch = min(BATCH, max(count // (4 * PARTS), 1))
    samples: list[Sample] = []
    done = 0
    while done < count:
        cpu = bot.process.cpu_seconds()
        took = await bot.converse(list(islice(texts, batch)), RESIDENTS, AT_ONCE)
        done += batch
        spent = (bot.process.cpu_seconds() - cpu) / batch * _MS
        megabytes = bot.process.resident_bytes() * _MB
        waited = tuple(seconds * _MS for text, seconds in took if text in at_once)
        samples.append(Sample(done, megabytes, spent, waited))
        say(f"{done:,} messages: {megabytes:.1f} MB, {spent:.2f} ms of processor a message")
    return Endurance.of(samples)
