"""The bot on Telegram by long polling: how it is built, starts without a network, and stops."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.ext import Application, ApplicationBuilder

from bot.channels.connection import connections
from bot.channels.handlers import ALLOWED_UPDATES, Handlers
from bot.channels.log_guard import guard_logs
from bot.channels.pacing import InOrderByChat, PatientByRequest, Pause, retry_after
from bot.channels.profile import update_profile
from bot.dialogue import Dialogue

App = Application[Any, Any, Any, Any, Any, Any]

STOPPED = 0
TOKEN_REFUSED = 2
POLL_TIMEOUT = timedelta(seconds=30)
LONGEST_RETRY_SECONDS = 30.0
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TelegramSettings:
    """Which bot, on which server. The token is kept out of every representation."""

    token: str = field(repr=False)
    api_url: str = "https://api.telegram.org"


def build_application(
    settings: TelegramSettings,
    dialogue_source: Callable[[], Dialogue],
    *,
    today: Callable[[], date] | None = None,
    pause: Pause = asyncio.sleep,
) -> App:
    """The application with its handlers, not started. `pause` waits before a new attempt."""
    # Without it every 429 makes python-telegram-bot warn about its own old form of durations.
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    server = settings.api_url.rstrip("/")
    sending, fetching = connections(server)
    builder = (
        ApplicationBuilder()
        .token(settings.token)
        .base_url(f"{server}/bot")
        .base_file_url(f"{server}/file/bot")
        .request(sending)
        .get_updates_request(fetching)
        .concurrent_updates(InOrderByChat())
        .rate_limiter(PatientByRequest(pause))
        .job_queue(None)
    )
    application = builder.build()
    Handlers(dialogue_source, today or _local_day).register(application)
    return application


def run(settings: TelegramSettings, dialogue_source: Callable[[], Dialogue]) -> int:
    """Answer residents until Ctrl-C or SIGTERM; 0 then, 2 if Telegram refuses the token."""
    guard_logs(settings.token)
    return asyncio.run(_run(settings, dialogue_source))


async def _run(settings: TelegramSettings, dialogue_source: Callable[[], Dialogue]) -> int:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C ends the program anyway
            loop.add_signal_handler(number, stop.set)
    return await serve(build_application(settings, dialogue_source), dialogue_source, stop)


async def serve(
    application: App,
    dialogue_source: Callable[[], Dialogue],
    stop: asyncio.Event,
    pause: Pause = asyncio.sleep,
) -> int:
    """Run a built application until `stop` is set; the exit code. Messages in flight are answered.

    Without a network it waits and tries again; `pause` does the waiting.
    """
    try:
        await _unless(stop, _connect(application, pause))
        if stop.is_set():
            return STOPPED
        return await _answer_until(stop, application, dialogue_source)
    except InvalidToken:
        logger.error(  # noqa: TRY400 - the exception quotes the token
            "Telegram godtar inte TELEGRAM_BOT_TOKEN. Kopiera den igen från @BotFather."
        )
        return TOKEN_REFUSED
    finally:
        await application.shutdown()
        await application.bot.shutdown()  # for an application that never got as far as to begin


async def _answer_until(
    stop: asyncio.Event, application: App, dialogue_source: Callable[[], Dialogue]
) -> int:
    await application.start()
    profile = asyncio.create_task(update_profile(application.bot, dialogue_source().faq.texts))
    try:
        await _unless(stop, _poll(application))
        if not stop.is_set():
            logger.info("Boten @%s svarar på Telegram.", application.bot.username)
        await stop.wait()
        return STOPPED
    finally:
        profile.cancel()
        await asyncio.gather(profile, return_exceptions=True)
        if application.updater and application.updater.running:
            await application.updater.stop()
        await application.stop()


async def _connect(application: App, pause: Pause) -> None:
    """Introduce the bot to the server, as often as it takes; InvalidToken ends it."""
    delay = 1.0
    while True:
        try:
            await application.initialize()
        except InvalidToken:
            raise
        except TelegramError as error:
            asked = retry_after(error).total_seconds() if isinstance(error, RetryAfter) else 0.0
            wait = max(delay, asked)
            logger.warning(
                "Når inte Telegram (%s). Försöker igen om %.0f s.", type(error).__name__, wait
            )
            await pause(wait)
            delay = min(delay * 2, LONGEST_RETRY_SECONDS)
        else:
            return


async def _poll(application: App) -> None:
    assert application.updater  # noqa: S101 - build_application gives it one
    await application.updater.start_polling(
        timeout=POLL_TIMEOUT,
        bootstrap_retries=-1,
        allowed_updates=ALLOWED_UPDATES,
        error_callback=_log_polling_error,
    )


def _log_polling_error(error: TelegramError) -> None:
    if isinstance(error, Conflict):
        logger.error(
            "Någon annan hämtar redan meddelanden med samma token. "
            "Stäng den andra boten, eller skapa en egen token för den här hos @BotFather."
        )
        return
    logger.warning("Kunde inte hämta meddelanden (%s). Försöker igen.", type(error).__name__)


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
    """Do some work, but drop it as soon as `stop` is set. What the work raises is raised."""
    task = asyncio.create_task(work)
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({task, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if task.done():
        task.result()
        return
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def _local_day() -> date:
    return datetime.now(UTC).astimezone().date()
