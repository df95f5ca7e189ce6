"""Methods about the bot itself: who it is, its names and descriptions, its commands."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from typing import Any

from bot.simulator.chat import Chat
from bot.simulator.errors import Json, bad_request
from bot.simulator.parameters import Parameters
from bot.simulator.world import World

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LANGUAGE = re.compile(r"(?:[a-z]{2})?")
MAX_COMMANDS = 100
MAX_COMMAND_DESCRIPTION = 256
LONGEST = {"name": 64, "description": 512, "short_description": 120}
# Each kind with the fields that it needs (core.telegram.org/bots/api#botcommandscope).
SCOPES: dict[str, tuple[str, ...]] = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}


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


async def delete_my_commands(world: World, given: Parameters) -> bool:
    """core.telegram.org/bots/api#deletemycommands."""
    world.commands.pop(_scope(given), None)
    return True


def commands_seen(world: World, chat: Chat, user: Json) -> list[Json]:
    """The commands that a person who is no administrator sees in a chat.

    The first list wins, in the order of
    core.telegram.org/bots/api#determining-list-of-commands.
    """
    for scope in _scopes_seen(chat, user):
        for language in (user.get("language_code", ""), ""):
            if commands := world.commands.get((scope, language)):
                return commands
    return []


def _scopes_seen(chat: Chat, user: Json) -> Iterator[str]:
    if chat.is_group:
        yield f"chat_member:{chat.id}:{user['id']}"
    yield f"chat:{chat.id}"
    yield "all_group_chats" if chat.is_group else "all_private_chats"
    yield "default"


async def set_text(which: str, world: World, given: Parameters) -> bool:
    """Set the bot's name or one of its descriptions, for one language or for all."""
    text = given.text(which)
    if len(text) > LONGEST[which]:
        raise bad_request(f"{which.replace('_', ' ')} is too long")
    world.names[which, _language(given)] = text
    return True


async def get_text(which: str, world: World, given: Parameters) -> Json:
    """The bot's name or one of its descriptions, for a language or else for all."""
    return {which: text_seen(world, which, _language(given))}


def text_seen(world: World, which: str, language: str) -> str:
    """What a person with this language sees as name, description or short_description."""
    for code in (language, ""):
        if text := world.names.get((which, code)):
            return text
    return str(world.me["first_name"]) if which == "name" else ""


TEXT_METHODS: dict[str, Callable[[World, Parameters], Awaitable[object]]] = {
    f"{verb}my{which.replace('_', '')}": partial(function, which)
    for which in LONGEST
    for verb, function in (("set", set_text), ("get", get_text))
}


def _scope(given: Parameters) -> tuple[str, str]:
    """The scope as one word, and the language that the list is for."""
    scope = given.data("scope") or {"type": "default"}
    kind = scope.get("type") if isinstance(scope, dict) else None
    if kind not in SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    for name in SCOPES[kind]:
        if not isinstance(scope.get(name), (int, str)):
            raise bad_request(f"can't parse BotCommandScope: Can't find field \"{name}\"")
    return ":".join([kind, *(str(scope[name]) for name in SCOPES[kind])]), _language(given)


def _language(given: Parameters) -> str:
    """The language that a text is for, as two letters (ISO 639-1); "" is everybody."""
    code = given.text("language_code")
    if not LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def _command(command: Any) -> Json:
    if not isinstance(command, dict):
        raise bad_request("expected an Object as BotCommand")
    name = str(command.get("command", "")).strip().removeprefix("/")
    description = str(command.get("description", "")).strip()
    if not COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= MAX_COMMAND_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}
