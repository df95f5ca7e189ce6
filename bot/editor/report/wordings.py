"""Unanswered messages counted: those that say the same words are one wording."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bot.journal.records import REJECTED, Asked
from bot.matching.text import normalise, words
from bot.models import ReplyKind

# A text that fewer have written is counted but never shown: somebody may be known by it.
FEWEST: Final = 3
# What stands where something personal was: "[namn]".
_MARK: Final = re.compile(r"(\[\w+\])")


@dataclass(frozen=True, slots=True)
class Wording:
    """How often one text was written: without an answer, with suggestions, and those turned down.

    `text` is in small letters without signs.
    """

    text: str
    fallback: int
    suggestions: int
    rejected: int

    @property
    def times(self) -> int:
        """How often it was asked: who turned suggestions down had been given them."""
        return self.fallback + max(self.suggestions, self.rejected)

    @property
    def may_be_shown(self) -> bool:
        """Whether enough have written it."""
        return self.times >= FEWEST

    @property
    def said(self) -> str:
        """The text without the marks of what was personal."""
        return " ".join(_MARK.sub(" ", self.text).split())


def count(asked: Iterable[Asked]) -> tuple[Wording, ...]:
    """The wordings, those written most often first."""
    counts: dict[str, Counter[str]] = {}
    for one in asked:
        counts.setdefault(_plain(one.text), Counter())[one.kind] += 1
    found = (_wording(text, kinds) for text, kinds in counts.items())
    return tuple(sorted(found, key=lambda one: (-one.times, one.text)))


def _wording(text: str, kinds: Counter[str]) -> Wording:
    suggested, rejected = kinds[ReplyKind.SUGGESTIONS.value], kinds[REJECTED]
    return Wording(text, kinds.total() - suggested - rejected, suggested, rejected)


def _plain(text: str) -> str:
    """A text as it is the same for all who write it with other signs and capitals."""
    pieces = _MARK.split(normalise(text))
    kept = (piece if number % 2 else " ".join(words(piece)) for number, piece in enumerate(pieces))
    return " ".join(filter(None, kept)) or normalise(text).strip()
