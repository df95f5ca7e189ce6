"""A FAQ made ready for matching."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from bot.matching.calibration import Calibration, shipped
from bot.matching.fields import word_counts
from bot.matching.held_expressions import HeldExpressions
from bot.matching.lexicon import swedish
from bot.matching.postings import Floats
from bot.matching.questions import question_type
from bot.matching.rows import STOP_WORD_WEIGHT, WordRows
from bot.matching.turning_words import TurningWords, swedish_turning_words
from bot.matching.vocabulary import Vocabulary
from bot.matching.wordings import Wordings
from bot.models import Entry, Faq

# A variant shows what else the entry answers, but less surely than its question.
VARIANT_TYPE: Final = 0.7


@dataclass(frozen=True, slots=True)
class Index:
    """Everything that matching needs; safe to share between threads.

    Entries stand in the order of their ids, so that the order of files changes nothing.
    `question_types` holds the type of each entry's question, `variant_types` those of its variants;
    `same_type` how well each entry fits a type, 0–1.
    """

    entries: tuple[Entry, ...]
    vocabulary: Vocabulary
    rows: WordRows
    wordings: Wordings
    same_type: Mapping[str, Floats]
    question_types: tuple[str | None, ...]
    variant_types: tuple[frozenset[str], ...]
    calibration: Calibration
    turning_words: TurningWords
    held_expressions: HeldExpressions


def build(faq: Faq, calibration: Calibration | None = None) -> Index:
    """The index of a FAQ. A FAQ without entries gives an index that matches nothing.

    `calibration` is the engine's own unless given.
    """
    entries = tuple(sorted(faq.entries, key=lambda entry: entry.id))
    counts = [word_counts(entry) for entry in entries]
    known = {word for fields in counts for field in fields for word in field}
    vocabulary = Vocabulary(known, swedish().with_groups(faq.synonyms))
    rows = WordRows(counts, vocabulary)
    stop = np.array([unit in vocabulary.stop_units for unit in vocabulary.units], dtype=bool)
    question_types = tuple(question_type(entry.question) for entry in entries)
    variant_types = tuple(
        frozenset(filter(None, map(question_type, entry.variants))) for entry in entries
    )
    return Index(
        entries=entries,
        vocabulary=vocabulary,
        rows=rows,
        wordings=Wordings(
            entries, vocabulary, rows.unit_rarity * np.where(stop, STOP_WORD_WEIGHT, 1)
        ),
        same_type=_same_type(question_types, variant_types),
        question_types=question_types,
        variant_types=variant_types,
        calibration=calibration or shipped(),
        turning_words=swedish_turning_words(),
        held_expressions=HeldExpressions(entries, swedish_turning_words()),
    )


def _same_type(
    own: Sequence[str | None], of_variants: Sequence[frozenset[str]]
) -> dict[str, Floats]:
    known = {one for one in own if one}.union(*of_variants)
    return {
        one: np.array(
            [
                1.0 if question == one else VARIANT_TYPE if one in variants else 0.0
                for question, variants in zip(own, of_variants, strict=True)
            ],
            dtype=np.float32,
        )
        for one in sorted(known)
    }
