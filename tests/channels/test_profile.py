"""The bot's profile: what Telegram shows before anybody has written, in two languages."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from small_faq import texts
from telegram import (
    Bot,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)

from bot.channels.profile import update_profile
from bot.simulator.server import Simulator

TEXTS = texts()


@pytest.fixture
async def profile(simulator: Simulator) -> AsyncIterator[Bot]:
    """A bot whose profile has been set."""
    async with Bot(simulator.token, base_url=f"{simulator.api_url}/bot") as bot:
        await update_profile(bot, TEXTS)
        yield bot


SWEDISH = ["start", "fragor", "hjalp", "integritet", "om"]
ENGLISH = ["start", "questions", "help", "privacy", "about"]
MENUS = [
    (BotCommandScopeAllPrivateChats(), None, SWEDISH),
    (BotCommandScopeAllPrivateChats(), "en", ENGLISH),
    (BotCommandScopeAllGroupChats(), None, SWEDISH[1:]),
    (BotCommandScopeAllGroupChats(), "en", ENGLISH[1:]),
]


@pytest.mark.parametrize(("scope", "language", "names"), MENUS)
async def test_each_kind_of_chat_has_its_menu(
    profile: Bot, scope: BotCommandScope, language: str | None, names: list[str]
) -> None:
    commands = await profile.get_my_commands(scope, language)
    assert [one.command for one in commands] == names
    key = "kommando_om_engelska <&>" if language else "kommando_om <&>"
    assert commands[-1].description == key


async def test_name_and_descriptions_are_those_of_the_texts(profile: Bot) -> None:
    assert (await profile.get_my_name()).name == TEXTS.name
    for language, long, short in (
        (None, TEXTS.description, TEXTS.short_description),
        ("en", TEXTS.description_english, TEXTS.short_description_english),
    ):
        assert (await profile.get_my_description(language)).description == long
        found = await profile.get_my_short_description(language)
        assert found.short_description == short


async def test_only_what_has_changed_is_set_again(profile: Bot, simulator: Simulator) -> None:
    simulator.world.calls.clear()
    await update_profile(profile, texts(kommando_om="Nytt"))
    assert simulator.world.calls.count("getMyCommands") == 4
    changes = [one for one in simulator.world.calls if one.startswith("set")]
    assert changes == ["setMyCommands"] * 2
