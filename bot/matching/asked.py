"""The question in a message, and what explains its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from bot.matching.index import Index
from bot.matching.postings import Ints
from bot.matching.questions import leading_type
from bot.matching.ranking import Query, Ranking, is_content
from bot.matching.vocabulary import SUFFIX
from bot.models import How

EXPLAINED: Final = 0.6
# A compound's head that a third of the entries have ("-vården") says nothing of the compound.
_COMMON: Final = 1.2
_ROUNDING: Final = 0.01


@dataclass(frozen=True, slots=True)
class Asked:
    """The question in a message, beside the entry (its number) that may answer it.

    `here` says how well the entry explains a word, `anywhere` the whole FAQ, 0–1; `telling` are
    the words of content that are not everyday words, in order; `opens` is the type that the
    question opens with.
    """

    text: str
    words: tuple[str, ...]
    content: frozenset[str]
    telling: tuple[str, ...]
    opens: str | None
    here: dict[str, float]
    anywhere: dict[str, float]

    def missing(self, candidates: Iterable[str], least: float = EXPLAINED) -> bool:
        """Whether the entry explains one of the `candidates` by less than `least`."""
        return any(self.here.get(word, 0) < least for word in candidates)

    def known(self, word: str) -> bool:
        """Whether anything in the FAQ explains `word`."""
        return self.anywhere.get(word, 0) >= EXPLAINED


def read_asked(entry: int, query: Query, ranking: Ranking, index: Index) -> Asked:
    """What `query` asks, beside `entry` (its number in the index)."""
    here = ranking.reached.explained(index.rows.units_of(entry))
    kinds = index.turning_words
    content = tuple(word for word in query.asked_words if is_content(word, index))
    return Asked(
        text=query.asked,
        words=query.asked_words,
        content=frozenset(content),
        telling=tuple(
            word for word in content if not kinds.is_everyday(word) and word not in kinds.negations
        ),
        opens=leading_type(query.asked) if query.question_type else None,
        here=dict(zip(query.words, here.tolist(), strict=True)),
        anywhere=dict(zip(query.words, ranking.reached.anywhere().tolist(), strict=True)),
    )


def common_heads(asked: Asked, entry: int, index: Index) -> Iterator[str]:
    """Compounds in the question of which the entry has only a head that many entries have."""
    for word in asked.telling:
        if 0 < asked.here.get(word, 0) < SUFFIX + _ROUNDING:
            unit, how, _ = _met(word, index.rows.units_of(entry), index)
            if how == "suffix" and index.rows.unit_rarity[unit] < _COMMON:
                yield word


def worded(word: str, entry: int, index: Index) -> float:
    """How well the entry's wordings explain `word`, 0–1."""
    return _met(word, index.wordings.units_of(entry), index)[2]


def _met(word: str, held: Ints, index: Index) -> tuple[int, How, float]:
    """The unit that `word` comes nearest to among those held, how, and its similarity."""
    near = index.vocabulary.neighbours(word)
    if not len(held):
        return -1, "none", 0.0
    places = np.minimum(np.searchsorted(held, near.units), len(held) - 1)
    found = np.flatnonzero(held[places] == near.units)
    if not len(found):
        return -1, "none", 0.0
    first = int(found[0])
    return int(near.units[first]), near.hows[first], float(near.similarities[first])
