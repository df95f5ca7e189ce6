"""Terms of phrases that are the beginning, the end or the middle of a word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from rapidfuzz.distance import OSA

from bot.matching.phrase_syntax import Kind, Term
from bot.matching.text import fold

Terms = frozenset[Term]

NONE: Terms = frozenset()
PREFIX_SLIP = 6  # letters: from here the beginning of a word may hold one slip
_LONG_PREFIX = 12  # letters: from here it may hold two


class Affixes:
    """Terms that are the beginning, the end or the middle of a word."""

    def __init__(self, terms: Iterable[Term]) -> None:
        terms = list(terms)
        self._starts = grouped((t for t in terms if t.kind is Kind.PREFIX), spelling)
        self._ends = grouped((t for t in terms if t.kind is Kind.SUFFIX), spelling)
        self._middles = grouped((t for t in terms if t.kind is Kind.INFIX), spelling)
        self._start_lengths: dict[str, list[int]] = defaultdict(list)
        for first, length in sorted({(start[:2], len(start)) for start in self._starts}):
            self._start_lengths[first].append(length)
        self._end_lengths = sorted({len(end) for end in self._ends})
        starts = [start for start in self._starts if len(start) >= PREFIX_SLIP]
        self._near: dict[str, list[str]] = defaultdict(list)
        for start in sorted(starts):
            self._near[start[:2]].append(start)

    def of(self, folded: str) -> Terms:
        """The terms that stand in `folded` as they are spelled."""
        return frozenset(self._found(folded))

    def nearly(self, folded: str) -> Terms:
        """The terms that `folded` begins with, but for a slip after the second letter."""
        found: set[Term] = set()
        for start in self._near.get(folded[:2], ()):
            if len(folded) >= len(start) - 1 and _begins_nearly(folded, start):
                found |= self._starts[start]
        return frozenset(found)

    def _found(self, folded: str) -> Iterator[Term]:
        for length in self._start_lengths.get(folded[:2], ()):
            yield from self._starts.get(folded[:length], NONE)
        for length in self._end_lengths:
            yield from self._ends.get(folded[-length:], NONE)
        for middle, terms in self._middles.items():
            if middle in folded:
                yield from terms


def _begins_nearly(folded: str, start: str) -> bool:
    allowed = 2 if len(start) >= _LONG_PREFIX else 1
    lengths = range(len(start) - allowed, len(start) + allowed + 1)
    return any(OSA.distance(folded[:n], start, score_cutoff=allowed) <= allowed for n in lengths)


def grouped(terms: Iterable[Term], keys: Callable[[Term], Iterable[str]]) -> Mapping[str, Terms]:
    """The terms by each of their keys."""
    grouped: dict[str, set[Term]] = defaultdict(set)
    for term in terms:
        for key in keys(term):
            grouped[key].add(term)
    return {key: frozenset(group) for key, group in grouped.items()}


def spelling(term: Term) -> tuple[str, ...]:
    """The key of a term as it is spelled, folded."""
    return (fold(term.word),)
