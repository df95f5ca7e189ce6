"""The layout of answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.paragraphs import paragraphs


@pytest.mark.parametrize(
    ("written", "laid_out"),
    [
        ("", ""),
        ("ett\n", "ett"),
        ("ett\ntvå\n", "ett två"),
        ("ett\n\n\n  två \n", "ett\n\ntvå"),
        ("Det finns:\n- ett\n- två\n", "Det finns:\n- ett\n- två"),
        ("Det finns:\n\n- ett\n\n- två\n", "Det finns:\n\n- ett\n- två"),
        ("- ett som\n  går vidare\n- två\n", "- ett som går vidare\n- två"),
        ("- ett\n- två\nSedan mer.\nOch mer.", "- ett\n- två\n\nSedan mer. Och mer."),
        ("- ett\n  - under", "- ett\n- under"),
        ("ett -\ntvå-tre", "ett - två-tre"),
        ("- ett\n-\ntvå", "- ett\n-\n\ntvå"),
        ("1 000 kronor", "1 000 kronor"),
        ("a <b> & c", "a <b> & c"),
    ],
)
def test_layout(written: str, laid_out: str) -> None:
    assert paragraphs(written) == laid_out


@given(st.text(st.sampled_from("ab -\n"), max_size=60))
def test_a_text_laid_out_stays_as_it_is(text: str) -> None:
    once = paragraphs(text)

    assert paragraphs(once) == once
    assert once.split() == text.split()
