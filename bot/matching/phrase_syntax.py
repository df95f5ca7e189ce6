"""The phrases that editors write for danger and small talk, read into slots of terms.

A phrase is a few words; each word is a slot that the message must fill:

- `ont/värker bröstet/bröstkorgen`: alternatives are divided by `/`
- `bröst*`, `*sågen`, `*svull*`: any word that begins, ends or goes on so
- `=brösten`: exactly this word, without inflection or misspelling
- `NÅGON`, `TAL`: a word list of the engine (`content/defaults/ordlistor.yaml`); `TAL` is any number
  too, `MÅNGA` any from five, `ÅRTAL` a year
- `ENSAM`: the message holds at most one word more
- `…` (in exceptions): where the trigger stands; the other words stand close, on the same side
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from functools import lru_cache
from typing import NamedTuple

from bot.content.word_lists import ALONE, ELLIPSES, YEAR
from bot.matching.phrase_language import Language
from bot.matching.text import normalise

NUMBER = "TAL"
MANY = "MÅNGA"

_WHOLE = 7  # letters: a beginning that long may be a whole word


class Kind(StrEnum):
    """How a word of a message must resemble a term."""

    WORD = auto()
    EXACT = auto()
    PREFIX = auto()
    SUFFIX = auto()
    INFIX = auto()
    NUMBER = auto()
    MANY = auto()
    YEAR = auto()


_DIGITS = {NUMBER: Kind.NUMBER, MANY: Kind.MANY, YEAR: Kind.YEAR}


class Side(StrEnum):
    """Where the words of an exception stand, seen from the trigger (`…`) that they silence."""

    ANY = auto()
    BEFORE = auto()
    AFTER = auto()


class Term(NamedTuple):
    """One alternative of a slot, normalised."""

    word: str
    kind: Kind


Slot = frozenset[Term]


@dataclass(frozen=True, slots=True)
class ParsedPhrase:
    """A phrase as slots; `side` is set for an exception with `…` in it, and None without."""

    slots: tuple[Slot, ...]
    alone: bool = False
    side: Side | None = None


class Parser:
    """Reads phrases; knows the engine's word lists and colloquial spellings."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._terms = lru_cache(maxsize=None)(self._read_choice)
        self._slot = lru_cache(maxsize=None)(self._read_slot)

    def parse(self, phrase: str, *, exactly: bool = False) -> ParsedPhrase:
        """`phrase` as slots; `exactly` takes each word as it is spelled.

        Raises:
            ValueError: if there is no word in it to look for; the message is Swedish, for editors.
        """
        written = phrase.split()
        chunks = [chunk for chunk in written if chunk != ALONE and chunk not in ELLIPSES]
        slots = [self._slot(chunk, exactly) for chunk in chunks]
        if not slots or not all(slots):
            raise ValueError(f"frasen ”{phrase}” saknar ord att leta efter")
        return ParsedPhrase(tuple(dict.fromkeys(slots)), ALONE in written, _side(written))

    def _read_slot(self, chunk: str, exactly: bool) -> Slot:  # noqa: FBT001 - a cache key
        choices = [choice for choice in chunk.split("/") if choice]
        terms = frozenset[Term]().union(*map(self._terms, choices))
        if exactly:
            return frozenset(
                Term(t.word, Kind.EXACT if t.kind is Kind.WORD else t.kind) for t in terms
            )
        return terms

    def _read_choice(self, choice: str) -> Slot:
        if choice in self._language.lists or choice in _DIGITS:
            return self._listed(choice)
        kind = _kind(choice)
        word = plain(choice.strip("=*"))
        if not word:
            return frozenset()
        terms = {Term(word, kind)}
        if kind is Kind.WORD:
            terms |= {Term(plain(form), Kind.EXACT) for form in self._language.spoken.get(word, ())}
        if kind is Kind.PREFIX and len(word) >= _WHOLE:
            terms.add(Term(word, Kind.WORD))  # so that the word itself is forgiven misspellings
        return frozenset(terms)

    def _listed(self, name: str) -> Slot:
        listed = frozenset[Term]().union(*map(self._terms, self._language.lists.get(name, ())))
        digits = _DIGITS.get(name)
        return listed | {Term("", digits)} if digits else listed


def _side(written: list[str]) -> Side | None:
    places = [i for i, chunk in enumerate(written) if chunk in ELLIPSES]
    if not places:
        return None
    if places[0] == len(written) - 1:
        return Side.BEFORE
    return Side.AFTER if places[0] == 0 else Side.ANY


def _kind(choice: str) -> Kind:
    if choice.startswith("="):
        return Kind.EXACT
    begins, ends = choice.endswith("*"), choice.startswith("*")
    if begins and ends:
        return Kind.INFIX
    return Kind.PREFIX if begins else Kind.SUFFIX if ends else Kind.WORD


def plain(word: str) -> str:
    """`word` normalised, without the marks that may stand within a word ("can't", "od:at")."""
    return normalise(word).translate(_MARKS)


_MARKS = str.maketrans("", "", "'’:´`\ufe0f")
