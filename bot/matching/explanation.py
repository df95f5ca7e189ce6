"""Why an entry matched: what each word of the message met in it."""

from __future__ import annotations

from bot.matching.fields import FIELDS
from bot.matching.index import Index
from bot.matching.ranking import Query, Ranking
from bot.matching.text import stem, words
from bot.models import Entry, How, WordReason


def reasons(entry: int, query: Query, ranking: Ranking, index: Index) -> tuple[WordReason, ...]:
    """For each word of the query, in order, what it matched in `entry` (its number)."""
    held = frozenset(int(unit) for unit in index.rows.units_of(entry))
    shown = _shown(index.entries[entry])
    total = float(ranking.weights.sum()) or 1.0
    return tuple(
        _reason(word, float(weight) / total, held, shown, index)
        for word, weight in zip(query.words, ranking.weights, strict=True)
    )


def _reason(
    word: str, weight: float, held: frozenset[int], shown: dict[str, str], index: Index
) -> WordReason:
    near = index.vocabulary.neighbours(word)
    for unit, similarity, how in zip(near.units, near.similarities, near.hows, strict=True):
        if int(unit) in held:
            met = shown[index.vocabulary.units[unit]]
            return WordReason(word, met, how, round(float(similarity), 2), round(weight, 3))
    nothing: How = "none"
    return WordReason(word, None, nothing, 0.0, round(weight, 3))


def _shown(entry: Entry) -> dict[str, str]:
    """Each unit of the entry as a word that an editor finds in it (the first one)."""
    found: dict[str, str] = {}
    for field in FIELDS:
        for text in field.texts(entry):
            for word in words(text):
                found.setdefault(stem(word), word)
    return found
