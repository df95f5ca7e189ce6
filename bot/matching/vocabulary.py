"""The words that a FAQ knows, and which of them a word of a message may stand for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

from bot.matching.lexicon import Lexicon
from bot.matching.questions import is_question_word
from bot.matching.spelling import SHORTEST, Spelling
from bot.matching.text import fold, stem
from bot.models import How

# Similarities of the ways to reach a word, hand-set on a plateau: ±0.1 changes nothing measurable
# on the authority FAQ of `bench/` (top-1 within 0.5 points).
SYNONYM: Final = 0.7
PREFIX: Final = 0.8
SUFFIX: Final = 0.6
WEAKEST: Final = 0.3
MOST: Final = 24
_NO_END: Final = "\U0010ffff"
_CACHED: Final = 50_000

_Key = TypeVar("_Key", int, str)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The units that a word stands for: unit ids, similarities 0–1 and how each was reached."""

    units: npt.NDArray[np.int32]
    similarities: npt.NDArray[np.float32]
    hows: tuple[How, ...]


class Vocabulary:
    """The FAQ's words by unit (folded stem), numbered alphabetically; read-only once built."""

    def __init__(self, known_words: Iterable[str], lexicon: Lexicon) -> None:
        self._known = frozenset(known_words)
        self.units = sorted({stem(word) for word in self._known})
        self.ids = {unit: number for number, unit in enumerate(self.units)}
        self.unit_of = {word: self.ids[stem(word)] for word in self._known}
        self.lexicon = lexicon
        self._folded_stop_words = frozenset(fold(word) for word in lexicon.stop_words)
        carrying = {stem(word) for word in self._known if not self.is_stop_word(word)}
        self.stop_units = frozenset(self.units) - carrying
        # "vad" and "väder" have the same folded stem, but only one of them asks.
        self._asking_units = frozenset(self.units) - {
            stem(word) for word in self._known if not is_question_word(word)
        }
        # A mistyped everyday word should reach the official one too, so words of the lexicon
        # with a synonym in the FAQ stand beside the FAQ's own.
        reaching = {
            w for w, others in lexicon.synonyms.items() if not self.ids.keys().isdisjoint(others)
        }
        self._terms = sorted({*self.units, *reaching} - self.stop_units)
        self._term_set = frozenset(self._terms)
        self._reversed = sorted(term[::-1] for term in self._terms)
        self._spelling = Spelling(
            word for word in self._known | lexicon.words if stem(word) in self._term_set
        )
        self.neighbours = lru_cache(maxsize=_CACHED)(self._neighbours)

    def is_stop_word(self, word: str) -> bool:
        """Whether the normalised `word` carries no topic of its own.

        "val" may be "väl" typed without its dots, unless the FAQ has a "val" of its own.
        """
        return word in self.lexicon.stop_words or (
            word.isascii() and word in self._folded_stop_words and word not in self._known
        )

    def _neighbours(self, word: str) -> Neighbours:
        if self.is_stop_word(word):
            # Folded stems of stop words meet other words' ("väldigt" and "våld"): no kinship.
            own = stem(word) if word in self._known or stem(word) in self.stop_units else None
            return _ranked({} if own not in self.ids else {self.ids[own]: (1.0, "same")})
        found: dict[int, tuple[float, How]] = {}
        asks = is_question_word(word)
        for term, (similarity, how) in self._reach(word).items():
            if term in self.ids and (asks or term not in self._asking_units):
                _keep(found, self.ids[term], similarity, how)
            for other in self.lexicon.synonyms.get(term, ()):
                # "jakt" has a synonym "jaga", whose stem is that of "jag".
                if other in self.ids and other not in self.stop_units:
                    _keep(found, self.ids[other], similarity * SYNONYM, "synonym")
        return _ranked(found)

    def _reach(self, word: str) -> dict[str, tuple[float, How]]:
        """Terms that `word` may be: itself, mistyped, or a part or a compound of it."""
        root = stem(word)
        found: dict[str, tuple[float, How]] = {root: (1.0, "same")}
        if len(root) < SHORTEST or root.isdigit():
            return found
        for term, similarity in self._spelling.near(word):
            _keep(found, term, similarity**2, "typo")
        for term, similarity in self._same_beginning(root):
            _keep(found, term, similarity, "prefix")
        for term in self._same_end(root):
            _keep(found, term, SUFFIX, "suffix")
        return found

    def _same_beginning(self, root: str) -> list[tuple[str, float]]:
        start = root[:SHORTEST]
        found = []
        for term in self._terms[
            bisect_left(self._terms, start) : bisect_left(self._terms, start + _NO_END)
        ]:
            shared = _shared_beginning(term, root)
            shorter, longer = sorted((len(term), len(root)))
            if term != root and shared >= min(6, max(SHORTEST, shorter - 1)):
                found.append((term, PREFIX * (shared / longer) ** 0.5))
        return found

    def _same_end(self, root: str) -> list[str]:
        end = root[::-1]
        compounds = self._reversed[
            bisect_left(self._reversed, end) : bisect_left(self._reversed, end + _NO_END)
        ]
        parts = (root[i:] for i in range(1, len(root) - SHORTEST + 1))
        return [compound[::-1] for compound in compounds if compound != end] + [
            part for part in parts if part in self._term_set
        ]


def _shared_beginning(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    differing = (place for place, (a, b) in pairs if a != b)
    return next(differing, min(len(one), len(other)))


def _keep(found: dict[_Key, tuple[float, How]], key: _Key, similarity: float, how: How) -> None:
    if similarity > found.get(key, (0.0, "none"))[0]:
        found[key] = (similarity, how)


def _ranked(found: dict[int, tuple[float, How]]) -> Neighbours:
    strongest = sorted(
        (item for item in found.items() if item[1][0] >= WEAKEST),
        key=lambda item: (-item[1][0], item[0]),
    )[:MOST]
    return Neighbours(
        units=np.array([unit for unit, _ in strongest], dtype=np.int32),
        similarities=np.array([value[0] for _, value in strongest], dtype=np.float32),
        hows=tuple(value[1] for _, value in strongest),
    )
