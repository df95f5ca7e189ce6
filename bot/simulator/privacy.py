"""Privacy mode: what a bot sees in a group (core.telegram.org/bots/features#privacy-mode)."""

from __future__ import annotations

import re

from bot.simulator.chat import Chat
from bot.simulator.errors import Json
from bot.simulator.world import World

MEMBER_ROLES = frozenset({"member", "administrator"})
# "All service messages" reach every bot.
SERVICE_FIELDS = frozenset(
    {
        "new_chat_members",
        "left_chat_member",
        "group_chat_created",
        "supergroup_chat_created",
        "new_chat_title",
        "pinned_message",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "forum_topic_created",
        "forum_topic_closed",
    }
)
COMMAND = re.compile(r"/\w+(?:@(\w+))?", re.ASCII)


def bot_sees(world: World, chat: Chat, message: Json) -> bool:
    """Whether the bot gets a message of this chat."""
    if chat.role not in MEMBER_ROLES:
        return False
    if not chat.is_group:
        return True
    sees_all = chat.role == "administrator" or world.me["can_read_all_group_messages"]
    return bool(sees_all or SERVICE_FIELDS & message.keys() or _is_meant(world, chat, message))


def _is_meant(world: World, chat: Chat, message: Json) -> bool:
    """Commands, mentions, what was sent via the bot, and replies to any of these or to the bot."""
    replied = message.get("reply_to_message")
    if replied and "forum_topic_created" not in replied:
        original: Json = chat.messages.get(replied["message_id"]) or replied
        is_ours = original.get("from", {}).get("id") == world.me["id"]
        if is_ours or _is_meant(world, chat, original):
            return True
    return "via_bot" in message or _is_called(world, message)


def _is_called(world: World, message: Json) -> bool:
    text = message.get("text") or message.get("caption") or ""
    name = str(world.me["username"]).lower()
    command = COMMAND.match(text)
    if command and (command.group(1) or name).lower() == name:
        return True
    return bool(re.search(rf"(?<!\w)@{name}(?!\w)", text.lower()))
