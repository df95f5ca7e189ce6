"""Telegram's updates → whoever answers them; and what happens when that fails."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from telegram import Message, Update
from telegram.error import TelegramError
from telegram.ext import Application, CallbackContext, TypeHandler

from bot.channels import sending
from bot.channels.answering import Answered
from bot.channels.desk import Desk
from bot.channels.failures import what_and_where, why_unreachable
from bot.channels.inline import answer_inline
from bot.channels.memory import TIDY_SECONDS
from bot.channels.messages import Messages
from bot.channels.reading import destination
from bot.channels.rendering import render_text
from bot.channels.sending import Bot, Destination
from bot.channels.taps import Taps

ALLOWED_UPDATES = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
)
Context = CallbackContext[Bot, Any, Any, Any]
logger = logging.getLogger(__name__)


class Handlers:
    """The handlers of one bot. Every update is answered from the dialogue that is current then."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._messages = Messages(desk)
        self._taps = Taps(desk, self._messages)
        self._tidying: asyncio.TimerHandle | None = None

    def register(self, application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        """Let the application call the handlers."""
        application.add_handler(TypeHandler(Update, self.on_update))
        application.add_error_handler(self.on_error)

    async def flush(self) -> None:
        """Before the bot stops: answer at once what waits for more fragments to come."""
        await self._messages.flush()

    async def on_update(self, update: Update, context: Context) -> None:
        """Answer an update of any kind; what the bot did not ask for it leaves alone."""
        self._tidy_later()
        if update.message:
            self.desk.metrics.update(Update.MESSAGE)
            if not await self._for_editors(update.message, context.bot):
                await self._messages.new(update.message, context.bot)
        elif update.callback_query:
            self.desk.metrics.update(Update.CALLBACK_QUERY)
            await self._taps.tapped(update.callback_query, context.bot)
        elif update.inline_query:
            self.desk.metrics.update(Update.INLINE_QUERY)
            setting = self.desk.setting(context.bot.bot)
            await answer_inline(update.inline_query, self.desk.dialogue_source(), setting)
        elif update.edited_message:
            self.desk.metrics.update(Update.EDITED_MESSAGE)
            await self._messages.edited(update.edited_message, context.bot)

    async def on_error(self, update: object, context: Context) -> None:
        """Log what failed and where, nobody's words and nobody's identity; tell the resident."""
        error = context.error
        unreachable = why_unreachable(error)
        if unreachable:
            logger.log(unreachable.level, "Ett svar nådde inte fram: %s.", unreachable.why)
            return
        kind, where = what_and_where(error)
        self.desk.metrics.error(kind)
        logger.error("Ett meddelande gick inte att besvara: %s i %s", kind, where)
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat and chat.type == chat.PRIVATE:
            await self._apologise(context.bot, Destination(chat.id))

    async def _for_editors(self, message: Message, bot: Bot) -> bool:
        """Answer a command of the editors' in their own group; False if it is none."""
        editors = self.desk.services.editors
        command = editors.asked(message, bot.bot) if editors else None
        if editors is None or command is None:
            return False
        to = destination(message, message.message_id)
        arrived = self.desk.memory.clock()
        async with self.desk.turns.of(to.chat_id):
            answered = Answered(await editors.answer(command))
            await sending.deliver(bot, to, answered.messages)
        self.desk.replied(answered, arrived)
        return True

    async def _apologise(self, bot: Bot, to: Destination) -> None:
        apology = render_text(self.desk.dialogue_source().faq.texts.error)
        try:
            await sending.deliver(bot, to, apology)
        except TelegramError as error:
            logger.warning("Inte heller felmeddelandet nådde fram (%s).", type(error).__name__)

    def _tidy_later(self) -> None:
        """What is remembered must go after an hour, also when nobody writes any more."""
        if self._tidying is None:
            loop = asyncio.get_running_loop()
            self._tidying = loop.call_later(TIDY_SECONDS, self._tidy)

    def _tidy(self) -> None:
        self._tidying = None
        self.desk.memory.forget_old()
        if len(self.desk.memory):
            self._tidy_later()
