"""The bot's profile on Telegram: name, descriptions and commands, set only where they differ."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from telegram import Bot
from telegram.error import TelegramError

from bot.channels.commands import menu_of_commands
from bot.texts import Texts

logger = logging.getLogger(__name__)


async def update_profile(bot: Bot, texts: Texts) -> None:
    """Make the profile say what the texts say. A refusal or an outage is a logged warning."""
    steps: dict[str, Callable[[Bot, Texts], Awaitable[None]]] = {
        "kommandona": _commands,
        "beskrivningen": _description,
        "den korta beskrivningen": _short_description,
        "namnet": _name,
    }
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
    wanted = menu_of_commands(texts)
    current = await bot.get_my_commands()
    if tuple((one.command, one.description) for one in current) != wanted:
        await bot.set_my_commands(wanted)


async def _description(bot: Bot, texts: Texts) -> None:
    wanted = texts.description.strip()
    if (await bot.get_my_description()).description != wanted:
        await bot.set_my_description(wanted)


async def _short_description(bot: Bot, texts: Texts) -> None:
    wanted = texts.short_description.strip()
    if (await bot.get_my_short_description()).short_description != wanted:
        await bot.set_my_short_description(wanted)


async def _name(bot: Bot, texts: Texts) -> None:
    # Telegram allows only a few changes of the name a day.
    wanted = texts.name.strip()
    if (await bot.get_my_name()).name != wanted:
        await bot.set_my_name(wanted)
