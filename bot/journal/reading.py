"""The journal as the report reads it, also while a bot writes to it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.exc import SQLAlchemyError

from bot.journal import schema
from bot.journal.database import Database, open_database
from bot.journal.errors import UnreachableError
from bot.journal.records import Asked, FeedbackCount, ReplyCount
from bot.journal.trouble import why


class JournalReader:
    """Reads the days from `since` on, in order. A SQLite file that is not there holds nothing.

    Every method raises `UnreachableError` if the database cannot be read, and `SchemaTooNewError`
    if a later version of the bot has changed the tables.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def asked(self, since: date) -> tuple[Asked, ...]:
        """The messages that went unanswered and are still kept."""
        table = schema.unanswered
        columns = (table.c[name] for name in ("text", "kind", "nearest", "score", "day"))
        query = select(*columns).where(table.c.day >= since).order_by(table.c.day, table.c.text)
        return tuple(Asked(*row) for row in await self._rows(query))

    async def reply_counts(self, since: date) -> tuple[ReplyCount, ...]:
        """How often each kind of reply and each entry's answer was given, by day."""
        table = schema.replies
        query = select(table).where(table.c.day >= since).order_by(*table.primary_key)
        return tuple(ReplyCount(*row) for row in await self._rows(query))

    async def feedback(self, since: date) -> tuple[FeedbackCount, ...]:
        """What residents thought of each entry's answer, by day."""
        table = schema.feedback
        query = select(table).where(table.c.day >= since).order_by(*table.primary_key)
        return tuple(FeedbackCount(*row) for row in await self._rows(query))

    async def _rows(self, query: Select[Any]) -> Sequence[tuple[Any, ...]]:
        file = self._database.file
        if file and not file.path.exists():
            return ()
        try:
            async with self._database.transaction() as connection:
                return [tuple(row) for row in await connection.execute(query)]
        except (SQLAlchemyError, OSError) as error:
            message = f"Journalen går inte att läsa: {why(error)} ({self._database.where})."
            raise UnreachableError(message) from error


@asynccontextmanager
async def open_reader(url: str, folder: Path = Path()) -> AsyncIterator[JournalReader]:
    """A reader of the journal at `url`; a SQLite file's path counts from `folder`.

    Raises:
        JournalUrlError: the address cannot be read.
    """
    database = open_database(url, folder)
    try:
        yield JournalReader(database)
    finally:
        await database.close()
