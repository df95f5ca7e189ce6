"""A message against an index: every entry's score, and what the words of the message came to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from bot.matching.index import Index
from bot.matching.postings import Floats, Ints
from bot.matching.questions import is_question_word, last_question, question_type
from bot.matching.text import words
from bot.matching.vocabulary import Vocabulary

# How many distinct words of a message count: the beginning and the end, where the question stands.
MOST_WORDS: Final = 120


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part of the score counts.

    Fitted by listwise logistic regression on the authority FAQ of `bench/`, cross-validated by
    entry, then rounded; L2 from 0.1 to 5 and rounding move top-1 by less than half a point.
    """

    coverage: float = 5.0
    fields: float = 5.0
    grams: float = 10.0
    question_type: float = 2.5


WEIGHTS: Final = Weights()
MOST_CANDIDATES: Final = 8
_NO_UNIT: Final = np.array([-1], dtype=np.int32)
_NO_SIMILARITY: Final = np.zeros(1, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Query:
    """A message made ready.

    `words` are its distinct words, cut to MOST_WORDS; `asked` is its last question, or all of it,
    `asked_words` that question's words in order; `question_type` is what it asks for.
    """

    text: str
    words: tuple[str, ...]
    asked: str
    asked_words: tuple[str, ...]
    question_type: str | None


@dataclass(frozen=True, slots=True)
class Reached:
    """The units that a query's words may stand for, word after word.

    `starts` says where each word's units begin; a word that reaches nothing has one unit, -1,
    of similarity 0.
    """

    units: Ints
    similarities: Floats
    starts: Ints

    def explained(self, held: Ints) -> Floats:
        """How well each word is explained by the units `held` (ascending), 0–1."""
        if not len(held):
            return np.zeros(len(self.starts), dtype=np.float32)
        places = np.minimum(np.searchsorted(held, self.units), len(held) - 1)
        found = np.where(held[places] == self.units, self.similarities, 0)
        return np.maximum.reduceat(found, self.starts).astype(np.float32)

    def anywhere(self) -> Floats:
        """How well each word is explained by the whole FAQ, 0–1."""
        return np.maximum.reduceat(self.similarities, self.starts)


@dataclass(frozen=True, slots=True)
class Ranking:
    """What a query comes to: `coverage` and `score` have one value an entry of the index.

    `wordings` has the message's coverage of each wording, `order` the best entries first. For each
    word of the query, `weights` has its weight and `content` whether it carries content; `reached`
    are the units that the words reach.
    """

    coverage: Floats
    score: Floats
    wordings: Floats
    order: tuple[int, ...]
    weights: Floats
    content: npt.NDArray[np.bool_]
    reached: Reached


def is_content(word: str, index: Index) -> bool:
    """Whether a normalised word carries content: no stop word, and does not only ask."""
    return not index.vocabulary.is_stop_word(word) and not is_question_word(word)


def analyse(message: str) -> Query:
    """The query that a message makes."""
    asked = last_question(message)
    return Query(
        message, distinct_words(message), asked, tuple(words(asked)), question_type(message)
    )


def distinct_words(message: str) -> tuple[str, ...]:
    """The words of a message, each once, cut to MOST_WORDS."""
    distinct = tuple(dict.fromkeys(words(message)))
    if len(distinct) > MOST_WORDS:
        distinct = distinct[: MOST_WORDS // 2] + distinct[-MOST_WORDS // 2 :]
    return distinct


def rank_entries(query: Query, index: Index, weights: Weights = WEIGHTS) -> Ranking:
    """Every entry's score for the query; `order` has the best MOST_CANDIDATES.

    The query must have words and the index entries.
    """
    rows = [index.rows.row(word) for word in query.words]
    word_weights = np.array([row.weight for row in rows], dtype=np.float32)
    reached = reach(query.words, index.vocabulary)
    nothing = np.zeros(len(index.entries), dtype=np.float32)
    fields = sum((row.fields for row in rows), nothing) / (word_weights.sum() or 1)
    grams = sum((row.grams for row in rows), nothing) / (sum(row.gram_weight for row in rows) or 1)
    wordings = index.wordings.coverage(*nearest_units(reached, len(index.vocabulary.units)))
    coverage = index.wordings.best(wordings)
    types = index.same_type.get(query.question_type or "", nothing)
    score = (
        weights.coverage * coverage
        + weights.fields * fields
        + weights.grams * grams
        + weights.question_type * types
    )
    order = tuple(int(i) for i in np.argsort(-score, kind="stable")[:MOST_CANDIDATES])
    content = np.array([is_content(word, index) for word in query.words])
    return Ranking(coverage, score, wordings, order, word_weights, content, reached)


def reach(said: Sequence[str], vocabulary: Vocabulary) -> Reached:
    """What each of some distinct words, at least one, may stand for."""
    near = [vocabulary.neighbours(word) for word in said]
    units = [n.units if len(n.units) else _NO_UNIT for n in near]
    similarities = [n.similarities if len(n.units) else _NO_SIMILARITY for n in near]
    starts = np.cumsum([0, *map(len, units)])[:-1]
    return Reached(np.concatenate(units), np.concatenate(similarities), starts.astype(np.int32))


def nearest_units(reached: Reached, units: int) -> tuple[Ints, Floats]:
    """Each reached unit once, with the similarity of the word that comes nearest to it.

    `units` is how many the vocabulary has.
    """
    nearest = np.zeros(units + 1, dtype=np.float32)  # the last one takes -1, "no unit"
    np.maximum.at(nearest, reached.units, reached.similarities)
    found = np.flatnonzero(nearest[:-1]).astype(np.int32)
    return found, nearest[found]
