"""The evidence for one entry of a ranking."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from bot.matching.evidence import Evidence
from bot.matching.index import Index
from bot.matching.ranking import Query, Ranking

# A word is explained by one of at least this similarity.
EXPLAINED: Final = 0.5
EXACTLY: Final = 0.99
# Types that an entry either answers or does not; "what" and "which" fit almost any.
DECLARED_TYPES: Final = frozenset(
    {"why", "how_long", "how_much", "how_many", "when", "who", "where"}
)


def weigh(entry: int, query: Query, ranking: Ranking, index: Index) -> Evidence:
    """The evidence for `entry` (its number in the index)."""
    score = float(ranking.score[entry])
    others = [float(ranking.score[i]) for i in ranking.order if i != entry][:3] or [0.0]
    wording = ranking.reached.explained(index.wordings.units_of(entry))
    in_question = frozenset(query.asked_words)
    asked = np.array([word in in_question for word in query.words])
    content = asked & _telling(query, ranking, index)
    weights = ranking.weights * asked
    return Evidence(
        lead=score - sum(others) / len(others),
        share=float(1 / np.exp(ranking.score - score).sum()),
        coverage=float(ranking.coverage[entry]),
        company=_company(entry, ranking, index),
        length=float(np.log1p(len(query.words))),
        worded=float((weights * wording).sum() / (weights.sum() or 1)),
        unworded=float((content & (wording < EXPLAINED)).sum()),
        strange=float((content & (ranking.reached.anywhere() < EXPLAINED)).sum()),
        undeclared=float(_is_undeclared(entry, query, index)),
    )


def _telling(query: Query, ranking: Ranking, index: Index) -> npt.NDArray[np.bool_]:
    """Which words of content tell something: everyday words only if the FAQ uses them."""
    known = ranking.reached.anywhere() >= EXACTLY
    rare = np.array([not index.turning_words.is_everyday(word) for word in query.words])
    telling: npt.NDArray[np.bool_] = ranking.content & (known | rare)
    return telling


def _company(entry: int, ranking: Ranking, index: Index) -> float:
    topic = index.entries[entry].topic
    return sum(index.entries[i].topic == topic for i in ranking.order) / len(ranking.order)


def _is_undeclared(entry: int, query: Query, index: Index) -> bool:
    asked = query.question_type
    return (
        asked in DECLARED_TYPES
        and asked != index.question_types[entry]
        and asked not in index.variant_types[entry]
    )
