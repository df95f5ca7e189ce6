"""A message → ranked matches, each with its score in per cent and the reason for it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from bot.matching.doubts import find_doubts
from bot.matching.explanation import reasons
from bot.matching.index import Index
from bot.matching.ranking import Query, Ranking, analyse, rank_entries
from bot.matching.weighing import EXPLAINED, weigh
from bot.models import Match

# The score of an entry whose question or variant is the message, word for word.
EXACT: Final = 99.0


def rank(message: str, index: Index, limit: int = 3) -> tuple[Match, ...]:
    """The best entries for `message`, best first, at most `limit`; none if it has no words."""
    query = analyse(message)
    if not query.words or not index.entries:
        return ()
    return _matches(query, rank_entries(query, index), index, limit)


def explain(message: str, index: Index, limit: int = 3) -> tuple[Match, ...]:
    """As `rank`, each match with the reasons: what every word of the message matched."""
    query = analyse(message)
    if not query.words or not index.entries:
        return ()
    ranking = rank_entries(query, index)
    return tuple(
        replace(match, reasons=reasons(entry, query, ranking, index))
        for entry, match in zip(ranking.order, _matches(query, ranking, index, limit), strict=False)
    )


def _matches(query: Query, ranking: Ranking, index: Index, limit: int) -> tuple[Match, ...]:
    """The first `limit` of the ranking; an entry's own words, as an editor wrote them, lead."""
    exact = index.wordings.asked_by(query.text)
    order = [entry for entry in ranking.order if entry != exact]
    order = order if exact is None else [exact, *order]
    doubts = () if order[0] == exact else find_doubts(order[0], query, ranking, index)
    if order[0] == exact:
        score = EXACT
    elif _knows_nothing(ranking):
        score = 0.0
    else:
        evidence = weigh(order[0], query, ranking, index)
        bare = not index.entries[order[0]].variants
        score = index.calibration.per_cent(evidence, bare=bare)
    return tuple(
        Match(
            entry=index.entries[entry],
            score=round(score * _odds(entry, order[0], ranking), 1),
            variant=index.wordings.nearest(entry, ranking.wordings),
            doubts=doubts if entry == order[0] else (),
            covers=entry == order[0] and _covers(entry, ranking, index),
        )
        for entry in order[:limit]
    )


def _odds(entry: int, best: int, ranking: Ranking) -> float:
    """How likely `entry` is, compared with the best one.

    The ranking's weights are those of a listwise softmax: between two entries the odds are the
    exponential of their difference.
    """
    return float(np.exp(min(ranking.score[entry] - ranking.score[best], 0.0)))


def _knows_nothing(ranking: Ranking) -> bool:
    """Whether the message has words of content, and the FAQ not one of them."""
    known = ranking.reached.anywhere() >= EXPLAINED
    return bool(ranking.content.any()) and not (ranking.content & known).any()


def _covers(entry: int, ranking: Ranking, index: Index) -> bool:
    """Whether the message has words of content, and the entry every one of them."""
    explained = ranking.reached.explained(index.rows.units_of(entry)) >= EXPLAINED
    return bool(ranking.content.any()) and bool(explained[ranking.content].all())
