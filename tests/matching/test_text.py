"""Normalising, folding, splitting and stemming Swedish text."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.text import MAX_CHARACTERS, MAX_WORD, fold, normalise, stem, words


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Vad är nära vård?", ["vad", "är", "nära", "vård"]),
        ("VÅRD\u00ad\u200bCENTRAL", ["vårdcentral"]),  # soft hyphen, zero width
        ("va\u030ard", ["vård"]),  # å as a letter and a ring
        ("１１７７", ["1177"]),  # full-width digits
        ("EU:s regler", ["eu:s", "regler"]),
        ("prop. 2019/20:164", ["prop", "2019", "20:164"]),
        ("…!?", []),
    ],
)
def test_words(typed: str, expected: list[str]) -> None:
    assert words(typed) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [("vård", "vard"), ("hälsa", "haelsa"), ("öppet", "oeppet"), ("åka", "aaka"), ("idé", "ide")],
)
def test_spellings_of_one_word_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("läkare", "läkarna"), ("besök", "besöket"), ("kommun", "kommunerna")]
)
def test_inflections_stem_alike(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(st.text(max_size=200))
def test_words_are_bounded_and_hold_no_space(text: str) -> None:
    assert all(0 < len(word) <= MAX_WORD and not word.isspace() for word in words(text))


def test_a_pasted_document_is_cut() -> None:
    assert len(" ".join(words("ord " * MAX_CHARACTERS))) <= MAX_CHARACTERS


def test_stemming_is_the_same_in_many_threads() -> None:
    typed = [
        f"{start}{end}" for start in ("vård", "läk", "kommun") for end in ("en", "are", "ernas")
    ]
    alone = [stem.__wrapped__(word) for word in typed]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(stem.__wrapped__, typed * 200))
    assert together == alone * 200
