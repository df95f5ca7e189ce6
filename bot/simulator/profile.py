"""Methods about the bot itself: who it is, its names and descriptions, its commands."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from functools import partial

from bot.simulator.errors import Json, bad_request
from bot.simulator.parameters import Parameters
from bot.simulator.world import World

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
MAX_COMMANDS = 100
MAX_COMMAND_DESCRIPTION = 256
LONGEST = {"name": 64, "description": 512, "short_description": 120}
SCOPES = frozenset(
    {
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    }
)


async def get_me(world: World, _given: Parameters) -> Json:
    """core.telegram.org/bots/api#getme."""
    return world.me


async def set_my_commands(world: World, given: Parameters) -> bool:
    """core.telegram.org/bots/api#setmycommands."""
    commands = given.data("commands")
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.commands[_scope(given)] = [_command(command) for command in commands]
    return True


async def get_my_commands(world: World, given: Parameters) -> list[Json]:
    """core.telegram.org/bots/api#getmycommands."""
    return world.commands.get(_scope(given), [])


async def set_text(which: str, world: World, given: Parameters) -> bool:
    """Set the bot's name or one of its descriptions, for one language or for all."""
    text = given.text(which)
    if len(text) > LONGEST[which]:
        raise bad_request(f"{which.replace('_', ' ')} is too long")
    world.names[which, given.text("language_code")] = text
    return True


async def get_text(which: str, world: World, given: Parameters) -> Json:
    """The bot's name or one of its descriptions, for a language or else for all."""
    for language in (given.text("language_code"), ""):
        if text := world.names.get((which, language)):
            return {which: text}
    return {which: world.me["first_name"] if which == "name" else ""}


TEXT_METHODS: dict[str, Callable[[World, Parameters], Awaitable[object]]] = {
    f"{verb}my{which.replace('_', '')}": partial(function, which)
    for which in LONGEST
    for verb, function in (("set", set_text), ("get", get_text))
}


def _scope(given: Parameters) -> tuple[str, str]:
    scope = given.data("scope") or {"type": "default"}
    if not isinstance(scope, dict) or scope.get("type") not in SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    return str(sorted(scope.items())), given.text("language_code")


def _command(command: Json) -> Json:
    name = str(command.get("command", "")).strip().removeprefix("/")
    description = str(command.get("description", "")).strip()
    if not COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= MAX_COMMAND_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}
