"""What the bot says of privacy is what the journal does."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.commands.opening import as_kept, open_for_service
from bot.config import Config, Journal
from bot.content.loader import bare
from bot.texts import DAYS

TEXTS = bare().texts
LIBRARY = Path(__file__).parent / "fixtures" / "bibliotek"


def journal(url: str = "sqlite:///x", keep_days: int = 30) -> Journal:
    return Journal.model_validate({"url": url, "keep_days": keep_days})


def test_days_are_those_of_the_settings() -> None:
    told = as_kept(TEXTS, journal(keep_days=7))
    assert "sparas din fråga i 7 dagar" in told.privacy
    assert "kept for 7 days" in told.privacy_english
    assert "i fara sparas ingen text" in told.privacy


def test_without_a_journal_nothing_is_kept() -> None:
    told = as_kept(TEXTS, journal("off"))
    assert "Jag sparar inget av det du skriver" in told.privacy
    assert "I store nothing" in told.privacy_english


@pytest.mark.parametrize("url", ["off", "sqlite:///x", "postgresql://x"])
def test_no_mark_is_left_and_nothing_else_is_changed(url: str) -> None:
    told = as_kept(TEXTS, journal(url))
    assert DAYS not in f"{told.privacy}{told.privacy_english}"
    changed = {name for name, text in told if text != getattr(TEXTS, name)}
    assert changed <= {"privacy", "privacy_english"}


def test_every_dialogue_says_so(tmp_path: Path) -> None:
    config = Config(faq=LIBRARY, var=tmp_path, journal=journal(keep_days=9))
    assert "i 9 dagar" in open_for_service(config).dialogue().faq.texts.privacy
