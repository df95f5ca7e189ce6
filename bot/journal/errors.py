"""Why a journal cannot be used: one line in Swedish each, never with a password."""

from __future__ import annotations


class JournalError(Exception):
    """The journal cannot be used; the message says why and what to do."""


class JournalUrlError(JournalError):
    """The database's address cannot be read, or what it takes to reach it is not installed."""


class SchemaTooNewError(JournalError):
    """A later version of the bot has changed the tables: this one must leave them alone."""

    def __init__(self, where: str, found: int, known: int) -> None:
        super().__init__(
            f"Journalen i {where} har version {found}, men den här boten känner bara till version "
            f"{known}. Starta en nyare version av boten, eller ange en annan databas."
        )


class UnreachableError(JournalError):
    """The journal cannot be read now."""
