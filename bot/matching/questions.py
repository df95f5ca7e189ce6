"""What a text asks for: the time, the person, the reason … (`swedish/question_types.yaml`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.matching.lexicon import read
from bot.matching.text import fold, words

# "vad", "hur", "när", "nä" begin so; "syfte" and "process" do not.
_HEAD = 3
_OPENINGS = ("va", "ve", "vi", "hu", "na")
_SENTENCE = re.compile(r"(?<=[.?!])\s+")


def question_type(text: str) -> str | None:
    """The type of the last question in `text` (of the whole text if it has no question mark)."""
    said = [fold(word) for word in words(last_question(text))]
    folded = " ".join(said)
    heads = {word[:_HEAD] for word in said}
    return next((t.name for t in _types() if t.may_stand_in(heads) and t.search(folded)), None)


def is_question_word(word: str) -> bool:
    """Whether a normalised word only opens a question ("vad", "hur")."""
    return fold(word) in _question_words()


def leading_type(asked: str) -> str | None:
    """The type whose phrase comes first in the question `asked` ("hur … när …?": how)."""
    folded = " ".join(fold(word) for word in words(asked))
    found = ((one.search(folded), one.name) for one in _types())
    starts = [(match.start(), name) for match, name in found if match]
    return min(starts, key=lambda pair: pair[0])[1] if starts else None


def last_question(text: str) -> str:
    """The last sentence of `text` that ends in a question mark, or all of it if none does."""
    asked = [part for part in _SENTENCE.split(text.strip()) if part.endswith("?")]
    return asked[-1] if asked else text


@dataclass(frozen=True, slots=True)
class _Type:
    """A type with one pattern of all its phrases, and the beginnings of the phrases' words."""

    name: str
    pattern: re.Pattern[str]
    heads: frozenset[str]

    def may_stand_in(self, heads: set[str]) -> bool:
        """A quick look at the beginnings of a text's words, before the pattern is searched."""
        return not self.heads.isdisjoint(heads)

    def search(self, folded: str) -> re.Match[str] | None:
        return self.pattern.search(folded)


@lru_cache(maxsize=1)
def _types() -> tuple[_Type, ...]:
    return tuple(
        _Type(
            group["type"],
            re.compile("|".join(_pattern(phrase) for phrase in group["phrases"])),
            frozenset(_head(phrase) for phrase in group["phrases"]),
        )
        for group in read("question_types")["types"]
    )


def _head(phrase: str) -> str:
    """The beginning of the phrase's longest word, the rarest to meet by chance."""
    said = phrase.replace("_", " ").replace("*", "").split()
    return max(said, key=len)[:_HEAD]


@lru_cache(maxsize=1)
def _question_words() -> frozenset[str]:
    opening = {"why", "who", "when", "where", "how", "which"}
    groups = (group for group in read("question_types")["types"] if group["type"] in opening)
    first = (phrase.split()[0] for group in groups for phrase in group["phrases"])
    return frozenset(word for word in first if word[:2] in _OPENINGS)


def _pattern(phrase: str) -> str:
    inner = (
        re.escape(phrase).replace(r"\*", r"\w*").replace(r"\ _\ ", r" \w+ ").replace("_", r"\w+")
    )
    return rf"\b{inner}\b"
