"""What the phrases need to know of Swedish as people write it: data files in `swedish/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.content.word_lists import word_lists
from bot.matching.lexicon import read


@dataclass(frozen=True, slots=True)
class Language:
    """What phrases need to know of Swedish.

    `lists` are the word lists that phrases may name in capitals, `spoken` the colloquial
    spellings of a word, `real_words` the words that are never a misspelling of another,
    `frames` the exceptions that hold for every kind of danger, each with the phrases that undo it.
    """

    lists: Mapping[str, tuple[str, ...]]
    spoken: Mapping[str, tuple[str, ...]]
    real_words: frozenset[str]
    frames: tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """Exceptions of one kind (the past, questions of fact …); `unless` are words that undo them."""

    exceptions: tuple[str, ...]
    unless: tuple[str, ...]


@lru_cache(maxsize=1)
def language() -> Language:
    """The data, read once."""
    confusions = read("confusions")["groups"]
    return Language(
        lists=word_lists(),
        spoken={word: tuple(forms) for word, forms in read("spoken")["forms"].items()},
        real_words=frozenset(word for item in confusions for word in item["words"]),
        frames=tuple(
            Frame(tuple(item["exceptions"]), tuple(item.get("unless", ())))
            for item in read("not_danger")["frames"]
        ),
    )
