"""Answers that did not help: those of which that can be said for sure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from typing import Final

from bot.journal.records import FeedbackCount
from bot.models import Entry, Faq

# Fewer have no more to say than the mood of the day.
FEWEST: Final = 5
# Of an answer that is told of, surely more than this share was not helped.
LEAST: Final = 0.2
_Z: Final = 1.96  # 95 % of a normal distribution lie within so many standard deviations


@dataclass(frozen=True, slots=True)
class Poor:
    """An answer with poor feedback; `surely` is the least share that it did not help, 0–1."""

    entry: Entry
    helpful: int
    unhelpful: int
    surely: float

    @property
    def votes(self) -> int:
        """How many said what they thought of it."""
        return self.helpful + self.unhelpful


def poor(feedback: Iterable[FeedbackCount], faq: Faq) -> tuple[Poor, ...]:
    """The entries with poor feedback, the worst first; an entry's former ids count for it."""
    helpful: Counter[str] = Counter()
    unhelpful: Counter[str] = Counter()
    for one in feedback:
        if entry := faq.find(one.entry):
            helpful[entry.id] += one.helpful
            unhelpful[entry.id] += one.unhelpful
    found = (
        Poor(entry, helpful[entry.id], unhelpful[entry.id], least_share(unhelpful[entry.id], votes))
        for entry in faq.entries
        if (votes := helpful[entry.id] + unhelpful[entry.id]) >= FEWEST
    )
    return tuple(sorted((one for one in found if one.surely > LEAST), key=lambda one: -one.surely))


def least_share(count: int, total: int) -> float:
    """The lower end of the 95 % score interval of a share, 0–1.

    Wilson (1927), "Probable inference, the law of succession, and statistical inference", Journal
    of the American Statistical Association 22, 209-212. Few votes are believed less.
    """
    if not total:
        return 0.0
    share, slack = count / total, _Z**2 / total
    spread = _Z * sqrt(share * (1 - share) / total + slack / (4 * total))
    return max((share + slack / 2 - spread) / (1 + slack), 0.0)
