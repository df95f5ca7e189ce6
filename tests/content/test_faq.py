"""Our own FAQ, asked as residents ask. Goes with `faq/`: another authority writes its own."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.commands.opening import open_strictly
from bot.config import load_config
from bot.dialogue import Dialogue
from bot.models import Entry, Reply, ReplyKind

ROOT = Path(__file__).parent.parent.parent
RESIDENTS = Path(__file__).parent / "data" / "residents.jsonl"
Message = dict[str, Any]


@cache
def dialogue() -> Dialogue:
    """The bot as it is shipped: our FAQ with our cut-offs."""
    return open_strictly(load_config(ROOT / "config.yaml", {}))


@cache
def residents() -> tuple[Message, ...]:
    """Messages with what a right answer must say; written without looking at the FAQ."""
    lines = RESIDENTS.read_text("utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)


def expecting(*kinds: str) -> list[Message]:
    return [message for message in residents() if message["expect"] in kinds]


def says(entry: Entry | None, must: list[str]) -> bool:
    if entry is None:
        return False
    text = " ".join((entry.answer, *(citation.url for citation in entry.citations)))
    return all(re.search(pattern, text, re.IGNORECASE) for pattern in must)


def is_right(reply: Reply, message: Message) -> bool:
    return reply.kind is ReplyKind.ANSWER and says(reply.entry, message["must"])


def share(hits: list[bool]) -> float:
    return sum(hits) / len(hits)


@pytest.mark.parametrize("entry", dialogue().faq.entries, ids=lambda entry: entry.id)
def test_every_wording_gives_its_answer(entry: Entry) -> None:
    for wording in (entry.question, *entry.variants):
        reply = dialogue().reply(wording)
        offered = [match.entry for match in reply.suggestions]
        assert reply.asks_area or reply.kind is ReplyKind.ANSWER, wording
        assert entry in [reply.entry, *offered], wording


def test_prov_is_answered() -> None:
    replies = [
        (entry, dialogue().reply(text)) for entry in dialogue().faq.entries for text in entry.tests
    ]
    offered = [
        reply.entry == entry or any(match.entry == entry for match in reply.suggestions)
        for entry, reply in replies
    ]
    wrong = [reply.kind is ReplyKind.ANSWER and reply.entry != entry for entry, reply in replies]
    assert share(offered) >= 0.99
    assert share(wrong) <= 0.005


def test_what_the_documents_do_not_say_is_seldom_answered() -> None:
    replies = [dialogue().reply(text) for text in dialogue().faq.out_of_scope]
    assert share([reply.kind is ReplyKind.ANSWER for reply in replies]) <= 0.065


def test_residents_get_their_answers() -> None:
    asked = [(message, dialogue().reply(message["question"])) for message in expecting("answer")]
    right = [is_right(reply, message) for message, reply in asked]
    helped = [
        is_right(reply, message)
        or any(says(match.entry, message["must"]) for match in reply.suggestions)
        for message, reply in asked
    ]
    assert share(right) >= 0.9
    assert share(helped) >= 0.97


def test_residents_find_their_way() -> None:
    asked = [(message, dialogue().reply(message["question"])) for message in expecting("signpost")]
    assert share([is_right(reply, message) for message, reply in asked]) >= 0.88


def test_residents_are_not_told_what_nobody_wrote() -> None:
    replies = [dialogue().reply(message["question"]) for message in expecting("no-answer")]
    assert share([reply.kind is ReplyKind.ANSWER for reply in replies]) <= 0.075


def test_residents_in_danger_get_112() -> None:
    for message in expecting("emergency"):
        reply = dialogue().reply(message["question"])
        assert reply.kind is ReplyKind.EMERGENCY, message["question"]
        assert "112" in reply.text


def test_related_questions_and_sources_are_there() -> None:
    faq = dialogue().faq
    assert all(faq.find(other) for entry in faq.entries for other in entry.related)
    assert all(entry.citations and entry.tests for entry in faq.entries)
    assert len(faq.entries) >= 40
