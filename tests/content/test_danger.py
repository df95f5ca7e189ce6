"""The danger and small talk of our FAQ, on messages as residents write them (`data/`).

The messages were written in batches, each measured before the phrases were mended after it:
they hold what is reached, they are no measure of messages that nobody has thought of.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.content.loader import load
from bot.matching.phrases import Phrases, compile_groups
from bot.models import Faq

DATA = Path(__file__).parent / "data"
FAQ = Path(__file__).parents[2] / "faq"
NUMBERS = {"sjalvmord": "90101", "forgiftning": "010-456 67 00", "overdos": "010-456 67 00"}
# A life in danger at once is settled before the number of a help line: there 112 is enough.
NEARER = {"medvetslos", "andning", "blodning", "fara"}
OTHER_LANGUAGES = {"engelska", "andra-sprak"}
NOT_SMALL_TALK = "inte småprat"
# What people write around the danger: it must be heard all the same.
AROUND = [
    "{} vad ska jag göra",
    "{}, ska jag ringa vårdcentralen?",
    "{} snälla hjälp",
    "{}. Hur lång är väntetiden på akuten?",
    "{}, vad kostar det att åka in?",
    "Hej! Jag bor i Kalmar och undrar en sak, {}",
    "det är kö till vårdcentralen och {}",
    "min man har haft hjärtsvikt i många år och nu {}",
    "Jag har en fråga om vården i Kalmar, {}",
]
FEW_WORDS = 4  # a shorter message may be danger only because nothing else is said ("slaganfall?")
SILENCED_OF = 500  # of so many messages one may be silenced by what stands around it


def messages(name: str) -> list[tuple[str, str]]:
    grouped = yaml.load((DATA / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - text only
    return [(group, message) for group, listed in grouped.items() for message in listed]


@pytest.fixture(scope="module")
def faq() -> Faq:
    loaded = load(FAQ).faq
    assert loaded is not None
    return loaded


@pytest.fixture(scope="module")
def danger(faq: Faq) -> Phrases:
    return compile_groups(faq.danger)


@pytest.fixture(scope="module")
def small_talk(faq: Faq) -> Phrases:
    return compile_groups(faq.small_talk)


@pytest.mark.parametrize(("group", "message"), messages("danger.yaml"))
def test_danger_alarms(danger: Phrases, group: str, message: str) -> None:
    found = danger.find(message)
    assert found is not None
    if found.id not in NEARER:
        assert NUMBERS.get(group, "112") in found.answer


@pytest.mark.parametrize("around", AROUND)
def test_danger_alarms_in_the_middle_of_other_things(danger: Phrases, around: str) -> None:
    told = [
        message.rstrip(" .?!")
        for group, message in messages("danger.yaml")
        if group not in OTHER_LANGUAGES and len(message.split()) > FEW_WORDS
    ]
    silenced = [message for message in told if danger.find(around.format(message)) is None]
    assert len(silenced) * SILENCED_OF <= len(told), silenced


@pytest.mark.parametrize(("group", "message"), messages("not_danger.yaml"))
def test_look_alikes_do_not_alarm(danger: Phrases, group: str, message: str) -> None:
    assert danger.find(message) is None, group


@pytest.mark.parametrize(("group", "message"), messages("smalltalk.yaml"))
def test_small_talk_is_told_from_questions(small_talk: Phrases, group: str, message: str) -> None:
    found = small_talk.covers(message)
    assert (found.id if found else NOT_SMALL_TALK) == group


def test_small_talk_is_no_danger(danger: Phrases) -> None:
    assert [message for _, message in messages("smalltalk.yaml") if danger.find(message)] == []


def test_our_own_questions_do_not_alarm(danger: Phrases, faq: Faq) -> None:
    ours = [
        wording
        for entry in faq.entries
        for wording in (entry.question, *entry.variants, *entry.tests)
        if danger.find(wording)
    ]
    assert ours == []
    assert [message for message in faq.out_of_scope if danger.find(message)] == []
