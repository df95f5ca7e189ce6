"""Outgoing messages → Telegram. A message that Telegram refuses goes once more as plain text."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from telegram import (
    Bot,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot.channels.rendering import Outgoing
from bot.channels.telegram_text import shorten

MAX_ALERT = 200  # core.telegram.org/bots/api#answercallbackquery
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
logger = logging.getLogger(__name__)


async def deliver(
    bot: Bot, chat_id: int, messages: Iterable[Outgoing], reply_to: int | None = None
) -> None:
    """Send the messages in order; `reply_to` is the message that those `as_reply` refer to."""
    for message in messages:
        try:
            await _send(bot, chat_id, message, reply_to if message.as_reply else None)
        except BadRequest as refusal:
            # Better without links and buttons than not at all: it may be about danger.
            logger.warning("Ett svar gick som ren text: Telegram sade %s.", _name(refusal))
            await bot.send_message(chat_id, message.plain, link_preview_options=NO_PREVIEW)


async def change(bot: Bot, chat_id: int, message_id: int, message: Outgoing) -> None:
    """Change a message in place; send it as a new one where that is no longer possible."""
    try:
        await bot.edit_message_text(
            message.html,
            chat_id,
            message_id,
            parse_mode=ParseMode.HTML,
            reply_markup=_markup(message),
            link_preview_options=NO_PREVIEW,
        )
    except BadRequest as refusal:
        if "not modified" not in refusal.message:  # a button tapped twice
            await deliver(bot, chat_id, [message])


async def acknowledge(query: CallbackQuery, alert: str | None = None) -> None:
    """Stop the clock on a tapped button, with an alert to read where there is one."""
    text = shorten(alert, MAX_ALERT) if alert else None
    try:
        await query.answer(text, show_alert=bool(text))
    except TelegramError as error:
        # Too old, or unreachable: what the tap asked for matters more and goes out anyway.
        logger.info("Ett tryck kunde inte kvitteras (%s).", _name(error))


async def _send(bot: Bot, chat_id: int, message: Outgoing, reply_to: int | None) -> None:
    reply = ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None
    await bot.send_message(
        chat_id,
        message.html,
        parse_mode=ParseMode.HTML,
        link_preview_options=NO_PREVIEW,
        reply_markup=_markup(message),
        reply_parameters=reply,
    )


def _markup(message: Outgoing) -> InlineKeyboardMarkup | None:
    if not message.rows:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(one.label, callback_data=str(one.tap)) for one in row]
            for row in message.rows
        ]
    )


def _name(error: TelegramError) -> str:
    return type(error).__name__
