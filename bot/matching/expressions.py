"""Words and expressions of several words, found in a text by their labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from bot.matching.text import fold, words

LONGEST: Final = 6

Expression = tuple[str, ...]


class Expressions:
    """Labelled expressions, as they are typed; immutable.

    In a text without any å, ä or ö they are also found without their dots, and only there: "än"
    is not "an".
    """

    def __init__(self, labelled: Mapping[str, Iterable[str]]) -> None:
        self._typed: dict[Expression, set[str]] = {}
        self._folded: dict[Expression, set[str]] = {}
        for label, members in labelled.items():
            for member in members:
                typed = tuple(words(member))
                self._typed.setdefault(typed, set()).add(label)
                self._folded.setdefault(tuple(map(fold, typed)), set()).add(label)

    def found(self, text: Sequence[str]) -> list[tuple[Expression, set[str]]]:
        """The expressions in `text`, its normalised words in order, each with its labels."""
        return [
            (tuple(text[start:end]), labels)
            for start, end, labels in _spans(text, self._table(text))
        ]

    def labels(self, text: Sequence[str]) -> set[str]:
        """The labels of all expressions in `text`."""
        return {label for _, labels in self.found(text) for label in labels}

    def without(self, text: Sequence[str]) -> list[str]:
        """`text` without the words of any expression that stands in it."""
        covered = {
            place
            for start, end, _ in _spans(text, self._table(text))
            for place in range(start, end)
        }
        return [word for place, word in enumerate(text) if place not in covered]

    def _table(self, text: Sequence[str]) -> Mapping[Expression, set[str]]:
        return self._folded if all(word.isascii() for word in text) else self._typed


def _spans(
    text: Sequence[str], table: Mapping[Expression, set[str]]
) -> Iterable[tuple[int, int, set[str]]]:
    for start in range(len(text)):
        for end in range(start + 1, min(start + LONGEST, len(text)) + 1):
            found = table.get(tuple(text[start:end]))
            if found:
                yield start, end, found
