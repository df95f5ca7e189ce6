"""Journals on a clock of the test's own, and what is in them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from small_faq import small_faq
from sqlalchemy import Executable, text

from bot.journal.database import open_database
from bot.journal.keeping import Pace
from bot.journal.reading import open_reader
from bot.journal.records import Asked, FeedbackCount, ReplyCount
from bot.journal.writer import Journal, open_journal
from bot.models import Entry, Match, Reply, ReplyKind

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = NOON.date()
EVER = date.min
PATIENCE_SECONDS = 60
# Nothing is waited for, and a database that is down is tried again at once.
PACE = Pace(gather=0, first_attempt=60, retry=0.01, longest_retry=0.02)
ENTRIES: tuple[Entry, ...] = small_faq().entries


class Clock:
    """The time as the journal sees it."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_days(self, days: int) -> None:
        """Let days pass."""
        self.now += timedelta(days=days)


@dataclass(frozen=True)
class Held:
    """All that a journal holds."""

    asked: tuple[Asked, ...]
    replies: tuple[ReplyCount, ...]
    feedback: tuple[FeedbackCount, ...]

    @property
    def texts(self) -> list[str]:
        """The unanswered messages."""
        return [one.text for one in self.asked]

    @property
    def replied(self) -> int:
        """How many replies there were."""
        return sum(one.count for one in self.replies)


async def held(url: str, since: date = EVER) -> Held:
    """What the journal at `url` holds."""
    async with open_reader(url) as reader:
        asked, replies = await reader.asked(since), await reader.reply_counts(since)
        return Held(asked, replies, await reader.feedback(since))


def prepared(url: str, keep_days: int = 30, **given: Any) -> Journal:
    """A journal that is not started."""
    options: dict[str, Any] = {"now": Clock(), "pace": PACE} | given
    return open_journal(url, keep_days, **options)


@asynccontextmanager
async def running(url: str, keep_days: int = 30, **given: Any) -> AsyncIterator[Journal]:
    """A journal that is started, and closed at the end of the block: then all is written."""
    journal = prepared(url, keep_days, **given)
    await journal.start()
    try:
        yield journal
    finally:
        await journal.close(PATIENCE_SECONDS)


async def until(condition: Callable[[], bool]) -> None:
    """Wait until something is the case."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not condition():  # noqa: ASYNC110 - the journal tells nobody when it has written
            await asyncio.sleep(0.005)


async def written(journal: Journal) -> None:
    """Wait until all that was noted is written."""
    await until(lambda: not journal.pending)


async def execute(url: str, *statements: str | Executable) -> list[Any]:
    """The rows of the last of some statements, on tables as they are."""
    database = open_database(url)
    if database.file:
        database.file.path.parent.mkdir(exist_ok=True)
    try:
        async with database.engine.begin() as connection:
            for one in statements:
                result = await connection.execute(text(one) if isinstance(one, str) else one)
            return list(result) if result.returns_rows else []
    finally:
        await database.close()


def answer(entry: Entry = ENTRIES[0]) -> Reply:
    """An entry's answer."""
    return Reply(ReplyKind.ANSWER, entry.answer, entry=entry, score=90.0)


def _unanswered(kind: ReplyKind, score: float = 40.0, **given: Any) -> Reply:
    return Reply(kind, "", matches=(Match(ENTRIES[0], score, ENTRIES[0].question),), **given)


fallback = partial(_unanswered, ReplyKind.FALLBACK)
suggestions = partial(_unanswered, ReplyKind.SUGGESTIONS)
emergency = partial(_unanswered, ReplyKind.EMERGENCY)
