"""A database that cannot be used costs a line in the log, and no reply."""

import asyncio
import itertools
import signal
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from journals import (
    NOON,
    PACE,
    answer,
    execute,
    fallback,
    held,
    prepared,
    running,
    until,
    written,
)
from sqlalchemy import event
from sqlalchemy.pool import Pool

from bench.cluster.postgres import PASSWORD, USER, PostgresServer
from bot.journal.database import open_database
from bot.journal.errors import JournalUrlError, UnreachableError
from bot.journal.keeping import Pace
from bot.journal.notes import Notes
from bot.journal.reading import open_reader
from bot.journal.records import Asked
from bot.journal.storing import write
from bot.journal.writer import Journal

WRONG = "fel-hemlighet"


async def line_of(url: str, caplog: pytest.LogCaptureFixture) -> str:
    """The only line that a journal which stays down writes in many attempts."""
    journal = prepared(url)
    await journal.start()
    journal.reply(fallback(), "badet")
    await asyncio.sleep(0.1)  # several attempts
    assert not journal.is_up
    (record,) = caplog.records
    caplog.clear()
    await journal.close(0)
    assert journal.dropped == 2
    assert PASSWORD not in caplog.text + record.getMessage()
    assert WRONG not in caplog.text + record.getMessage()
    return record.getMessage()


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("file/journal.db", "en mapp i sökvägen är en fil"),
        ("folder", "sökvägen är en mapp"),
        ("text.db", "filen är ingen SQLite-databas"),
        ("/sys/journal.db", "filen eller mappen är skrivskyddad"),
    ],
)
async def test_a_file_that_cannot_be_used(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, path: str, reason: str
) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    (tmp_path / "text.db").write_text("Det här är ingen databas. " * 100)
    file = tmp_path / path
    expected = f"Journalen sparas inte just nu: {reason} ({file}). Boten svarar som vanligt."
    assert await line_of(f"sqlite:///{file}", caplog) == expected


@pytest.fixture
def small_disk() -> Iterator[None]:
    """A disk with room for an empty journal and little more."""

    def limit(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA max_page_count = 20")
        cursor.close()

    event.listen(Pool, "connect", limit)
    yield
    event.remove(Pool, "connect", limit)


@pytest.mark.usefixtures("small_disk")
async def test_a_full_disk(sqlite_url: str, caplog: pytest.LogCaptureFixture) -> None:
    journal = prepared(sqlite_url, capacity=300)
    await journal.start()
    for number in range(400):
        journal.reply(fallback(), f"{number} " + "badet " * 100)
    await until(lambda: not journal.is_up)
    assert "disken är full" in caplog.text
    assert (journal.dropped, journal.pending) == (100, 700)
    await journal.close(0)


async def test_a_file_that_another_program_locks(
    sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(sqlite_url) as journal:
        other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        journal.reply(fallback(), "badet")
        await until(lambda: not journal.is_up)
        assert "ett annat program låser filen" in caplog.text
        other.execute("ROLLBACK")
        other.close()
        await written(journal)
    assert (await held(sqlite_url)).texts == ["badet"]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (f":{PASSWORD}@", f":{WRONG}@", "användarnamnet eller lösenordet godtas inte"),
        (f"{USER}:", "ingen:", "användarnamnet eller lösenordet godtas inte"),
        ("/postgres?", "/finns_inte?", "databasen finns inte"),
        ("127.0.0.1", "finns-inte.invalid", "serverns namn går inte att slå upp"),
    ],
)
async def test_an_address_that_leads_nowhere(
    postgres_url: str, caplog: pytest.LogCaptureFixture, old: str, new: str, reason: str
) -> None:
    url = postgres_url.replace(old, new)
    line = await line_of(url, caplog)
    assert line.startswith(f"Journalen sparas inte just nu: {reason} (postgresql://")
    async with open_reader(url) as reader:
        with pytest.raises(UnreachableError, match=reason) as error:
            await reader.asked(NOON.date())
    assert WRONG not in str(error.value)


async def test_a_user_who_may_not_write(
    server: PostgresServer, caplog: pytest.LogCaptureFixture
) -> None:
    url = server.new_database()
    await execute(
        url,
        "DROP ROLE IF EXISTS guest",
        f"CREATE ROLE guest LOGIN PASSWORD '{WRONG}'",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    )
    guest = url.replace(f"{USER}:{PASSWORD}", f"guest:{WRONG}")
    assert "användaren får inte skriva där" in await line_of(guest, caplog)


async def test_a_server_that_never_answers(caplog: pytest.LogCaptureFixture) -> None:
    async def silent(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await stop.wait()
        writer.close()

    stop = asyncio.Event()
    listening = await asyncio.start_server(silent, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    async with listening:
        url = f"postgresql://{USER}:{WRONG}@127.0.0.1:{port}/x"
        journal = prepared(url, pace=replace(PACE, first_attempt=0.05, attempt=0.05))
        await journal.start()
        (message,) = caplog.messages
        assert f"databasen svarar inte i tid (postgresql://127.0.0.1:{port}/x)" in message
        await journal.close(0)
        stop.set()


async def test_the_journal_goes_on_when_its_folder_can_be_made(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "var").touch()
    async with running(f"sqlite:///{tmp_path}/var/journal.db", capacity=3) as journal:
        for number in range(5):
            journal.reply(fallback(), f"badet {number}")
        await until(lambda: journal.dropped == 2)
        (tmp_path / "var").unlink()
        await until(lambda: journal.is_up)
        journal.reply(fallback(), "badet igen")
    found = await held(f"sqlite:///{tmp_path}/var/journal.db")
    assert found.texts == ["badet 0", "badet 1", "badet 2", "badet igen"]
    assert found.replied == 6
    back = "Journalen sparas igen. Anteckningar som inte fick plats: 2."
    assert caplog.messages[-1] == back
    assert len(caplog.messages) == 2


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGQUIT], ids=["stopped", "crashed"])
async def test_nothing_is_lost_or_doubled_while_postgresql_is_away(
    server: PostgresServer, caplog: pytest.LogCaptureFixture, number: signal.Signals
) -> None:
    url = server.new_schema()
    numbers = itertools.count()

    async def note_some(journal: Journal) -> None:
        for one in itertools.islice(numbers, 300):
            journal.reply(fallback(), f"badet {one}")
            await asyncio.sleep(0.0001)

    async with running(url) as journal:
        await note_some(journal)
        server.stop(number)
        try:
            await note_some(journal)
            await until(lambda: not journal.is_up)
        finally:
            server.start()
        await note_some(journal)
    found = await held(url)
    assert sorted(found.texts) == sorted(f"badet {one}" for one in range(900))
    assert found.replied == 900
    assert caplog.messages[0].startswith("Journalen sparas inte just nu: ")
    assert caplog.messages[-1] == "Journalen sparas igen. Anteckningar som inte fick plats: 0."
    assert {record.name for record in caplog.records} == {"bot.journal.keeping"}


async def test_a_journal_that_starts_before_its_database(server: PostgresServer) -> None:
    url = server.new_schema()
    server.stop()
    try:
        journal = prepared(url)
        await journal.start()
        journal.reply(fallback(), "badet")
        assert not journal.is_up
    finally:
        server.start()
    await written(journal)
    await journal.close()
    assert (await held(url)).texts == ["badet"]


async def test_a_batch_that_was_written_without_the_bot_knowing_is_not_doubled(url: str) -> None:
    notes = Notes(10)
    notes.reply(NOON.date(), "fallback", "")
    notes.asked(Asked("badet", "fallback", None, None, NOON.date()))
    batch = notes.batch()
    assert batch
    database = open_database(url)
    for _ in range(2):
        async with database.transaction() as connection:
            await write(connection, batch, NOON.date())
    await database.close()
    found = await held(url)
    assert (found.texts, found.replied) == (["badet"], 1)


async def test_what_the_database_refuses_for_good_is_given_up(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(url):
        pass
    await execute(url, "CREATE UNIQUE INDEX one_a_day ON journal_unanswered (day)")
    async with running(url) as journal:
        for _ in range(2):
            journal.reply(fallback(), "badet")
        await written(journal)
        assert (journal.dropped, journal.is_up) == (4, True)
        journal.reply(fallback(), "badet")
    (message,) = caplog.messages
    assert message.startswith("Databasen vägrar spara anteckningar: okänt fel, ")
    assert "badet" not in message
    assert (await held(url)).texts == ["badet"]


async def test_closing_does_not_wait_for_a_database_that_is_down(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "var").touch()
    journal = prepared(f"sqlite:///{tmp_path}/var/journal.db", pace=Pace())
    await journal.start()
    journal.reply(fallback(), "badet")
    began = time.monotonic()
    await journal.close(0.05)
    assert time.monotonic() - began < 5
    assert (journal.pending, journal.dropped) == (0, 2)
    assert caplog.messages[-1] == "Anteckningar som journalen inte hann spara: 2."


async def test_noting_never_waits(tmp_path: Path) -> None:
    (tmp_path / "var").touch()
    journal = prepared(f"sqlite:///{tmp_path}/var/journal.db", capacity=100)
    await journal.start()
    for number in range(10_000):
        journal.reply(fallback(), f"badet {number}")
        journal.reply(answer(), None)
    assert (journal.pending, journal.dropped) == (20_100, 9_900)
    await journal.close(0)


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://bot:{WRONG}/mer@server/db",
        f"postgresql://bot:12/{WRONG}@server/db",
        f"postgresql://bot:a@{WRONG}@server/db",
        f"postgres://bot:a%{WRONG}@server/db",
        f"postgresql://bot:12/db?user={WRONG}@server/db",
        f"postgresql://bot:{WRONG}@server:port/db",
        f"postgresql://bot:{WRONG}@server/db?okand=1",
        f"mysql://bot:{WRONG}@server/db",
    ],
)
def test_an_address_that_cannot_be_read_is_told_without_its_password(url: str) -> None:
    with pytest.raises(JournalUrlError) as error:
        prepared(url)
    words = str(error.value)
    assert WRONG not in words
    assert "postgresql://" in words
    assert "\n" not in words


@pytest.mark.parametrize(
    ("url", "where"),
    [
        ("postgres://bot:ord@server/db", "postgresql://server:5432/db"),
        ("postgresql://bot:o%40rd@a,b:6432/db?sslmode=require", "postgresql://a,b:,6432/db"),
        ("postgresql:///db?host=/run/postgresql", "postgresql:///run/postgresql:5432/db"),
        ("sqlite:///var/journal.db", "/srv/var/journal.db"),
        ("sqlite:////data/journal.db", "/data/journal.db"),
    ],
)
def test_the_place_is_told_without_user_and_password(url: str, where: str) -> None:
    assert open_database(url, Path("/srv")).where == where
