"""How near messages come to each other, by the matcher's own words, spelling and weights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from bot.matching.index import Index
from bot.matching.postings import Floats
from bot.matching.ranking import Reached, distinct_words, is_content, nearest_units, reach
from bot.matching.text import stem
from bot.matching.vocabulary import Vocabulary
from bot.matching.wordings import Wordings
from bot.models import Entry, Place

# From this likeness on two messages ask for the same: each says more than a third of the other, and
# on average more than half. Measured on 1,100 messages about nära vård that a FAQ without half of
# its entries does not answer: of those that joined another, 61 % were meant for the very same of
# 111 entries. From 0.3 on it is 45 % of twice as many, from 0.6 on 65 % of four fifths.
ALIKE: Final = 0.55
_NOWHERE: Final = Place("")


class Likeness:
    """Compares texts by what each says of the other.

    Their words are the vocabulary, so that what the FAQ knows nothing of counts too; what each
    weighs is what it would in the FAQ of `index`.
    """

    def __init__(self, texts: Sequence[str], index: Index) -> None:
        self._said = [_telling(text, index) for text in texts]
        self._vocabulary = Vocabulary(
            (word for said in self._said for word in said), index.vocabulary.lexicon
        )
        self._weights = {word: index.rows.row(word).weight for said in self._said for word in said}
        entries = [Entry("", " ".join(said), "", "", (), _NOWHERE) for said in self._said]
        self._wordings = Wordings(entries, self._vocabulary, self._unit_weights())

    def near(self, number: int) -> Iterator[tuple[int, float]]:
        """The other texts (their numbers) that ask for the same as this one, and how alike."""
        said = self._said[number]
        if not said:
            return
        reached = reach(said, self._vocabulary)
        theirs = self._wordings.coverage(*nearest_units(reached, len(self._vocabulary.units)))
        # The harmonic mean of two shares is never above twice the smaller one.
        for other in np.flatnonzero(theirs >= ALIKE / 2).tolist():
            if other != number:
                mine = self._explained(said, reached, other)
                likeness = 2 * mine * float(theirs[other]) / (mine + float(theirs[other]) or 1)
                if likeness >= ALIKE:
                    yield other, likeness

    def _explained(self, said: Sequence[str], reached: Reached, other: int) -> float:
        """How much of a text another one says."""
        weights = np.array([self._weights[word] for word in said])
        found = reached.explained(self._wordings.units_of(other))
        return float((weights * found).sum() / weights.sum())

    def _unit_weights(self) -> Floats:
        weights = np.zeros(len(self._vocabulary.units), dtype=np.float32)
        for word, weight in self._weights.items():
            unit = self._vocabulary.ids[stem(word)]
            weights[unit] = max(weights[unit], weight)
        return weights


def _telling(text: str, index: Index) -> tuple[str, ...]:
    """The words that tell what a text is about; all, if none of them does."""
    said = distinct_words(text)
    return tuple(word for word in said if is_content(word, index)) or said
