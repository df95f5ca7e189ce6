"""Outgoing messages → Telegram. A message that Telegram refuses goes once more as plain text."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from telegram import CallbackQuery, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, TelegramError
from telegram.ext import ExtBot

from bot.channels.failures import why_unreachable
from bot.channels.outgoing import Button, Outgoing, Rows
from bot.channels.telegram_text import shorten

MAX_ALERT = 200  # core.telegram.org/bots/api#answercallbackquery
logger = logging.getLogger(__name__)

Bot = ExtBot[Any]
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Destination:
    """A chat, a topic in it, and the message that those `as_reply` refer to."""

    chat_id: int
    thread_id: int | None = None
    reply_to: int | None = None


async def deliver(
    bot: Bot, to: Destination, messages: Iterable[Outgoing], *, urgent: bool = False
) -> tuple[int, ...]:
    """Send the messages in order; their ids. An `urgent` one is worth a longer wait.

    A group that has become a supergroup meanwhile gets them under its new id.
    """
    sent: list[int] = []
    for message in messages:
        try:
            sent.append(await _send(bot, to, message, urgent=urgent))
        except ChatMigrated as moved:
            to = Destination(moved.new_chat_id)  # where the question has another number
            sent.append(await _send(bot, to, message, urgent=urgent))
    return tuple(sent)


async def revise(
    bot: Bot, to: Destination, earlier: Sequence[int], messages: Sequence[Outgoing]
) -> tuple[int, ...]:
    """Let earlier messages say something else; the ids of those that now say it.

    What there are too many of is deleted, what there are too few of is sent.
    """
    common = min(len(earlier), len(messages))
    ids = [
        await change(bot, to, message_id, message)
        for message_id, message in zip(earlier[:common], messages[:common], strict=True)
    ]
    for message_id in earlier[common:]:
        await _delete(bot, to.chat_id, message_id)
    return (*ids, *await deliver(bot, to, messages[common:]))


async def withdraw(bot: Bot, to: Destination, message_ids: Iterable[int]) -> None:
    """Take back messages that something better has been said instead of, where that is possible."""
    for message_id in message_ids:
        try:
            await _delete(bot, to.chat_id, message_id)
        except TelegramError as error:  # both may stand: what matters has been said
            logger.info("Ett överflödigt svar står kvar (%s).", type(error).__name__)


async def change(bot: Bot, to: Destination, message_id: int, message: Outgoing) -> int:
    """Change a message in place; send it as a new one where that is no longer possible. Its id."""
    try:
        await bot.edit_message_text(
            message.html,
            to.chat_id,
            message_id,
            parse_mode=ParseMode.HTML,
            api_kwargs=_around(message.rows),
        )
    except BadRequest as refusal:
        if _is_not_modified(refusal):  # a button tapped twice, or an edit that alters nothing
            return message_id
        if why_unreachable(refusal):
            raise
        (message_id,) = await deliver(bot, to, [replace(message, as_reply=True)])
    return message_id


async def change_buttons(bot: Bot, to: Destination, message_id: int, rows: Rows) -> bool:
    """Change what stands below a message; False if it stood there already."""
    try:
        keyboard = {"reply_markup": _keyboard(rows)}
        await bot.edit_message_reply_markup(to.chat_id, message_id, api_kwargs=keyboard)
    except BadRequest as refusal:
        if _is_not_modified(refusal):
            return False
        logger.info("Knappar gick inte att byta ut: Telegram sade %s.", refusal.message)
    return True


async def acknowledge(
    query: CallbackQuery, words: str | None = None, *, alert: bool = True, url: str | None = None
) -> None:
    """Stop the clock on a tapped button, with words to read or an address to open, if any."""
    text = shorten(words, MAX_ALERT) if words else None
    try:
        await query.answer(text, show_alert=bool(text) and alert, url=url)
    except TelegramError as error:
        # Too old, or unreachable: what the tap asked for matters more and goes out anyway.
        logger.info("Ett tryck kunde inte kvitteras (%s).", type(error).__name__)


async def _send(bot: Bot, to: Destination, message: Outgoing, *, urgent: bool) -> int:
    reply_to = to.reply_to if message.as_reply else None
    try:
        sent = await bot.send_message(
            to.chat_id,
            message.html,
            parse_mode=ParseMode.HTML,
            message_thread_id=to.thread_id,
            rate_limit_args=urgent or None,
            api_kwargs=_around(message.rows, reply_to),
        )
    except BadRequest as refusal:
        if why_unreachable(refusal):
            raise
        # Better without links and buttons than not at all: it may be about danger.
        logger.warning("Ett svar gick som ren text: Telegram sade %s.", type(refusal).__name__)
        sent = await _send_plain(bot, to, message, urgent=urgent)
    return sent.message_id


async def _send_plain(bot: Bot, to: Destination, message: Outgoing, *, urgent: bool) -> Message:
    return await bot.send_message(
        to.chat_id,
        message.plain,
        message_thread_id=to.thread_id,
        rate_limit_args=urgent or None,
        api_kwargs=_around(),
    )


async def _delete(bot: Bot, chat_id: int, message_id: int) -> None:
    try:
        await bot.delete_message(chat_id, message_id)
    except BadRequest as refusal:  # the resident was faster
        logger.info("Ett överflödigt svar gick inte att ta bort: %s.", refusal.message)


def _around(rows: Rows = (), reply_to: int | None = None) -> Json:
    """What goes with a text, as the Bot API takes it.

    python-telegram-bot's objects for these take longer to make than all else that is done to send.
    """
    around: Json = {"link_preview_options": {"is_disabled": True}}
    if rows:
        around["reply_markup"] = _keyboard(rows)
    if reply_to:
        around["reply_parameters"] = {"message_id": reply_to, "allow_sending_without_reply": True}
    return around


def _keyboard(rows: Rows) -> Json:
    return {"inline_keyboard": [[_button(one) for one in row] for row in rows]}


def _button(button: Button) -> Json:
    if button.url:
        return {"text": button.label, "url": button.url}
    return {"text": button.label, "callback_data": str(button.tap)}


def _is_not_modified(refusal: BadRequest) -> bool:
    return "not modified" in refusal.message
