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


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Language data: words as they are typed, `synonyms` from folded stem to folded stems.

    `words` are those that have synonyms. A synonym of several words stands for each of them; an
    expression of several words has none.
    """

    stop_words: frozenset[str]
    words: frozenset[str]
    synonyms: Mapping[str, frozenset[str]]

    def with_groups(self, groups: Iterable[tuple[str, ...]]) -> Lexicon:
        """This lexicon with one FAQ's own groups (`synonymer.yaml`) added."""
        own = tuple(groups)
        return replace(
            self, words=self.words | _single(own), synonyms=_merge(self.synonyms, _connect(own))
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
    return Lexicon(
        stop_words=frozenset(
            word for group in read("stop_words")["words"] for word in group["words"]
        ),
        words=_single(groups),
        synonyms=_connect(groups),
    )


def read(name: str) -> Any:
    """The language data file `swedish/NAME.yaml` as plain lists and mappings."""
    file = resources.files("bot.matching") / "swedish" / f"{name}.yaml"
    # The base loaders keep every value as text, so that "nej" and "no" stay words; the C one is
    # ten times faster and this is our own file.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return yaml.load(file.read_text("utf-8"), Loader=loader)  # noqa: S506 - makes text only


def _single(groups: Iterable[tuple[str, ...]]) -> frozenset[str]:
    members = (words(member) for group in groups for member in group)
    return frozenset(member[0] for member in members if len(member) == 1)


def _connect(groups: Iterable[tuple[str, ...]]) -> dict[str, frozenset[str]]:
    synonyms: dict[str, set[str]] = {}
    for group in groups:
        members = [[stem(word) for word in words(member)] for member in group]
        for one, other in permutations(members, 2):
            if len(one) == 1:
                synonyms.setdefault(one[0], set()).update(set(other) - set(one))
    return {word: frozenset(others) for word, others in synonyms.items()}


def _merge(
    one: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]]
) -> dict[str, frozenset[str]]:
    return {
        word: one.get(word, frozenset()) | other.get(word, frozenset()) for word in {*one, *other}
    }
