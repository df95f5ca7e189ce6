"""Rounds in which two bots take turns, and what comes out of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from bench.telegram.contest import Contestant, Served
from bench.telegram.messages import Messages

_MS = 1e3
_MB = 1e-6


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of some figures, the smallest and the largest."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """The spread of some figures, of which there must be one."""
        return cls(median(values), min(values), max(values))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Milliseconds a message of the echo bot and of ours, and what ours takes more, by round."""

    what: str
    echo: Spread
    ours: Spread
    added: Spread

    @classmethod
    def of(cls, what: str, pairs: Sequence[tuple[float, float]]) -> Comparison:
        """From the seconds of both in each round, the echo bot's first."""
        return cls(
            what,
            _in_ms([echo for echo, _ in pairs]),
            _in_ms([ours for _, ours in pairs]),
            _in_ms([ours - echo for echo, ours in pairs]),
        )


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds from a message to its reply when nobody else writes."""

    echo: Spread
    echo_p95: float
    ours: Spread
    ours_p95: float


@dataclass(frozen=True, slots=True)
class Memory:
    """Megabytes after the warm-up and at the end; the slope is that of a fitted line."""

    messages: int
    first: float
    last: float
    most: float
    slope_per_10_000: float

    @property
    def growth(self) -> float:
        """Per cent from the first sample to the last."""
        return (self.last / self.first - 1) * 100

    @classmethod
    def of(cls, samples: Sequence[tuple[int, float]]) -> Memory:
        """From samples in order: messages so far, and megabytes then."""
        sizes = [size for _, size in samples]
        slope = 10_000 * _slope(samples)
        return cls(samples[-1][0], sizes[0], sizes[-1], max(sizes), slope)


async def compare(
    echo: Contestant, ours: Contestant, messages: Messages, rounds: int, say: Callable[[str], None]
) -> list[Comparison]:
    """Let both serve the same messages in turns. The first round warms up and does not count."""
    everything: list[tuple[Served, Served]] = []
    at_once: list[tuple[Served, Served]] = []
    for number in range(rounds + 1):
        say(f"round {number} of {rounds}")
        everything.append((await echo.serve(messages.all), await ours.serve(messages.all)))
        at_once.append((await echo.serve(messages.at_once), await ours.serve(messages.at_once)))
    return [
        Comparison.of("CPU, all messages", [(e.cpu, o.cpu) for e, o in everything[1:]]),
        Comparison.of("CPU, answered at once", [(e.cpu, o.cpu) for e, o in at_once[1:]]),
        Comparison.of("by the clock, answered at once", [(e.wall, o.wall) for e, o in at_once[1:]]),
    ]


async def latency(echo: Contestant, ours: Contestant, texts: Sequence[str]) -> Latency:
    """Let people write to each bot one after another."""
    by_echo, by_ours = await echo.latencies(texts), await ours.latencies(texts)
    return Latency(_in_ms(by_echo), _p95(by_echo), _in_ms(by_ours), _p95(by_ours))


async def hold_memory(
    bot: Contestant, texts: Sequence[str], count: int, say: Callable[[str], None]
) -> Memory:
    """Let residents write `count` messages, and sample after each batch. A fifth warms up."""
    samples: list[tuple[int, float]] = []
    done = 0
    while done < count:
        await bot.serve(texts, residents=10 * len(texts))
        done += len(texts)
        megabytes = bot.process.resident_bytes() * _MB
        say(f"{done:,} messages: {megabytes:.1f} MB")
        if done >= count // 5:
            samples.append((done, megabytes))
    return Memory.of(samples)


def _in_ms(seconds: Sequence[float]) -> Spread:
    return Spread.of([one * _MS for one in seconds])


def _p95(seconds: Sequence[float]) -> float:
    return quantiles(seconds, n=20)[-1] * _MS


def _slope(points: Sequence[tuple[float, float]]) -> float:
    """Of the line with the least squares through the points; 0 for a single one."""
    middle_x = sum(x for x, _ in points) / len(points)
    middle_y = sum(y for _, y in points) / len(points)
    width = sum((x - middle_x) ** 2 for x, _ in points)
    rise = sum((x - middle_x) * (y - middle_y) for x, y in points)
    return rise / width if width else 0.0
