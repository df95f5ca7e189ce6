"""Which replica answers an update: the first to claim it, for a while. On PostgreSQL only.

The clock is the database's, so those of the replicas need not agree.
"""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
from collections.abc import Callable, Sequence
from datetime import timedelta

from sqlalchemy import TextClause, text

from bot.journal.bundling import Bundling
from bot.journal.database import Database, open_database
from bot.journal.postgresql import PREFIXES
from bot.journal.trouble import why

logger = logging.getLogger(__name__)

LEASE_SECONDS = 60.0
# A reply does not wait for the database any longer; then the next ones do not wait at all for a
# while.
PATIENCE_SECONDS = 1.0
LEFT_ALONE_SECONDS = 5.0
# Telegram keeps an update for 24 hours: core.telegram.org/bots/api#getting-updates
_KEPT = timedelta(hours=25)
_PURGE_SECONDS = 3600.0

_CLAIM = text("""
    INSERT INTO journal_claims (update_id, owner, until, done)
    SELECT id, :owner, now() + :lease, false FROM unnest(CAST(:ids AS bigint[])) AS id
    ON CONFLICT (update_id) DO UPDATE SET owner = excluded.owner, until = excluded.until
    WHERE NOT journal_claims.done AND journal_claims.until < now()
    RETURNING update_id
""")
_DONE = text("""
    INSERT INTO journal_claims (update_id, owner, until, done)
    SELECT id, :owner, now(), true FROM unnest(CAST(:ids AS bigint[])) AS id
    ON CONFLICT (update_id) DO UPDATE SET done = true
    RETURNING update_id
""")
_FINISHED = text("""
    SELECT update_id FROM journal_claims WHERE done AND update_id = ANY(CAST(:ids AS bigint[]))
""")
_RENEW = text("""
    UPDATE journal_claims SET until = now() + :lease
    WHERE NOT done AND owner = :owner AND update_id = ANY(CAST(:ids AS bigint[]))
    RETURNING update_id
""")
_RELEASE = text("""
    DELETE FROM journal_claims
    WHERE NOT done AND owner = :owner AND update_id = ANY(CAST(:ids AS bigint[]))
    RETURNING update_id
""")
_PURGE = text("DELETE FROM journal_claims WHERE until < now() - :kept RETURNING update_id")


class Claims:
    """The claims of one replica. `unsure` counts the updates claimed while nobody could tell.

    Nothing here fails: with the database down a resident is answered, if need be twice.
    """

    def __init__(
        self, database: Database, lease: timedelta, patience: float, clock: Callable[[], float]
    ) -> None:
        self._database = database
        self._lease = lease
        self._patience = patience
        self._clock = clock
        self._owner = uuid.uuid4().hex
        self._claimed = Bundling(self._claim)
        self._answered = Bundling(self._done)
        self._leave_alone_until = self._purge_at = clock()
        self._trouble = ""
        self.unsure = 0

    async def claim(self, update_id: int) -> bool:
        """Whether to answer this update; True also if the database cannot tell.

        False if a replica answered it, or is at it: claimed it not longer than a lease ago.
        """
        if self._claimed.has(update_id):
            return False
        claimed = await self._claimed.ask(update_id)
        if claimed is None:
            self.unsure += 1
        return claimed is not False

    async def finished(self, update_id: int) -> bool:
        """Whether an update is known to be answered. If not, it may have to be delivered again."""
        return bool(await self._run(_FINISHED, ids=[update_id]))

    async def done(self, update_id: int) -> None:
        """The update is answered, and never to be again."""
        await self._answered.ask(update_id)
        if self._clock() >= self._purge_at:
            self._purge_at = self._clock() + _PURGE_SECONDS
            await self.purge()

    async def renew(self, update_ids: Sequence[int]) -> None:
        """These are still being answered here: their leases begin anew."""
        await self._run(_RENEW, ids=list(update_ids), owner=self._owner, lease=self._lease)

    async def release(self, update_id: int) -> None:
        """The update could not be answered here: any replica may try."""
        await self._run(_RELEASE, ids=[update_id], owner=self._owner)

    async def purge(self) -> None:
        """Forget what Telegram no longer delivers; `done` sees to it every hour."""
        await self._run(_PURGE, kept=_KEPT)

    async def close(self) -> None:
        """Let go of the database."""
        await self._database.close()

    async def _claim(self, ids: Sequence[int]) -> frozenset[int] | None:
        return await self._run(_CLAIM, ids=ids, owner=self._owner, lease=self._lease)

    async def _done(self, ids: Sequence[int]) -> frozenset[int] | None:
        return await self._run(_DONE, ids=ids, owner=self._owner)

    async def _run(self, statement: TextClause, **values: object) -> frozenset[int] | None:
        """The updates that a statement concerned; None if the database cannot be asked."""
        if self._clock() < self._leave_alone_until:
            return None
        try:
            async with (
                asyncio.timeout(self._patience),
                self._database.statement() as connection,
            ):
                concerned = frozenset(await connection.scalars(statement, values))
        except Exception as error:  # noqa: BLE001 - whatever it is, residents are answered
            self._is_down(error)
            return None
        self._is_back()
        return concerned

    def _is_down(self, error: Exception) -> None:
        if isinstance(error, TimeoutError):
            self._leave_alone_until = self._clock() + LEFT_ALONE_SECONDS
        trouble = why(error)
        if trouble != self._trouble:  # once, not for every message
            logger.error(
                "Databasen kan inte säga vilka meddelanden som är besvarade: %s (%s). "
                "Alla besvaras; något kan besvaras två gånger.",
                trouble,
                self._database.where,
            )
        self._trouble = trouble

    def _is_back(self) -> None:
        if self._trouble:
            logger.warning("Databasen kan åter säga vilka meddelanden som är besvarade.")
        self._trouble = ""


def open_claims(
    url: str,
    *,
    lease_seconds: float = LEASE_SECONDS,
    patience_seconds: float = PATIENCE_SECONDS,
    clock: Callable[[], float] = time.monotonic,
) -> Claims | None:
    """The claims in the database at `url`; None where replicas cannot share it.

    The database may take `patience_seconds` for an answer. `clock` counts seconds and never goes
    backwards.

    Raises:
        JournalUrlError: the address cannot be read.
    """
    if not url.startswith(PREFIXES):
        return None
    lease = timedelta(seconds=lease_seconds)
    return Claims(open_database(url), lease, patience_seconds, clock)
