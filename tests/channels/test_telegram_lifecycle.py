"""Starting, the profile, and stopping: whatever the network and the server do."""

from __future__ import annotations

import logging

import pytest
from running_bot import RunningBot
from small_faq import LOAN, texts

from bot.channels.profile import update_profile
from bot.channels.telegram import TelegramSettings
from bot.simulator.faults import Fault, flood_wait, server_error
from bot.simulator.server import Simulator

TEXTS = texts()
PROFILE = ("name", "description", "short_description")


async def test_the_profile_is_set_at_the_start(simulator: Simulator) -> None:
    async with RunningBot(simulator):
        await simulator.finished("setMyName")
    stored = {which: simulator.world.names[which, ""] for which in PROFILE}
    assert stored == {which: getattr(TEXTS, which) for which in PROFILE}
    for language, first in (("sv", TEXTS.command_start), ("en", TEXTS.command_start_english)):
        commands = simulator.private_chat(language=language).commands
        assert commands[0] == {"command": "start", "description": first}


async def test_an_unchanged_profile_is_not_set_again(simulator: Simulator) -> None:
    async with RunningBot(simulator) as bot:
        await simulator.finished("setMyName")
        simulator.world.calls.clear()
        await update_profile(bot.application.bot, TEXTS)
    assert "getMyName" in simulator.world.calls
    assert [one for one in simulator.world.calls if one.startswith("setMy")] == []


@pytest.mark.parametrize("fault", [flood_wait(9000), server_error(500)])
async def test_a_profile_that_is_refused_is_a_warning(
    simulator: Simulator, caplog: pytest.LogCaptureFixture, fault: Fault
) -> None:
    for method in ("setMyCommands", "setMyName", "getMyDescription", "setMyShortDescription"):
        simulator.faults.next(method, fault)
    async with RunningBot(simulator) as bot:
        await simulator.finished("setMyName")
        assert (await bot.chat().ask("hej")).text == "Hej själv!"
    warnings = [one for one in caplog.records if "Kunde inte ställa in" in one.message]
    assert [one.levelno for one in warnings] == [logging.WARNING] * 4


async def test_the_bot_waits_for_a_server_that_is_not_there_yet(
    simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    simulator.faults.next("getMe", server_error(502), times=3)
    simulator.faults.next("getMe", flood_wait(40))
    simulator.faults.next("deleteWebhook", flood_wait(1))
    async with RunningBot(simulator) as bot:
        assert (await bot.chat().ask("hej")).text == "Hej själv!"
    assert bot.waits == [1, 2, 4, 40, 1]
    assert "Når inte Telegram (NetworkError). Försöker igen om 4 s." in caplog.text


async def test_the_bot_can_be_stopped_while_nobody_answers(unused_tcp_port: int) -> None:
    bot = RunningBot(Simulator(port=unused_tcp_port))
    bot.start()
    await bot.paused.wait()
    assert await bot.stopped() == 0


async def test_a_refused_token_is_one_clear_line(
    simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    bot = RunningBot(simulator, token="123456789:hemlig")
    bot.start()
    assert await bot.exit_code == 2
    (record,) = [one for one in caplog.records if one.levelno >= logging.ERROR]
    assert "TELEGRAM_BOT_TOKEN" in record.message
    assert "hemlig" not in caplog.text


async def test_what_is_in_flight_at_the_stop_is_answered_and_confirmed(
    simulator: Simulator,
) -> None:
    async with RunningBot(simulator) as bot:
        chat = bot.chat()
        await chat.ask("hej")
        for _ in range(20):
            chat.send(LOAN.question)
        first = await chat.replies(1)
    assert len(first) + len(chat.unread) + len(simulator.world.updates.pending) == 20


def test_the_token_is_in_no_representation() -> None:
    assert "hemlig" not in repr(TelegramSettings("123456789:hemlig"))
