"""The phrases that editors write for danger and small talk, read into slots of terms.

A phrase is a few words; each word is a slot that the message must fill:

- `ont/värker bröstet/bröstkorgen`: alternatives are divided by `/`
- `bröst*`, `*sågen`, `*svull*`: any word that begins, ends or goes on so
- `=brösten`: exactly this word, without inflection or misspelling
- `NÅGON`, `TAL`: a word list of the engine (`swedish/word_lists.yaml`); `TAL` is any number too
- `ENSAM`: the message holds at most one word more
- `…` (in exceptions): where the trigger stands; the other words stand close, on the same side
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from bot.matching.text import normalise

if TYPE_CHECKING:
    from bot.matching.phrase_language import Language

ALONE = "ENSAM"
ELLIPSES = ("…", "...")
NUMBER = "TAL"


class Kind(StrEnum):
    """How a word of a message must resemble a term."""

    WORD = auto()
    EXACT = auto()
    PREFIX = auto()
    SUFFIX = auto()
    INFIX = auto()
    NUMBER = auto()


class Side(StrEnum):
    """Where the words of an exception stand, seen from the trigger (`…`) that they silence."""

    ANY = auto()
    BEFORE = auto()
    AFTER = auto()


@dataclass(frozen=True, slots=True, order=True)
class Term:
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


def parse(phrase: str, language: Language) -> ParsedPhrase:
    """`phrase` as slots.

    Raises:
        ValueError: if there is no word in it to look for; the message is Swedish, for editors.
    """
    written = phrase.split()
    chunks = [chunk for chunk in written if chunk != ALONE and chunk not in ELLIPSES]
    slots = [_slot(chunk, language) for chunk in chunks]
    if not slots or not all(slots):
        raise ValueError(f"frasen ”{phrase}” saknar ord att leta efter")
    return ParsedPhrase(tuple(dict.fromkeys(slots)), ALONE in written, _side(written))


def _side(written: list[str]) -> Side | None:
    places = [i for i, chunk in enumerate(written) if chunk in ELLIPSES]
    if not places:
        return None
    if places[0] == len(written) - 1:
        return Side.BEFORE
    return Side.AFTER if places[0] == 0 else Side.ANY


def _slot(chunk: str, language: Language) -> Slot:
    return frozenset(
        term for choice in chunk.split("/") if choice for term in _terms(choice, language)
    )


def _terms(choice: str, language: Language) -> set[Term]:
    if choice in language.lists:
        listed = {term for word in language.lists[choice] for term in _terms(word, language)}
        return listed | ({Term("", Kind.NUMBER)} if choice == NUMBER else set())
    kind = _kind(choice)
    word = plain(choice.strip("=*"))
    if not word:
        return set()
    spoken = language.spoken.get(word, ()) if kind is Kind.WORD else ()
    return {Term(word, kind), *(Term(plain(form), Kind.EXACT) for form in spoken)}


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
