"""The journal's database: SQLite in a file or PostgreSQL, by its address."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.journal import postgresql
from bot.journal.errors import JournalUrlError, SchemaTooNewError
from bot.journal.schema import NEWEST, found_version, upgrade
from bot.journal.sqlite_file import SqliteFile

_SQLITE = "sqlite:///"
# Statements that a replica may have under way: claims, what is done, and what is rare.
_AT_ONCE = 3


class Database:
    """A database that is not yet looked for. `where` is its address without user and password.

    Connections of `engine` are for transactions, those of `autocommit` for single statements; none
    is made before it is needed. `file` is set for SQLite.
    """

    def __init__(
        self,
        engine: AsyncEngine,
        autocommit: AsyncEngine,
        where: str,
        file: SqliteFile | None = None,
    ) -> None:
        self.engine = engine
        self._autocommit = autocommit
        self.where = where
        self.file = file
        self._is_ready = False

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        """A transaction on tables of the newest version; it ends with the block.

        Raises:
            SchemaTooNewError: a later version of the bot has changed the tables.
            SQLAlchemyError, OSError: the database cannot be used now.
        """
        async with self._ready(self.engine.begin()) as connection:
            yield connection

    @asynccontextmanager
    async def statement(self) -> AsyncIterator[AsyncConnection]:
        """The same for a single statement, which needs no transaction around it."""
        async with self._ready(self._autocommit.connect()) as connection:
            yield connection

    async def erase(self) -> None:
        """Leave no trace of what was deleted; PostgreSQL sees to that by itself."""
        if self.file:
            await self.file.erase(self.engine)

    async def close(self) -> None:
        """Let go of every connection."""
        await self.engine.dispose()
        await self._autocommit.dispose()
        if self.file:
            await self.file.let_go()

    @asynccontextmanager
    async def _ready(
        self, connecting: AbstractAsyncContextManager[AsyncConnection]
    ) -> AsyncIterator[AsyncConnection]:
        try:
            await self._prepare()
            async with connecting as connection:
                yield connection
        except BaseException:  # also when it took too long
            self._is_ready = False  # it may be another one that comes back
            raise

    async def _prepare(self) -> None:
        if self._is_ready:
            return
        if self.file:
            self.file.make()
        async with self.engine.begin() as connection:
            found = await connection.run_sync(found_version)
            if found > NEWEST:
                raise SchemaTooNewError(self.where, found, NEWEST)
            if found < NEWEST:
                await connection.run_sync(upgrade)
        self._is_ready = True


def open_database(url: str, folder: Path = Path()) -> Database:
    """The database at `url`; the path of a SQLite file counts from `folder`.

    Raises:
        JournalUrlError: the address cannot be read.
    """
    if url.startswith(_SQLITE):
        file = SqliteFile(folder / url.removeprefix(_SQLITE))
        engine = file.engine()
        return Database(engine, engine, str(file.path), file)
    if url.startswith(postgresql.PREFIXES):
        parameters = postgresql.parameters_of(url)
        engine = postgresql.engine_for(parameters, connections=1)
        autocommit = postgresql.engine_for(parameters, _AT_ONCE, isolation_level="AUTOCOMMIT")
        return Database(engine, autocommit, postgresql.place(parameters))
    accepted = f"{', '.join(postgresql.PREFIXES)} eller {_SQLITE}"
    raise JournalUrlError(f"Databasens adress ska börja med {accepted}")
