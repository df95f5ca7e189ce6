"""What the load bench asks, how it asks it, and what it makes of its figures."""

import dataclasses
import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from rich.console import Console
from small_faq import FEE, LIBRARY, LOAN, small_faq

from bench.telegram.contest import BenchError, Place, contestant
from bench.telegram.messages import collect
from bench.telegram.report import Report, show
from bench.telegram.rounds import Comparison, Latency, Spread
from bot.dialogue import Dialogue
from bot.models import Faq, ReplyKind

TESTS = ("hur länge får jag ha en bok hemma", "lånetid bok", "vad kostar det om jag är sen")


@pytest.fixture(scope="module")
def faq() -> Faq:
    loan = dataclasses.replace(LOAN, tests=TESTS[:2])
    fee = dataclasses.replace(FEE, tests=TESTS[2:])
    topic = dataclasses.replace(LIBRARY, entries=(loan, fee))
    return dataclasses.replace(small_faq(topic), out_of_scope=("grillkorv med bröd",))


def test_messages_are_distinct_and_come_from_the_faq_and_noise(faq: Faq) -> None:
    messages = collect(Dialogue(faq))
    assert len(set(messages.all)) == len(messages.all)
    assert {*TESTS, *LOAN.variants, *faq.out_of_scope} < set(messages.all)
    assert collect(Dialogue(faq)) == messages
    assert len(collect(Dialogue(faq), most=2).all) == 2


def test_messages_are_told_apart_by_whether_their_reply_waits(faq: Faq) -> None:
    dialogue = Dialogue(faq)
    messages = collect(dialogue)
    assert messages.at_once
    assert messages.held
    assert {dialogue.reply(text).kind for text in messages.at_once} == {ReplyKind.ANSWER}
    assert ReplyKind.ANSWER not in {dialogue.reply(text).kind for text in messages.held}


def test_what_is_added_is_taken_round_by_round() -> None:
    rounds = [(0.002, 0.003), (0.004, 0.0045), (0.003, 0.0055)]
    compared = Comparison.of("CPU", rounds)
    assert compared.echo == Spread(3, 2, 4)
    assert compared.ours == Spread(4.5, 3, 5.5)
    assert compared.added.median == pytest.approx(1)
    assert (compared.added.least, compared.added.most) == pytest.approx((0.5, 2.5))


def test_the_report_shows_the_most_that_is_added(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report(messages=10, at_once=8)
    assert report.added == 0
    report.comparisons["polling"] = [
        Comparison.of("CPU", [(0.002, 0.003)]),
        Comparison.of("by the clock", [(0.002, 0.00325)]),
    ]
    report.latencies["polling"] = Latency(Spread(1, 1, 1), 2, Spread(3, 3, 3), 4)
    assert report.added == pytest.approx(1.25)
    assert json.loads(report.as_json())["comparisons"]["polling"][0]["echo"]["median"] == 2
    show(report, Console(width=200))
    printed = capsys.readouterr().out
    assert "1.25 (1.25–1.25)" in printed
    assert "3.0 (4.0)" in printed


def echo(place: Place) -> tuple[Sequence[str], Mapping[str, str]]:
    line = [sys.executable, "-m", "bench.telegram.echo", "--api-url", place.api_url]
    line += ["--token", place.token]
    if place.webhook_port:
        line += ["--webhook", "https://bot.example/", "--port", str(place.webhook_port)]
    return line, {}


@pytest.mark.parametrize("by_webhook", [False, True])
async def test_a_bot_is_timed_while_it_serves(tmp_path: Path, *, by_webhook: bool) -> None:
    core = min(os.sched_getaffinity(0))
    running = contestant("echo", echo, by_webhook=by_webhook, core=core, folder=tmp_path)
    async with running as bot:
        served = await bot.serve(TESTS)
        assert served.cpu > 0
        assert served.wall > 0
        assert len(await bot.latencies(TESTS)) == len(TESTS)
        assert bot.process.resident_bytes() > 10_000_000
        took = await bot.converse(TESTS * 3, residents=100, at_once=2)
        assert sorted(text for text, _ in took) == sorted(TESTS * 3)


async def test_a_bot_that_does_not_run_is_told_of(tmp_path: Path) -> None:
    def broken(_place: Place) -> tuple[Sequence[str], Mapping[str, str]]:
        return [sys.executable, "-c", "raise SystemExit('no such bot')"], {}

    core = min(os.sched_getaffinity(0))
    running = contestant("broken", broken, by_webhook=False, core=core, folder=tmp_path)
    with pytest.raises(BenchError, match=r"broken: ended(?s:.)*no such bot"):
        async with running:
            raise AssertionError
