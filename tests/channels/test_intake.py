"""Updates are taken in many at once, and each is answered once."""

from __future__ import annotations

import asyncio

from telegram import Update

from bot.channels import delivery
from bot.channels import intake as module
from bot.channels.intake import Intake, Outcome


class Answering:
    """Answers when the gate is open; the first `failures` answers do not go out."""

    def __init__(self, failures: int = 0) -> None:
        self.failures = failures
        self.begun: list[int] = []
        self.gate = asyncio.Event()

    async def __call__(self, update: Update) -> None:
        self.begun.append(update.update_id)
        await self.gate.wait()
        self.failures -= 1
        delivery.sent(failed=self.failures >= 0)


async def test_one_that_comes_again_is_answered_once() -> None:
    answering = Answering()
    intake = Intake(answering)
    answering.gate.set()
    for _ in range(3):
        intake.take(Update(1))
        assert await intake.outcome(1) is Outcome.ANSWERED
    assert answering.begun == [1]


async def test_one_that_comes_again_meanwhile_waits_for_the_answer() -> None:
    answering = Answering()
    intake = Intake(answering)
    intake.take(Update(1))
    both = [asyncio.create_task(intake.outcome(1)) for _ in range(2)]
    intake.take(Update(1))
    await asyncio.sleep(0)
    assert not any(one.done() for one in both)
    answering.gate.set()
    assert await asyncio.gather(*both) == [Outcome.ANSWERED] * 2
    assert answering.begun == [1]


async def test_one_whose_answer_failed_is_tried_again() -> None:
    answering = Answering(failures=1)
    intake = Intake(answering)
    answering.gate.set()
    intake.take(Update(1))
    assert await intake.outcome(1) is Outcome.FAILED
    intake.take(Update(1))
    assert await intake.outcome(1) is Outcome.ANSWERED
    assert answering.begun == [1, 1]


async def test_who_waits_may_go_away() -> None:
    answering = Answering()
    intake = Intake(answering)
    intake.take(Update(1))
    waiting = asyncio.create_task(intake.outcome(1))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    answering.gate.set()
    assert await intake.outcome(1) is Outcome.ANSWERED


async def test_there_is_room_for_so_many() -> None:
    answering = Answering()
    intake = Intake(answering, limit=2)
    intake.take(Update(1))
    assert not intake.is_full
    intake.take(Update(2))
    assert intake.is_full
    waiting = asyncio.create_task(intake.room())
    await asyncio.sleep(0)
    assert not waiting.done()
    answering.gate.set()
    await waiting
    await intake.finish()
    assert intake.in_flight == []


async def test_what_is_dropped_was_not_answered() -> None:
    intake = Intake(Answering())
    intake.take(Update(1))
    await asyncio.sleep(0)
    await intake.drop()
    assert intake.in_flight == []
    assert await intake.outcome(1) is Outcome.FAILED


async def test_it_remembers_so_many() -> None:
    answering = Answering()
    answering.gate.set()
    intake = Intake(answering)
    for number in range(module.REMEMBERED + 1):
        intake.take(Update(number))
        await intake.outcome(number)
    assert not intake.knows(0)
    assert intake.knows(1)
