"""Whether a message is written in another language than Swedish, judged by its words.

No library that names languages is precise enough on short and misspelled Swedish. The best of
those tried (py3langid, lingua, fastText's lid.176, CLD2) takes 13 of 6,100 Swedish messages for
foreign where it finds 78 % of the foreign ones. Words that no Swede writes tell more: they stand in
`swedish/other_languages.yaml`, whose header says how they weigh.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection
from functools import lru_cache
from typing import Final

from bot.matching.language_marks import WORD, Weights, has_foreign_letter, marks, plain
from bot.matching.lexicon import swedish
from bot.matching.text import stem, words
from bot.matching.turning_words import swedish_turning_words

OTHER_SCRIPT: Final = "annat alfabet"
# No slip of the keyboard makes a word of another script.
SCRIPT: Final = 2.0
# A Swedish word of the language too ("i", "do"): a little, beside words that are not Swedish.
SHARED: Final = 0.25
# One word may be a name or a slip of the keyboard; more than one is a language.
ENOUGH: Final = 1.5
_NO_NAME: Final = 5  # letters
_A_WORD: Final = 2  # letters
_CACHED: Final = 50_000
_JOINT: Final = re.compile(r"['’:]")
_SWEDISH_LETTER: Final = re.compile("[åäö]")


class OtherLanguages:
    """Tells other languages from Swedish; immutable, safe to share between threads.

    `own` are the words of the FAQ's questions. They speak for no other language: a FAQ that has
    questions in English is asked in English.
    """

    def __init__(self, own: Collection[str]) -> None:
        self._own = frozenset(own)
        self._kinds = swedish_turning_words()
        self._marks = marks()
        self._lengths = sorted({len(start) for start in self._marks.starts})
        self._speaks_for = lru_cache(maxsize=_CACHED)(self._find)

    def of(self, message: str) -> str | None:
        """The language whose words outweigh the Swedish ones in `message`; None if none does."""
        typed = _typed(message)
        weights: dict[str, float] = defaultdict(float)
        for word in typed:
            for language, weight in self._speaks_for(word).items():
                weights[language] += weight
        likely = [language for language, weight in weights.items() if weight >= WORD]
        likely.sort(key=lambda one: (-weights[one], one))
        return next((one for one in likely if self._outweighs(one, weights[one], typed)), None)

    def _outweighs(self, language: str, weight: float, typed: frozenset[str]) -> bool:
        speaking = {word for word in typed if language in self._speaks_for(word)}
        shared = (typed - speaking) & self._marks.shared.get(language, frozenset())
        rest = typed - speaking - shared
        everyday = sum(map(self._is_everyday, rest))
        weight += SHARED * len(shared)
        if weight >= ENOUGH:
            return weight > everyday
        # Names are short, and some of them are words elsewhere ("Isa", "Tim").
        said = "".join(typed - rest)
        is_no_name = len(said) >= _NO_NAME or has_foreign_letter(said)
        return is_no_name and not everyday and all(map(self._is_neutral, rest))

    def _find(self, word: str) -> Weights:
        if word in self._own:
            return {}
        if not _is_latin(word):
            return {OTHER_SCRIPT: SCRIPT}
        # "stå" is not "šta": who writes å, ä or ö means them.
        spelled = word if _SWEDISH_LETTER.search(word) else plain(word)
        found = dict(self._marks.whole.get(word) or self._marks.whole.get(spelled) or {})
        for length in self._lengths:
            for language, weight in self._marks.starts.get(spelled[:length], {}).items():
                found.setdefault(language, weight)
        return found

    def _is_everyday(self, word: str) -> bool:
        return word in self._marks.swedish or self._kinds.is_everyday(word)

    def _is_neutral(self, word: str) -> bool:
        """Whether a word fits any language: a number, a place, a subject, a foreign spelling."""
        return (
            word.isdigit()
            or word in self._own
            or self._kinds.is_place(word)
            or stem(word) in swedish().synonyms
            or has_foreign_letter(word)
        )


def _typed(message: str) -> frozenset[str]:
    """The words of `message`, each once; those that an apostrophe joins also apart ("j'ai")."""
    typed = words(message)
    found = {*typed}
    for word in typed:
        if not word.isalnum():
            parts = _JOINT.split(word)
            found.update(parts, ("".join(parts),))
    return frozenset(found)


@lru_cache(maxsize=_CACHED)
def _is_latin(word: str) -> bool:
    """Whether the letters are Latin; one that is not may be a sign ("β"), more are a word."""
    letters = (letter for letter in word if letter.isalpha())
    others = sum("LATIN" not in unicodedata.name(letter, "LATIN") for letter in letters)
    return others < _A_WORD
