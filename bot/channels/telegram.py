"""The bot on Telegram from its start, which may have to wait for a network, to its last answer."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

from bot.channels.application import App, TelegramSettings, build_application
from bot.channels.connection import reach
from bot.channels.desk import MESSAGES_PER_MINUTE
from bot.channels.ending import STOPPED, Ending, token_refused
from bot.channels.health import health_app
from bot.channels.http_server import HttpServer, listening
from bot.channels.log_guard import guard_logs
from bot.channels.polling import Polling
from bot.channels.profile import update_profile
from bot.channels.services import Services
from bot.channels.webhook import Webhook
from bot.dialogue import Dialogue

__all__ = ["TelegramSettings", "build_application", "run", "serve"]

HEALTH_SECONDS = 1.0
logger = logging.getLogger(__name__)


class Transport(Protocol):
    """A way for updates to come in."""

    async def start(self) -> None:
        """Prepare, as often as it takes; Ending if it is in vain."""

    async def run(self) -> None:
        """Take updates until cancelled; Ending if no more will come."""

    def close(self) -> None:
        """Take no more updates."""

    async def finish(self) -> None:
        """Let Telegram know what was taken."""


def run(
    settings: TelegramSettings,
    dialogue_source: Callable[[], Dialogue],
    following: Callable[[], AbstractAsyncContextManager[None]] = contextlib.nullcontext,
    *,
    messages_per_minute: int = MESSAGES_PER_MINUTE,
    services: Services | None = None,
) -> int:
    """Answer residents until Ctrl-C or SIGTERM; the exit code (`ending` has the others).

    `following` is what else goes on meanwhile: it keeps what `dialogue_source` gives up to date.
    """
    guard_logs(settings.token)
    application = build_application(
        settings, dialogue_source, messages_per_minute=messages_per_minute, services=services
    )
    return asyncio.run(_run(application, dialogue_source, following))


async def _run(
    application: App,
    dialogue_source: Callable[[], Dialogue],
    following: Callable[[], AbstractAsyncContextManager[None]],
) -> int:
    stop = asyncio.Event()
    _stop_on_signals(stop)
    async with following():
        return await serve(application, dialogue_source, stop)


def _stop_on_signals(stop: asyncio.Event) -> None:
    """Let the first signal set `stop`; the second one ends the program at once."""
    loop = asyncio.get_running_loop()
    numbers = (signal.SIGINT, signal.SIGTERM)

    def on_first() -> None:
        for number in numbers:
            loop.remove_signal_handler(number)
            signal.signal(number, signal.SIG_DFL)
        stop.set()
        logger.info("Boten avslutas när den har svarat på det som redan har kommit.")

    for number in numbers:
        with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C ends the program anyway
            loop.add_signal_handler(number, on_first)


async def serve(
    application: App, dialogue_source: Callable[[], Dialogue], stop: asyncio.Event
) -> int:
    """Run a built application until `stop` is set; the exit code. Messages in flight are answered.

    Without a network it waits and tries again.
    """
    try:
        async with application.parts.services.running(), _health(application, dialogue_source):
            await _first(stop.wait(), reach(application.initialize, application.parts.timing.pause))
            if not stop.is_set():
                await _answer_until(stop, application, dialogue_source)
    except Ending as ending:
        logger.error("%s", ending)  # noqa: TRY400 - the line says it all
        return ending.code
    finally:
        await application.shutdown()
        await application.bot.shutdown()  # for an application that never got as far as to begin
    return STOPPED


@contextlib.asynccontextmanager
async def _health(app: App, dialogue_source: Callable[[], Dialogue]) -> AsyncIterator[None]:
    address = app.parts.settings.health
    if address is None:
        yield
        return
    asgi = health_app(app.parts.state, app.parts.metrics, lambda: dialogue_source().faq.version)
    server = HttpServer(asgi, address)
    await listening(server, "telegram.health")
    try:
        yield
    finally:
        await server.stop(HEALTH_SECONDS)


async def _answer_until(
    stop: asyncio.Event, app: App, dialogue_source: Callable[[], Dialogue]
) -> None:
    await app.start()
    editors = app.parts.services.editors
    profile = asyncio.create_task(
        update_profile(app.bot, dialogue_source().faq.texts, editors.chat_id if editors else None)
    )
    transport = _transport(app)
    try:
        await _first(stop.wait(), _take_updates(transport, app), _until_revoked(app))
    finally:
        app.parts.state.ready = False
        profile.cancel()
        await asyncio.gather(profile, return_exceptions=True)
        await _wind_up(transport, app)


def _transport(app: App) -> Transport:
    parts = app.parts
    if parts.settings.webhook:
        return Webhook(parts.settings.webhook, app.bot, app.intake, pause=parts.timing.pause)
    return Polling(app.bot, parts.fetching, app.intake, parts.metrics, parts.timing)


async def _take_updates(transport: Transport, app: App) -> None:
    await transport.start()
    logger.info("Boten @%s svarar på Telegram.", app.bot.username)
    app.parts.state.ready = True
    await transport.run()


async def _until_revoked(app: App) -> None:
    await app.parts.revoked.wait()
    raise token_refused()


async def _wind_up(transport: Transport, app: App) -> None:
    """Answer what has been taken, in so much time as there is, and tell Telegram."""
    transport.close()
    try:
        async with asyncio.timeout(app.parts.timing.last_seconds):
            await app.parts.handlers.flush()
            await app.intake.finish()
    except TimeoutError:
        logger.warning("%d meddelanden hann inte besvaras.", len(app.intake.in_flight))
    await app.intake.drop()
    await transport.finish()
    await app.stop()


async def _first(*works: Coroutine[Any, Any, object]) -> None:
    """Do all until one has ended, and drop the others. What the one raises is raised."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()
