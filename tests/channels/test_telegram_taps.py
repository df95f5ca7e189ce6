"""Buttons tapped twice, on old messages, after a restart or a reload, on what is gone."""

from __future__ import annotations

import asyncio

import pytest
from running_bot import RunningBot
from small_faq import FEE, LIBRARY, LOAN, OTHER, SCAN, small_faq, texts

from bot.channels.callback_data import EntryTap, FeedbackTap
from bot.dialogue import Dialogue
from bot.models import Topic
from bot.simulator.errors import bad_request, forbidden
from bot.simulator.faults import Fault, flood_wait
from bot.simulator.residents import Conversation

TEXTS = texts()
FEEDBACK = "narasvar_feedback_total"


def counted(bot: RunningBot, helpful: str) -> float:
    """How often residents have said "yes" or "no"."""
    prefix = f'{FEEDBACK}{{helpful="{helpful}"}} '
    lines = bot.application.parts.metrics.render().decode().splitlines()
    return sum(float(line.removeprefix(prefix)) for line in lines if line.startswith(prefix))


async def test_none_of_these_below_a_message_too_old_to_read(chat: Conversation) -> None:
    old = {"chat": {"id": 42, "type": "private"}, "message_id": 1, "date": 0}
    await chat.tap_query(old, "n:0")
    assert (await chat.reply()).text == TEXTS.none_of_these_reply


@pytest.mark.parametrize("data", ["e:lana", "t:00000000:0", "från-en-annan-bot", "n:x", "e:"])
async def test_a_tap_on_what_is_gone_gives_an_alert(
    chat: Conversation, bot: RunningBot, data: str
) -> None:
    message = await chat.ask("hej")
    bot.current = Dialogue(small_faq(OTHER))
    answer = await chat.tap_data(message, data)
    assert (answer.text, answer.is_alert) == (TEXTS.gone, True)


async def test_a_tap_works_after_a_restart(bot: RunningBot) -> None:
    chat = bot.chat()
    answer = await chat.ask(LOAN.question)
    await bot.stopped()
    async with RunningBot(bot.simulator):
        await chat.tap_data(answer, str(EntryTap(FEE.id)))
        assert (await chat.reply()).bold == [FEE.question]


async def test_a_tap_works_after_a_reload(bot: RunningBot, chat: Conversation) -> None:
    menu = await chat.ask("/fragor")
    bot.current = Dialogue(small_faq(OTHER, Topic(LIBRARY.title, (SCAN,))))
    await chat.tap(menu, LIBRARY.title)
    assert SCAN.question in (await chat.edited()).labels


async def test_an_inaccessible_message_gets_a_new_menu(chat: Conversation) -> None:
    old = {"chat": {"id": 42, "type": "private"}, "message_id": 1, "date": 0}
    await chat.tap_query(old, "m:0")
    assert (await chat.reply()).labels == [LIBRARY.title, OTHER.title]


async def test_a_verdict_on_an_inaccessible_message_is_taken(
    bot: RunningBot, chat: Conversation
) -> None:
    old = {"chat": {"id": 42, "type": "private"}, "message_id": 1, "date": 0}
    await chat.tap_query(old, str(FeedbackTap(LOAN.id, helpful=False)))
    assert (await chat.reply()).text == TEXTS.sorry
    assert counted(bot, "no") == 1


async def test_yes_is_thanked_and_counted(bot: RunningBot, chat: Conversation) -> None:
    answer = await chat.ask(LOAN.question)
    assert (await chat.tap(answer, TEXTS.helpful)).text == TEXTS.thanks
    changed = await chat.edited()
    assert (changed.id, changed.text) == (answer.id, answer.text)
    assert TEXTS.helpful not in changed.labels
    assert len(changed.rows) == len(answer.rows)
    assert (counted(bot, "yes"), counted(bot, "no")) == (1, 0)


async def test_no_leads_on_and_is_counted(bot: RunningBot, chat: Conversation) -> None:
    await chat.tap(await chat.ask(LOAN.question), TEXTS.not_helpful)
    sorry = await chat.reply()
    assert sorry.text == TEXTS.sorry
    assert str(EntryTap(FEE.id)) in [one["callback_data"] for one in sorry.buttons]
    assert (counted(bot, "yes"), counted(bot, "no")) == (0, 1)


async def test_a_verdict_tapped_twice_counts_once(bot: RunningBot, chat: Conversation) -> None:
    answer = await chat.ask(LOAN.question)
    taps = [chat.start_tap(answer.data, answer.data_of(TEXTS.not_helpful)) for _ in range(2)]
    await asyncio.gather(*(tap.answer for tap in taps))
    assert await bot.stopped() == 0
    assert [one.text for one in chat.unread] == [TEXTS.sorry]
    assert counted(bot, "no") == 1


async def test_a_verdict_is_answered_though_the_buttons_cannot_be_changed(
    bot: RunningBot, chat: Conversation
) -> None:
    answer = await chat.ask(LOAN.question)
    gone = Fault(bad_request("message to edit not found"))
    bot.simulator.faults.next("editMessageReplyMarkup", gone)
    await chat.tap(answer, TEXTS.not_helpful)
    assert (await chat.reply()).text == TEXTS.sorry


async def test_a_tap_is_acknowledged_while_the_chat_must_wait(bot: RunningBot) -> None:
    held = asyncio.Event()

    async def hold(_seconds: float) -> None:
        await held.wait()

    bot.pause_with = hold
    chat = bot.chat()
    menu = await chat.ask("/fragor")
    bot.simulator.faults.next("sendMessage", flood_wait(30))
    chat.send(LOAN.question)
    await chat.tap(menu, LIBRARY.title)
    assert list(chat.chat.edited) == []
    held.set()
    assert (await chat.reply()).bold == [LOAN.question]
    assert (await chat.edited()).bold == [LIBRARY.title]


async def test_a_tap_by_somebody_who_blocks_the_bot_is_no_error(
    bot: RunningBot, chat: Conversation, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await chat.ask(LOAN.question)
    bot.simulator.faults.next("sendMessage", Fault(forbidden("bot was blocked by the user")))
    await chat.tap_data(answer, str(EntryTap(FEE.id)))
    assert await bot.stopped() == 0
    assert chat.unread == []
    assert "ERROR" not in caplog.text


@pytest.mark.parametrize(
    ("data", "text"), [(str(EntryTap(LOAN.id)), ""), ("m:0", TEXTS.gone), ("x", TEXTS.gone)]
)
async def test_a_tap_below_a_message_in_a_foreign_chat(
    chat: Conversation, data: str, text: str
) -> None:
    sent_inline = {"via_bot": chat.world.me, "message_id": 5, "chat": {"id": 7}}
    answer = await chat.tap_query(sent_inline, data)
    assert (answer.text, answer.is_alert) == (text, bool(text))
