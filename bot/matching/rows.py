"""What each word of a message says of every entry: by the word itself and by its letters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from bot.matching.fields import FIELDS
from bot.matching.postings import Floats, Ints, Postings, arrays, invert, rarity, transpose
from bot.matching.text import fold
from bot.matching.vocabulary import Vocabulary

# BM25's saturation of repeated words, higher since fuzzy matches add up.
WORD_SATURATION: Final = 3.0
GRAM_SIZES: Final = (3, 4, 5)
GRAM_SATURATION: Final = 1.2
GRAM_LENGTH: Final = 0.75
STOP_WORD_WEIGHT: Final = 0.4
LEAST_RARITY: Final = 0.05
_KEPT_BYTES: Final = 32_000_000

Counts = tuple[Counter[str], ...]


@dataclass(frozen=True, slots=True)
class WordRow:
    """A word's contribution to every entry's score.

    `weight` is the word's rarity (less for stop words); `fields` and `grams` hold a value an
    entry; `gram_weight` is the letter score of an entry that holds every sequence once.
    """

    weight: float
    fields: Floats
    grams: Floats
    gram_weight: float


class WordRows:
    """Rows by word, made when first asked for and kept, since messages share their words."""

    def __init__(self, counts: Sequence[Counts], vocabulary: Vocabulary) -> None:
        self.size = len(counts)
        self._vocabulary = vocabulary
        self._fields = _field_postings(counts, vocabulary)
        self._held = transpose(self._fields, self.size)
        self.unit_rarity = rarity(self._fields.counts(), self.size)
        self._gram_ids, self._grams, self._gram_rarity = _gram_postings(counts)
        kept = max(256, _KEPT_BYTES // (8 * self.size + 1))
        self.row = lru_cache(maxsize=kept)(self._row)

    def units_of(self, entry: int) -> Ints:
        """The units that `entry` holds in any field, ascending."""
        return self._held.of(entry)

    def _row(self, word: str) -> WordRow:
        near = self._vocabulary.neighbours(word)
        weight = max(float(rarity(self._frequency(word), self.size)), LEAST_RARITY)
        if self._vocabulary.is_stop_word(word):
            weight *= STOP_WORD_WEIGHT
        amount = self._fields.add_up(near.units, near.similarities, self.size)
        keys = [self._gram_ids[gram] for gram in grams(word) if gram in self._gram_ids]
        held = np.array(keys, dtype=np.int32)
        return WordRow(
            weight=weight,
            fields=weight * amount * (WORD_SATURATION + 1) / (WORD_SATURATION + amount),
            grams=self._grams.add_up(held, np.ones(len(held), dtype=np.float32), self.size),
            gram_weight=float(self._gram_rarity[held].sum()),
        )

    def _frequency(self, word: str) -> float:
        """In how many entries `word` is found, a fuzzy match counting by its similarity."""
        near = self._vocabulary.neighbours(word)
        found = np.zeros(self.size, dtype=np.float32)
        for unit, similarity in zip(near.units[::-1], near.similarities[::-1], strict=True):
            found[self._fields.of(unit)] = similarity
        return float(found.sum())


def grams(word: str) -> list[str]:
    """The letter sequences of a normalised word, folded, with its ends marked."""
    marked = f"^{fold(word)}$"
    return [marked[i : i + n] for n in GRAM_SIZES for i in range(len(marked) - n + 1)]


def _field_postings(counts: Sequence[Counts], vocabulary: Vocabulary) -> Postings:
    """Units by entry, each with its length-normalised, field-weighted count (BM25F)."""
    lengths = np.array([[sum(field.values()) for field in fields] for fields in counts])
    lengths = lengths.reshape(len(counts), len(FIELDS))
    usual = np.maximum(lengths.sum(axis=0) / max(len(counts), 1), 1.0)
    weight = np.array([field.weight for field in FIELDS])
    normalised = np.array([field.normalised for field in FIELDS])
    strengths = weight / (1 - normalised + normalised * lengths / usual)
    return invert(
        (
            _unit_amounts(fields, row, vocabulary)
            for fields, row in zip(counts, strengths, strict=True)
        ),
        len(vocabulary.units),
    )


def _unit_amounts(
    fields: Counts, strengths: Sequence[float], vocabulary: Vocabulary
) -> tuple[Ints, Floats]:
    amounts: dict[int, float] = {}
    for counted, strength in zip(fields, strengths, strict=True):
        for word, count in counted.items():
            unit = vocabulary.unit_of[word]
            amounts[unit] = amounts.get(unit, 0.0) + count * strength
    return arrays(amounts)


def _gram_postings(counts: Sequence[Counts]) -> tuple[dict[str, int], Postings, Floats]:
    """Letter sequences by entry with their BM25 score, and each sequence's rarity."""
    ids, of_word = _gram_table({word for fields in counts for field in fields for word in field})
    held = [_gram_amounts(fields, of_word) for fields in counts]
    lengths = np.array([values.sum() for _, values in held], dtype=np.float32)
    usual = max(float(lengths.sum()) / max(len(lengths), 1), 1.0)
    postings = invert(held, len(ids))
    rare = rarity(postings.counts(), len(counts))
    damping = GRAM_SATURATION * (
        1 - GRAM_LENGTH + GRAM_LENGTH * lengths[postings.documents] / usual
    )
    amounts = postings.amounts()
    scores = amounts * (GRAM_SATURATION + 1) / (amounts + damping)
    scores *= np.repeat(rare, postings.counts())
    return ids, Postings(postings.starts, postings.documents, scores.astype(np.float32)), rare


def _gram_table(words: set[str]) -> tuple[dict[str, int], dict[str, Ints]]:
    ids: dict[str, int] = {}
    of_word = {
        word: np.array([ids.setdefault(gram, len(ids)) for gram in grams(word)], dtype=np.int32)
        for word in sorted(words)
    }
    return ids, of_word


def _gram_amounts(fields: Counts, of_word: dict[str, Ints]) -> tuple[Ints, Floats]:
    weights: dict[str, float] = {}
    for counted, field in zip(fields, FIELDS, strict=True):
        for word, count in counted.items():
            weights[word] = weights.get(word, 0.0) + count * field.gram_weight
    if not weights:
        return arrays({})
    held = [of_word[word] for word in weights]
    keys, places = np.unique(np.concatenate(held), return_inverse=True)
    amounts = np.repeat(list(weights.values()), [len(sequence) for sequence in held])
    return keys.astype(np.int32), np.bincount(places, weights=amounts).astype(np.float32)
