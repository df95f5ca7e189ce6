"""The texts of an entry by field, and how much each field counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bot.matching.text import words
from bot.models import Entry


@dataclass(frozen=True, slots=True)
class Field:
    """One kind of text of an entry.

    `weight` is its share of the word score, `normalised` how far a long text is held back there
    (BM25F's b, 0–1), `gram_weight` its share of the letter score.
    """

    texts: Callable[[Entry], tuple[str, ...]]
    weight: float
    normalised: float
    gram_weight: float


# Hand-set, after BM25F (Robertson & Zaragoza 2009): a plateau, where none of the changes tried on
# the authority FAQ of `bench/` moved top-1 by more than 1.5 points. Variants count like answer
# text: as more words of the question they made ours worse, by 1 to 2 points.
FIELDS: Final = (
    Field(lambda entry: (entry.question,), 3.0, 0.5, 2.0),
    Field(lambda entry: (entry.topic,), 2.0, 0.5, 2.0),
    Field(lambda entry: entry.variants, 1.0, 0.75, 1.0),
    Field(lambda entry: (entry.answer,), 1.0, 0.75, 1.0),
)


def word_counts(entry: Entry) -> tuple[Counter[str], ...]:
    """How often each normalised word stands in each field of `entry`, in the order of FIELDS."""
    return tuple(
        Counter(word for text in field.texts(entry) for word in words(text)) for field in FIELDS
    )
