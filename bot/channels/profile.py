"""The bot's profile on Telegram: name, descriptions, commands by scope; set where they differ."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable
from functools import partial

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from bot.channels.commands import MenuItem, menu_of_commands
from bot.channels.editors import MENU
from bot.texts import Texts

ENGLISH = "en"
logger = logging.getLogger(__name__)


async def update_profile(bot: Bot, texts: Texts, editors: int | None = None) -> None:
    """Make the profile say what the texts say. A refusal or an outage is a logged warning.

    `editors` is the number of the editors' group, whose menu has more.
    """
    steps: dict[str, Callable[[Bot, Texts], Awaitable[None]]] = {
        "kommandona": _commands,
        "beskrivningen": _descriptions,
        "den korta beskrivningen": _short_descriptions,
        "namnet": _name,
    }
    if editors is not None:
        steps["kommandona i redaktörernas grupp"] = partial(_editors_commands, group=editors)
    for what, step in steps.items():
        try:
            await step(bot, texts)
        except TelegramError as error:
            logger.warning(
                "Kunde inte ställa in %s på Telegram (%s). Boten svarar ändå.",
                what,
                type(error).__name__,
            )


async def _commands(bot: Bot, texts: Texts) -> None:
    """The menu of private chats and the one of groups, each in Swedish and for English phones."""
    scopes: tuple[tuple[BotCommandScope, bool], ...] = (
        (BotCommandScopeAllPrivateChats(), False),
        (BotCommandScopeAllGroupChats(), True),
    )
    for scope, in_group in scopes:
        for language in (None, ENGLISH):
            items = menu_of_commands(texts, in_group=in_group, in_english=bool(language))
            await _menu(bot, items, scope, language)


async def _editors_commands(bot: Bot, texts: Texts, *, group: int) -> None:
    items = (*MENU, *menu_of_commands(texts, in_group=True))
    await _menu(bot, items, BotCommandScopeChat(group), None)


async def _menu(
    bot: Bot, items: Iterable[MenuItem], scope: BotCommandScope, language: str | None
) -> None:
    wanted = tuple(BotCommand(item.name, item.description) for item in items)
    if await bot.get_my_commands(scope, language) != wanted:
        await bot.set_my_commands(wanted, scope, language)


async def _descriptions(bot: Bot, texts: Texts) -> None:
    for language, text in ((None, texts.description), (ENGLISH, texts.description_english)):
        wanted = text.strip()
        if (await bot.get_my_description(language)).description != wanted:
            await bot.set_my_description(wanted, language)


async def _short_descriptions(bot: Bot, texts: Texts) -> None:
    both = ((None, texts.short_description), (ENGLISH, texts.short_description_english))
    for language, text in both:
        wanted = text.strip()
        if (await bot.get_my_short_description(language)).short_description != wanted:
            await bot.set_my_short_description(wanted, language)


async def _name(bot: Bot, texts: Texts) -> None:
    # Telegram allows only a few changes of the name a day. A name is the same in every language.
    wanted = texts.name.strip()
    if (await bot.get_my_name()).name != wanted:
        await bot.set_my_name(wanted)
