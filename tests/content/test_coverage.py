"""docs/coverage.md: which entries hold each fact of the sources."""

import re
from pathlib import Path

import pytest

from bot.content.loader import load
from bot.models import Faq

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| (?P<fact>[^|]+) \| (?P<ids>[^|]+) \|$", re.MULTILINE)
HEAD = {"Fakta", "---"}


def rows() -> list[tuple[str, list[str]]]:
    text = (ROOT / "docs/coverage.md").read_text(encoding="utf-8")
    found = [(row["fact"].strip(), row["ids"]) for row in ROW.finditer(text)]
    return [(fact, re.findall(r"`([^`]+)`", ids)) for fact, ids in found if fact not in HEAD]


@pytest.fixture(scope="module")
def faq() -> Faq:
    loaded = load(ROOT / "faq")
    assert loaded.faq, loaded.problems
    return loaded.faq


def test_every_fact_has_entries_that_exist(faq: Faq) -> None:
    known = {entry.id for entry in faq.entries}
    astray = {fact: ids for fact, ids in rows() if not ids or not known.issuperset(ids)}
    assert len(rows()) > 100
    assert not astray


def test_every_entry_stands_at_a_fact(faq: Faq) -> None:
    listed = {entry_id for _, ids in rows() for entry_id in ids}
    assert not {entry.id for entry in faq.entries} - listed
