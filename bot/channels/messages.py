"""Messages, new and edited → replies: in order, one to a burst of fragments, none to a flood."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from telegram import Message

from bot.channels import sending
from bot.channels.answering import Answered, Incoming, answer_message
from bot.channels.desk import Desk
from bot.channels.floods import Verdict
from bot.channels.fragments import (
    AT_ONCE,
    LONGEST_SECONDS,
    Burst,
    Fragment,
    Told,
    rank,
    soon_after,
)
from bot.channels.memory import Resident
from bot.channels.outgoing import as_reply
from bot.channels.reading import Heard, hear
from bot.channels.rendering import render_text
from bot.channels.sending import Bot
from bot.models import ReplyKind

Judge = Callable[[Incoming], Answered]


class Messages:
    """Answers what residents write. Each coroutine ends when its message has got its reply.

    What comes in pieces gets one reply. Where the pieces are fetched it waits for the last one.
    Where Telegram delivers them (`Desk.waits` is False) it must not: the next one is delivered only
    when this one is accepted, and what is accepted but not answered is lost if the process is
    killed. So each piece is answered at once; a reply that still holds with the next piece is not
    said again, and one that does not gives way to the better one.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._in_a_hurry = False

    async def new(self, message: Message, bot: Bot) -> None:
        """Answer a message that has just been written."""
        heard = hear(message, bot.bot, self._desk.memory.clock())
        if heard is None:
            return
        async with self._desk.turns.of(heard.to.chat_id):
            resident = self._desk.memory.of(heard.key)
            burst = await self._answer(heard, resident, bot)
        if burst:
            await self._outlast(burst, resident, bot)

    async def edited(self, message: Message, bot: Bot) -> None:
        """Let an earlier reply say what the question now asks for."""
        heard = hear(message, bot.bot, self._desk.memory.clock())
        # Without words it may be a live location, which moves by itself.
        if heard is None or not heard.incoming.text:
            return
        async with self._desk.turns.of(heard.to.chat_id):
            resident = self._desk.memory.of(heard.key)
            burst = await self._answer_again(heard, resident, bot)
        if burst:
            await self._outlast(burst, resident, bot)

    async def settle(self, resident: Resident, bot: Bot) -> None:
        """Answer what waits of a resident; to be called in the chat's turn."""
        burst, resident.burst = resident.burst, None
        if burst is None or burst.reply is None:
            return
        if burst.reply.answered.kind is not ReplyKind.EMERGENCY:
            said = resident.said = burst.said
            asyncio.get_running_loop().call_later(LONGEST_SECONDS, resident.forget_words, said)
        try:
            await self._say(burst, burst.reply, resident, bot)
        finally:
            burst.end()
        self._desk.note(burst.reply.answered)

    async def flush(self) -> None:
        """Answer at once what waits, and from now on let nothing wait."""
        self._in_a_hurry = True
        for resident in self._desk.memory:
            if resident.burst and resident.burst.told:
                self._leave(resident, resident.burst)
        waiting = [one.burst for one in self._desk.memory if one.burst]
        for burst in waiting:
            burst.hurry()
        for burst in waiting:
            await burst.ended()

    async def _answer(self, heard: Heard, resident: Resident, bot: Bot) -> Burst | None:
        """Answer a message, or let it wait in the burst that is returned."""
        if heard.album and heard.album == resident.album and not heard.incoming.text:
            return None  # one reply to all pictures that were sent together
        resident.album = heard.album
        if not await self._is_welcome(heard, resident, bot):
            return None
        judge = self._judge(heard, bot)
        fragment = Fragment(heard, judge(heard.incoming))
        if heard.in_group:
            await self._reply(fragment, resident, bot)
            self._desk.note(fragment.answered)
            return None
        return await self._join(fragment, judge, resident, bot)

    async def _join(
        self, fragment: Fragment, judge: Judge, resident: Resident, bot: Bot
    ) -> Burst | None:
        heard, kind = fragment.heard, fragment.answered.kind
        is_command = heard.looks_like_command and kind is not ReplyKind.EMERGENCY
        # Nothing goes before danger.
        ends_waiting = is_command or not (resident.burst and resident.burst.admits(heard))
        if ends_waiting and kind is not ReplyKind.EMERGENCY:
            await self.settle(resident, bot)
        if is_command:
            await self._reply(fragment, resident, bot)
            self._desk.note(fragment.answered)
            return None
        if resident.burst is None:
            before = soon_after(resident.said, heard)
            resident.burst = Burst(self._desk.memory.clock(), before)
        resident.burst.put(fragment, judge)
        return await self._settled_or_waiting(resident, bot)

    async def _settled_or_waiting(self, resident: Resident, bot: Bot) -> Burst | None:
        burst = resident.burst
        if burst is None or burst.reply is None:
            return None
        if self._in_a_hurry or burst.is_full or rank(burst.reply.answered) >= AT_ONCE:
            await self.settle(resident, bot)
            return None
        if self._desk.waits:
            return burst
        loop = asyncio.get_running_loop()
        loop.call_later(LONGEST_SECONDS, self._leave, resident, burst)
        await self._say(burst, burst.reply, resident, bot)
        if resident.burst is not burst:  # it took so long
            self._note(burst)
        return None

    async def _say(self, burst: Burst, reply: Fragment, resident: Resident, bot: Bot) -> None:
        """Send the reply to a burst, unless it has been, in place of what was said before."""
        if burst.is_told:
            return
        earlier = burst.told
        burst.told = Told(reply, await self._reply(reply, resident, bot, least=burst.least))
        # A greeting is no mistake, whatever follows it.
        if earlier and earlier.reply.answered.kind is not ReplyKind.SMALLTALK:
            resident.forget_replies(earlier.ids)
            await sending.withdraw(bot, reply.heard.to, earlier.ids)

    def _leave(self, resident: Resident, burst: Burst) -> None:
        """What is written from now on is another matter than what was answered at once."""
        if resident.burst is burst:
            resident.burst = None
            self._note(burst)

    def _note(self, burst: Burst) -> None:
        """Note what a burst was told, if anything, and to how much of it."""
        reply = burst.reply if burst.is_told else burst.told and burst.told.reply
        if reply:
            self._desk.note(reply.answered)

    async def _outlast(self, burst: Burst, resident: Resident, bot: Bot) -> None:
        """Wait until a burst is answered; the coroutine of its newest fragment has it answered."""
        changes = burst.changes
        try:
            await burst.rest(self._desk.quiet, self._desk.memory.clock())
            async with self._desk.turns.of(burst.chat_id):
                if burst.changes == changes and resident.burst is burst:
                    await self.settle(resident, bot)
            await burst.ended()
        finally:
            if burst.changes == changes:
                burst.end()

    async def _answer_again(self, heard: Heard, resident: Resident, bot: Bot) -> Burst | None:
        if not await self._is_welcome(heard, resident, bot):
            return None
        judge = self._judge(heard, bot)
        fragment = Fragment(heard, judge(heard.incoming))
        if resident.burst and resident.burst.has(heard.message_id):
            if resident.burst.told is None:
                resident.burst.put(fragment, judge)
                return await self._settled_or_waiting(resident, bot)
            await self.settle(resident, bot)
        await self._revise(fragment, resident, bot)
        return None

    async def _revise(self, fragment: Fragment, resident: Resident, bot: Bot) -> None:
        """Change the reply to a question; send one where it is not known, or tells of danger."""
        earlier = self._desk.memory.replied(resident, fragment.heard.message_id)
        if earlier is None or fragment.answered.kind is ReplyKind.EMERGENCY:
            await self._reply(_referring(fragment), resident, bot)
        elif rank(fragment.answered) >= earlier.least:
            heard, answered = fragment.heard, fragment.answered
            ids = await sending.revise(bot, heard.to, earlier.ids, answered.messages)
            self._desk.memory.remember(resident, heard.message_id, ids, earlier.least)
            self._desk.replied(answered, heard.arrived)

    async def _is_welcome(self, heard: Heard, resident: Resident, bot: Bot) -> bool:
        """Whether to answer; who writes too much is told so once. Danger is always answered."""
        verdict = self._desk.memory.count(resident, self._desk.per_minute)
        if verdict is Verdict.FINE:
            return True
        dialogue = self._desk.dialogue_source()
        if heard.incoming.text and dialogue.danger(heard.incoming.text):
            return True
        if verdict is Verdict.TOO_MANY:
            line = render_text(dialogue.faq.texts.too_many)
            await sending.deliver(bot, heard.to, as_reply(line) if heard.in_group else line)
        return False

    async def _reply(
        self, fragment: Fragment, resident: Resident, bot: Bot, *, least: int = 0
    ) -> tuple[int, ...]:
        heard, answered = fragment.heard, fragment.answered
        urgent = answered.kind is ReplyKind.EMERGENCY
        ids = await sending.deliver(bot, heard.to, answered.messages, urgent=urgent)
        if urgent:  # it stays, whatever the question is changed into
            resident.replies.pop(heard.message_id, None)
        else:
            self._desk.memory.remember(resident, heard.message_id, ids, least)
        self._desk.replied(answered, heard.arrived)
        return ids

    def _judge(self, heard: Heard, bot: Bot) -> Judge:
        """What says how to answer, with the FAQ of this moment."""
        setting = self._desk.setting(bot.bot, in_group=heard.in_group)
        return partial(answer_message, dialogue=self._desk.dialogue_source(), setting=setting)


def _referring(fragment: Fragment) -> Fragment:
    """The reply as one that refers to its question, which others may stand below by now."""
    answered = fragment.answered
    return replace(fragment, answered=replace(answered, messages=as_reply(answered.messages)))
