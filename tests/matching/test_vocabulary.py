"""Which words of a FAQ a word of a message may stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.lexicon import swedish
from bot.matching.text import stem
from bot.matching.vocabulary import MOST, Vocabulary

KNOWN = (
    "läkare",
    "vårdcentral",
    "parkeringstillstånd",
    "avgift",
    "primärvården",
    "handlar",
    "val",
    "vård",
    "väldigt",
    "på",
)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(KNOWN, swedish())


@pytest.mark.parametrize(
    ("typed", "meant", "how"),
    [
        ("läkarna", "läkare", "same"),
        ("lakare", "läkare", "same"),
        ("vårdcentrl", "vårdcentral", "typo"),
        ("vardsentral", "vårdcentral", "typo"),
        ("parkering", "parkeringstillstånd", "prefix"),
        ("vårdcentralsläkare", "vårdcentral", "prefix"),
        ("sjukhusavgift", "avgift", "suffix"),
        ("doktor", "läkare", "synonym"),
        ("docktor", "läkare", "synonym"),  # a mistyped synonym
        ("kostnad", "avgift", "synonym"),
    ],
)
def test_a_word_reaches(vocabulary: Vocabulary, typed: str, meant: str, how: str) -> None:
    near = vocabulary.neighbours(typed)
    reached = {vocabulary.units[unit]: near.hows[i] for i, unit in enumerate(near.units)}
    assert reached[stem(meant)] == how


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("våg", "vård"),  # too short for typing errors
        ("väldigt", "vård"),  # a stop word stands for itself alone
        ("handla", "val"),
        ("2025", "vård"),
        ("elefant", "läkare"),
    ],
)
def test_a_word_does_not_reach(vocabulary: Vocabulary, typed: str, other: str) -> None:
    near = vocabulary.neighbours(typed)
    assert stem(other) not in {vocabulary.units[unit] for unit in near.units}


def test_a_stop_word_without_its_dots_gives_way_to_a_word_of_the_faq(
    vocabulary: Vocabulary,
) -> None:
    assert vocabulary.is_stop_word("väl")
    assert not vocabulary.is_stop_word("val")
    assert vocabulary.is_stop_word("pa")


@given(st.text(alphabet="abdelnorstvåäö", min_size=1, max_size=30))
def test_neighbours_are_distinct_bounded_and_ranked(word: str) -> None:
    near = Vocabulary(KNOWN, swedish()).neighbours(word)
    assert len(set(near.units.tolist())) == len(near.units) == len(near.hows) <= MOST
    assert list(near.similarities) == sorted(near.similarities, reverse=True)
    assert all(0 < similarity <= 1 for similarity in near.similarities)


def test_a_faq_adds_its_own_synonyms_and_abbreviations() -> None:
    lexicon = swedish().with_groups(
        [("p-bot", "parkeringsanmärkning"), ("pk", "parkeringskontoret")]
    )
    vocabulary = Vocabulary(["parkeringskontoret"], lexicon)
    assert vocabulary.neighbours("pk").hows == ("synonym",)
