"""What a text asks for: the time, the person, the reason … (`swedish/question_types.yaml`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.matching.lexicon import read
from bot.matching.text import fold, words

# "vad", "hur", "när", "nä" begin so; "syfte" and "process" do not.
_HEAD = 3
_OPENINGS = ("va", "ve", "vi", "hu", "na")
# Types that ask for a number of something.
NUMBERS: Final = frozenset({"how_many", "how_much"})
_SENTENCE = re.compile(r"(?<=[.?!])\s+")


def question_type(text: str) -> str | None:
    """The type of the last question in `text` (of the whole text if it has no question mark)."""
    said = _said(last_question(text))
    folded = " ".join(said)
    heads = {word[:_HEAD] for word in said}
    return next((t.name for t in _types() if t.may_stand_in(heads) and t.search(folded)), None)


def is_question_word(word: str) -> bool:
    """Whether a normalised word only opens a question ("vad", "hur")."""
    return fold(word) in _question_words()


def leading_type(asked: str) -> str | None:
    """The type whose phrase comes first in the question `asked` ("hur … när …?": how)."""
    found = _any_type().search(" ".join(_said(asked)))
    return found.lastgroup if found else None


def _said(text: str) -> list[str]:
    """The words of `text`, folded but where that would make another word of them."""
    kept = _not_folded()
    said = (word for word in words(text) if word not in _not_asking())
    return [word if word in kept else fold(word) for word in said]


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


@lru_cache(maxsize=1)
def _any_type() -> re.Pattern[str]:
    """All types, each a group of its name; of phrases that begin at one place, the first type's."""
    return re.compile("|".join(f"(?P<{one.name}>{one.pattern.pattern})" for one in _types()))


def _head(phrase: str) -> str:
    """The beginning of the phrase's longest word, the rarest to meet by chance."""
    said = phrase.replace("_", " ").replace("*", "").split()
    return fold(max(said, key=len)[:_HEAD])


@lru_cache(maxsize=1)
def _not_asking() -> frozenset[str]:
    return frozenset(read("question_types")["not_asking"])


@lru_cache(maxsize=1)
def _not_folded() -> frozenset[str]:
    return frozenset(read("question_types")["not_folded"])


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
    for word in _not_folded():
        # Who types without dots means either.
        inner = re.sub(rf"\b{word}\b", f"(?:{word}|{fold(word)})", inner)
    return rf"\b{inner}\b"
