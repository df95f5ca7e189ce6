"""What keeps an answer from being given outright (messages by rule: `data/doubts.yaml`)."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.content.loader import load
from bot.matching.index import Index, build
from bot.matching.matcher import rank

DATA = Path(__file__).parent / "data"
RULES = yaml.safe_load((DATA / "doubts.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def badhus() -> Index:
    """A FAQ on a bathhouse."""
    loaded = load(DATA / "badhus")
    assert loaded.faq is not None, loaded.problems
    return build(loaded.faq)


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


@pytest.mark.parametrize(
    ("message", "doubt"),
    [(message, rule["doubt"]) for rule in RULES.values() for message in rule["doubted"]],
)
def test_a_near_miss_is_doubted(badhus: Index, message: str, doubt: str) -> None:
    assert doubt in rank(message, badhus)[0].doubts


@pytest.mark.parametrize(
    "message", [message for rule in RULES.values() for message in rule["plain"]]
)
def test_what_the_entry_tells_is_not_doubted(badhus: Index, message: str) -> None:
    assert rank(message, badhus)[0].doubts == ()
