"""The expressions that an entry's texts hold, looked up when a message first asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from bot.matching.text import words
from bot.matching.turning_words import TurningWords
from bot.models import Entry

_KEPT: Final = 1024


class HeldExpressions:
    """By an entry's number; kept, since an entry may have a thousand variants to read."""

    def __init__(self, entries: Sequence[Entry], kinds: TurningWords) -> None:
        self._entries = entries
        self._kinds = kinds
        self.attributes = lru_cache(maxsize=_KEPT)(self._attributes)
        self.present = lru_cache(maxsize=_KEPT)(self._present)
        self.says = lru_cache(maxsize=_KEPT)(self._says)

    def _attributes(self, entry: int) -> frozenset[str]:
        """The attributes (ids of groups) of which the entry has a word anywhere."""
        one = self._entries[entry]
        texts = (one.question, *one.variants, one.answer)
        return frozenset().union(*(self._kinds.attributes_in(words(text)) for text in texts))

    def _present(self, entry: int) -> frozenset[tuple[str, ...]]:
        """The expressions by which the entry's wordings ask about now or what comes."""
        one = self._entries[entry]
        texts = (one.question, *one.variants)
        return frozenset().union(*(self._kinds.present_in(words(text)) for text in texts))

    def _says(self, entry: int) -> bool:
        """Whether the entry tells, or is asked, what somebody said or thought."""
        one = self._entries[entry]
        texts = (one.question, *one.variants, one.answer)
        return any(not self._kinds.sayings.isdisjoint(words(text)) for text in texts)
