from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram_text import shorten, split, units

TEXTS = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from(" \n.\u0301\u200d😀👩🏽")
)


@given(TEXTS, st.integers(8, 60))
def test_pieces_fit_and_nothing_but_space_gets_lost(text: str, limit: int) -> None:
    pieces = split(text, limit)
    assert all(0 < units(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


@given(TEXTS, st.integers(8, 60))
def test_a_shortened_text_fits_and_begins_as_it_did(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert units(short) <= limit
    assert short == text or text.startswith(short.removesuffix("…"))


SPLITS = [
    ("Ett stycke.\n\nEtt till. Och mer.", 20, ["Ett stycke.", "Ett till. Och mer."]),
    ("En mening. En annan mening.", 20, ["En mening.", "En annan mening."]),
    ("ord ord ord ord", 10, ["ord ord", "ord ord"]),
    ("a" * 25, 10, ["a" * 10, "a" * 10, "a" * 5]),
    ("abcdefg👩🏽‍⚕️", 12, ["abcdefg", "👩🏽‍⚕️"]),
    ("abcdefge\u0301f", 8, ["abcdefg", "e\u0301f"]),
    (" \n ", 10, []),
]


@pytest.mark.parametrize(("text", "limit", "pieces"), SPLITS)
def test_cuts_at_the_best_place(text: str, limit: int, pieces: list[str]) -> None:
    assert split(text, limit) == pieces


SHORT = [
    ("Kort", 10, "Kort"),
    ("Vad kostar det, egentligen?", 17, "Vad kostar det…"),
    ("Ordklassindelningsregel", 10, "Ordklassi…"),
    ("ett två tre", 8, "ett två…"),
]


@pytest.mark.parametrize(("text", "limit", "short"), SHORT)
def test_shortens_between_words(text: str, limit: int, short: str) -> None:
    assert shorten(text, limit) == short
