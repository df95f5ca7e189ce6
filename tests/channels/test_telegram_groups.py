"""In groups the bot answers when addressed: as a reply, in the same topic, and nobody else."""

from __future__ import annotations

import logging

import pytest
from running_bot import RunningBot, unsure_dialogue
from small_faq import DANGER, FEE, HELLO, LIBRARY, LOAN, texts

from bot.channels.callback_data import EntryTap
from bot.simulator.errors import bad_request
from bot.simulator.faults import Fault
from bot.simulator.residents import PHOTO, Conversation
from bot.simulator.views import BotMessage

TEXTS = texts()


@pytest.fixture(params=["group", "supergroup", "topic"])
def group(bot: RunningBot, request: pytest.FixtureRequest) -> Conversation:
    """A group in which somebody writes."""
    if request.param == "topic":
        return bot.simulator.group_chat(chat_id=-1007, kind="supergroup", thread_id=5)
    return bot.simulator.group_chat(kind=request.param)


def topic_of(message: BotMessage) -> int | None:
    """The topic that a message stands in; a chain of replies is a thread but no topic."""
    return message.thread_id if message.data.get("is_topic_message") else None


async def test_who_is_spoken_to_answers_as_a_reply_in_the_same_topic(
    group: Conversation,
) -> None:
    question = group.mention(LOAN.question)
    answer = await group.reply()
    assert (answer.bold, answer.reply_to) == ([LOAN.question], question["message_id"])
    assert topic_of(answer) == group.thread_id


async def test_a_reply_to_the_bot_is_spoken_to_it(group: Conversation) -> None:
    group.mention("hej")
    greeting = await group.reply()
    assert greeting.text == HELLO.answer
    question = group.reply_to(greeting, FEE.question)
    answer = await group.reply()
    assert (answer.bold, answer.reply_to) == ([FEE.question], question["message_id"])


async def test_a_reply_outside_of_topics_is_no_topic(bot: RunningBot) -> None:
    group = bot.simulator.group_chat(kind="supergroup", chat_id=-1008)
    group.mention("hej")
    question = group.reply_to(await group.reply(), LOAN.question)
    answer = await group.reply()
    assert (answer.bold, answer.reply_to) == ([LOAN.question], question["message_id"])


async def test_what_people_say_to_each_other_is_left_alone(
    bot: RunningBot, group: Conversation
) -> None:
    group.promote()  # an administrator sees everything
    group.send(LOAN.question)
    group.send("jag har ont i bröstet")
    group.send_photo()
    group.send("/ban@another_bot")
    group.add({"id": 8, "is_bot": False, "first_name": "Stig"})
    group.mention("ont i bröstet")
    assert (await group.reply()).text == DANGER.answer
    assert await bot.stopped() == 0
    assert group.unread == []


async def test_commands_and_buttons_work(group: Conversation) -> None:
    group.send("/fragor@simulated_bot")
    menu = await group.reply()
    await group.tap(menu, LIBRARY.title)
    questions = await group.edited()
    await group.tap_data(questions, str(EntryTap(LOAN.id)))
    answer = await group.reply()
    assert (answer.bold, topic_of(answer)) == ([LOAN.question], group.thread_id)


async def test_none_of_these_still_knows_the_question_without_the_mention(
    bot: RunningBot, group: Conversation
) -> None:
    bot.current = unsure_dialogue()
    question = group.mention("var finns böcker")
    first = await group.reply()
    assert first.reply_to == question["message_id"]
    await group.tap(first, TEXTS.none_of_these)
    second = await group.reply()
    assert (second.reply_to, topic_of(second)) == (question["message_id"], group.thread_id)
    assert not {*first.labels} & {*second.labels} - {TEXTS.none_of_these}


async def test_an_edited_question_changes_its_answer(group: Conversation) -> None:
    question = group.mention("vrolk")
    wrong = await group.reply()
    group.edit(question, text=f"@simulated_bot {LOAN.question}", entities=question["entities"])
    right = await group.edited()
    assert (right.id, right.bold) == (wrong.id, [LOAN.question])


async def test_an_album_is_answered_once(bot: RunningBot, group: Conversation) -> None:
    group.mention("hej")
    replied = (await group.reply()).data
    entities = [{"type": "mention", "offset": 0, "length": 14}]
    words = {"caption": f"@simulated_bot {LOAN.question}", "caption_entities": entities}
    group.send_content(photo=PHOTO, media_group_id="a", reply_to_message=replied, **words)
    group.send_content(photo=PHOTO, media_group_id="a", reply_to_message=replied)
    assert (await group.reply()).bold == [LOAN.question]
    assert await bot.stopped() == 0
    assert group.unread == []


async def test_a_group_that_became_a_supergroup_gets_its_answer_there(
    bot: RunningBot, caplog: pytest.LogCaptureFixture
) -> None:
    group = bot.simulator.group_chat()
    supergroup = bot.simulator.group_chat(chat_id=-1009, kind="supergroup")
    moved = bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1009)
    bot.simulator.faults.next("sendMessage", Fault(moved))
    group.mention(LOAN.question)
    assert (await supergroup.reply()).bold == [LOAN.question]
    assert [one for one in caplog.records if one.levelno >= logging.WARNING] == []


async def test_the_talk_goes_on_after_a_migration(bot: RunningBot) -> None:
    group = bot.simulator.group_chat()
    group.mention("hej")
    await group.reply()
    supergroup = group.migrate()
    supergroup.mention(LOAN.question)
    assert (await supergroup.reply()).bold == [LOAN.question]
