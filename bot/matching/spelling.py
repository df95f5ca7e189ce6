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
        # By length, so that the forms within reach of a word stand together.
        self._forms = sorted((f for f in roots if len(f) >= SHORTEST), key=lambda f: (len(f), f))
        self._roots = [roots[form] for form in self._forms]
        self._lengths = np.array([len(form) for form in self._forms], dtype=np.uint8)
        self._letters = np.array([_letters(form) for form in self._forms], dtype=np.uint64)

    def near(self, word: str) -> list[tuple[str, float]]:
        """The stems that `word` may be, each with its similarity, SIMILAR_FROM to 1."""
        found: dict[str, float] = {}
        for typed in {fold(word), stem(word)}:
            for root, similarity in self._near(typed):
                found[root] = max(similarity, found.get(root, 0.0))
        return sorted(found.items())

    def _near(self, typed: str) -> list[tuple[str, float]]:
        """The letters of a form sift out most before the distance is taken."""
        shortest, longest = -(-3 * len(typed) // 4), 4 * len(typed) // 3
        start, end = np.searchsorted(self._lengths, (shortest, longest + 1)).tolist()
        held, letters = self._letters[start:end], np.uint64(_letters(typed))
        # n edits take at most n letters from a form and bring in at most n others.
        edits = np.maximum(self._lengths[start:end], len(typed)) // 4
        near = np.bitwise_count(held & ~letters) <= edits
        near &= np.bitwise_count(letters & ~held) <= edits
        places = (np.flatnonzero(near) + start).tolist()
        if not places:
            return []
        similarities = cdist(
            [typed],
            [self._forms[place] for place in places],
            scorer=OSA.normalized_similarity,
            score_cutoff=SIMILAR_FROM,
        )[0].tolist()
        return [
            (self._roots[place], similarity)
            for place, similarity in zip(places, similarities, strict=True)
            if similarity
        ]


def _letters(form: str) -> int:
    """A bit for each letter that `form` holds, and one more for each that it holds twice."""
    bits = 0
    for letter in form:
        bit = 1 << (ord(letter) % 32)
        bits |= bit << 32 if bits & bit else bit
    return bits
