"""A flood gets one polite line, then silence, save for danger; others notice nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from running_bot import RunningBot
from small_faq import DANGER, FEE, LIBRARY, LOAN, texts

from bot.channels.callback_data import EntryTap
from bot.simulator.residents import PHOTO, Conversation
from bot.simulator.server import Simulator

TEXTS = texts()
LIMIT = 3


@pytest.fixture
async def bot(simulator: Simulator) -> AsyncIterator[RunningBot]:
    """The bot, for residents who may write three messages a minute."""
    async with RunningBot(simulator, per_minute=LIMIT) as running:
        yield running


async def flood(chat: Conversation) -> None:
    for _ in range(LIMIT):
        assert (await chat.ask(LOAN.question)).bold
    assert (await chat.ask(LOAN.question)).text == TEXTS.too_many


async def test_it_is_told_once_and_then_nothing(bot: RunningBot, chat: Conversation) -> None:
    await flood(chat)
    for _ in range(5):
        chat.send(LOAN.question)
    assert await bot.stopped() == 0
    assert chat.unread == []


async def test_danger_is_always_answered(chat: Conversation) -> None:
    await flood(chat)
    chat.send(LOAN.question)
    for _ in range(3):
        assert (await chat.ask("ont i bröstet")).text == DANGER.answer


async def test_others_notice_nothing(bot: RunningBot, chat: Conversation) -> None:
    await flood(chat)
    assert (await bot.chat(43).ask(LOAN.question)).bold == [LOAN.question]


async def test_after_some_calm_it_answers_again(bot: RunningBot, chat: Conversation) -> None:
    await flood(chat)
    bot.passed += 59
    chat.send(LOAN.question)
    assert (await chat.ask("ont i bröstet")).text == DANGER.answer
    bot.passed += 60
    assert (await chat.ask(FEE.question)).bold == [FEE.question]


async def test_edits_count_and_are_passed_over(bot: RunningBot, chat: Conversation) -> None:
    question = chat.send(LOAN.question)
    await chat.reply()
    await chat.ask(FEE.question)
    await chat.ask(FEE.question)
    chat.edit(question, text=FEE.question)
    assert (await chat.reply()).text == TEXTS.too_many
    chat.edit(question, text=FEE.question)
    assert await bot.stopped() == 0
    assert (chat.unread, list(chat.chat.edited)) == ([], [])


async def test_an_album_counts_as_one_message(chat: Conversation) -> None:
    for _ in range(9):
        chat.send_content(photo=PHOTO, media_group_id="album")
    assert (await chat.reply()).text == TEXTS.text_only
    assert (await chat.ask(LOAN.question)).bold == [LOAN.question]


async def test_taps_count_and_are_acknowledged_all_the_same(
    bot: RunningBot, chat: Conversation
) -> None:
    menu = await chat.ask("/fragor")
    for _ in range(LIMIT - 1):
        await chat.tap_data(menu, str(EntryTap(LOAN.id)))
        await chat.reply()
    told = await chat.tap(menu, LIBRARY.title)
    assert (told.text, told.is_alert) == (TEXTS.too_many, True)
    for _ in range(3):
        assert (await chat.tap(menu, LIBRARY.title)).text == ""
    assert await bot.stopped() == 0
    assert (chat.unread, list(chat.chat.edited)) == ([], [])


async def test_in_a_group_each_person_counts_alone(bot: RunningBot) -> None:
    one, other = bot.simulator.group_chat(1), bot.simulator.group_chat(2)
    for _ in range(LIMIT):
        one.mention(LOAN.question)
        await one.reply()
    question = one.mention(LOAN.question)
    told = await one.reply()
    assert (told.text, told.reply_to) == (TEXTS.too_many, question["message_id"])
    other.mention(LOAN.question)
    assert (await other.replies(LIMIT + 2))[-1].bold == [LOAN.question]
