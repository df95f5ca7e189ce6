"""The words that questions turn on: negations, opposites, places, attributes, the present.

From `swedish/opposites.yaml`, `places.yaml`, `attributes.yaml`, `present.yaml`: see their headers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from bot.matching.lexicon import read
from bot.matching.text import fold, stem, words

_SHORT_NAME: Final = 5


@dataclass(frozen=True, slots=True)
class TurningWords:
    """Words as they are typed, opposites as folded stems."""

    negations: frozenset[str]
    harmless: re.Pattern[str]
    opposites: tuple[tuple[frozenset[str], frozenset[str]], ...]
    places: frozenset[str]
    attributes: frozenset[str]
    sayings: frozenset[str]
    present: re.Pattern[str]
    not_present: re.Pattern[str]

    def is_place(self, word: str) -> bool:
        """Whether a normalised word names a place, with or without a genitive s."""
        return word in self.places or word.removesuffix("s") in self.places

    def is_present(self, asked: tuple[str, ...]) -> bool:
        """Whether a question asks about now or what comes."""
        return self.present.search(self.not_present.sub(" ", " ".join(asked))) is not None


@lru_cache(maxsize=1)
def swedish_turning_words() -> TurningWords:
    """The engine's own, read once."""
    opposites, present, attributes = read("opposites"), read("present"), read("attributes")
    return TurningWords(
        negations=frozenset(
            word for word in _members(opposites["negations"], "words") if " " not in word
        ),
        harmless=_any_of(_members(opposites["harmless"], "patterns")),
        opposites=tuple(
            (_stems(pair["one"]), _stems(pair["other"])) for pair in opposites["pairs"]
        ),
        places=frozenset(_place_names(read("places")["places"])),
        attributes=frozenset(_members(attributes["attributes"], "words")),
        sayings=frozenset(_members(attributes["sayings"], "words")),
        present=_any_of(_members(present["present"], "words")),
        not_present=_any_of(_members(present["harmless"], "words")),
    )


def _members(groups: Iterable[dict[str, Any]], key: str) -> list[str]:
    return [member for group in groups for member in group[key]]


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Any of the phrases, the longest first, as whole words."""
    ordered = sorted(phrases, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, ordered)) + r")\b")


def _place_names(groups: Iterable[dict[str, Any]]) -> Iterable[str]:
    """Names of one word; not those that are everyday words too ("Vara"): nobody capitalises."""
    names = (name for group in groups if group["kind"] != "ambiguous" for name in group["names"])
    for typed in map(words, names):
        if len(typed) == 1:
            yield typed[0]
            # Short names become everyday words without their dots ("Ånge", "ange").
            if len(typed[0]) > _SHORT_NAME:
                yield fold(typed[0])


def _stems(members: Iterable[str]) -> frozenset[str]:
    return frozenset(stem(member) for member in members if " " not in member)
