"""What the bot works with beside Telegram and the FAQ: the journal, claims, the editors' group."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from bot.channels.editors import EditorsGroup
from bot.channels.ending import WRONG_SETTING, Ending
from bot.journal.claims import Claims
from bot.journal.errors import SchemaTooNewError
from bot.journal.writer import Journal, NoJournal


@dataclass(frozen=True, slots=True)
class Services:
    """Without arguments nothing is noted, no replica is beside this one and no group is special.

    `claims` are only of use with a webhook.
    """

    journal: Journal = field(default_factory=NoJournal)
    claims: Claims | None = None
    editors: EditorsGroup | None = None

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Within it the journal is written; at its end it has all that could be written.

        Raises:
            Ending: the journal is of a newer version of the bot.
        """
        try:
            await self.journal.start()
        except SchemaTooNewError as error:
            raise Ending(str(error), WRONG_SETTING) from error
        try:
            yield
        finally:
            await self.journal.close()
            if self.claims:
                await self.claims.close()
