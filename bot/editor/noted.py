"""The journal's notes as the report needs them, read from its database."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from bot.dialogue import Dialogue
from bot.editor.report import telling
from bot.editor.report.advice import Opened
from bot.editor.report.report import Noted, Report, make_report

OFF: Final = "off"
WEEK: Final = 7
# The journal's days are those of Sweden.
_SWEDEN: Final = ZoneInfo("Europe/Stockholm")


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the journal is; a SQLite file's path counts from `folder`."""

    url: str
    folder: Path
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def last(self, days: int) -> tuple[date, date]:
        """The first and the last of so many days, today included."""
        today = self.now().astimezone(_SWEDEN).date()
        return today - timedelta(days=days - 1), today

    async def noted(self, since: date, until: date) -> Noted:
        """What was noted on the days from `since` to `until`, both included.

        Raises:
            NothingNotedError: the journal is off, or nothing was noted.
            JournalError: it cannot be read.
        """
        if self.url == OFF:
            raise NothingNotedError(telling.OFF)
        # SQLAlchemy takes half a second to import, and other commands do without it.
        from bot.journal.reading import open_reader  # noqa: PLC0415

        async with open_reader(self.url, self.folder) as reader:
            asked = await reader.asked(since)
            replies = await reader.reply_counts(since)
            feedback = await reader.feedback(since)
        noted = Noted(since, until, asked, replies, feedback)
        if noted.is_empty:
            raise NothingNotedError(telling.nothing(since, until))
        return noted

    async def report(self, days: int, dialogue: Dialogue, opened: Opened) -> Report:
        """The report on the last `days`. It may take seconds, and keeps nobody else waiting.

        Raises:
            NothingNotedError, JournalError: see `noted`.
        """
        noted = await self.noted(*self.last(days))
        return await asyncio.to_thread(make_report, noted, dialogue, opened)


class NothingNotedError(Exception):
    """There is nothing to report on; the message says why, in Swedish."""
