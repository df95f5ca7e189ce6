"""Nobody there any more: one line at the right level, nothing else, and never an apology."""

from __future__ import annotations

import logging

import pytest
from running_bot import BrokenDialogue, RunningBot
from small_faq import LOAN, small_faq, texts

from bot.simulator.errors import ApiError, bad_request, forbidden
from bot.simulator.residents import Conversation

TEXTS = texts()
INFO, WARNING = logging.INFO, logging.WARNING
DEAD = [
    (forbidden("bot was blocked by the user"), INFO, "har stängt ute boten"),
    (forbidden("user is deactivated"), INFO, "kontot finns inte längre"),
    (forbidden("bot was kicked from the group chat"), INFO, "inte med i gruppen"),
    (forbidden("the group chat was deleted"), INFO, "chatten finns inte längre"),
    (forbidden("something new"), INFO, "Telegram tillåter det inte"),
    (bad_request("chat not found"), INFO, "chatten finns inte längre"),
    (bad_request("message thread not found"), INFO, "tråden är stängd"),
    (bad_request("TOPIC_CLOSED"), INFO, "tråden är stängd"),
    (bad_request("not enough rights to send text messages to the chat"), WARNING, "får inte"),
]


@pytest.mark.parametrize("dead", DEAD)
async def test_a_dead_chat_is_one_line_and_no_apology(
    bot: RunningBot, caplog: pytest.LogCaptureFixture, dead: tuple[ApiError, int, str]
) -> None:
    caplog.set_level(logging.INFO, "bot")
    chat = bot.chat()
    chat.chat.refusal, level, why = dead
    chat.send(LOAN.question)
    await bot.simulator.finished("sendMessage")
    assert await bot.stopped() == 0
    (line,) = [one for one in caplog.records if "nådde inte fram" in one.message]
    assert line.levelno == level
    assert why in line.message
    assert bot.simulator.world.calls.count("sendMessage") == 1


async def test_an_edit_in_a_dead_chat_is_one_line_too(
    bot: RunningBot, chat: Conversation, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    question = chat.send("vrolk")
    await chat.reply()
    chat.block()
    chat.edit(question, text=LOAN.question)
    await bot.simulator.finished("editMessageText")
    assert await bot.stopped() == 0
    assert sum("nådde inte fram" in one.message for one in caplog.records) == 1
    assert bot.simulator.world.calls.count("sendMessage") == 1


async def test_a_deleted_question_is_answered_all_the_same(chat: Conversation) -> None:
    question = chat.send("vrolk")
    await chat.reply()
    chat.edit(question, text="ont i bröstet")
    chat.delete(question)
    danger = await chat.reply()
    assert "112" in danger.text


async def test_who_comes_back_is_answered(chat: Conversation) -> None:
    chat.block()
    chat.send(LOAN.question)
    chat.unblock()
    assert (await chat.replies(1))[-1].bold == [LOAN.question]


async def test_a_fault_in_a_group_is_not_told_to_everybody(
    bot: RunningBot, caplog: pytest.LogCaptureFixture
) -> None:
    group = bot.simulator.group_chat()
    bot.current = BrokenDialogue(small_faq())
    group.mention("krasch")
    assert (await bot.chat().ask("krasch")).text == TEXTS.error
    assert await bot.stopped() == 0
    assert group.unread == []
    assert sum(one.levelno == logging.ERROR for one in caplog.records) == 2
    assert "krasch" not in caplog.text


async def test_what_went_wrong_is_counted(bot: RunningBot, chat: Conversation) -> None:
    bot.current = BrokenDialogue(small_faq())
    await chat.ask("krasch")
    counts = bot.application.parts.metrics.render().decode()
    assert 'narasvar_errors_total{kind="RuntimeError"} 1.0' in counts
    assert 'narasvar_updates_total{kind="message"} 1.0' in counts


async def test_replies_are_counted_by_kind(bot: RunningBot, chat: Conversation) -> None:
    await chat.ask(LOAN.question)
    await chat.ask("/hjalp")
    await chat.ask("ont i bröstet")
    assert await bot.stopped() == 0
    counts = bot.application.parts.metrics.render().decode()
    for kind in ("answer", "other", "emergency"):
        assert f'narasvar_replies_total{{kind="{kind}"}} 1.0' in counts
    assert "narasvar_reply_seconds_count 3.0" in counts
