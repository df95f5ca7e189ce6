"""How often the right entry comes first, or among the first three, with all entries there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bench.matching.data import Data
from bench.matching.matcher import Matcher
from bench.matching.statistics import Bootstrap, Figure, Groups, Resampled


@dataclass(frozen=True, slots=True)
class Quality:
    """Shares of the messages; `by_style` has (top-1, top-3, messages) of each style."""

    top1: Figure
    top3: Figure
    by_style: dict[str, tuple[float, float, int]]
    drawn: tuple[Resampled, Resampled]

    def less(self, other: Quality) -> tuple[Figure, Figure]:
        """How far top-1 and top-3 are above those of `other`, on the same draws."""
        return (
            (self.drawn[0] - other.drawn[0]).figure(),
            (self.drawn[1] - other.drawn[1]).figure(),
        )


def measure(matcher: Matcher, data: Data, bootstrap: Bootstrap) -> Quality:
    """The quality of `matcher`, which must have been made of `data`'s FAQ."""
    found = [matcher.ask(message.text).entries for message in data.messages]
    hits = np.array(
        [
            (message.entry in entries[:1], message.entry in entries[:3])
            for message, entries in zip(data.messages, found, strict=True)
        ]
    )
    groups = entry_numbers(data)
    drawn = bootstrap.mean(hits[:, 0], groups), bootstrap.mean(hits[:, 1], groups)
    styles = np.array([message.style for message in data.messages])
    return Quality(
        top1=drawn[0].figure(),
        top3=drawn[1].figure(),
        by_style={str(style): _share(hits[styles == style]) for style in _in_order(styles)},
        drawn=drawn,
    )


def entry_numbers(data: Data) -> Groups:
    """For each message the number of its entry, in the order of the FAQ."""
    numbers = {entry.id: number for number, entry in enumerate(data.faq.entries)}
    return np.array([numbers[message.entry] for message in data.messages])


def _in_order(styles: Sequence[str] | np.ndarray[tuple[int], np.dtype[np.str_]]) -> list[str]:
    return list(dict.fromkeys(styles))


def _share(hits: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> tuple[float, float, int]:
    return float(hits[:, 0].mean()), float(hits[:, 1].mean()), len(hits)
