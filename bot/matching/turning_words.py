"""The words that questions turn on: negations, opposites, places, attributes, the present.

From `swedish/opposites.yaml`, `places.yaml`, `attributes.yaml`, `present.yaml`, `sayings.yaml`,
`listings.yaml` and `everyday_words.yaml`: their headers say how each is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from bot.matching.expressions import Expressions
from bot.matching.lexicon import read
from bot.matching.split_verbs import SplitVerbs
from bot.matching.text import fold, stem, words

_SHORT_NAME: Final = 5


@dataclass(frozen=True, slots=True)
class TurningWords:
    """The language's own; `opposites` and `everyday_stems` are folded stems.

    `opposites` leads from a word to the sides that it belongs to and the sides opposite to them.
    """

    negations: frozenset[str]
    harmless_negations: Expressions
    opposites: Mapping[str, tuple[tuple[frozenset[str], frozenset[str]], ...]]
    places: frozenset[str]
    attributes: Expressions
    harmless_attributes: Expressions
    split_attributes: SplitVerbs
    present: Expressions
    harmless_present: Expressions
    sayings: frozenset[str]
    statements: Expressions
    choosing: frozenset[str]
    listings: Expressions
    everyday_stems: frozenset[str]

    def is_place(self, word: str) -> bool:
        """Whether a normalised word names a place, with or without a genitive s."""
        return word in self.places or word.removesuffix("s") in self.places

    def is_everyday(self, word: str) -> bool:
        """Whether a normalised word is so common that it may stand in any message."""
        return stem(word) in self.everyday_stems

    def asks_for_a_list(self, asked: list[str]) -> bool:
        """Whether a question asks for several things one by one."""
        return bool(self.listings.labels(asked))

    def asks_for(self, asked: list[str]) -> list[tuple[tuple[str, ...], set[str]]]:
        """The words by which a question asks for an attribute, and the ids of their groups."""
        rest = self.harmless_attributes.without(asked)
        return [*self.attributes.found(rest), *self.split_attributes.found(rest)]

    def attributes_in(self, text: list[str]) -> set[str]:
        """The ids of the groups of attributes that a text has a word of."""
        split = (labels for _, labels in self.split_attributes.found(text))
        return self.attributes.labels(text).union(*split)

    def asks_for_a_statement(self, asked: list[str]) -> bool:
        """Whether a question asks what somebody said or thought ("vad sa …?")."""
        return bool(self.statements.labels(asked))

    def present_in(self, text: list[str]) -> set[tuple[str, ...]]:
        """The expressions by which a text asks about now or what comes."""
        found = self.present.found(self.harmless_present.without(text))
        return {expression for expression, _ in found}


@lru_cache(maxsize=1)
def swedish_turning_words() -> TurningWords:
    """The engine's own, read once."""
    opposites, present, attributes = read("opposites"), read("present"), read("attributes")
    sayings = read("sayings")
    return TurningWords(
        negations=_single(_members(opposites["negations"])),
        harmless_negations=_expressions(opposites["harmless"], "patterns"),
        opposites=_opposites(opposites["pairs"]),
        places=frozenset(_place_names(read("places")["places"])),
        attributes=Expressions({g["id"]: g["words"] for g in attributes["attributes"]}),
        harmless_attributes=_expressions(attributes["harmless"]),
        split_attributes=SplitVerbs(
            {g["id"]: g["split"] for g in attributes["attributes"] if "split" in g}
        ),
        present=_expressions(present["words"]),
        harmless_present=_expressions(present["harmless"]),
        sayings=frozenset(sayings["words"]),
        statements=Expressions({"": sayings["statements"]}),
        choosing=frozenset(read("question_types")["choosing"]),
        listings=Expressions({"": read("listings")["words"]}),
        everyday_stems=_stems(_members(read("everyday_words")["words"])),
    )


def _opposites(
    pairs: Iterable[dict[str, list[str]]],
) -> dict[str, tuple[tuple[frozenset[str], frozenset[str]], ...]]:
    found: dict[str, tuple[tuple[frozenset[str], frozenset[str]], ...]] = {}
    for pair in pairs:
        one, other = _stems(pair["one"]), _stems(pair["other"])
        for own, opposite in ((one, other), (other, one)):
            for word in own:
                found[word] = (*found.get(word, ()), (own, opposite))
    return found


def _members(groups: Iterable[dict[str, Any]], key: str = "words") -> list[str]:
    return [member for group in groups for member in group[key]]


def _expressions(groups: Iterable[dict[str, Any]], key: str = "words") -> Expressions:
    return Expressions({"": _members(groups, key)})


def _single(members: Iterable[str]) -> frozenset[str]:
    return frozenset(member for member in members if " " not in member)


def _stems(members: Iterable[str]) -> frozenset[str]:
    return frozenset(stem(member) for member in _single(members))


def _place_names(groups: Iterable[dict[str, Any]]) -> Iterable[str]:
    """Names of one word; not those that are everyday words too ("Vara"): nobody capitalises."""
    names = (name for group in groups if group["kind"] != "ambiguous" for name in group["names"])
    for typed in map(words, names):
        if len(typed) == 1:
            yield typed[0]
            # Short names become everyday words without their dots ("Ånge", "ange").
            if len(typed[0]) > _SHORT_NAME:
                yield fold(typed[0])
