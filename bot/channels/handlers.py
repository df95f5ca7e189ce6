"""Telegram's updates → answers. Each handler reads the update, lets others decide, and sends."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from telegram import CallbackQuery, Message, Update
from telegram.error import Forbidden, TelegramError
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters

from bot.channels import sending
from bot.channels.answering import Incoming, Tapped, answer_message, answer_tap
from bot.channels.callback_data import EntryTap, parse
from bot.channels.rendering import render_text
from bot.dialogue import Dialogue

ALLOWED_UPDATES = (Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY)
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Handlers:
    """The handlers of one bot. Every update is answered from the dialogue that is current then."""

    dialogue_source: Callable[[], Dialogue]
    today: Callable[[], date]

    def register(self, application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        """Let the application call the handlers, in private chats only."""
        private = filters.ChatType.PRIVATE & ~filters.StatusUpdate.ALL
        written = filters.TEXT | filters.CAPTION
        new = private & filters.UpdateType.MESSAGE
        # An edited message without words may be a live location, which moves by itself.
        edited = private & filters.UpdateType.EDITED_MESSAGE & written
        application.add_handler(MessageHandler(new, self.on_message))
        application.add_handler(MessageHandler(edited, self.on_edited_message))
        application.add_handler(CallbackQueryHandler(self.on_tap))
        application.add_error_handler(self.on_error)

    async def on_message(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer a message of any kind."""
        message = update.effective_message
        if message:
            answer = answer_message(_incoming(message), self.dialogue_source(), self.today())
            await sending.deliver(context.bot, message.chat_id, answer, message.message_id)

    async def on_edited_message(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer a message that was changed: somebody who mends a question wants its answer."""
        await self.on_message(update, context)

    async def on_tap(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Do what a tapped button says."""
        query = update.callback_query
        if query is None or query.message is None:
            return
        response = answer_tap(_tapped(query), self.dialogue_source(), self.today())
        await sending.acknowledge(query, response.alert)
        chat_id, message_id = query.message.chat.id, query.message.message_id
        if response.in_place:
            await sending.change(context.bot, chat_id, message_id, response.in_place)
        await sending.deliver(context.bot, chat_id, response.messages, _question_id(query))

    async def on_error(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Log what failed and where, nobody's words and nobody's identity; tell the resident."""
        error = context.error
        if isinstance(error, Forbidden):
            logger.info("Ett svar nådde inte fram: den som frågade har stängt ute boten.")
            return
        logger.error("Ett meddelande gick inte att besvara: %s i %s", *_what_and_where(error))
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is None or chat.type != chat.PRIVATE:
            return
        try:
            apology = render_text(self.dialogue_source().faq.texts.error)
            await sending.deliver(context.bot, chat.id, apology)
        except TelegramError as second:
            logger.warning("Inte heller felmeddelandet nådde fram (%s).", type(second).__name__)


def _incoming(message: Message) -> Incoming:
    return Incoming(message.text or message.caption, is_caption=message.text is None)


def _tapped(query: CallbackQuery) -> Tapped:
    message = query.message
    if not isinstance(message, Message):  # too old: Telegram gives only its id
        return Tapped(query.data or "")
    question = message.reply_to_message
    return Tapped(
        query.data or "",
        question=(question.text or question.caption) if question else None,
        offered=_offered(message),
    )


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


def _question_id(query: CallbackQuery) -> int | None:
    message = query.message
    question = message.reply_to_message if isinstance(message, Message) else None
    return question.message_id if question else None


def _what_and_where(error: BaseException | None) -> tuple[str, str]:
    """The kind of an error and the place in the code; its words may quote what somebody wrote."""
    frames = traceback.extract_tb(error.__traceback__) if error else []
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "?"
    return type(error).__name__, place
