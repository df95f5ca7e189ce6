"""The editors' group: /rapport and /version work there, and are unknown everywhere else."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

import pytest
from running_bot import RunningBot
from small_faq import LOAN, texts
from telegram import (
    Bot,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from transports import POLLING, WEBHOOK, Site

from bot.channels.editors import EditorsGroup
from bot.channels.profile import update_profile
from bot.channels.services import Services
from bot.simulator.errors import bad_request
from bot.simulator.faults import Fault
from bot.simulator.residents import Conversation
from bot.simulator.server import Simulator

GROUP = -4200
TEXTS = texts()


async def report() -> Sequence[str]:
    """Two messages of HTML."""
    return ("<b>Veckan</b> 1 &lt; 2", "Mer")


EDITORS = EditorsGroup(GROUP, report, lambda: "Svar: version <1>")


@pytest.fixture(params=[POLLING, WEBHOOK])
async def bot(request: pytest.FixtureRequest, unused_tcp_port: int) -> AsyncIterator[RunningBot]:
    """The bot with an editors' group."""
    site = Site(request.param, unused_tcp_port)
    async with site.simulator() as simulator:
        simulator.group_chat(chat_id=GROUP)
        bot = site.bot(simulator)
        bot.services = Services(editors=EDITORS)
        async with bot:
            yield bot


@pytest.fixture
def editors(bot: RunningBot) -> Conversation:
    """An editor in the group."""
    return bot.simulator.group_chat(chat_id=GROUP)


async def test_the_report_comes_as_a_reply(editors: Conversation) -> None:
    question = editors.send("/rapport")
    first, second = await editors.replies(2)
    assert (first.bold, first.text, second.text) == (["Veckan"], "Veckan 1 < 2", "Mer")
    assert first.reply_to == question["message_id"]


@pytest.mark.parametrize("command", ["/version", "/VERSION", "/version@{name} nu"])
async def test_the_version_is_told(bot: RunningBot, editors: Conversation, command: str) -> None:
    name = bot.simulator.world.me["username"]
    assert (await editors.ask(command.format(name=name))).text == "Svar: version <1>"


async def test_what_is_meant_for_another_bot_or_is_no_command_is_left_alone(
    bot: RunningBot, editors: Conversation
) -> None:
    editors.send("/version@another_bot")
    editors.send("vilken version?")
    editors.mention(LOAN.question)
    assert (await editors.reply()).bold == [LOAN.question]
    assert await bot.stopped() == 0
    assert editors.unread == []


@pytest.mark.parametrize("command", ["/rapport", "/version"])
async def test_anywhere_else_they_are_unknown(bot: RunningBot, command: str) -> None:
    assert (await bot.chat().ask(command)).text == TEXTS.unknown_command
    other = bot.simulator.group_chat(chat_id=-4300)
    name = bot.simulator.world.me["username"]
    assert (await other.ask(f"{command}@{name}")).text == TEXTS.unknown_command


async def test_only_their_menu_has_them(simulator: Simulator) -> None:
    simulator.group_chat(chat_id=GROUP)
    async with Bot(simulator.token, base_url=f"{simulator.api_url}/bot") as telegram:
        await update_profile(telegram, TEXTS, GROUP)
        theirs = await telegram.get_my_commands(BotCommandScopeChat(GROUP))
        others = await telegram.get_my_commands(BotCommandScopeAllGroupChats())
        private = await telegram.get_my_commands(BotCommandScopeAllPrivateChats())
    names = [one.command for one in theirs]
    assert names == ["rapport", "version", *(one.command for one in others)]
    assert not {"rapport", "version"} & {one.command for one in (*others, *private)}


async def test_a_group_that_the_bot_is_not_in_is_a_warning(
    simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    async with Bot(simulator.token, base_url=f"{simulator.api_url}/bot") as telegram:
        await update_profile(telegram, TEXTS)
        simulator.faults.next("setMyCommands", Fault(bad_request("chat not found")))
        await update_profile(telegram, TEXTS, -99)
        assert (await telegram.get_my_name()).name == TEXTS.name
    assert "kommandona i redaktörernas grupp" in caplog.text
