"""The journal as channels see it: they note what happened and go on."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.journal.database import open_database
from bot.journal.keeping import Keeper, Pace
from bot.journal.notes import Notes
from bot.journal.records import REJECTED, Asked
from bot.journal.redaction import redact
from bot.models import Reply, ReplyKind

logger = logging.getLogger(__name__)

OFF = "off"
# Texts in memory while the database is down: at most some 10 MB, and hours of a county's questions.
CAPACITY = 5_000
# An editor sees from the beginning of a message what was asked.
LONGEST_TEXT = 500
_SWEDEN = ZoneInfo("Europe/Stockholm")
_UNANSWERED = (ReplyKind.FALLBACK, ReplyKind.SUGGESTIONS)
_ENTRY_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


class Journal(Protocol):
    """Where channels note what happened. Noting never waits and never fails."""

    @property
    def dropped(self) -> int:
        """How many notes were lost since the start."""

    @property
    def pending(self) -> int:
        """How many notes are not yet written."""

    @property
    def is_up(self) -> bool:
        """Whether the database could be written the last time."""

    def reply(self, reply: Reply, message: str | None) -> None:
        """Count a reply, and keep the message, redacted, if there was no answer to it."""

    def rejected(self, message: str) -> None:
        """Keep a message, which tells of no danger, whose suggestions were all turned down."""

    def feedback(self, entry_id: str, *, helpful: bool) -> None:
        """Count what a resident thought of an entry's answer; the entry must exist."""

    async def start(self) -> None:
        """Begin to write, now or when the database can be reached.

        Raises:
            SchemaTooNewError: a later version of the bot has changed the tables.
        """

    async def close(self, seconds: float = 5.0) -> None:
        """Write what is left, within so many seconds, and stop; what then remains is lost."""


def open_journal(  # noqa: PLR0913 - each has its default; tests hand in their own
    url: str,
    keep_days: int,
    *,
    folder: Path = Path(),
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    capacity: int = CAPACITY,
    pace: Pace | None = None,
) -> Journal:
    """The journal at `url`, not yet started; a SQLite file's path counts from `folder`.

    `now` has a time zone. With `url` "off" nothing is noted.

    Raises:
        JournalUrlError: the address cannot be read.
    """
    if url == OFF:
        return NoJournal()

    def today() -> date:
        return now().astimezone(_SWEDEN).date()

    notes = Notes(capacity)
    keeper = Keeper(open_database(url, folder), notes, keep_days, today, pace or Pace())
    return KeptJournal(notes, keeper, today)


class KeptJournal:
    """A journal that is kept in a database. It is used from one event loop."""

    def __init__(self, notes: Notes, keeper: Keeper, today: Callable[[], date]) -> None:
        self._notes = notes
        self._keeper = keeper
        self._today = today

    @property
    def dropped(self) -> int:
        """How many notes were lost since the start."""
        return self._notes.dropped

    @property
    def pending(self) -> int:
        """How many notes are not yet written."""
        return self._notes.pending

    @property
    def is_up(self) -> bool:
        """Whether the database could be written the last time."""
        return self._keeper.is_up

    def reply(self, reply: Reply, message: str | None) -> None:
        """Count a reply, and keep the message, redacted, if there was no answer to it.

        The question which area is meant is no lack of an answer. Of danger only the count is kept.
        """
        try:
            entry = reply.entry.id if reply.entry else ""
            self._notes.reply(self._today(), reply.kind.value, entry)
            if message and reply.kind in _UNANSWERED and not reply.asks_area:
                best = reply.matches[0] if reply.matches else None
                nearest, score = (best.entry.id, best.score) if best else (None, None)
                self._ask(message, reply.kind.value, nearest, score)
        except Exception as error:  # noqa: BLE001 - a reply must not fail for the sake of a note
            self._failed(error)
        self._keeper.wake()

    def rejected(self, message: str) -> None:
        """Keep a message, which tells of no danger, whose suggestions were all turned down."""
        try:
            self._notes.reply(self._today(), REJECTED, "")
            self._ask(message, REJECTED, None, None)
        except Exception as error:  # noqa: BLE001 - see above
            self._failed(error)
        self._keeper.wake()

    def feedback(self, entry_id: str, *, helpful: bool) -> None:
        """Count what a resident thought of an entry's answer; the entry must exist."""
        try:
            # It comes from a button's data, which a program of somebody's own can make up.
            if _ENTRY_ID.fullmatch(entry_id) and redact(entry_id) == entry_id:
                self._notes.feedback(self._today(), entry_id, helpful=helpful)
        except Exception as error:  # noqa: BLE001 - see above
            self._failed(error)
        self._keeper.wake()

    async def start(self) -> None:
        """Begin to write, now or when the database can be reached.

        Raises:
            SchemaTooNewError: a later version of the bot has changed the tables.
        """
        await self._keeper.start()

    async def close(self, seconds: float = 5.0) -> None:
        """Write what is left, within so many seconds, and stop; what then remains is lost."""
        await self._keeper.close(seconds)

    def _ask(self, message: str, kind: str, nearest: str | None, score: float | None) -> None:
        # PostgreSQL takes no zero sign, and neither database half a surrogate pair.
        clean = message.encode("utf-8", "replace").decode().replace("\0", "")
        # What is not kept need not be redacted; twice as much is, as redaction makes it shorter.
        first = " ".join(clean.split())[: 2 * LONGEST_TEXT]
        text = redact(first)[:LONGEST_TEXT]
        if text:
            self._notes.asked(Asked(text, kind, nearest, score, self._today()))

    def _failed(self, error: Exception) -> None:
        """Count and tell it without the error's words, which may quote a resident."""
        self._notes.dropped += 1
        logger.error("En anteckning till journalen gick inte att göra: %s.", type(error).__name__)


class NoJournal:
    """Notes nothing."""

    dropped = 0
    pending = 0
    is_up = True

    def reply(self, reply: Reply, message: str | None) -> None:
        """Forget it."""

    def rejected(self, message: str) -> None:
        """Forget it."""

    def feedback(self, entry_id: str, *, helpful: bool) -> None:
        """Forget it."""

    async def start(self) -> None:
        """Have nothing to do."""

    async def close(self, seconds: float = 5.0) -> None:
        """Have nothing to do."""
