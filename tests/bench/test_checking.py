"""The FAQ that the speed of `check` is measured on is one that the bot can use."""

from pathlib import Path

from bench.checking import write_grown
from bot.content.loader import load
from bot.models import Faq


def test_a_grown_faq_has_no_faults_and_as_many_entries_as_asked_for(
    parking: Faq, tmp_path: Path
) -> None:
    source = Path(__file__).parents[1] / "fixtures" / "faq"
    write_grown(parking, source, tmp_path / "faq", entries=60, variants=1)
    grown = load(tmp_path / "faq")

    assert grown.faq is not None, grown.problems
    assert len(grown.faq.entries) == 60
    assert all(len(entry.variants) == 1 for entry in grown.faq.entries)
