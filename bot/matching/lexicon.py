"""What is true of Swedish in general, read from `swedish/*.yaml`: see each file's header."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import permutations
from typing import Any

from bot.content.own_data import own_data
from bot.matching.text import stem, words


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Language data: words as they are typed, `synonyms` from folded stem to folded stems.

    `words` are those that have synonyms. An expression of several words stands for its one word of
    content ("ringa till": ringa); one with more of them has no synonyms, since each alone would
    lead astray.
    """

    stop_words: frozenset[str]
    words: frozenset[str]
    synonyms: Mapping[str, frozenset[str]]

    def with_groups(self, groups: Iterable[tuple[str, ...]]) -> Lexicon:
        """This lexicon with one FAQ's own groups (`synonymer.yaml`) added."""
        own = [self._members(group) for group in groups]
        return replace(
            self,
            words=self.words.union(*own),
            synonyms=_merge(self.synonyms, _connect(own)),
        )

    def _members(self, group: Iterable[str]) -> list[str]:
        contents = ([w for w in words(m) if w not in self.stop_words] for m in group)
        return [content[0] for content in contents if len(content) == 1]


@lru_cache(maxsize=1)
def swedish() -> Lexicon:
    """The engine's own lexicon, read once."""
    stop_words = frozenset(word for group in read("stop_words")["words"] for word in group["words"])
    groups = [tuple(group["words"]) for group in read("synonyms")["groups"]]
    plain = Lexicon(stop_words, frozenset(), _expansions(stop_words))
    return plain.with_groups(groups)


def _expansions(stop_words: frozenset[str]) -> dict[str, frozenset[str]]:
    """Abbreviations lead to every word of content that they stand for."""
    found: dict[str, frozenset[str]] = {}
    for item in read("abbreviations")["abbreviations"]:
        short = words(item["short"])
        if len(short) == 1:
            whole = {stem(w) for text in item["long"] for w in words(text) if w not in stop_words}
            found[stem(short[0])] = frozenset(whole)
    return found


def read(name: str) -> Any:
    """The language data file `swedish/NAME.yaml` as plain lists and mappings."""
    return own_data("bot.matching", "swedish", f"{name}.yaml")


def _connect(groups: Iterable[Iterable[str]]) -> dict[str, frozenset[str]]:
    synonyms: dict[str, set[str]] = {}
    for group in groups:
        for one, other in permutations({stem(word) for word in group}, 2):
            synonyms.setdefault(one, set()).add(other)
    return {word: frozenset(others) for word, others in synonyms.items()}


def _merge(
    one: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]]
) -> dict[str, frozenset[str]]:
    return {
        word: one.get(word, frozenset()) | other.get(word, frozenset()) for word in {*one, *other}
    }
