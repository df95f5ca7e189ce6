"""What the bot says of itself: name, descriptions, commands."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from calling import CHAT, Caller, Json, caller

from bot.simulator.profile import text_seen
from bot.simulator.server import Simulator


@pytest.fixture
async def call(simulator: Simulator) -> AsyncIterator[Caller]:
    async with caller(simulator) as one:
        yield one


async def test_keeps_the_profile(simulator: Simulator, call: Caller) -> None:
    await call.result("setMyName", name="Bot")
    await call.result("setMyName", name="Boten", language_code="sv")
    assert await call.result("getMyName", language_code="sv") == {"name": "Boten"}
    assert await call.result("getMyName", language_code="en") == {"name": "Bot"}
    assert await call.result("getMyDescription") == {"description": ""}
    assert text_seen(simulator.world, "name", "sv") == "Boten"


def named(name: str) -> list[Json]:
    return [{"command": name, "description": "Kommando"}]


# Each list is set in turn; then Astrid (42), who has Swedish, sees one in her own chat and one in
# the group (core.telegram.org/bots/api#determining-list-of-commands).
SCOPES: list[tuple[Json, str, str]] = [
    ({"scope": {"type": "default"}}, "default", "default"),
    ({"language_code": "sv"}, "default_sv", "default_sv"),
    ({"language_code": "en"}, "default_sv", "default_sv"),
    ({"scope": {"type": "all_private_chats"}}, "private", "default_sv"),
    ({"scope": {"type": "all_group_chats"}}, "private", "group"),
    ({"scope": {"type": "all_group_chats"}, "language_code": "sv"}, "private", "group_sv"),
    ({"scope": {"type": "all_chat_administrators"}}, "private", "group_sv"),
    ({"scope": {"type": "chat", "chat_id": CHAT}}, "chat", "group_sv"),
    ({"scope": {"type": "chat", "chat_id": -4200}}, "chat", "chat"),
    ({"scope": {"type": "chat_member", "chat_id": -4200, "user_id": 7}}, "chat", "chat"),
    ({"scope": {"type": "chat_member", "chat_id": -4200, "user_id": CHAT}}, "chat", "member"),
]


async def test_shows_the_narrowest_list_of_commands(simulator: Simulator, call: Caller) -> None:
    private, group = simulator.private_chat(CHAT), simulator.group_chat(CHAT)
    assert (private.commands, group.commands) == ([], [])
    for given, in_private, in_group in SCOPES:
        kind = given.get("scope", {}).get("type", "default")
        word = kind.removeprefix("all_").removesuffix("_chats").removeprefix("chat_")
        name = "_".join([word, *filter(None, [given.get("language_code")])])
        assert await call.result("setMyCommands", commands=named(name), **given) is True
        assert await call.result("getMyCommands", **given) == named(name)
        assert [private.commands, group.commands] == [named(in_private), named(in_group)]
    for given, *_ in SCOPES:
        await call.result("deleteMyCommands", **given)
    assert (private.commands, group.commands) == ([], [])


REFUSALS = [
    ("setMyName", {"name": "a" * 65}, "name is too long"),
    ("setMyName", {"name": "a", "language_code": "svenska"}, "invalid language code specified"),
    ("setMyDescription", {"description": "a" * 513}, "description is too long"),
    ("setMyShortDescription", {"short_description": "a" * 121}, "short description is too long"),
    ("setMyCommands", {}, "expected an Array of BotCommand"),
    ("setMyCommands", {"commands": ["start"]}, "expected an Object as BotCommand"),
    ("setMyCommands", {"commands": named("Hjälp")}, "BOT_COMMAND_INVALID"),
    (
        "setMyCommands",
        {"commands": [{"command": "a", "description": "a" * 257}]},
        "BOT_COMMAND_DESCRIPTION_INVALID",
    ),
    ("setMyCommands", {"commands": named("a") * 101}, "BOT_COMMANDS_TOO_MUCH"),
    (
        "setMyCommands",
        {"commands": [], "scope": {"type": "everywhere"}},
        "can't parse BotCommandScope: unsupported type specified",
    ),
    (
        "getMyCommands",
        {"scope": {"type": "chat"}},
        "can't parse BotCommandScope: Can't find field \"chat_id\"",
    ),
    (
        "sendChatAction",
        {"chat_id": CHAT, "action": "dancing"},
        "wrong parameter action in request",
    ),
]


@pytest.mark.parametrize(("method", "given", "words"), REFUSALS)
async def test_refuses_profiles_beyond_the_limits(
    call: Caller, method: str, given: Json, words: str
) -> None:
    assert await call.refusal(method, **given) == f"Bad Request: {words}"
