"""Verbs of two words that take others between them: "När läggs sjukhuset i Oskarshamn ner?"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from bot.matching.expressions import Expression, Expressions
from bot.matching.text import fold, words

# "läggs det stora sjukhuset i Oskarshamn ner": five between them.
_FARTHEST: Final = 6


class SplitVerbs:
    """Labelled verbs, each of a verb and its particle; immutable."""

    def __init__(self, labelled: Mapping[str, Iterable[str]]) -> None:
        self._pairs = Expressions(labelled)
        first = {words(verb)[0] for verbs in labelled.values() for verb in verbs}
        self._first = first | set(map(fold, first))

    def found(self, text: Sequence[str]) -> list[tuple[Expression, set[str]]]:
        """The verbs in `text`, its normalised words in order, each with its labels."""
        return [
            pair
            for place, word in enumerate(text)
            if word in self._first
            for particle in text[place + 1 : place + 1 + _FARTHEST]
            for pair in self._pairs.found((word, particle))
        ]
