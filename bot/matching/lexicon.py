"""What is true of Swedish in general, read from `swedish/*.yaml`: see each file's header."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from itertools import permutations
from typing import Any

import yaml

from bot.matching.text import stem, words

Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Language data. Stop words stand as they are typed, the rest as folded stems (`text.stem`).

    `synonyms` leads from a word to the words of its groups; `phrases` from the first stem of an
    expression of several words ("god man") to the whole expression and its synonyms.
    """

    stop_words: frozenset[str]
    synonyms: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[tuple[Stems, frozenset[str]], ...]]

    def with_groups(self, groups: Iterable[tuple[str, ...]]) -> Lexicon:
        """This lexicon with one FAQ's own groups (`synonymer.yaml`) added."""
        synonyms, phrases = _connect(groups)
        return replace(
            self,
            synonyms=_merge(self.synonyms, synonyms),
            phrases={
                first: self.phrases.get(first, ()) + phrases.get(first, ())
                for first in {*self.phrases, *phrases}
            },
        )


@lru_cache(maxsize=1)
def swedish() -> Lexicon:
    """The engine's own lexicon, read once."""
    groups = [tuple(group["words"]) for group in read("synonyms")["groups"]]
    groups += [
        (item["short"], whole)
        for item in read("abbreviations")["abbreviations"]
        for whole in item["long"]
    ]
    synonyms, phrases = _connect(groups)
    return Lexicon(
        stop_words=frozenset(
            word for group in read("stop_words")["words"] for word in group["words"]
        ),
        synonyms=synonyms,
        phrases=phrases,
    )


def read(name: str) -> Any:
    """The language data file `swedish/NAME.yaml` as plain lists and mappings."""
    file = resources.files("bot.matching") / "swedish" / f"{name}.yaml"
    # The base loaders keep every value as text, so that "nej" and "no" stay words; the C one is
    # ten times faster and this is our own file.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return yaml.load(file.read_text("utf-8"), Loader=loader)  # noqa: S506 - makes text only


def _connect(
    groups: Iterable[tuple[str, ...]],
) -> tuple[dict[str, frozenset[str]], dict[str, tuple[tuple[Stems, frozenset[str]], ...]]]:
    """Synonyms of single words, and of expressions by their first stem."""
    synonyms: dict[str, set[str]] = {}
    phrases: dict[str, dict[Stems, set[str]]] = {}
    for group in groups:
        members = [tuple(stem(word) for word in words(member)) for member in group]
        for one, other in permutations((member for member in members if member), 2):
            if len(one) == 1:
                synonyms.setdefault(one[0], set()).update(set(other) - set(one))
            else:
                phrases.setdefault(one[0], {}).setdefault(one, set()).update(other)
    return (
        {word: frozenset(others) for word, others in synonyms.items()},
        {
            first: tuple((whole, frozenset(others)) for whole, others in sorted(found.items()))
            for first, found in phrases.items()
        },
    )


def _merge(
    one: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]]
) -> dict[str, frozenset[str]]:
    return {
        word: one.get(word, frozenset()) | other.get(word, frozenset()) for word in {*one, *other}
    }
