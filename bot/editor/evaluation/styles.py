"""How a message is written, by its outside: enough to see where the bot is weak.

A message has one style, the first of these that fits:
- misspelt: it has a word that the FAQ does not know, one typing error away from one that it does
  (in words of six letters on), or without its å, ä, ö;
- long: more than LONG words;
- question: a question mark, or it begins with a word that opens questions;
- keywords: at most FEW words;
- statement: the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from bot.matching.lexicon import swedish
from bot.matching.questions import is_question_word
from bot.matching.text import fold, stem, words
from bot.models import Faq

LONG: Final = 15
FEW: Final = 4
# Shorter words have too many neighbours that are words of their own.
_SHORTEST: Final = 6
# What else opens a question in Swedish: the verb comes first.
_VERB_FIRST: Final = re.compile(
    fold(
        "är|e|har|hade|kan|kunde|får|fick|finns|fanns|ska|skall|skulle|måste|gäller|går|gick|blir|"
        "blev|vet|vill|behöver|brukar|kommer|tar|ger|gör|heter|stämmer|kostar|funkar|fungerar|"
        "betyder|bör|berätta|förklara"
    )
)


class Style(StrEnum):
    """The styles; the value is the one that editors read."""

    QUESTION = "fråga"
    KEYWORDS = "nyckelord"
    STATEMENT = "påstående"
    LONG = "långt"
    MISSPELT = "felstavat"


class Styles:
    """Tells styles apart by the words of one FAQ."""

    def __init__(self, faq: Faq) -> None:
        texts = (
            text
            for entry in faq.entries
            for text in (entry.question, entry.answer, entry.topic, *entry.variants)
        )
        known = {word for text in texts for word in words(text)}
        known |= swedish().stop_words | swedish().words
        known |= {word for group in faq.synonyms for text in group for word in words(text)}
        self._known = frozenset(known)
        self._stems = frozenset(map(stem, known))
        self._dotted = _dotted(known)
        self._long = sorted({fold(word) for word in known if len(word) >= _SHORTEST})

    def of(self, text: str) -> Style:
        """The style of a message."""
        said = words(text)
        if any(map(self._is_misspelt, said)):
            return Style.MISSPELT
        if len(said) > LONG:
            return Style.LONG
        if "?" in text or (said and _opens_question(said)):
            return Style.QUESTION
        return Style.KEYWORDS if len(said) <= FEW else Style.STATEMENT

    def _is_misspelt(self, word: str) -> bool:
        if word in self._known:
            return False
        if word.isascii() and word in self._dotted:
            return True
        if len(word) < _SHORTEST or stem(word) in self._stems:
            return False
        found = extractOne(fold(word), self._long, scorer=OSA.distance, score_cutoff=1)
        # The ends of words differ by form, not by slips: "planer" and "planen".
        return found is not None and found[0][-1] == fold(word)[-1]


def _dotted(known: Iterable[str]) -> frozenset[str]:
    """The words with å, ä, ö as they look without."""
    return frozenset(fold(word) for word in known if not word.isascii())


def _opens_question(said: Sequence[str]) -> bool:
    """Whether it begins as a question does: "vad …", "i vilken …", "finns det …"."""
    return any(map(is_question_word, said[:2])) or _VERB_FIRST.fullmatch(fold(said[0])) is not None
