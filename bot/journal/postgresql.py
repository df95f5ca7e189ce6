"""A PostgreSQL database as an engine of SQLAlchemy, by the address that an operator wrote."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.journal.errors import JournalUrlError

PREFIXES = ("postgresql://", "postgres://")
# How long the server may take to let the bot in.
_CONNECT_SECONDS = 5


def parameters_of(url: str) -> Mapping[str, str]:
    """What libpq reads in an address: `host`, `password` and so on; only what is there.

    Raises:
        JournalUrlError: it cannot be read, or a part of the password would be taken for another.
    """
    try:
        from psycopg import ProgrammingError  # noqa: PLC0415 - not everybody has installed it
        from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415
    except ImportError as error:
        message = "För PostgreSQL behövs psycopg: pip install 'nara-svar[postgres]'"
        raise JournalUrlError(message) from error
    try:
        parameters = {key: str(value) for key, value in conninfo_to_dict(url).items() if value}
    except (ProgrammingError, UnicodeError):
        parameters = {"host": "@"}
    # A sign that should have been encoded moves a part of the password to one of these.
    _, _, after_server = url.partition("://")[2].partition("/")
    ports = parameters.get("port", "").split(",")
    misread = "@" in parameters.get("host", "") + after_server
    if misread or not all(port.isdecimal() for port in ports if port):
        raise JournalUrlError(
            "Databasens adress går inte att läsa. Skriv postgresql://användare:lösenord@server/"
            "databas, och i lösenordet %40 för @, %2F för /, %3A för : och %25 för %"
        )
    return parameters


def engine_for(parameters: Mapping[str, str], connections: int, **options: Any) -> AsyncEngine:
    """An engine with at most so many connections; the password shows nowhere."""
    # It tells of every connection that breaks, and so does the journal: in Swedish, and once.
    logging.getLogger("psycopg").setLevel(logging.ERROR)
    chosen: dict[str, Any] = {"connect_timeout": _CONNECT_SECONDS, "application_name": "narasvar"}
    return create_async_engine(
        # libpq has read the address: it knows more spellings of it than SQLAlchemy.
        "postgresql+psycopg://",
        # A pooler in between may hand each statement to another connection: none is prepared.
        connect_args=chosen | {**parameters} | {"prepare_threshold": None},
        pool_size=connections,
        max_overflow=0,
        pool_pre_ping=True,
        hide_parameters=True,
        **options,
    )


def place(parameters: Mapping[str, str]) -> str:
    """The server and the name of the database, for the log."""
    host, port = parameters.get("host", "localhost"), parameters.get("port", "5432")
    return f"postgresql://{host}:{port}/{parameters.get('dbname', '')}"
