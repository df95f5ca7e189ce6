"""Who writes in another language gets the way on, and never one of our answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from bot.content.loader import load
from bot.dialogue import Dialogue
from bot.models import ReplyKind

DATA = Path(__file__).parent / "data"
FAQ = Path(__file__).parents[2] / "faq"


def grouped(name: str) -> dict[str, list[str]]:
    text = (DATA / name).read_text(encoding="utf-8")
    found: dict[str, list[str]] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - text only
    return found


def residents() -> list[str]:
    lines = (DATA / "residents.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["question"] for line in lines]


OURS = grouped("other_languages.yaml")


@pytest.fixture(scope="module")
def dialogue() -> Dialogue:
    faq = load(FAQ).faq
    assert faq is not None
    return Dialogue(faq)


@pytest.mark.parametrize("message", OURS["about our subjects"])
def test_our_subjects_in_another_language(dialogue: Dialogue, message: str) -> None:
    reply = dialogue.reply(message)
    assert reply.kind is ReplyKind.FALLBACK
    assert reply.text == dialogue.faq.texts.other_language


@pytest.mark.parametrize("message", OURS["not noticed"])
def test_what_is_not_noticed_is_not_answered_either(dialogue: Dialogue, message: str) -> None:
    reply = dialogue.reply(message)
    assert reply.kind is not ReplyKind.ANSWER
    assert reply.language is None


def test_no_swedish_message_of_ours_is_taken_for_another_language(dialogue: Dialogue) -> None:
    entries = [
        wording
        for entry in dialogue.faq.entries
        for wording in (entry.question, *entry.variants, *entry.tests)
    ]
    harmless = [message for group in grouped("not_danger.yaml").values() for message in group]
    questions = [*grouped("smalltalk.yaml")["inte småprat"], *residents()]
    messages = {*entries, *dialogue.faq.out_of_scope, *harmless, *questions}
    taken = {message for message in messages if dialogue.other_language(message)}
    assert taken == set(OURS["in our other lists"])
