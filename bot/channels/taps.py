"""Tapped buttons → what they ask for. A button knows all it needs: any replica can serve it."""

from __future__ import annotations

import asyncio

from telegram import CallbackQuery, Message

from bot.channels import sending
from bot.channels.answering import TapResponse, answer_tap
from bot.channels.callback_data import EntryTap, FeedbackTap, parse
from bot.channels.desk import Desk
from bot.channels.floods import Verdict
from bot.channels.memory import Resident
from bot.channels.messages import Messages
from bot.channels.reading import destination, read_tap
from bot.channels.rendering import deep_link
from bot.channels.sending import Bot, Destination


class Taps:
    """Does what tapped buttons say, each in its chat's turn, and acknowledges them at once."""

    def __init__(self, desk: Desk, messages: Messages) -> None:
        self._desk = desk
        self._messages = messages

    async def tapped(self, query: CallbackQuery, bot: Bot) -> None:
        """Do what a tapped button says."""
        if query.message is None:
            await self._elsewhere(query, bot)
            return
        to = _destination(query)
        resident = self._desk.memory.of((to.chat_id, to.thread_id or 0, query.from_user.id))
        dialogue = self._desk.dialogue_source()
        verdict = self._desk.memory.count(resident, self._desk.per_minute)
        if verdict is not Verdict.FINE:
            too_many = dialogue.faq.texts.too_many if verdict is Verdict.TOO_MANY else None
            await sending.acknowledge(query, too_many)
            return
        in_group = query.message.chat.type != query.message.chat.PRIVATE
        setting = self._desk.setting(bot.bot, in_group=in_group)
        response = answer_tap(read_tap(query, bot.bot), dialogue, setting)
        # The clock on the button stops though the chat's turn may be a while off.
        acknowledged = asyncio.create_task(_acknowledge(query, response))
        try:
            async with self._desk.turns.of(to.chat_id):
                await self._messages.settle(resident, bot)
                above = query.message.message_id
                if await self._act(response, to, above, bot):
                    self._note(response, resident, above)
        finally:
            await acknowledged

    async def _act(self, response: TapResponse, to: Destination, above: int, bot: Bot) -> bool:
        """Do what a tap leads to; False if it was done already."""
        if response.in_place:
            await sending.change(bot, to, above, response.in_place)
        rows = response.keyboard
        if rows is not None and not await sending.change_buttons(bot, to, above, rows):
            return False  # tapped twice: it is counted and answered already
        if response.helpful is not None:
            self._desk.metrics.feedback(response.helpful)
        await sending.deliver(bot, to, response.messages)
        return True

    def _note(self, response: TapResponse, resident: Resident, above: int) -> None:
        journal = self._desk.services.journal
        if response.shown:
            journal.reply(response.shown, None)
        if response.entry_id and response.helpful is not None:
            journal.feedback(response.entry_id, helpful=response.helpful)
        if response.rejected and resident.rejected != above:  # once, however often it is tapped
            resident.rejected = above
            journal.rejected(response.rejected)

    async def _elsewhere(self, query: CallbackQuery, bot: Bot) -> None:
        """A button below a message in a chat where the bot is not: it leads to its own chat."""
        tap = parse(query.data or "")
        if isinstance(tap, EntryTap | FeedbackTap) and bot.username:
            await sending.acknowledge(query, url=deep_link(bot.username, tap.entry_id))
        else:
            await sending.acknowledge(query, self._desk.dialogue_source().faq.texts.gone)


async def _acknowledge(query: CallbackQuery, response: TapResponse) -> None:
    await sending.acknowledge(query, response.alert or response.notice, alert=bool(response.alert))


def _destination(query: CallbackQuery) -> Destination:
    """Where the answer to a tap goes; it refers to the question above the tapped message."""
    message = query.message
    assert message  # noqa: S101 - the caller has looked
    if not isinstance(message, Message):  # too old: only its chat and number are known
        return Destination(message.chat.id)
    question = message.reply_to_message
    return destination(message, question.message_id if question else None)
