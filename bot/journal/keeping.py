"""Writes what is noted to the database, in its own time and whatever happens to the database."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.exc import DataError, IntegrityError

from bot.journal.database import Database
from bot.journal.errors import SchemaTooNewError
from bot.journal.notes import Notes
from bot.journal.storing import purge, write
from bot.journal.trouble import why

logger = logging.getLogger(__name__)

# When the bot stops, the database gets another chance this often.
_LAST_RETRY_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds.

    Notes wait for `gather` to be written together with others. The database may take `attempt` for
    it, and `first_attempt` when the bot starts. After a failure the next attempt comes after
    `retry`, then after twice as long, and so on up to `longest_retry`. Every `idle` the keeper
    looks whether a new day has begun.
    """

    gather: float = 1.0
    attempt: float = 30.0
    first_attempt: float = 5.0
    retry: float = 1.0
    longest_retry: float = 30.0
    idle: float = 600.0


class Keeper:
    """Moves `notes` to a database, where texts stay `keep_days`; `today` is the day in Sweden."""

    def __init__(
        self,
        database: Database,
        notes: Notes,
        keep_days: int,
        today: Callable[[], date],
        pace: Pace,
    ) -> None:
        self._database = database
        self._notes = notes
        self._keep_days = keep_days
        self._today = today
        self._pace = pace
        self._noted = asyncio.Event()
        self._closing = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._purged: date | None = None
        self._trouble = ""
        self._dropped = 0
        self.is_up = False

    def wake(self) -> None:
        """Something was noted."""
        self._noted.set()

    async def start(self) -> None:
        """Begin to write, now or when the database can be reached.

        Raises:
            SchemaTooNewError: a later version of the bot has changed the tables.
        """
        try:
            await self._try(self._pace.first_attempt)
        except SchemaTooNewError:
            await self._database.close()
            raise
        self._task = asyncio.create_task(self._write_on())

    async def close(self, seconds: float) -> None:
        """Write what is left, within so many seconds, and stop; what then remains is lost."""
        self._closing.set()
        self.wake()
        if self._task:
            await asyncio.wait({self._task}, timeout=seconds)
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        if lost := self._notes.pending:
            logger.warning("Anteckningar som journalen inte hann spara: %d.", lost)
            self._notes.lose_all()
        await self._database.close()

    async def _write_on(self) -> None:
        retry = self._pace.retry
        while self._notes.pending or not self._closing.is_set():
            if self.is_up:
                await self._until_needed()
                retry = self._pace.retry
            else:
                await self._rest(retry)
                retry = min(2 * retry, self._pace.longest_retry)
            try:
                await self._try(self._pace.attempt)
            except SchemaTooNewError as error:  # it stays down until somebody has settled that
                self._is_down(error)

    async def _until_needed(self) -> None:
        self._noted.clear()
        if not self._notes.pending:
            await _at_most(self._pace.idle, self._noted.wait())
        await _at_most(self._pace.gather, self._closing.wait())

    async def _rest(self, seconds: float) -> None:
        if self._closing.is_set():
            await asyncio.sleep(min(seconds, _LAST_RETRY_SECONDS))
        else:
            await _at_most(seconds, self._closing.wait())

    async def _try(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._write()
                await self._purge()
        except SchemaTooNewError:
            raise
        except (DataError, IntegrityError) as error:  # a second attempt would end the same way
            self._notes.give_up()
            logger.error("Databasen vägrar spara anteckningar: %s.", why(error))  # noqa: TRY400
        except Exception as error:  # noqa: BLE001 - whatever it is, the bot answers and this goes on
            self._is_down(error)
        else:
            self._is_back()

    async def _write(self) -> None:
        batch = self._notes.batch()
        if batch:
            async with self._database.transaction() as connection:
                await write(connection, batch, self._today())
            self._notes.written()

    async def _purge(self) -> None:
        today = self._today()
        if self._purged == today:
            return
        async with self._database.transaction() as connection:
            await purge(connection, today, self._keep_days)
        await self._database.erase()
        self._purged = today

    def _is_down(self, error: Exception) -> None:
        self.is_up = False
        trouble = why(error)
        if trouble != self._trouble:  # once, not at every attempt
            self._trouble = trouble
            logger.error(
                "Journalen sparas inte just nu: %s (%s). Boten svarar som vanligt.",
                trouble,
                self._database.where,
            )

    def _is_back(self) -> None:
        self.is_up = True
        if self._trouble:
            dropped = self._notes.dropped - self._dropped
            logger.warning("Journalen sparas igen. Anteckningar som inte fick plats: %d.", dropped)
        self._trouble = ""
        self._dropped = self._notes.dropped


async def _at_most(seconds: float, wait: Coroutine[Any, Any, object]) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await wait
