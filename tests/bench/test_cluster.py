"""Two replicas behind nginx with PostgreSQL: the short form of the bench, and how it judges."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.console import Console

from bench.cluster import content, nginx
from bench.cluster.content import DANGER, FALLBACK, Question
from bench.cluster.course import SHORT, Kill, Outage, Record
from bench.cluster.findings import (
    ANSWER_LOST,
    IN_FLIGHT,
    UNEXPLAINED,
    UNWRITTEN_SECONDS,
    at_risk,
    explain,
    hold_journal,
    stale_seconds,
    unknown_editions,
)
from bench.cluster.ledger import Asked, Given, Ledger
from bench.cluster.report import show
from bench.cluster.trial import Place, Trial, run
from bench.replicas import find_programs
from bot.content.loader import load
from bot.dialogue import Dialogue
from bot.journal.records import Asked as Noted
from bot.models import ReplyKind

KINDS = {FALLBACK: ReplyKind.FALLBACK, DANGER: ReplyKind.EMERGENCY}


async def test_every_message_gets_its_reply_whatever_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    programs = find_programs()
    if programs is None:
        pytest.skip("no nginx or no PostgreSQL")
    trial = Trial(messages=300, residents=150, plan=SHORT, outage=1)
    found = await run(trial, Place(programs, tmp_path), lambda _line: None)
    assert not found.broken
    assert (found.messages, found.unanswered, found.kills) == (300, 0, 1)
    assert found.doubled.keys() <= {ANSWER_LOST, IN_FLIGHT}
    assert found.journal.texts > 0
    for changes in found.versions.values():
        assert changes[-1][1] == 4  # 3 had a fault
    show(found, Console(width=120))
    assert "Every promise was kept" in capsys.readouterr().out
    assert json.loads(found.as_json())["messages"] == 300


def test_the_faq_of_the_bench_answers_as_the_bench_expects(tmp_path: Path) -> None:
    content.write(tmp_path, 7)
    faq = load(tmp_path).faq
    assert faq is not None
    dialogue = Dialogue(faq)
    for question in content.questions(400):
        reply = dialogue.reply(question.text)
        assert reply.kind is KINDS.get(question.key, ReplyKind.ANSWER)
        text = f"{reply.entry.question} {reply.entry.answer}" if reply.entry else reply.text
        assert content.key_of(text) == question.key
        assert content.edition_of(text) == 7
    content.write_broken(tmp_path, 8)
    assert load(tmp_path).faq is None


def test_a_reply_of_two_editions_is_of_none() -> None:
    assert content.edition_of("Utgåva 1. Handbok, utgåva 1") == 1
    assert content.edition_of("Utgåva 1. Handbok, utgåva 2") is None
    assert content.edition_of("Hej") is None


def asked(*replies: Given, key: str = FALLBACK, text: str = "vad är böpx") -> Asked:
    return Asked(Question(text, key), 1, 0, 700, list(replies))


def given(at: float, edition: int = 1, *, lost: bool = False) -> Given:
    return Given(at, edition, lost)


@pytest.mark.parametrize(
    ("replies", "kills", "causes"),
    [
        ([], [], []),
        ([given(1)], [Kill(2, "a", frozenset({700}))], []),
        ([given(1, lost=True), given(2)], [], [ANSWER_LOST]),
        ([given(1), given(33)], [Kill(2, "a", frozenset({700}))], [IN_FLIGHT]),
        ([given(1), given(33)], [Kill(2, "a", frozenset({701}))], [UNEXPLAINED]),
        ([given(5), given(6)], [Kill(2, "a", frozenset({700}))], [UNEXPLAINED]),
        ([given(1), given(2, lost=True)], [], [UNEXPLAINED]),
        (
            [given(1, lost=True), given(2), given(40), given(41)],
            [Kill(3, "a", frozenset({700}))],
            [ANSWER_LOST, IN_FLIGHT, UNEXPLAINED],
        ),
    ],
)
def test_each_doubled_reply_has_a_cause(
    replies: list[Given], kills: list[Kill], causes: list[str]
) -> None:
    assert list(explain(asked(*replies), kills)) == causes


def test_a_kill_may_cost_what_was_noted_just_before_it() -> None:
    record = Record(kills=[Kill(100, "a", frozenset())])
    assert at_risk(asked(given(99)), record)
    assert not at_risk(asked(given(99 - UNWRITTEN_SECONDS)), record)
    assert not at_risk(asked(given(102)), record)
    record.outages.append(Outage(60, 90))
    assert at_risk(asked(given(61)), record)


def test_the_journal_is_held_against_the_replies() -> None:
    ledger, record = Ledger(), Record(kills=[Kill(100, "a", frozenset())])
    ledger.asked = [
        asked(given(10), text="kvar"),
        asked(given(99), text="borta vid döden"),
        asked(given(20), text="bara borta"),
        asked(given(20), key="båt", text="hyra båt"),
    ]
    day = Noted("", "fallback", None, None, None)  # type: ignore[arg-type]
    texts = [Noted(text, *(day.kind, None, None, day.day)) for text in ("kvar", "kvar", "ny")]
    held = hold_journal(ledger, record, texts, [])
    assert (held.texts, held.texts_lost, held.lost_beyond) == (3, 2, 1)
    assert (held.texts_at_risk, held.replies_at_risk) == (1, 1)
    assert held.surplus == 2


def test_old_and_faulty_editions_are_found() -> None:
    ledger, record = Ledger(), Record(published={1: 0, 2: 50})
    ledger.asked = [asked(given(10), given(52), given(53, 2), given(54, 3), given(49, 2))]
    assert stale_seconds(ledger, record) == {2: 2}
    assert unknown_editions(ledger, record) == 2


def test_the_shipped_settings_of_nginx_lead_to_the_replicas(tmp_path: Path) -> None:
    text = nginx.settings(tmp_path, 8000, (8001, 8002))
    assert "listen 127.0.0.1:8000;" in text
    assert text.count("max_fails") == 2
    assert "proxy_pass http://bot;" in text
    assert "proxy_next_upstream error timeout http_502 http_503 non_idempotent;" in text
    assert "ssl" not in text
    assert f"proxy_temp_path {tmp_path}/proxy;" in text
