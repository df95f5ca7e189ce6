"""What keeps an answer from being given outright."""

from __future__ import annotations

import pytest

from bot.matching.index import Index
from bot.matching.matcher import rank


@pytest.mark.parametrize(
    ("message", "doubt"),
    [
        ("jag vill inte ansöka om boendeparkering", "negation"),
        ("Hur ansöker jag om boendeparkering i Skåne?", "place"),
        ("ansöka om boendeparkering i göteborg", "place"),
        ("Hur ansökte man om boendeparkering 1997?", "year"),
        ("Hur ansöker man enligt Frans om boendeparkering?", "name"),
        ("Hur många har boendeparkering?", "number"),
        ("Hur mycket kommer det att kosta att parkera i centrum enligt Frans?", "name"),
        ("Vad sa chefen om giraffer på Parkeringskontoret?", "subject"),
    ],
)
def test_a_doubt(index: Index, message: str, doubt: str) -> None:
    assert doubt in rank(message, index)[0].doubts


@pytest.mark.parametrize(
    "message",
    [
        "Kan man inte ansöka om boendeparkering?",
        "får jag inte parkera i centrum?",
        "jag hittar inte var man ansöker om boendeparkering",
        "Min son i Skåne undrar. Hur ansöker jag om boendeparkering?",
        "Vad kostar det att parkera i centrum?",
        "jag är 72 år, hur ansöker jag om boendeparkering?",
        "Hej! Jag heter Frans. Hur ansöker jag om boendeparkering?",
    ],
)
def test_no_doubt(index: Index, message: str) -> None:
    assert rank(message, index)[0].doubts == ()
