"""Fragments: "hej", "jag undrar", "om listning" in quick succession get one sensible reply."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.channels.answering import Answered, Incoming
from bot.channels.reading import Heard
from bot.matching.text import MAX_CHARACTERS
from bot.models import ReplyKind

QUIET_SECONDS = 1.5  # after the newest fragment
LONGEST_SECONDS = 4.0  # after the first
MOST_FRAGMENTS = 6
# What lay waiting while the bot was away was not written in quick succession.
LONGEST_BREAK = timedelta(seconds=LONGEST_SECONDS)

AT_ONCE = 3
"""From this rank on a reply does not wait for more to come."""
_OTHER_RANK = 1
_RANKS = {
    ReplyKind.EMERGENCY: 4,
    ReplyKind.ANSWER: AT_ONCE,
    ReplyKind.SUGGESTIONS: 2,
    ReplyKind.SMALLTALK: 0,  # a greeting that came with a question does not count
    None: 0,
}


@dataclass(frozen=True, slots=True)
class Fragment:
    """A message, and the reply to it if it were the only one."""

    heard: Heard
    answered: Answered


@dataclass(frozen=True, slots=True)
class Said:
    """What was answered a moment ago. Danger may be told in two messages, each harmless alone."""

    words: str
    written: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """A reply that went out before more was written, and its messages' ids."""

    reply: Fragment
    ids: tuple[int, ...]


class Burst:
    """Messages of one resident that get one reply; `reply` is the best one so far.

    Where none may wait for it, `told` is what was last said to them.
    """

    def __init__(self, began: float, before: Said | None = None) -> None:
        self._began = began
        self._before = before
        self._fragments: list[Fragment] = []
        self._rest: asyncio.Future[None] | None = None
        self._over = asyncio.Event()
        self.changes = 0
        self.reply: Fragment | None = None
        self.told: Told | None = None

    @property
    def chat_id(self) -> int:
        """The chat in which the messages were written."""
        return self._fragments[-1].heard.to.chat_id

    @property
    def is_full(self) -> bool:
        """Whether it shall be answered without waiting for more."""
        return len(self._fragments) >= MOST_FRAGMENTS

    @property
    def is_told(self) -> bool:
        """Whether its reply has gone out in so many words."""
        if self.told is None or self.reply is None:
            return False
        return self.told.reply.answered.messages == self.reply.answered.messages

    @property
    def least(self) -> int:
        """The rank below which an edit of one fragment would spoil the reply to all of them."""
        return rank(self.reply.answered) if self.reply and len(self._fragments) > 1 else 0

    @property
    def said(self) -> Said:
        """All that was written."""
        texts = [one.heard.incoming.text for one in self._fragments if one.heard.incoming.text]
        return Said(" ".join(texts), self._fragments[-1].heard.written)

    def admits(self, heard: Heard) -> bool:
        """Whether a message was written soon enough after the others, and is short enough."""
        said = soon_after(self.said, heard)
        texts = heard.incoming.text or ""
        return said is not None and len(said.words) + 1 + len(texts) <= MAX_CHARACTERS

    def put(self, fragment: Fragment, judge: Callable[[Incoming], Answered]) -> None:
        """Let a message join; one that waits already is replaced (it was edited)."""
        ids = [one.heard.message_id for one in self._fragments]
        if fragment.heard.message_id in ids:
            self._fragments[ids.index(fragment.heard.message_id)] = fragment
        else:
            self._fragments.append(fragment)
        self.changes += 1
        self.hurry()
        self.reply = self._best(judge)

    def has(self, message_id: int) -> bool:
        """Whether a message waits here."""
        return any(one.heard.message_id == message_id for one in self._fragments)

    async def rest(self, quiet: Callable[[float], Awaitable[None]], now: float) -> None:
        """Wait a moment for more to come; cut short by the next fragment, or `hurry`."""
        seconds = max(min(QUIET_SECONDS, self._began + LONGEST_SECONDS - now), 0.0)
        self._rest = asyncio.ensure_future(quiet(seconds))
        await asyncio.wait({self._rest})

    def hurry(self) -> None:
        """Wait no longer for more to come."""
        if self._rest:
            self._rest.cancel()

    def end(self) -> None:
        """Let go all who wait for the reply."""
        self._over.set()
        self.hurry()

    async def ended(self) -> None:
        """Wait until the reply is sent."""
        await self._over.wait()

    def _best(self, judge: Callable[[Incoming], Answered]) -> Fragment:
        """The best reply: to all fragments together, or to one of them, the newest first.

        It refers to the fragment that it answers; to the last one if it answers all.
        """
        newest, words = self._fragments[-1], self.said.words
        best = newest
        if len(self._fragments) > 1:
            only_captions = all(one.heard.incoming.is_caption for one in self._fragments)
            together = judge(Incoming(words or None, is_caption=only_captions))
            best = self._chosen(Fragment(newest.heard, together))
        if rank(best.answered) < AT_ONCE and words and self._before:
            whole = judge(Incoming(f"{self._before.words} {words}"))
            if whole.kind is ReplyKind.EMERGENCY:
                return Fragment(newest.heard, whole)
        return best

    def _chosen(self, together: Fragment) -> Fragment:
        chatter = _only_small_talk(self._fragments)
        if chatter and rank(together.answered) < AT_ONCE:
            return chatter
        return max((together, *reversed(self._fragments)), key=lambda one: rank(one.answered))


def soon_after(before: Said | None, heard: Heard) -> Said | None:
    """What was said before a message, if it was just before."""
    return before if before and heard.written - before.written <= LONGEST_BREAK else None


def rank(answered: Answered) -> int:
    """How much a reply is worth among others."""
    return _RANKS.get(answered.kind, _OTHER_RANK)


def _only_small_talk(fragments: Sequence[Fragment]) -> Fragment | None:
    """The newest piece of small talk, if nothing else was written."""
    written = [one for one in fragments if one.heard.incoming.text]
    if all(one.answered.kind is ReplyKind.SMALLTALK for one in written):
        return written[-1] if written else None
    return None
