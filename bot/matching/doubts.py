"""Reasons never to answer outright, whatever the score: what turns a question round.

A negation or an opposite that the entry does not have, a place, a year or a name that it does not
mention, a number asked for that it does not give.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from bot.matching.index import Index
from bot.matching.lexicon import read
from bot.matching.questions import last_question
from bot.matching.ranking import Query, Ranking
from bot.matching.text import fold, stem, words
from bot.models import Doubt, Entry

EXPLAINED: Final = 0.7
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_NAME: Final = re.compile(r"(?<=[\w,] )[A-ZÅÄÖ][a-zåäöé]{2,}")
_NUMBER: Final = re.compile(
    r"\d|\b(?:två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|hundra|tusen|miljon\w*)\b"
)
_NUMBER_TYPES: Final = frozenset({"how_many", "how_much", "how_long", "when"})


@dataclass(frozen=True, slots=True)
class _Asked:
    """The question in the message, and how well each of its words is explained, 0–1.

    `here` is by the entry, `anywhere` by the whole FAQ.
    """

    text: str
    words: tuple[str, ...]
    here: dict[str, float]
    anywhere: dict[str, float]


def find_doubts(entry: int, query: Query, ranking: Ranking, index: Index) -> tuple[Doubt, ...]:
    """What in the message speaks against answering it outright with `entry` (its number)."""
    asked = _asked(entry, query, ranking, index)
    answer = index.entries[entry]
    stems = frozenset(index.vocabulary.units[unit] for unit in index.rows.units_of(entry))
    checks: tuple[tuple[Doubt, bool], ...] = (
        ("negation", _is_negated(asked.words) and not _has_negation(answer)),
        ("opposite", _is_opposite(asked.words, stems)),
        ("place", any(asked.here.get(word, 0) < EXPLAINED for word in _places(asked))),
        ("year", any(year not in _whole(answer) for year in _YEAR.findall(asked.text))),
        ("name", _has_unknown_name(asked)),
        ("number", _lacks_number(query, entry, index)),
    )
    return tuple(doubt for doubt, found in checks if found)


def _asked(entry: int, query: Query, ranking: Ranking, index: Index) -> _Asked:
    text = last_question(query.text)
    here = ranking.reached.explained(index.rows.units_of(entry))
    anywhere = np.maximum.reduceat(ranking.reached.similarities, ranking.reached.starts)
    return _Asked(
        text=text,
        words=tuple(words(text)),
        here=dict(zip(query.words, here.tolist(), strict=True)),
        anywhere=dict(zip(query.words, anywhere.tolist(), strict=True)),
    )


def _is_negated(asked: tuple[str, ...]) -> bool:
    """Whether a negation is left when the harmless expressions are taken out."""
    if _language().negations.isdisjoint(asked):
        return False
    rest = _language().harmless.sub(" ", " ".join(asked))
    return not _language().negations.isdisjoint(rest.split())


def _has_negation(entry: Entry) -> bool:
    wordings = (entry.question, *entry.variants)
    return any(not _language().negations.isdisjoint(words(text)) for text in wordings)


def _is_opposite(asked: tuple[str, ...], held: frozenset[str]) -> bool:
    said = {stem(word) for word in asked}
    return any(
        (one & said and other & held and not one & held)
        or (other & said and one & held and not other & held)
        for one, other in _language().pairs
    )


def _places(asked: _Asked) -> list[str]:
    known = _language().places
    return [word for word in asked.words if word in known or word.removesuffix("s") in known]


def _has_unknown_name(asked: _Asked) -> bool:
    names = (word for name in _NAME.findall(asked.text) for word in words(name))
    return any(asked.anywhere.get(name, 0) < EXPLAINED for name in names)


def _lacks_number(query: Query, entry: int, index: Index) -> bool:
    """Whether a number or a day is asked for that the entry neither gives nor is asked about."""
    asked = query.question_type
    if asked not in _NUMBER_TYPES or asked in index.variant_types[entry]:
        return False
    return index.question_types[entry] != asked and not _NUMBER.search(
        index.entries[entry].answer.casefold()
    )


def _whole(entry: Entry) -> str:
    return " ".join((entry.question, *entry.variants, entry.answer))


@dataclass(frozen=True, slots=True)
class _Language:
    """`swedish/opposites.yaml` and `places.yaml`: words as they are typed, pairs as stems."""

    negations: frozenset[str]
    harmless: re.Pattern[str]
    pairs: tuple[tuple[frozenset[str], frozenset[str]], ...]
    places: frozenset[str]


@lru_cache(maxsize=1)
def _language() -> _Language:
    data = read("opposites")
    patterns = sorted((p for group in data["harmless"] for p in group["patterns"]), key=len)
    names = (name for group in read("places")["places"] for name in _unambiguous(group))
    return _Language(
        negations=frozenset(
            word for group in data["negations"] for word in group["words"] if " " not in word
        ),
        harmless=re.compile(r"\b(?:" + "|".join(map(re.escape, reversed(patterns))) + r")\b"),
        pairs=tuple((_stems(pair["one"]), _stems(pair["other"])) for pair in data["pairs"]),
        places=frozenset(
            form for name in names if len(words(name)) == 1 for form in _typed(words(name)[0])
        ),
    )


def _unambiguous(group: dict[str, list[str]]) -> Iterable[str]:
    """Names that are no everyday words ("Vara", "Mark"): residents do not capitalise."""
    return () if group["kind"] == "ambiguous" else group["names"]


def _typed(name: str) -> tuple[str, str]:
    return name, fold(name)


def _stems(members: Iterable[str]) -> frozenset[str]:
    return frozenset(stem(member) for member in members if " " not in member)
