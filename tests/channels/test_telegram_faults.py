"""When Telegram, the network or the bot itself fails: the resident still gets an answer."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator

import pytest
from running_bot import BrokenDialogue, RunningBot
from small_faq import DANGER, FEE, LOAN, small_faq, texts
from transports import POLLING, WEBHOOK, Site, running

from bot.channels.callback_data import EntryTap
from bot.channels.pacing import MAX_ATTEMPTS
from bot.simulator.errors import bad_request
from bot.simulator.faults import (
    Fault,
    dropped,
    flood_wait,
    half_answer,
    hanging,
    server_error,
    wrong_json,
)
from bot.simulator.residents import Conversation

TEXTS = texts()


@pytest.fixture(params=[POLLING, WEBHOOK])
async def bot(request: pytest.FixtureRequest, unused_tcp_port: int) -> AsyncIterator[RunningBot]:
    """The bot on each transport: what it does about a fault does not depend on it."""
    async with running(Site(request.param, unused_tcp_port)) as bot:
        yield bot


@pytest.mark.parametrize(
    ("fault", "wait"),
    [
        (flood_wait(7), 7),
        (server_error(500), 0.5),
        (server_error(502), 0.5),
        (server_error(504), 0.5),
        (dropped(), 0.5),
        (half_answer(), 0.5),
        (wrong_json(), 0.5),
    ],
)
async def test_a_send_that_fails_is_tried_again(
    bot: RunningBot, chat: Conversation, fault: Fault, wait: float
) -> None:
    bot.simulator.faults.next("sendMessage", fault)
    assert (await chat.ask("hej")).text == "Hej själv!"
    assert bot.waits == [wait]


async def test_a_send_that_hangs_is_tried_again(unused_tcp_port: int) -> None:
    site = Site(POLLING, unused_tcp_port)
    async with site.simulator() as simulator:
        bot = site.bot(simulator)
        bot.seconds = {"answer_seconds": 0.2}
        simulator.faults.next("sendMessage", hanging())
        async with bot:
            assert (await bot.chat().ask("hej")).text == "Hej själv!"
    assert bot.waits == [0.5]


async def test_an_answer_whose_receipt_got_lost_comes_twice_rather_than_never(
    bot: RunningBot, chat: Conversation
) -> None:
    bot.simulator.faults.next("sendMessage", dropped(after=True))
    chat.send("hej")
    assert [reply.text for reply in await chat.replies(2)] == ["Hej själv!", "Hej själv!"]


async def test_it_does_not_try_for_ever(bot: RunningBot, chat: Conversation) -> None:
    bot.simulator.faults.next("sendMessage", server_error(), times=MAX_ATTEMPTS)
    chat.send("hej")
    assert (await chat.reply()).text == TEXTS.error
    assert bot.simulator.world.calls.count("sendMessage") == MAX_ATTEMPTS + 1
    assert bot.waits == [0.5, 1, 2, 4, 8]


async def test_it_does_not_wait_for_hours(bot: RunningBot, chat: Conversation) -> None:
    bot.simulator.faults.next("sendMessage", flood_wait(3600))
    assert (await chat.ask("hej")).text == TEXTS.error
    assert bot.waits == []


async def test_in_danger_it_waits_longer(bot: RunningBot, chat: Conversation) -> None:
    bot.simulator.faults.next("sendMessage", flood_wait(100), times=3)
    assert (await chat.ask("ont i bröstet")).text.startswith(DANGER.answer)
    assert bot.waits == [100, 100, 100]


async def test_a_chat_that_must_wait_holds_nobody_else_back(bot: RunningBot) -> None:
    slow, quick = bot.chat(1), bot.chat(2)
    bot.simulator.faults.next("sendMessage", flood_wait(5))
    slow.send("hej")
    quick.send("hej")
    assert (await quick.reply()).text == (await slow.reply()).text == "Hej själv!"


REFUSED = Fault(bad_request("can't parse entities: Unsupported start tag"))


@pytest.mark.parametrize("question", ["ont i bröstet", LOAN.question])
async def test_what_telegram_will_not_format_goes_out_as_plain_text(
    bot: RunningBot, chat: Conversation, question: str
) -> None:
    chat.send("hej")
    expected = {"ont i bröstet": DANGER.answer, LOAN.question: LOAN.question}[question]
    await chat.reply()
    bot.simulator.faults.next("sendMessage", REFUSED)
    reply = await chat.ask(question)
    assert reply.text.startswith(expected)
    assert (reply.bold, reply.links, reply.rows) == ([], [], [])


async def test_a_tap_is_served_though_it_cannot_be_acknowledged(
    bot: RunningBot, chat: Conversation
) -> None:
    answer = await chat.ask(LOAN.question)
    bot.simulator.faults.next("answerCallbackQuery", Fault(bad_request("query is too old")))
    chat.start_tap(answer.data, str(EntryTap(FEE.id)))
    assert (await chat.reply()).bold != []


async def test_a_menu_that_cannot_be_changed_is_sent_anew(
    bot: RunningBot, chat: Conversation
) -> None:
    menu = await chat.ask("/fragor")
    bot.simulator.faults.next("editMessageText", Fault(bad_request("message can't be edited")))
    await chat.tap(menu, menu.labels[0])
    assert (await chat.reply()).labels != menu.labels


async def test_an_error_of_the_bot_is_told_and_logged_without_the_words(
    bot: RunningBot, chat: Conversation, caplog: pytest.LogCaptureFixture
) -> None:
    bot.current = BrokenDialogue(small_faq())
    reply = await chat.ask("krasch")
    assert reply.text == TEXTS.error
    (record,) = [one for one in caplog.records if one.levelno >= logging.ERROR]
    assert "RuntimeError" in record.getMessage()
    assert "running_bot.py" in record.getMessage()
    assert "krasch" not in caplog.text


async def test_who_has_blocked_the_bot_is_left_in_peace(
    bot: RunningBot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    blocked, other = bot.chat(1), bot.chat(2)
    blocked.block()
    blocked.send("hej")
    await bot.simulator.finished("sendMessage")
    assert await bot.stopped() == 0
    assert (blocked.unread, other.unread) == ([], [])
    assert [one.levelno for one in caplog.records if "stängt ute" in one.message] == [logging.INFO]
