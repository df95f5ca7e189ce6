"""Words that tell of another language than Swedish, from `swedish/other_languages.yaml`."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from bot.matching.lexicon import read, swedish
from bot.matching.turning_words import swedish_turning_words

WORD: Final = 1.0
WEAK: Final = 0.5
_CACHED: Final = 50_000
# Not those of names and loan words that Swedes spell with them: idé, à la carte, Müller.
_FOREIGN_LETTER: Final = re.compile(r"[^\W0-9_a-zåäöéèàü]")
# Letters that are no accented form of another and yet are typed as one.
_PLAIN: Final = str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ø": "o", "ŋ": "n", "ŧ": "t"})

Weights = Mapping[str, float]
"""The languages that a word speaks for, by their names in Swedish, and how much."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What words tell of a language.

    `whole` holds words and `starts` beginnings of words; `shared` are each language's words that
    are Swedish too, `swedish` the words that speak for Swedish.
    """

    whole: Mapping[str, Weights]
    starts: Mapping[str, Weights]
    shared: Mapping[str, frozenset[str]]
    swedish: frozenset[str]


@lru_cache(maxsize=_CACHED)
def plain(word: str) -> str:
    """A normalised word without accents, as it is typed on a Swedish phone: "są" is "sa"."""
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFD", word.translate(_PLAIN))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def has_foreign_letter(word: str) -> bool:
    """Whether a normalised word has a letter that no Swedish word has."""
    return bool(_FOREIGN_LETTER.search(word))


@lru_cache(maxsize=1)
def marks() -> Marks:
    """The engine's own, read once; one that is a Swedish word without its accents needs them."""
    data, lexicon = read("other_languages"), swedish()
    everyday = _spelled(lexicon.stop_words | swedish_turning_words().negations | {*data["swedish"]})
    known = everyday | _spelled(lexicon.words)
    whole: dict[str, dict[str, float]] = defaultdict(dict)
    starts: dict[str, dict[str, float]] = defaultdict(dict)
    shared: dict[str, frozenset[str]] = {}
    for item in data["languages"]:
        language = item["language"]
        weighed = [*_weighed(item["words"], WORD), *_weighed(item.get("weak", ()), WEAK)]
        shared[language] = frozenset((*item["both"], *(plain(mark.text) for mark in weighed)))
        for mark in weighed:
            found = starts if mark.is_start else whole
            if plain(mark.text) not in known:
                found[plain(mark.text)].setdefault(language, mark.weight)
            accented = has_foreign_letter(mark.text)
            found[mark.text][language] = WORD if accented else mark.weight
    return Marks(dict(whole), dict(starts), shared, everyday)


def _spelled(known: Collection[str]) -> frozenset[str]:
    """The words with their dots and without."""
    return frozenset((*known, *map(plain, known)))


class _Mark(NamedTuple):
    text: str
    weight: float
    is_start: bool


def _weighed(listed: Iterable[str], weight: float) -> Iterable[_Mark]:
    return (_Mark(word.rstrip("*"), weight, word.endswith("*")) for word in listed)
