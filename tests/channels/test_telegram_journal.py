"""What is noted of what residents write and tap, on both transports."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
from noting import NotedJournal
from running_bot import RunningBot, unsure_dialogue
from small_faq import DANGER, FEE, HELLO, LOAN, small_faq, texts
from transports import POLLING, WEBHOOK, Site

from bot.channels.callback_data import EntryTap
from bot.channels.services import Services
from bot.config import Address
from bot.dialogue import Dialogue
from bot.journal.errors import SchemaTooNewError
from bot.simulator.errors import forbidden
from bot.simulator.faults import Fault
from bot.simulator.residents import Conversation

TEXTS = texts()


@pytest.fixture
def journal() -> NotedJournal:
    return NotedJournal()


@pytest.fixture(params=[POLLING, WEBHOOK])
async def bot(
    request: pytest.FixtureRequest, unused_tcp_port: int, journal: NotedJournal
) -> AsyncIterator[RunningBot]:
    """The bot with a journal, on each of the transports."""
    site = Site(request.param, unused_tcp_port)
    async with site.simulator() as simulator:
        bot = site.bot(simulator)
        bot.services = Services(journal)
        async with bot:
            yield bot


async def ended(bot: RunningBot) -> None:
    """Stop the bot: all is noted then."""
    assert await bot.stopped() == 0


async def test_every_reply_is_noted_with_its_kind_and_entry(
    bot: RunningBot, chat: Conversation, journal: NotedJournal
) -> None:
    await chat.ask(LOAN.question)
    await chat.ask("/start avgift")
    await chat.ask("/hjalp")
    chat.send_photo()
    await chat.reply()
    await chat.ask("ont i bröstet")
    await chat.ask("hej")
    await ended(bot)
    assert journal.replies == [
        ("answer", LOAN.id, LOAN.question),
        ("answer", FEE.id, "/start avgift"),
        ("emergency", "", "ont i bröstet"),
        ("smalltalk", "", "hej"),
    ]
    assert journal.states == ["started", "closed with 4 within 5 s"]


async def test_an_edit_is_not_noted_again(
    bot: RunningBot, chat: Conversation, journal: NotedJournal
) -> None:
    question = chat.send(LOAN.question)
    await chat.reply()
    chat.edit(question, text=FEE.question)
    assert (await chat.edited()).bold == [FEE.question]
    await ended(bot)
    assert journal.replies == [("answer", LOAN.id, LOAN.question)]


async def test_in_a_group_only_what_is_said_to_the_bot_is_noted(
    bot: RunningBot, journal: NotedJournal
) -> None:
    group = bot.simulator.group_chat()
    group.promote()
    group.send("vi ses i kväll")
    group.mention("vrolk")
    await group.reply()
    await ended(bot)
    assert journal.replies == [("fallback", "", "vrolk")]


async def test_a_verdict_is_noted_once(
    bot: RunningBot, chat: Conversation, journal: NotedJournal
) -> None:
    answer = await chat.ask(LOAN.question)
    await chat.tap(answer, TEXTS.not_helpful)
    await chat.tap_data(answer, answer.data_of(TEXTS.not_helpful))
    await ended(bot)
    assert journal.verdicts == [(LOAN.id, False)]


async def test_what_is_tapped_for_is_noted_as_an_answer(
    bot: RunningBot, chat: Conversation, journal: NotedJournal
) -> None:
    menu = await chat.ask("/fragor")
    await chat.tap_data(menu, str(EntryTap(FEE.id)))
    await chat.reply()
    await ended(bot)
    assert journal.replies == [("answer", FEE.id, None)]


async def test_suggestions_that_are_turned_down_are_noted_once(
    bot: RunningBot, chat: Conversation, journal: NotedJournal
) -> None:
    bot.current = unsure_dialogue()
    asked = await chat.ask("var finns böcker")
    await chat.tap(asked, TEXTS.none_of_these)
    others = await chat.reply()
    assert journal.turned_down == []
    for _ in range(2):
        await chat.tap(others, TEXTS.none_of_these)
        assert (await chat.reply()).text == TEXTS.none_of_these_reply
    await ended(bot)
    assert journal.replies == [("suggestions", "", "var finns böcker")]
    assert journal.turned_down == ["var finns böcker"]


async def test_what_has_become_an_emergency_is_not_noted_as_turned_down(
    bot: RunningBot, chat: Conversation, journal: NotedJournal
) -> None:
    bot.current = unsure_dialogue()
    question = chat.send("var finns böcker")
    asked = await chat.reply()
    chat.edit(question, text="var finns böcker jag har ont i bröstet")
    assert (await chat.reply()).text == DANGER.answer
    bot.current = Dialogue(small_faq())
    replied = asked.data | {"reply_to_message": chat.chat.messages[question["message_id"]]}
    await chat.tap_query(replied, "n:1")
    await chat.reply()
    await ended(bot)
    assert journal.turned_down == []


async def test_a_reply_that_did_not_arrive_is_not_noted(
    bot: RunningBot, chat: Conversation, journal: NotedJournal
) -> None:
    blocked = Fault(forbidden("bot was blocked by the user"))
    bot.simulator.faults.next("sendMessage", blocked)
    chat.send(LOAN.question)
    await bot.simulator.finished("sendMessage")
    assert (await chat.ask("hej")).text == HELLO.answer
    await ended(bot)
    assert journal.replies == [("smalltalk", "", "hej")]


async def test_metrics_tell_of_the_journal(
    unused_tcp_port_factory: object, journal: NotedJournal
) -> None:
    webhook, health = unused_tcp_port_factory(), unused_tcp_port_factory()  # type: ignore[operator]
    site = Site(WEBHOOK, webhook)
    async with site.simulator() as simulator:
        bot = site.bot(simulator)
        bot.services, bot.health = Services(journal), Address("127.0.0.1", health)
        async with bot, httpx.AsyncClient() as client:
            await bot.chat().ask(LOAN.question)
            journal.is_up, journal.dropped = False, 3
            counted = (await client.get(f"http://127.0.0.1:{health}/metrics")).text
    assert "narasvar_journal_up 0.0" in counted
    assert "narasvar_journal_pending 1.0" in counted
    assert "narasvar_journal_dropped_total 3.0" in counted
    assert "claims" not in counted


class NewerJournal(NotedJournal):
    """A journal of a later version of the bot."""

    async def start(self) -> None:
        """Refuse."""
        raise SchemaTooNewError("db", 9, 2)


async def test_a_newer_journal_ends_it_before_updates_are_taken(
    bot: RunningBot, caplog: pytest.LogCaptureFixture
) -> None:
    await ended(bot)
    second = RunningBot(bot.simulator, services=Services(NewerJournal()))
    second.start()
    assert await second.exit_code == 2
    (line,) = [
        one.message for one in caplog.records if "Journalen i db har version 9" in one.message
    ]
    assert "\n" not in line
