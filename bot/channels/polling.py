"""Long polling that never dies in silence: it connects anew, and in the end says so and ends."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections.abc import Callable
from datetime import timedelta

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.channels.connection import CONNECT_SECONDS, LONGEST_RETRY_SECONDS, Fetching, reach
from bot.channels.ending import LOST_CONTACT, Ending, is_refusal, token_refused
from bot.channels.handlers import ALLOWED_UPDATES
from bot.channels.intake import Intake
from bot.channels.metrics import Metrics
from bot.channels.pacing import retry_after
from bot.channels.timing import Timing
from bot.channels.updates import read_update

RECONNECT_AFTER = timedelta(minutes=2)
GIVE_UP_AFTER = timedelta(minutes=5)
FIRST_RETRY_SECONDS = 1.0
CONFIRM_SECONDS = 5.0
OTHER_POLLER = (
    "Någon annan hämtar redan meddelanden med samma token. "
    "Stäng den andra boten, eller skapa en egen token för den här hos @BotFather."
)
WEBHOOK_SET = (
    "En annan bot med samma token får meddelanden med webhook. "
    "Stäng den, eller skapa en egen token för den här hos @BotFather, och starta sedan om."
)
logger = logging.getLogger(__name__)


class Polling:
    """Fetches updates into the intake, over the connections of `fetching`."""

    def __init__(
        self, bot: Bot, fetching: Fetching, intake: Intake, metrics: Metrics, timing: Timing
    ) -> None:
        self._bot = bot
        self._fetching = fetching
        self._intake = intake
        self._metrics = metrics
        self._timing = timing
        self._offset: int | None = None
        self._trouble = ""

    async def start(self) -> None:
        """Tell Telegram to keep the updates until they are fetched."""
        await reach(self._bot.delete_webhook, self._timing.pause)

    async def run(self) -> None:
        """Fetch updates until cancelled.

        Raises:
            Ending: Telegram refuses the token, or has not been heard of for five minutes.
        """
        contact = _Contact(self._timing.clock)
        delay = FIRST_RETRY_SECONDS
        while True:
            if self._intake.is_full:
                await self._intake.room()
                contact.made()
            try:
                self._take(await self._fetch(self._timing.poll))
            except (TelegramError, TimeoutError) as error:
                await self._after(error, delay, contact)
                delay = min(delay * 2, LONGEST_RETRY_SECONDS)
            else:
                contact.made()
                delay = FIRST_RETRY_SECONDS

    def close(self) -> None:
        """Nothing: it takes no updates any more once `run` is cancelled."""

    async def finish(self) -> None:
        """Tell Telegram what has been taken, so that it does not come again."""
        if self._offset is None:
            return
        try:
            async with asyncio.timeout(CONFIRM_SECONDS):
                await self._renew()  # a connection that was cut short may be stuck (see httpcore)
                await self._fetch(timedelta())
        except InvalidToken:
            return
        except (TelegramError, TimeoutError) as error:
            logger.warning(
                "Kunde inte kvittera de sista meddelandena (%s): de kan besvaras en gång till.",
                type(error).__name__,
            )

    async def _fetch(self, waiting: timedelta) -> tuple[Update, ...]:
        # httpx has its own deadlines; this one holds whatever goes wrong in there.
        longest = waiting.total_seconds() + CONNECT_SECONDS + 2 * self._timing.answer_seconds
        try:
            async with asyncio.timeout(longest):
                return await self._bot.get_updates(
                    self._offset, timeout=waiting, allowed_updates=ALLOWED_UPDATES
                )
        except (TelegramError, TimeoutError):
            raise
        except Exception:  # noqa: BLE001 - one update is of a form that the library does not know
            return tuple(
                read_update(data, self._bot) for data in json.loads(self._fetching.answer)["result"]
            )
        finally:
            self._fetching.forget()

    def _take(self, updates: tuple[Update, ...]) -> None:
        self._metrics.polled()
        if self._trouble:
            logger.info("Hämtar meddelanden igen.")
            self._trouble = ""
        for update in updates:
            self._intake.take(update)
            self._offset = update.update_id + 1

    async def _after(self, error: Exception, delay: float, contact: _Contact) -> None:
        """Tell what happened, and wait, or connect anew, or give up."""
        if isinstance(error, InvalidToken) and is_refusal(error):
            raise token_refused() from error
        self._tell(error)
        if contact.lost_for(GIVE_UP_AFTER):
            raise Ending(
                "Boten har inte kunnat hämta meddelanden på fem minuter och avslutas "
                f"med kod {LOST_CONTACT}, så att den startas om.",
                LOST_CONTACT,
            )
        if contact.wants_renewal():
            logger.warning("Inga meddelanden har gått att hämta på två minuter: ansluter på nytt.")
            await self._renew()
        elif isinstance(error, TimeoutError):  # not even httpx's own deadlines were kept
            await self._renew()
        asked = retry_after(error).total_seconds() if isinstance(error, RetryAfter) else 0.0
        await self._timing.pause(max(delay, asked))

    async def _renew(self) -> None:
        with contextlib.suppress(Exception):  # whatever the old connections say, new ones are made
            await self._fetching.shutdown()
        await self._fetching.initialize()

    def _tell(self, error: Exception) -> None:
        """One line when a trouble begins, however long it lasts."""
        if isinstance(error, Conflict):
            line = WEBHOOK_SET if "webhook" in error.message.lower() else OTHER_POLLER
        else:
            line = f"Kunde inte hämta meddelanden ({type(error).__name__}). Försöker igen."
        if line != self._trouble:
            logger.log(logging.ERROR if isinstance(error, Conflict) else logging.WARNING, line)
        self._trouble = line


class _Contact:
    """When Telegram was last heard of, and whether the connection was renewed since."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self.made()

    def made(self) -> None:
        self._last = self._clock()
        self._renewed = False

    def lost_for(self, time: timedelta) -> bool:
        return self._clock() - self._last >= time.total_seconds()

    def wants_renewal(self) -> bool:
        if self._renewed or not self.lost_for(RECONNECT_AFTER):
            return False
        self._renewed = True
        return True
