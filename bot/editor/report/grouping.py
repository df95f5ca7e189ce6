"""Wordings that ask for the same, grouped around the one written most often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.editor.report.likeness import Likeness
from bot.editor.report.wordings import FEWEST, Wording
from bot.matching.index import Index
from bot.matching.ranking import distinct_words, is_content

_MOST_WORDS: Final = 5
_ITSELF: Final = 2.0  # above any likeness


@dataclass(frozen=True, slots=True)
class Cluster:
    """Wordings that ask for the same; every one is like the first."""

    wordings: tuple[Wording, ...]

    @property
    def times(self) -> int:
        """How often they were asked, all together."""
        return sum(one.times for one in self.wordings)


def cluster(wordings: Sequence[Wording], index: Index) -> tuple[Cluster, ...]:
    """The clusters, the biggest first; `wordings` come with those written most often first.

    A wording belongs to the one that it is most like, not to one that is like another: chains lead
    from one question to the next.
    """
    likeness = Likeness([one.said for one in wordings], index)
    first = list(range(len(wordings)))
    best = [0.0] * len(wordings)
    for number in range(len(wordings)):
        if best[number]:
            continue
        best[number] = _ITSELF
        for other, alike in likeness.near(number):
            if alike > best[other]:
                first[other], best[other] = number, alike
    members: dict[int, list[Wording]] = {}
    for number, wording in zip(first, wordings, strict=True):
        members.setdefault(number, []).append(wording)
    found = (Cluster(tuple(members[number])) for number in sorted(members))
    return tuple(sorted(found, key=lambda one: -one.times))


def common_words(cluster: Cluster, rare: Collection[str], index: Index) -> tuple[str, ...]:
    """The words of content that enough have written, the most frequent first.

    Not one that is all that somebody wrote, if it is in `rare`.
    """
    counts: Counter[str] = Counter()
    for wording in cluster.wordings:
        for word in distinct_words(wording.said):
            counts[word] += wording.times
    kept = (
        (-times, word)
        for word, times in counts.items()
        if times >= FEWEST and word not in rare and is_content(word, index)
    )
    return tuple(word for _, word in sorted(kept)[:_MOST_WORDS])


def rare_texts(wordings: Iterable[Wording]) -> frozenset[str]:
    """The texts that must not be shown."""
    return frozenset(one.text for one in wordings if not one.may_be_shown)
