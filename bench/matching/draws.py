"""Which entries are taken out, so that their messages are out of scope."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from bot.models import Faq

Scenario = Literal["near", "far", "outside"]
# What each scenario means, for people.
MEANING: Final[dict[Scenario, str]] = {
    "near": "every second entry gone, drawn at random: siblings remain",
    "far": "half of the entries gone, whole topics at a time",
    "outside": "no entry gone; the FAQ's own messages that must not be answered",
}


@dataclass(frozen=True, slots=True)
class Draw:
    """One way to take entries out: the ids that are gone."""

    scenario: Scenario
    gone: frozenset[str]


def draw(faq: Faq, times: int, *, outside: bool, seed: int = 0) -> Iterator[Draw]:
    """`times` draws of near and of far (if the FAQ has topics), and one of nothing if `outside`."""
    rng = np.random.default_rng(seed)
    for _ in range(times):
        yield Draw("near", _random_half(faq, rng))
        if len(faq.topics) > 1:
            yield Draw("far", _topics(faq, rng))
    if outside:
        yield Draw("outside", frozenset())


def _random_half(faq: Faq, rng: np.random.Generator) -> frozenset[str]:
    ids = [entry.id for entry in faq.entries]
    return frozenset(ids[i] for i in rng.permutation(len(ids))[: len(ids) // 2])


def _topics(faq: Faq, rng: np.random.Generator) -> frozenset[str]:
    """Topics in random order, as long as at most half of the entries and no last topic go."""
    gone: set[str] = set()
    most = len(faq.entries) / 2
    for number in rng.permutation(len(faq.topics)):
        held = {entry.id for entry in faq.topics[number].entries}
        if len(gone) + len(held) <= most:
            gone |= held
    return frozenset(gone)
