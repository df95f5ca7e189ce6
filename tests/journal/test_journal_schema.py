"""The tables' version: none, an older one, this one and a newer one."""

import asyncio
from datetime import date

import pytest
from journals import DAY, answer, execute, fallback, held, prepared, running, until
from sqlalchemy import Connection, inspect

from bot.journal import schema
from bot.journal.claims import open_claims
from bot.journal.database import open_database
from bot.journal.errors import SchemaTooNewError
from bot.journal.reading import open_reader
from bot.journal.records import Asked, ReplyCount
from bot.models import Reply, ReplyKind

OLD_DAY = date(2026, 2, 20)
# A journal as the first version left it, by hand.
VERSION_1 = (
    "CREATE TABLE journal_version (version INTEGER NOT NULL)",
    "INSERT INTO journal_version (version) VALUES (1)",
    """CREATE TABLE journal_unanswered (day DATE NOT NULL, kind TEXT NOT NULL,
       text TEXT NOT NULL, nearest TEXT, score DOUBLE PRECISION)""",
    """CREATE TABLE journal_replies (day DATE NOT NULL, kind TEXT NOT NULL,
       entry TEXT NOT NULL, count BIGINT NOT NULL, PRIMARY KEY (day, kind, entry))""",
    """CREATE TABLE journal_feedback (day DATE NOT NULL, entry TEXT NOT NULL,
       helpful BIGINT NOT NULL, unhelpful BIGINT NOT NULL, PRIMARY KEY (day, entry))""",
    "CREATE TABLE journal_batches (id TEXT NOT NULL PRIMARY KEY, day DATE NOT NULL)",
    "INSERT INTO journal_unanswered VALUES ('2026-02-20', 'fallback', 'badet', NULL, NULL)",
    "INSERT INTO journal_replies VALUES ('2026-03-01', 'smalltalk', '', 7)",
)
VERSION = "SELECT version FROM journal_version"


def columns(connection: Connection) -> dict[str, dict[str, tuple[bool, bool]]]:
    """By table and column: whether it may be empty, and whether it is in the primary key."""
    look = inspect(connection)
    return {
        table: {
            column["name"]: (
                column["nullable"],
                column["name"] in look.get_pk_constraint(table)["constrained_columns"],
            )
            for column in look.get_columns(table)
        }
        for table in look.get_table_names()
    }


async def test_the_steps_lead_to_the_tables_that_are_used(url: str) -> None:
    async with running(url):
        pass
    database = open_database(url)
    async with database.engine.begin() as connection:
        found = await connection.run_sync(columns)
    await database.close()
    expected = {
        table.name: {column.name: (column.nullable, column.primary_key) for column in table.c}
        for table in schema.metadata.sorted_tables
        if table is not schema.claims or url.startswith("postgresql")
    }
    assert found == expected
    assert await execute(url, VERSION) == [(schema.NEWEST,)]


async def test_an_older_journal_is_brought_up_to_date_and_goes_on(url: str) -> None:
    await execute(url, *VERSION_1)
    async with running(url) as journal:
        journal.reply(Reply(ReplyKind.SMALLTALK, "Hej!"), "hej")
    found = await held(url)
    assert found.asked == (Asked("badet", "fallback", None, None, OLD_DAY),)
    assert found.replies == (ReplyCount(DAY, "smalltalk", "", 8),)
    assert await execute(url, VERSION) == [(schema.NEWEST,)]


async def test_the_report_can_be_the_first_to_read_an_older_journal(url: str) -> None:
    await execute(url, *VERSION_1)
    assert (await held(url)).texts == ["badet"]


async def test_replicas_may_share_claims_on_a_journal_that_was_older(postgres_url: str) -> None:
    await execute(postgres_url, *VERSION_1)
    claims = open_claims(postgres_url)
    assert claims
    assert [await claims.claim(1), await claims.claim(1)] == [True, False]
    await claims.close()


async def test_a_newer_journal_is_refused_in_one_line_and_left_alone(url: str) -> None:
    async with running(url):
        pass
    await execute(url, "UPDATE journal_version SET version = 99")
    journal = prepared(url)
    with pytest.raises(SchemaTooNewError) as refused:
        await journal.start()
    async with open_reader(url) as reader:
        with pytest.raises(SchemaTooNewError):
            await reader.asked(DAY)
    words = str(refused.value)
    assert "har version 99, men den här boten känner bara till version" in words
    assert "\n" not in words
    assert "hemligt" not in words
    assert await execute(url, VERSION) == [(99,)]


async def test_a_journal_that_becomes_newer_is_told_and_waits(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(url):
        pass
    newer = "UPDATE journal_version SET version = version + 100"
    older = "UPDATE journal_version SET version = version - 100"
    away = "ALTER TABLE journal_replies RENAME TO elsewhere"
    back = "ALTER TABLE elsewhere RENAME TO journal_replies"
    async with running(url) as journal:
        await execute(url, newer, away)
        journal.reply(answer(), None)
        await until(lambda: f"version {100 + schema.NEWEST}" in caplog.text)
        assert not journal.is_up
        await execute(url, older, back)
    assert (await held(url)).replied == 1


async def test_replicas_that_start_at_once_make_the_tables_once(url: str) -> None:
    async def start() -> None:
        async with running(url) as journal:
            journal.reply(fallback(), "badet")

    await asyncio.gather(*(start() for _ in range(5)))
    assert len((await held(url)).asked) == 5
