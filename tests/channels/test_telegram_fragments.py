"""Fragments in quick succession get one sensible reply; danger and answers wait for nobody."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from running_bot import Quiet, RunningBot, unsure_dialogue
from small_faq import DANGER, HELLO, LOAN, entry, small_faq, texts

from bot.channels.fragments import MOST_FRAGMENTS
from bot.dialogue import Dialogue
from bot.models import Topic
from bot.simulator.faults import server_error
from bot.simulator.residents import PHOTO, Conversation
from bot.simulator.server import Simulator

TEXTS = texts()
NONSENSE = ("vrolk", "splint", "knax", "fump", "grubb", "mjorp")


@pytest.fixture
def quiet() -> Quiet:
    """The wait for further fragments, in the test's hands."""
    return Quiet()


@pytest.fixture
async def bot(simulator: Simulator, quiet: Quiet) -> AsyncIterator[RunningBot]:
    """The bot, waiting for further fragments until the test lets it go on."""
    async with RunningBot(simulator, quiet=quiet) as running:
        yield running


async def write(chat: Conversation, quiet: Quiet, *fragments: str) -> None:
    """Write fragments, each when the bot waits for more after the one before."""
    for fragment in fragments:
        chat.send(fragment)
        await quiet.begun(len(quiet.waits) + 1)


async def test_an_answer_goes_at_once_and_is_the_only_reply(
    bot: RunningBot, chat: Conversation, quiet: Quiet
) -> None:
    await write(chat, quiet, "hej", "vrolk splint")
    assert (await chat.ask(LOAN.question)).bold == [LOAN.question]
    assert await bot.stopped() == 0
    assert chat.unread == []


async def test_a_would_be_fallback_waits_and_comes_once(
    bot: RunningBot, chat: Conversation, quiet: Quiet
) -> None:
    await write(chat, quiet, "hej", *NONSENSE[:3])
    assert chat.unread == []
    quiet.end()
    assert (await chat.reply()).text == TEXTS.fallback
    assert await bot.stopped() == 0
    assert chat.unread == []


async def test_greetings_alone_are_greeted_once(chat: Conversation, quiet: Quiet) -> None:
    await write(chat, quiet, "hej", "hej hej")
    quiet.end()
    assert (await chat.reply()).text == HELLO.answer


async def test_danger_goes_at_once(chat: Conversation, quiet: Quiet) -> None:
    await write(chat, quiet, "hej", "jag har ont")
    assert (await chat.ask("i bröstet")).text == DANGER.answer


async def test_danger_is_seen_though_its_first_half_was_answered(
    bot: RunningBot, chat: Conversation
) -> None:
    half = entry("ont", "Jag har ont?", "Ring 1177.")
    bot.current = Dialogue(small_faq(Topic("Ont", (half,))))
    assert (await chat.ask("jag har ont")).bold == [half.question]
    assert (await chat.ask("i bröstet")).text == DANGER.answer


async def test_words_are_forgotten_after_some_seconds(
    bot: RunningBot, chat: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.messages.LONGEST_SECONDS", 0)
    await chat.ask(LOAN.question)
    await chat.ask("/hjalp")
    (resident,) = bot.memory
    assert (resident.said, resident.burst) == (None, None)


async def test_a_question_back_refers_to_the_last_fragment(
    bot: RunningBot, chat: Conversation, quiet: Quiet
) -> None:
    bot.current = unsure_dialogue()
    await write(chat, quiet, "var finns")
    last = chat.send("böcker om hästar")
    await quiet.begun(2)
    quiet.end()
    asked = await chat.reply()
    assert asked.text.startswith(TEXTS.did_you_mean)
    assert asked.reply_to == last["message_id"]


async def test_the_last_fragment_that_may_wait_is_answered(
    chat: Conversation, quiet: Quiet
) -> None:
    await write(chat, quiet, *NONSENSE[: MOST_FRAGMENTS - 1])
    assert (await chat.ask(NONSENSE[-1])).text == TEXTS.fallback


async def test_the_waits_are_short_and_end(
    bot: RunningBot, chat: Conversation, quiet: Quiet
) -> None:
    for fragment in NONSENSE[:4]:
        await write(chat, quiet, fragment)
        bot.passed += 1.25
    assert quiet.waits == [1.5, 1.5, 1.5, 0.25]


async def test_what_is_too_long_to_read_together_gets_two_replies(
    chat: Conversation, quiet: Quiet
) -> None:
    await write(chat, quiet, "vrolk " * 600)
    await write(chat, quiet, "splint " * 500)
    assert (await chat.reply()).text == TEXTS.fallback
    quiet.end()
    assert (await chat.reply()).text == TEXTS.fallback


async def test_what_lay_waiting_while_the_bot_was_away_is_not_in_quick_succession(
    simulator: Simulator, chat: Conversation, quiet: Quiet
) -> None:
    await write(chat, quiet, "hej")
    simulator.world.clock = lambda: 4e9
    await write(chat, quiet, "vrolk")
    assert (await chat.reply()).text == HELLO.answer
    quiet.end()
    assert (await chat.reply()).text == TEXTS.fallback


async def test_a_command_ends_the_wait(chat: Conversation, quiet: Quiet) -> None:
    await write(chat, quiet, "hej")
    chat.send("/hjalp")
    assert [one.text for one in await chat.replies(2)] == [HELLO.answer, TEXTS.help]


async def test_a_tap_ends_the_wait(chat: Conversation, quiet: Quiet) -> None:
    help_text = await chat.ask("/hjalp")
    await write(chat, quiet, "hej")
    await chat.tap(help_text, TEXTS.command_questions)
    assert [one.text for one in await chat.replies(2)] == [HELLO.answer, TEXTS.choose_topic]


async def test_danger_goes_before_what_waits(chat: Conversation, quiet: Quiet) -> None:
    await write(chat, quiet, "vrolk " * 600)
    assert (await chat.ask("ont i bröstet " + "splint " * 400)).text == DANGER.answer


async def test_an_edit_of_a_waiting_fragment_replaces_it(chat: Conversation, quiet: Quiet) -> None:
    question = chat.send("vrolk")
    await quiet.begun(1)
    chat.edit(question, text=LOAN.question)
    assert (await chat.reply()).bold == [LOAN.question]


async def test_an_edit_that_does_not_help_waits_on(chat: Conversation, quiet: Quiet) -> None:
    question = chat.send("vrolk")
    await quiet.begun(1)
    chat.edit(question, text="splint")
    await quiet.begun(2)
    quiet.end()
    assert (await chat.reply()).text == TEXTS.fallback


async def test_whoever_waits_holds_nobody_else_back(
    bot: RunningBot, chat: Conversation, quiet: Quiet
) -> None:
    await write(chat, quiet, "hej")
    assert (await bot.chat(43).ask(LOAN.question)).bold == [LOAN.question]


async def test_what_waits_when_the_bot_is_stopped_is_answered(
    bot: RunningBot, chat: Conversation, quiet: Quiet
) -> None:
    await write(chat, quiet, "hej", "vrolk")
    assert await bot.stopped() == 0
    assert [one.text for one in chat.unread] == [TEXTS.fallback]


async def test_a_reply_that_cannot_be_sent_ends_the_wait_of_all(
    bot: RunningBot, chat: Conversation, quiet: Quiet
) -> None:
    await write(chat, quiet, "hej", "vrolk")
    bot.simulator.faults.next("sendMessage", server_error(), times=6)
    quiet.end()
    assert (await chat.reply()).text == TEXTS.error
    assert await bot.stopped() == 0
    assert chat.unread == []


async def test_an_album_gets_one_reply(chat: Conversation, quiet: Quiet) -> None:
    for _ in range(4):
        chat.send_content(photo=PHOTO, media_group_id="album")
    await quiet.begun(1)
    quiet.end()
    assert (await chat.reply()).text == TEXTS.text_only
    chat.send_content(photo=PHOTO, media_group_id="album")
    assert (await chat.ask("/hjalp")).text == TEXTS.help


@pytest.mark.parametrize("place", [0, 2])
async def test_a_question_below_any_picture_of_an_album_is_answered_once(
    bot: RunningBot, chat: Conversation, place: int
) -> None:
    for number in range(3):
        words = {"caption": LOAN.question} if number == place else {}
        chat.send_content(photo=PHOTO, media_group_id="album", **words)
    assert (await chat.reply()).bold == [LOAN.question]
    assert await bot.stopped() == 0
    assert chat.unread == []


async def test_a_picture_and_its_words_in_the_next_message_get_one_reply(
    chat: Conversation, quiet: Quiet
) -> None:
    chat.send_photo()
    await quiet.begun(1)
    assert (await chat.ask(LOAN.question)).bold == [LOAN.question]


async def test_in_a_group_nobody_waits(bot: RunningBot) -> None:
    group = bot.simulator.group_chat()
    group.mention("vrolk")
    assert (await group.reply()).text == TEXTS.fallback
