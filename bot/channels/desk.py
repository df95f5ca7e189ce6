"""What every handler works with."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from telegram import User

from bot.channels.answering import Answered
from bot.channels.dates import swedish_minute
from bot.channels.memory import Memory
from bot.channels.metrics import Metrics
from bot.channels.outgoing import Setting
from bot.channels.services import Services
from bot.channels.turns import Turns
from bot.dialogue import Dialogue

MESSAGES_PER_MINUTE = 20
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the bot's words come from, what it remembers and counts, and how it takes turns.

    `now` has a zone. `quiet` waits for more fragments to come; without `waits` no reply may.
    `per_minute` is how much one resident may write.
    """

    dialogue_source: Callable[[], Dialogue]
    today: Callable[[], date]
    now: Callable[[], datetime]
    metrics: Metrics
    memory: Memory
    services: Services = field(default_factory=Services)
    waits: bool = True
    quiet: Callable[[float], Awaitable[None]] = asyncio.sleep
    per_minute: int = MESSAGES_PER_MINUTE
    turns: Turns = field(default_factory=Turns)

    def setting(self, me: User, *, in_group: bool = False) -> Setting:
        """What matters beside a message."""
        return Setting(self.today(), me.username or "", in_group, swedish_minute(self.now()))

    def note(self, answered: Answered) -> None:
        """Let the journal count a reply, and keep the words if they had no answer."""
        if answered.reply:
            self.services.journal.reply(answered.reply, answered.text)

    def replied(self, answered: Answered, arrived: float) -> None:
        """Count a reply, and how long it took since its message arrived."""
        kind = answered.kind.value if answered.kind else "other"
        seconds = self.memory.clock() - arrived
        self.metrics.reply(kind, seconds)
        logger.debug("Svarat efter %.3f s: %s.", seconds, kind)
