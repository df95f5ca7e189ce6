"""Expressions of several words, found in a text by their labels."""

from __future__ import annotations

import pytest

from bot.matching.expressions import Expressions
from bot.matching.text import words

KINDS = Expressions(
    {"age": ["hur gammal", "ålder"], "now": ["i år", "nu", "än"], "gone": ["nu för tiden"]}
)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Hur gammal är hon?", {"age"}),
        ("vilken ålder i år", {"age", "now"}),
        ("hur är gammal mat", set()),  # not next to each other
        ("nu för tiden", {"now", "gone"}),
        ("", set()),
        ("vilken alder", {"age"}),  # a text without any dots
        ("fler an förr", set()),  # "än" is not "an" where others have their dots
        ("gar det an", {"now"}),
    ],
)
def test_labels(text: str, labels: set[str]) -> None:
    assert KINDS.labels(words(text)) == labels


def test_found_tells_the_words() -> None:
    assert KINDS.found(words("Hur gammal är hon i år?")) == [
        (("hur", "gammal"), {"age"}),
        (("i", "år"), {"now"}),
    ]


def test_without_takes_the_words_out() -> None:
    assert KINDS.without(words("Vad gör ni nu för tiden?")) == ["vad", "gör", "ni"]
