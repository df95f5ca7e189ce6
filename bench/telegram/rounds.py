"""Rounds in which two bots take turns, and what comes out of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from bench.telegram.contest import Contestant, Served
from bench.telegram.messages import Messages

_MS = 1e3


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


def _in_ms(seconds: Sequence[float]) -> Spread:
    return Spread.of([one * _MS for one in seconds])


def _p95(seconds: Sequence[float]) -> float:
    return quantiles(seconds, n=20)[-1] * _MS
