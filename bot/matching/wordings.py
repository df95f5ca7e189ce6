"""The questions and variants of all entries, and how far a message covers each of them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from bot.matching.postings import Floats, Ints, Postings
from bot.matching.text import fold, words
from bot.matching.vocabulary import Vocabulary
from bot.models import Entry

_SEVERAL: Final = -1


class Wordings:
    """All wordings, entry by entry; read-only once built."""

    def __init__(
        self, entries: Sequence[Entry], vocabulary: Vocabulary, unit_weight: Floats
    ) -> None:
        texts = [(entry.question, *entry.variants) for entry in entries]
        said = [[words(text) for text in wordings] for wordings in texts]
        self.texts = tuple(text for wordings in texts for text in wordings)
        self._unit_weight = unit_weight
        self._exact = _exact(said)
        self._units = [
            _units([words(entry.topic), *own], vocabulary)
            for entry, own in zip(entries, said, strict=True)
        ]
        self._first = np.cumsum([0, *map(len, texts)])[:-1].astype(np.int64)
        self._postings = _postings([own for wordings in said for own in wordings], vocabulary)
        held = np.repeat(unit_weight, self._postings.counts())
        self._weight = np.bincount(
            self._postings.documents, weights=held, minlength=len(self.texts)
        ).astype(np.float32)

    def coverage(self, units: Ints, similarities: Floats) -> Floats:
        """How much of each wording the message says, 0–1, given how near it comes to each unit."""
        found = self._postings.add_up(
            units, similarities * self._unit_weight[units], len(self.texts)
        )
        return (found / np.maximum(self._weight, 1e-6)).astype(np.float32)

    def units_of(self, entry: int) -> Ints:
        """The units in the wordings and the topic of `entry`, ascending."""
        return self._units[entry]

    def asked_by(self, text: str) -> int | None:
        """The entry (its number) that has `text` as a wording, spelling of å, ä, ö apart.

        None if there is none, or several.
        """
        entry = self._exact.get(_key(words(text)), _SEVERAL)
        return None if entry == _SEVERAL else entry

    def best(self, values: Floats) -> Floats:
        """The highest of the `values` of each entry's wordings."""
        return np.maximum.reduceat(values, self._first)

    def nearest(self, entry: int, values: Floats) -> str:
        """The wording of `entry` with the highest value (the first of several)."""
        last = self._first[entry + 1] if entry + 1 < len(self._first) else len(self.texts)
        first = int(self._first[entry])
        return self.texts[first + int(values[first:last].argmax())]


def _units(said: Iterable[Sequence[str]], vocabulary: Vocabulary) -> Ints:
    held = {vocabulary.unit_of[word] for text in said for word in text}
    return np.array(sorted(held), dtype=np.int32)


def _exact(said: Sequence[Sequence[Sequence[str]]]) -> dict[int, int]:
    """Entries by the key of each wording; _SEVERAL where entries share a wording."""
    found: dict[int, int] = {}
    for entry, wordings in enumerate(said):
        for key in map(_key, wordings):
            if found.setdefault(key, entry) != entry:
                found[key] = _SEVERAL
    return found


def _key(said: Sequence[str]) -> int:
    """A wording by its folded words; a number, since a FAQ may have 100,000 of them."""
    return hash(tuple(map(fold, said)))


def _postings(said: Sequence[Sequence[str]], vocabulary: Vocabulary) -> Postings:
    """Units by wording, in flat arrays: a FAQ may have 100,000 wordings."""
    units, lengths = array("i"), array("i")
    for text in said:
        held = {vocabulary.unit_of[word] for word in text}
        units.extend(held)
        lengths.append(len(held))
    # An empty array cannot be viewed as one, hence the copies.
    keys, counts = np.array(units, dtype=np.int32), np.array(lengths, dtype=np.int32)
    order = np.argsort(keys, kind="stable")
    ends = np.cumsum(np.bincount(keys, minlength=len(vocabulary.units)))
    documents = np.repeat(np.arange(len(counts), dtype=np.int32), counts)[order]
    return Postings(np.concatenate([[0], ends]).astype(np.int64), documents, None)
