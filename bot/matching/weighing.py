"""The evidence for one entry of a ranking."""

from __future__ import annotations

from typing import Final

import numpy as np

from bot.matching.evidence import Evidence
from bot.matching.index import Index
from bot.matching.postings import rarity
from bot.matching.ranking import Query, Ranking

# A word of at least this similarity to one of the FAQ is known to it.
KNOWN: Final = 0.5


def weigh(entry: int, query: Query, ranking: Ranking, index: Index) -> Evidence:
    """The evidence for `entry` (its number in the index)."""
    score = float(ranking.score[entry])
    others = [float(ranking.score[i]) for i in ranking.order if i != entry][:3] or [0.0]
    weights = ranking.weights / rarity(0, len(index.entries))
    explained = ranking.reached.explained(index.rows.units_of(entry))
    anywhere = np.maximum.reduceat(ranking.reached.similarities, ranking.reached.starts)
    missing = weights * (1 - explained)
    topic = index.entries[entry].topic
    own = index.question_types[entry]
    return Evidence(
        score=score,
        lead=score - others[0],
        lead_over_field=score - sum(others) / len(others),
        share=float(1 / np.exp(ranking.score - score).sum()),
        coverage=float(ranking.coverage[entry]),
        coverage_lead=float(ranking.coverage[entry] - _highest_other(entry, ranking)),
        grams=float(ranking.grams[entry]),
        fields=float(ranking.fields[entry]),
        known=float((weights * explained).sum() / max(weights.sum(), 1e-6)),
        unexplained=float(missing.sum()),
        elsewhere=float(missing[anywhere >= KNOWN].max(initial=0)),
        company=sum(index.entries[i].topic == topic for i in ranking.order) / len(ranking.order),
        length=float(np.log1p(len(query.words))),
        same_type=float(ranking.question_type[entry]),
        other_type=float(None not in (own, query.question_type) and own != query.question_type),
    )


def _highest_other(entry: int, ranking: Ranking) -> float:
    return max((float(ranking.coverage[i]) for i in ranking.order if i != entry), default=0.0)
