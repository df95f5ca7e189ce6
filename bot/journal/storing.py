"""What is written to the journal's tables, and what is deleted from them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta

from sqlalchemy import Table, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.journal.notes import Batch
from bot.journal.records import FeedbackCount, ReplyCount
from bot.journal.schema import batches, feedback, replies, unanswered

# A batch that may have been written is tried again within seconds of the database's return.
_BATCH_DAYS = 7


async def write(connection: AsyncConnection, batch: Batch, today: date) -> None:
    """Add a batch to what is there, unless it was written before."""
    new = _insert(connection, batches).values(id=batch.id, day=today)
    written_now = new.on_conflict_do_nothing().returning(batches.c.id)
    if await connection.scalar(written_now) is None:
        return
    await _add(connection, replies, batch.replies)
    await _add(connection, feedback, batch.feedback)
    if batch.asked:
        await connection.execute(
            _insert(connection, unanswered), [asdict(one) for one in batch.asked]
        )


async def purge(connection: AsyncConnection, today: date, keep_days: int) -> None:
    """Delete the texts that were kept for so many days. The counts stay."""
    oldest = today - timedelta(days=keep_days)
    await connection.execute(delete(unanswered).where(unanswered.c.day <= oldest))
    written = today - timedelta(days=_BATCH_DAYS)
    await connection.execute(delete(batches).where(batches.c.day < written))


async def _add(
    connection: AsyncConnection,
    table: Table,
    counts: tuple[ReplyCount, ...] | tuple[FeedbackCount, ...],
) -> None:
    """Add counts to those of the same day."""
    if not counts:
        return
    insert = _insert(connection, table)
    statement = insert.on_conflict_do_update(
        index_elements=list(table.primary_key),
        set_={
            column.name: column + insert.excluded[column.name]
            for column in table.c
            if not column.primary_key
        },
    )
    await connection.execute(statement, [asdict(one) for one in counts])


def _insert(connection: AsyncConnection, table: Table) -> postgresql.Insert | sqlite.Insert:
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)
