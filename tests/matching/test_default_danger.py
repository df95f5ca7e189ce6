"""The danger and small talk that every FAQ starts from: a bare FAQ gives 112 first."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.content.loader import load
from bot.matching.phrases import Phrases, compile_groups
from bot.models import Faq

SMALL_FAQ = Path(__file__).parents[1] / "fixtures" / "faq"
NUMBERS = {"112", "1177", "90101", "010-456 67 00"}


@pytest.fixture(scope="module")
def faq() -> Faq:
    loaded = load(SMALL_FAQ).faq
    assert loaded is not None
    return loaded


@pytest.fixture(scope="module")
def danger(faq: Faq) -> Phrases:
    return compile_groups(faq.danger)


@pytest.mark.parametrize(
    ("message", "number"),
    [
        ("ont i bröstet", "112"),
        ("han andas inte", "112"),
        ("tror mamma fått en stroke", "112"),
        ("jag vill inte leva", "90101"),
        ("barnet har druckit lut", "010-456 67 00"),
        ("hon har tagit en överdos", "010-456 67 00"),
        ("I can't breathe", "112"),
        ("لا أستطيع التنفس", "112"),
        ("det brinner", "112"),
    ],
)
def test_danger_gives_the_number(danger: Phrases, message: str, number: str) -> None:
    group = danger.find(message)
    assert group is not None
    assert number in group.answer


def test_every_danger_reply_begins_with_112(faq: Faq) -> None:
    for group in faq.danger:
        assert "112" in group.answer.split("\n")[0], group.id


def test_replies_name_no_other_numbers(faq: Faq) -> None:
    for group in (*faq.danger, *faq.small_talk):
        text = re.sub(r"https://\S+", "", group.answer)
        assert set(re.findall(r"\d[\d -]*\d", text)) <= NUMBERS, group.id


def test_ordinary_messages_are_no_danger(danger: Phrases) -> None:
    for message in ("hej", "hur bokar jag tid", "vad är stroke", "jag dör av nyfikenhet"):
        assert danger.find(message) is None


def test_small_talk_answers_the_whole_message_only(faq: Faq) -> None:
    covers = compile_groups(faq.small_talk).covers
    greeting = covers("hej hej")
    assert greeting is not None
    assert greeting.id == "halsning"
    assert covers("hej, när har biblioteket öppet") is None
