"""Whether a message in a group is meant for the bot, and what it then says. Pure."""

from __future__ import annotations

import re

from telegram import Message, MessageEntity, User

from bot.channels.commands import Command, parse_command

# What is left around a mention, as in "@bot, hur …".
_AFTER_MENTION = re.compile(r"^[\s,:;–-]+")
_SPACES = re.compile(r"[^\S\n]{2,}")


def addressed(message: Message, me: User) -> str | None:
    """The text of a message to the bot without the mention of it; None if it is not to the bot.

    It is to the bot if it mentions it, replies to one of its messages or is a command. What other
    bots and channels write never is, nor what a resident sent by the bot's inline mode.
    """
    text = message.text or message.caption
    if not text or _is_automatic(message):
        return None
    command = parse_command(text, me.username or "")
    if command:
        return text if _is_ours(command, message, me) else None
    mentions = [one for one in _entities(message) if _names(one, text, me)]
    if mentions:
        return _without(text, mentions)
    return text if _replies_to(message, me) else None


def _is_ours(command: Command, message: Message, me: User) -> bool:
    if command.bot:
        return command.bot == (me.username or "").casefold()
    # One that names no bot and that this one does not know may be another bot's.
    return command.action is not None or _replies_to(message, me)


def _is_automatic(message: Message) -> bool:
    sender = message.from_user
    # An anonymous administrator or a channel writes through a bot of Telegram's own.
    by_a_bot = sender is not None and sender.is_bot and message.sender_chat is None
    return by_a_bot or bool(message.via_bot) or bool(message.is_automatic_forward)


def _replies_to(message: Message, me: User) -> bool:
    replied = message.reply_to_message
    # In a topic every message refers to the one that began it.
    if replied is None or replied.forum_topic_created:
        return False
    return replied.from_user is not None and replied.from_user.id == me.id


def _entities(message: Message) -> tuple[MessageEntity, ...]:
    return tuple(message.entities or message.caption_entities)


def _names(entity: MessageEntity, text: str, me: User) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user is not None and entity.user.id == me.id
    if entity.type != MessageEntity.MENTION:
        return False
    return _part(text, entity).casefold() == f"@{me.username}".casefold()


def _part(text: str, entity: MessageEntity) -> str:
    """The part of a text that an entity marks; offsets count UTF-16 units."""
    units = text.encode("utf-16-le")
    marked = units[2 * entity.offset : 2 * (entity.offset + entity.length)]
    return marked.decode("utf-16-le", errors="ignore")


def _without(text: str, mentions: list[MessageEntity]) -> str:
    units = text.encode("utf-16-le")
    for one in sorted(mentions, key=lambda mention: mention.offset, reverse=True):
        units = units[: 2 * one.offset] + units[2 * (one.offset + one.length) :]
    words = _SPACES.sub(" ", units.decode("utf-16-le", errors="ignore"))
    return _AFTER_MENTION.sub("", words).rstrip()
