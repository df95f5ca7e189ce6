"""What a message asks for."""

from __future__ import annotations

import pytest

from bot.matching.questions import last_question, question_type


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Vem bestämmer över parkeringen?", "who"),
        ("Varför kostar det pengar?", "why"),
        ("vaför e de så dyrt", "why"),
        ("Hur mycket är avgiften?", "how_much"),
        ("Hur många platser finns det?", "how_many"),
        ("hur länge gäller tillståndet", "how_long"),
        ("När öppnar ni?", "when"),
        ("Var ligger kontoret?", "where"),
        ("Hur ansöker jag?", "how"),
        ("Vad är boendeparkering?", "what"),
        ("Måste jag betala?", "how_much"),
        ("Får jag stå här?", "may"),
        ("boendeparkering", None),
        ("", None),
    ],
)
def test_question_type(message: str, expected: str | None) -> None:
    assert question_type(message) == expected


def test_the_last_question_counts() -> None:
    message = "Hur går det till? Jag bor i centrum. Vem ringer jag? Tack!"
    assert last_question(message) == "Vem ringer jag?"
    assert question_type(message) == "who"


def test_without_a_question_mark_all_of_it_counts() -> None:
    assert last_question("Jag undrar. Vem ringer jag") == "Jag undrar. Vem ringer jag"
