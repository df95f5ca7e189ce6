"""By webhook nothing waits for the next piece, for what is accepted must have been answered."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from noting import NotedJournal
from running_bot import RunningBot, unsure_dialogue
from small_faq import DANGER, FEE, HELLO, LOAN, texts
from transports import WEBHOOK, Site

from bot.channels.services import Services
from bot.simulator.errors import forbidden
from bot.simulator.faults import Fault, server_error
from bot.simulator.residents import PHOTO, Conversation

TEXTS = texts()
NONSENSE = ("vrolk", "splint", "knax")


@pytest.fixture
def journal() -> NotedJournal:
    return NotedJournal()


@pytest.fixture
async def bot(unused_tcp_port: int, journal: NotedJournal) -> AsyncIterator[RunningBot]:
    """The bot on a webhook."""
    site = Site(WEBHOOK, unused_tcp_port)
    async with site.simulator() as simulator:
        bot = site.bot(simulator)
        bot.services = Services(journal)
        async with bot:
            yield bot


async def ends(bot: RunningBot, chat: Conversation) -> list[str]:
    """Stop the bot when everything is answered; what of its words still stands in the chat."""
    async with asyncio.timeout(5):
        while len(bot.simulator.world.updates):  # noqa: ASYNC110 - nobody tells when it is empty
            await asyncio.sleep(0.01)
    assert await bot.stopped() == 0
    sent = {one["message_id"] for one in chat.chat.sent}
    return [one["text"] for number, one in chat.chat.messages.items() if number in sent]


async def test_pieces_end_in_one_sensible_reply(
    bot: RunningBot, chat: Conversation, journal: NotedJournal
) -> None:
    for piece in ("hej", *NONSENSE, LOAN.question):
        chat.send(piece)
    greeting, answer = await ends(bot, chat)
    assert greeting == HELLO.answer
    assert answer.startswith(LOAN.question)
    (noted,) = journal.replies
    assert noted[:2] == ("answer", LOAN.id)


async def test_each_piece_is_answered_before_the_next_one_is_sent(
    bot: RunningBot, chat: Conversation
) -> None:
    assert (await chat.ask("hej")).text == HELLO.answer
    assert (await chat.ask(NONSENSE[0])).text == TEXTS.fallback
    assert (await chat.ask(LOAN.question)).bold == [LOAN.question]
    assert await ends(bot, chat)


async def test_the_same_is_not_said_again(
    bot: RunningBot, chat: Conversation, journal: NotedJournal
) -> None:
    for piece in NONSENSE:
        chat.send(piece)
    assert await ends(bot, chat) == [TEXTS.fallback]
    assert journal.replies == [("fallback", "", " ".join(NONSENSE))]


async def test_a_better_question_back_takes_the_place_of_the_first(
    bot: RunningBot, chat: Conversation
) -> None:
    bot.current = unsure_dialogue()
    for piece in ("var finns", "böcker om hästar"):
        chat.send(piece)
    (asked,) = await ends(bot, chat)
    assert asked.startswith(TEXTS.did_you_mean)


async def test_danger_in_two_pieces_is_seen(bot: RunningBot, chat: Conversation) -> None:
    for piece in ("jag har ont", "i bröstet"):
        chat.send(piece)
    assert await ends(bot, chat) == [DANGER.answer]


async def test_what_is_written_later_is_another_matter(
    bot: RunningBot,
    chat: Conversation,
    journal: NotedJournal,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.channels.messages.LONGEST_SECONDS", 0)
    assert (await chat.ask(NONSENSE[0])).text == TEXTS.fallback
    async with asyncio.timeout(5):
        while not journal.replies:  # noqa: ASYNC110 - the journal tells nobody
            await asyncio.sleep(0.01)
    assert (await chat.ask(NONSENSE[1])).text == TEXTS.fallback
    assert await ends(bot, chat) == [TEXTS.fallback] * 2


async def test_an_edit_of_a_piece_changes_its_reply(bot: RunningBot, chat: Conversation) -> None:
    question = chat.send(NONSENSE[0])
    assert (await chat.reply()).text == TEXTS.fallback
    chat.edit(question, text=FEE.question)
    assert (await chat.edited()).bold == [FEE.question]
    assert len(await ends(bot, chat)) == 1


async def test_a_reply_that_could_not_be_taken_back_stands(
    bot: RunningBot, chat: Conversation, caplog: pytest.LogCaptureFixture
) -> None:
    bot.simulator.faults.next("deleteMessage", server_error(), times=9)
    for piece in (NONSENSE[0], LOAN.question):
        chat.send(piece)
    assert len(await ends(bot, chat)) == 2
    assert "ERROR" not in caplog.text


async def test_what_never_arrived_is_not_said_long_after(
    bot: RunningBot, chat: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.messages.LONGEST_SECONDS", 0)
    bot.simulator.faults.next("sendMessage", Fault(forbidden("bot was blocked by the user")))
    chat.send(NONSENSE[0])
    await bot.simulator.finished("sendMessage")
    assert (await chat.ask("/hjalp")).text == TEXTS.help
    assert len(await ends(bot, chat)) == 1


async def test_an_album_gets_one_reply(bot: RunningBot, chat: Conversation) -> None:
    for number in range(3):
        words = {"caption": LOAN.question} if number == 1 else {}
        chat.send_content(photo=PHOTO, media_group_id="album", **words)
    (answer,) = await ends(bot, chat)
    assert answer.startswith(LOAN.question)
