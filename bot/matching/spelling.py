"""Which known words a word may be with a typing error in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from bot.matching.text import fold, stem

# Optimal string alignment: a swap of neighbouring letters is one error, as it is at a keyboard.
SIMILAR_FROM: Final = 0.75
# Shorter words are too near each other for typos, prefixes and suffixes ("vård" and "värd").
SHORTEST: Final = 4


class Spelling:
    """The spellings (folded words and stems) of a vocabulary; read-only once built."""

    def __init__(self, known_words: Iterable[str]) -> None:
        roots: dict[str, str] = {}
        for word in sorted(known_words):
            roots.setdefault(fold(word), stem(word))
            roots.setdefault(stem(word), stem(word))
        self._forms = sorted(form for form in roots if len(form) >= SHORTEST)
        self._roots = [roots[form] for form in self._forms]
        self._lengths = np.array([len(form) for form in self._forms], dtype=np.int16)
        self._letters = np.array([_letters(form) for form in self._forms], dtype=np.uint64)

    def near(self, word: str) -> list[tuple[str, float]]:
        """The stems that `word` may be, each with its similarity, SIMILAR_FROM to 1."""
        found: dict[str, float] = {}
        for typed in {fold(word), stem(word)}:
            for root, similarity in self._near(typed):
                found[root] = max(similarity, found.get(root, 0.0))
        return sorted(found.items())

    def _near(self, typed: str) -> list[tuple[str, float]]:
        """Letters in common sift out most forms before the distance is taken."""
        edits = int((1 - SIMILAR_FROM) * (len(typed) / SIMILAR_FROM))
        near = np.abs(self._lengths - len(typed)) <= edits
        near &= np.bitwise_count(self._letters ^ np.uint64(_letters(typed))) <= 2 * edits
        places = np.flatnonzero(near)
        if not len(places):
            return []
        similarities = cdist(
            [typed],
            [self._forms[place] for place in places],
            scorer=OSA.normalized_similarity,
            score_cutoff=SIMILAR_FROM,
        )[0]
        return [
            (self._roots[places[i]], float(similarities[i])) for i in np.flatnonzero(similarities)
        ]


def _letters(form: str) -> int:
    """A bit for each letter that `form` holds: two forms n edits apart differ in at most 2n."""
    bits = 0
    for letter in form:
        bits |= 1 << (ord(letter) % 64)
    return bits
