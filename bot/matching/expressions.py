"""Words and expressions of several words, found in a text by their labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.matching.text import fold, words

Expression = tuple[str, ...]
# By the first word of an expression and its length: the whole expressions, each with its labels.
_Table = dict[str, dict[int, dict[Expression, set[str]]]]


class Expressions:
    """Labelled expressions, as they are typed; immutable.

    In a text without any å, ä or ö they are also found without their dots, and only there: "än"
    is not "an".
    """

    def __init__(self, labelled: Mapping[str, Iterable[str]]) -> None:
        self._typed: _Table = {}
        self._folded: _Table = {}
        for label, members in labelled.items():
            for member in members:
                typed = tuple(words(member))
                _add(self._typed, typed, label)
                _add(self._folded, tuple(map(fold, typed)), label)

    def found(self, text: Sequence[str]) -> list[tuple[Expression, set[str]]]:
        """The expressions in `text`, its normalised words in order, each with its labels."""
        return [(tuple(text[start:end]), labels) for start, end, labels in self._spans(text)]

    def labels(self, text: Sequence[str]) -> set[str]:
        """The labels of all expressions in `text`."""
        return {label for _, _, labels in self._spans(text) for label in labels}

    def without(self, text: Sequence[str]) -> list[str]:
        """`text` without the words of any expression that stands in it."""
        covered = {place for start, end, _ in self._spans(text) for place in range(start, end)}
        return [word for place, word in enumerate(text) if place not in covered]

    def _spans(self, text: Sequence[str]) -> Iterator[tuple[int, int, set[str]]]:
        table = self._folded if all(map(str.isascii, text)) else self._typed
        for start, word in enumerate(text):
            for length, expressions in table.get(word, {}).items():
                end = start + length
                labels = expressions.get(tuple(text[start:end]))
                if labels:
                    yield start, end, labels


def _add(table: _Table, expression: Expression, label: str) -> None:
    if expression:
        of_length = table.setdefault(expression[0], {}).setdefault(len(expression), {})
        of_length.setdefault(expression, set()).add(label)
