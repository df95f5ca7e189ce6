"""A line of disruption as an editor writes it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.content.loader import load
from bot.models import Disruption

PARKING = Path(__file__).parent.parent / "fixtures" / "faq"


def written(folder: Path, *lines: str) -> Disruption | None:
    """The notice of a FAQ whose texts end with these lines under `störning`."""
    shutil.copytree(PARKING, folder, dirs_exist_ok=True)
    text = "\n".join(["störning:", *(f"  {line}" for line in lines), ""])
    (folder / "texter.yaml").write_text(text, encoding="utf-8")
    loaded = load(folder)
    assert loaded.faq, loaded.problems
    return loaded.faq.disruption


def test_a_faq_need_not_have_one(tmp_path: Path) -> None:
    loaded = load(PARKING)
    assert loaded.faq
    assert loaded.faq.disruption is None
    assert written(tmp_path) is None


@pytest.mark.parametrize(
    ("begins", "ends", "minutes"),
    [
        ("2026-11-21", "2026-11-22", ("2026-11-21T00:00", "2026-11-22T23:59")),
        ("2026-11-21 8:00", "2026-11-21 17.30", ("2026-11-21T08:00", "2026-11-21T17:30")),
        ("2026-11-21T08:00", "2026-11-21 kl. 23:59", ("2026-11-21T08:00", "2026-11-21T23:59")),
        ("2026-11-21 10:00", "2026-11-21", ("2026-11-21T10:00", "2026-11-21T23:59")),
    ],
)
def test_times_are_days_or_minutes(
    tmp_path: Path, begins: str, ends: str, minutes: tuple[str, str]
) -> None:
    notice = written(tmp_path, "text: Stängt.", f"från: {begins}", f"till: {ends}")
    assert notice
    assert (notice.begins, notice.ends) == minutes


def test_without_a_beginning_it_has_begun(tmp_path: Path) -> None:
    notice = written(tmp_path, "text: |", "  Ett.", "", "  Två.", "till: 2026-11-22")
    assert notice == Disruption("Ett.\n\nTvå.", "0001-01-01T00:00", "2026-11-22T23:59")


@pytest.mark.parametrize("name", ["Parkering", "parkering", "PARKERING"])
def test_a_topic_is_named_by_its_title_or_its_file(tmp_path: Path, name: str) -> None:
    notice = written(tmp_path, "text: Stängt.", "till: 2026-11-22", "ämnen:", f"  - {name}")
    assert notice
    assert notice.topics == {"Parkering"}
