"""Telegram's messages and taps → what the bot hears: the words, who said them and where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from telegram import CallbackQuery, Message, User

from bot.channels.addressing import addressed
from bot.channels.answering import Incoming, Tapped
from bot.channels.callback_data import EntryTap, parse
from bot.channels.sending import Destination

# What people send; everything else without words is a notice of Telegram's own.
_CONTENT = (
    "photo",
    "sticker",
    "voice",
    "video",
    "video_note",
    "animation",
    "audio",
    "document",
    "location",
    "venue",
    "contact",
    "poll",
    "dice",
    "game",
    "story",
    "live_photo",
    "paid_media",
    "checklist",
)


@dataclass(frozen=True, slots=True)
class Heard:
    """A message to the bot.

    `key` is who wrote it where, `to` where the reply goes, `album` names the pictures that were
    sent together with it, `arrived` is when the bot got it (seconds of its own clock).
    """

    incoming: Incoming
    message_id: int
    key: tuple[int, int, int]
    to: Destination
    written: datetime
    arrived: float
    in_group: bool = False
    album: str | None = None

    @property
    def looks_like_command(self) -> bool:
        """Whether it begins with a slash."""
        return (self.incoming.text or "").lstrip().startswith("/")


def hear(message: Message, me: User, arrived: float) -> Heard | None:
    """What a message says to the bot; None if it is not for the bot, or nobody wrote it."""
    chat = message.chat
    in_group = chat.type in {chat.GROUP, chat.SUPERGROUP}
    if in_group:
        text = addressed(message, me)
        if text is None:
            return None
    elif chat.type == chat.PRIVATE and not _is_notice(message, me):
        text = message.text or message.caption
    else:
        return None
    to = destination(message, message.message_id)
    author = message.sender_chat or message.from_user or chat
    return Heard(
        Incoming(text, is_caption=message.text is None),
        message.message_id,
        (chat.id, to.thread_id or 0, author.id),
        to,
        message.date,
        arrived,
        in_group,
        message.media_group_id,
    )


def destination(message: Message, reply_to: int | None) -> Destination:
    """Where to answer a message: its chat and topic, as a reply to `reply_to`."""
    # Outside of topics a thread is but a chain of replies, and cannot be written to.
    thread_id = message.message_thread_id if message.is_topic_message else None
    return Destination(message.chat_id, thread_id, reply_to)


def read_tap(query: CallbackQuery, me: User) -> Tapped:
    """What a tapped button carries, and what the message above it knows."""
    message = query.message
    if not isinstance(message, Message):  # too old: Telegram gives only its id; or sent inline
        return Tapped(query.data or "")
    return Tapped(
        query.data or "", question=_words(message.reply_to_message, me), offered=_offered(message)
    )


def _words(question: Message | None, me: User) -> str | None:
    if question is None:
        return None
    is_private = question.chat.type == question.chat.PRIVATE
    without_mention = None if is_private else addressed(question, me)
    return without_mention or question.text or question.caption


def _offered(message: Message) -> frozenset[str]:
    """The ids of the entries that a message's buttons offer."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    taps = [
        parse(one.callback_data)
        for row in rows
        for one in row
        if isinstance(one.callback_data, str)
    ]
    return frozenset(tap.entry_id for tap in taps if isinstance(tap, EntryTap))


def _is_notice(message: Message, me: User) -> bool:
    """Whether there is nothing to answer: Telegram's own message, or the bot's own words."""
    if message.via_bot and message.via_bot.id == me.id:  # chosen in inline mode, in its own chat
        return True
    if message.text or message.caption:
        return False
    return not any(getattr(message, kind, None) for kind in _CONTENT)
