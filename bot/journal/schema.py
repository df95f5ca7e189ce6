"""The journal's tables, and the steps that lead to them from any earlier version.

There is no column for a person, a chat, a message or a time of day, and rows have no number that
would tell the order in which they came.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Double,
    Integer,
    MetaData,
    Table,
    Text,
    inspect,
    select,
    text,
    update,
)

metadata = MetaData()
version = Table("journal_version", metadata, Column("version", Integer, nullable=False))
unanswered = Table(
    "journal_unanswered",
    metadata,
    Column("day", Date, nullable=False),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("nearest", Text),
    Column("score", Double),
)
replies = Table(
    "journal_replies",
    metadata,
    Column("day", Date, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("entry", Text, primary_key=True),
    Column("count", BigInteger, nullable=False),
)
feedback = Table(
    "journal_feedback",
    metadata,
    Column("day", Date, primary_key=True),
    Column("entry", Text, primary_key=True),
    Column("helpful", BigInteger, nullable=False),
    Column("unhelpful", BigInteger, nullable=False),
)
# What was written already, if the connection broke before the database could say so.
batches = Table(
    "journal_batches",
    metadata,
    Column("id", Text, primary_key=True),
    Column("day", Date, nullable=False),
)
# Only where several replicas share the work: on PostgreSQL.
claims = Table(
    "journal_claims",
    metadata,
    Column("update_id", BigInteger, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("until", DateTime(timezone=True), nullable=False),
    Column("done", Boolean, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Step:
    """Statements that bring the tables from one version to the next."""

    statements: tuple[str, ...]
    only_postgresql: tuple[str, ...] = ()


# A step that has been shipped is never altered: a change of the tables is a new step at the end.
# During a rolling update the version before goes on writing, so a step only adds.
STEPS = (
    Step(
        (
            "CREATE TABLE journal_version (version INTEGER NOT NULL)",
            "INSERT INTO journal_version (version) VALUES (0)",
            """CREATE TABLE journal_unanswered (
                day DATE NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
                nearest TEXT, score DOUBLE PRECISION
            )""",
            "CREATE INDEX journal_unanswered_day ON journal_unanswered (day)",
            """CREATE TABLE journal_replies (
                day DATE NOT NULL, kind TEXT NOT NULL, entry TEXT NOT NULL, count BIGINT NOT NULL,
                PRIMARY KEY (day, kind, entry)
            )""",
            """CREATE TABLE journal_feedback (
                day DATE NOT NULL, entry TEXT NOT NULL,
                helpful BIGINT NOT NULL, unhelpful BIGINT NOT NULL,
                PRIMARY KEY (day, entry)
            )""",
            "CREATE TABLE journal_batches (id TEXT NOT NULL PRIMARY KEY, day DATE NOT NULL)",
        )
    ),
    Step(
        (),
        # A claim is worth nothing after a crash of the database, so it need not wait for the disk.
        only_postgresql=(
            """CREATE UNLOGGED TABLE journal_claims (
                update_id BIGINT NOT NULL PRIMARY KEY, owner TEXT NOT NULL,
                until TIMESTAMP WITH TIME ZONE NOT NULL, done BOOLEAN NOT NULL
            )""",
        ),
    ),
)
NEWEST = len(STEPS)
# Any number will do, if all replicas have the same.
_LOCK = 7_305_411_900


def found_version(connection: Connection) -> int:
    """The version of the tables in a database; 0 if there are none."""
    if not inspect(connection).has_table(version.name):
        return 0
    return connection.scalar(select(version.c.version)) or 0


def upgrade(connection: Connection) -> None:
    """Take the steps that are missing, while replicas that start at the same time wait."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    found = found_version(connection)
    for number, step in enumerate(STEPS[found:], start=found + 1):
        for statement in _statements(step, connection.dialect.name):
            connection.execute(text(statement))
        connection.execute(update(version).values(version=number))


def _statements(step: Step, dialect: str) -> tuple[str, ...]:
    return step.statements + (step.only_postgresql if dialect == "postgresql" else ())
