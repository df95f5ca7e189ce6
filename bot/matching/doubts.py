"""Reasons never to answer outright, whatever the score: what turns a question round.

Entries beside each other share most of their words, so a score alone cannot tell "Vem är X?" from
"Hur gammal är X?". A word that the entry does not explain, of a kind that questions turn on, can.
"""

from __future__ import annotations

import re
from typing import Final

from bot.matching.asked import EXPLAINED, Asked, read_asked
from bot.matching.index import Index
from bot.matching.lacking import SAME, YEAR, find_lacking, is_yes_or_no
from bot.matching.questions import NUMBERS
from bot.matching.ranking import Query, Ranking
from bot.matching.text import fold, stem, words
from bot.matching.turning_words import TurningWords
from bot.models import Doubt, Entry

# A negation belongs to one of the words right behind it ("inte byta", "inte längre byta").
_NEGATED_WITHIN: Final = 2
_NAME: Final = re.compile(r"(?<=[\w,] )[A-ZÅÄÖ][a-zåäöé]{2,}")
# What is asked of one place, though an area has it too: "Hur många bor i Kisa?", "När stänger …?".
_OF_ONE_PLACE: Final = NUMBERS | {"when", "who", "where"}


def find_doubts(entry: int, query: Query, ranking: Ranking, index: Index) -> tuple[Doubt, ...]:
    """What in the message speaks against answering it outright with `entry` (its number)."""
    asked = read_asked(entry, query, ranking, index)
    answer = index.entries[entry]
    kinds = index.turning_words
    turned: tuple[tuple[Doubt, bool], ...] = (
        ("negation", _is_negated(asked, kinds) and not _has_negation(entry, kinds, index)),
        ("opposite", _is_opposite(asked, kinds, entry, index)),
        ("place", _is_elsewhere(asked, kinds, answer)),
        ("year", any(year not in _whole(answer) for year in YEAR.findall(asked.text))),
        ("name", _has_unknown_name(asked)),
    )
    found = tuple(doubt for doubt, is_so in turned if is_so)
    return (*found, *find_lacking(asked, entry, index)) if answer.variants else found


def _is_negated(asked: Asked, kinds: TurningWords) -> bool:
    """Whether a negation that is not harmless stands right before what the entry is about."""
    if kinds.negations.isdisjoint(asked.words):
        return False
    rest = kinds.harmless_negations.without(asked.words)
    return any(
        asked.here.get(word, 0) >= EXPLAINED and word in asked.content
        for place, negation in enumerate(rest)
        if negation in kinds.negations
        for word in rest[place + 1 : place + 1 + _NEGATED_WITHIN]
    )


def _has_negation(entry: int, kinds: TurningWords, index: Index) -> bool:
    """Whether the entry is asked with a negation; without variants its answer counts too."""
    bare = not index.entries[entry].variants
    held = index.rows.units_of(entry) if bare else index.wordings.units_of(entry)
    negations = {index.vocabulary.unit_of.get(word, -1) for word in kinds.negations}
    return not negations.isdisjoint(held.tolist())


def _is_opposite(asked: Asked, kinds: TurningWords, entry: int, index: Index) -> bool:
    sides = [side for word in asked.content for side in kinds.opposites.get(stem(word), ())]
    if not sides:
        return False
    units = index.rows.units_of(entry)
    held = {index.vocabulary.units[unit] for unit in units}
    return any(opposite & held and not own & held for own, opposite in sides)


def _is_elsewhere(asked: Asked, kinds: TurningWords, answer: Entry) -> bool:
    """Whether a place is asked about that the entry does not name, nor its area.

    A synonym may lead from a town to its area; of the town alone that says nothing.
    """
    precise = asked.opens in _OF_ONE_PLACE or is_yes_or_no(asked)
    return asked.missing(_places(asked, kinds, answer), SAME if precise else EXPLAINED)


def _places(asked: Asked, kinds: TurningWords, answer: Entry) -> list[str]:
    """The places asked about, but for the entry's own area."""
    area = fold(answer.area.casefold()) if answer.area else ""
    named = (word for word in asked.words if kinds.is_place(word))
    return [word for word in named if not area or fold(word).removesuffix("s") not in area]


def _has_unknown_name(asked: Asked) -> bool:
    names = (word for name in _NAME.findall(asked.text) for word in words(name))
    return any(asked.anywhere.get(name, 0) < EXPLAINED for name in names)


def _whole(entry: Entry) -> str:
    return " ".join((entry.question, *entry.variants, entry.answer))
