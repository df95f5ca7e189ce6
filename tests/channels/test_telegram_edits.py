"""Who mends a question gets its answer in the place of the earlier one."""

from __future__ import annotations

import asyncio
import logging

import pytest
from running_bot import Quiet, RunningBot, unsure_dialogue
from small_faq import DANGER, FEE, HELLO, LOAN, LONG, texts

from bot.channels.memory import KEEP_SECONDS
from bot.simulator.errors import bad_request
from bot.simulator.faults import Fault
from bot.simulator.residents import Conversation
from bot.simulator.server import Simulator

TEXTS = texts()


async def test_an_edited_question_changes_its_answer(bot: RunningBot, chat: Conversation) -> None:
    question = chat.send("vrolk")
    wrong = await chat.reply()
    chat.edit(question, text=LOAN.question)
    right = await chat.edited()
    assert (right.id, right.bold) == (wrong.id, [LOAN.question])
    assert right.labels[:2] == [TEXTS.helpful, TEXTS.not_helpful]
    chat.edit(question, text=FEE.question)
    assert (await chat.edited()).bold == [FEE.question]
    assert await bot.stopped() == 0
    assert chat.unread == []


async def test_a_question_back_takes_the_place_too(bot: RunningBot, chat: Conversation) -> None:
    question = chat.send(LOAN.question)
    await chat.reply()
    bot.current = unsure_dialogue()
    chat.edit(question, text="var finns böcker")
    asked = await chat.edited()
    assert asked.text.startswith(TEXTS.did_you_mean)
    await chat.tap(asked, TEXTS.none_of_these)
    assert (await chat.reply()).text


async def test_an_edit_that_alters_nothing_is_left_alone(chat: Conversation) -> None:
    question = chat.send(LOAN.question)
    await chat.reply()
    chat.edit(question, text=f"{LOAN.question} ")
    assert (await chat.ask("hej")).text == HELLO.answer
    assert list(chat.chat.edited) == []


async def test_an_answer_in_pieces_becomes_one(chat: Conversation) -> None:
    question = chat.send(LONG.question)
    first, *others = await chat.replies(2)
    chat.edit(question, text=LOAN.question)
    assert (await chat.edited()).id == first.id
    assert (await chat.ask("hej")).text == HELLO.answer
    assert not {one.id for one in others} & chat.chat.messages.keys()


async def test_one_answer_becomes_several(chat: Conversation) -> None:
    question = chat.send(LOAN.question)
    first = await chat.reply()
    chat.edit(question, text=LONG.question)
    changed = await chat.edited()
    assert (changed.id, changed.bold) == (first.id, [LONG.question])
    last = (await chat.replies(1))[-1]
    assert last.links
    chat.edit(question, text=FEE.question)
    assert (await chat.edited()).bold == [FEE.question]
    assert (await chat.ask("hej")).text == HELLO.answer
    assert last.id not in chat.chat.messages


async def test_danger_is_always_sent_anew_and_stays(chat: Conversation) -> None:
    question = chat.send("vrolk")
    await chat.reply()
    chat.edit(question, text="ont i bröstet")
    danger = await chat.reply()
    assert (danger.text, danger.reply_to) == (DANGER.answer, question["message_id"])
    chat.edit(question, text="nej, ont i bröstet!")
    assert (await chat.reply()).text == DANGER.answer
    chat.edit(question, text=LOAN.question)
    assert (await chat.reply()).bold == [LOAN.question]
    assert list(chat.chat.edited) == []
    assert chat.chat.messages[danger.id]["text"] == DANGER.answer


async def test_after_a_restart_it_is_answered_afresh(bot: RunningBot) -> None:
    chat = bot.chat()
    question = chat.send("vrolk")
    await chat.reply()
    await bot.stopped()
    async with RunningBot(bot.simulator):
        chat.edit(question, text=LOAN.question)
        answer = await chat.reply()
    assert (answer.bold, answer.reply_to) == ([LOAN.question], question["message_id"])


async def test_after_an_hour_it_is_answered_afresh(bot: RunningBot, chat: Conversation) -> None:
    question = chat.send("vrolk")
    await chat.reply()
    bot.passed += KEEP_SECONDS + 1
    chat.edit(question, text=LOAN.question)
    assert (await chat.reply()).reply_to == question["message_id"]


async def test_an_answer_that_the_resident_deleted_is_sent_again(chat: Conversation) -> None:
    question = chat.send("vrolk")
    chat.delete(await chat.reply())
    chat.edit(question, text=LOAN.question)
    answer = await chat.reply()
    assert (answer.bold, answer.reply_to) == ([LOAN.question], question["message_id"])


async def test_an_answer_that_can_no_longer_be_edited_is_sent_again(chat: Conversation) -> None:
    question = chat.send("vrolk")
    chat.lock(await chat.reply())
    chat.edit(question, text=LOAN.question)
    assert (await chat.reply()).bold == [LOAN.question]


async def test_a_piece_that_is_gone_already_need_not_be_deleted(
    chat: Conversation, caplog: pytest.LogCaptureFixture
) -> None:
    question = chat.send(LONG.question)
    _, *others = await chat.replies(2)
    for one in others:
        chat.delete(one)
    chat.edit(question, text=LOAN.question)
    assert (await chat.edited()).bold == [LOAN.question]
    assert (await chat.ask("hej")).text == HELLO.answer
    assert [one for one in caplog.records if one.levelno >= logging.WARNING] == []


async def test_what_telegram_will_not_format_goes_out_as_plain_text(
    bot: RunningBot, chat: Conversation
) -> None:
    question = chat.send("vrolk")
    await chat.reply()
    refused = Fault(bad_request("can't parse entities: Unsupported start tag"))
    bot.simulator.faults.next("editMessageText", refused)
    bot.simulator.faults.next("sendMessage", refused)
    chat.edit(question, text=LOAN.question)
    answer = await chat.reply()
    assert answer.text.startswith(LOAN.question)
    assert answer.bold == []


async def test_an_edited_fragment_does_not_spoil_the_answer_to_all(simulator: Simulator) -> None:
    quiet = Quiet()
    async with RunningBot(simulator, quiet=quiet) as bot:
        chat = bot.chat()
        chat.send("hej")
        await quiet.begun(1)
        last = chat.send(LOAN.question)
        answer = await chat.reply()
        chat.edit(last, text="vrolk")
        assert (await chat.ask("/hjalp")).text == TEXTS.help
        assert list(chat.chat.edited) == []
        chat.edit(last, text=FEE.question)
        assert (await chat.edited()).id == answer.id


async def test_a_live_location_moves_by_itself(bot: RunningBot, chat: Conversation) -> None:
    here = {"latitude": 57.0, "longitude": 16.0, "live_period": 60}
    location = chat.send_content(location=here)
    await chat.reply()
    chat.edit(location, location=here | {"latitude": 57.1})
    assert (await chat.ask("hej")).text == HELLO.answer
    assert await bot.stopped() == 0
    assert (chat.unread, list(chat.chat.edited)) == ([], [])


async def test_what_is_remembered_goes_after_a_while_though_nobody_writes(
    bot: RunningBot, chat: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.handlers.TIDY_SECONDS", 0)
    await chat.ask("hej")
    assert len(bot.memory) == 1
    bot.passed += KEEP_SECONDS + 1
    for _ in range(100):
        await asyncio.sleep(0)
    assert len(bot.memory) == 0
