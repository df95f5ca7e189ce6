"""A SQLite file as an engine of SQLAlchemy."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from threading import Thread
from typing import Any
from weakref import WeakSet

import aiosqlite
from sqlalchemy import Connection, event
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

# How long another program may take to let go of the file.
_LOCKED_SECONDS = 1
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",  # a loss of power may cost the last second, never the file
    "PRAGMA secure_delete = ON",  # what is deleted is overwritten, not only forgotten
)


class SqliteFile:
    """A file for the bot's own user only, in a folder that is made when it is first written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._threads: WeakSet[Thread] = WeakSet()

    def engine(self) -> AsyncEngine:
        """An engine with one connection, whose transactions all may write."""
        engine = create_async_engine(
            URL.create("sqlite+aiosqlite", database=os.fspath(self.path)),
            connect_args={"async_creator_fn": self._connect},
            pool_size=1,
            hide_parameters=True,
        )
        event.listen(engine.sync_engine, "connect", _set_up)
        event.listen(engine.sync_engine, "begin", _begin)
        return engine

    def make(self) -> None:
        """Make the file and its folder, if they are not there."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(self.path, os.O_CREAT | os.O_RDONLY, 0o600))

    async def erase(self, engine: AsyncEngine) -> None:
        """Take what was deleted out of the write-ahead log as well."""
        async with engine.connect() as connection:
            raw = await connection.get_raw_connection()
            driver: aiosqlite.Connection = raw.driver_connection  # type: ignore[assignment]
            async with driver.execute("PRAGMA wal_checkpoint(TRUNCATE)"):
                pass

    async def let_go(self) -> None:
        """Wait for the threads of connections that were broken off.

        They have a last word for the event loop, and complain if it is no longer there.
        """
        for thread in tuple(self._threads):
            await asyncio.to_thread(thread.join, 2 * _LOCKED_SECONDS)

    def _connect(self, *_arguments: Any, **_options: Any) -> aiosqlite.Connection:
        # SQLAlchemy uses a connection in other threads than its own, one at a time.
        connection = aiosqlite.connect(self.path, timeout=_LOCKED_SECONDS, check_same_thread=False)
        thread = connection._thread  # noqa: SLF001 - there is no other way to wait for it
        thread.daemon = True
        self._threads.add(thread)
        return connection


def _set_up(connection: Any, _record: object) -> None:
    # Otherwise Python's module decides when transactions begin, and leaves out the tables.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
