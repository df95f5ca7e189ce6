"""How the bot is put together: python-telegram-bot's application with our parts around it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from telegram.ext import Application, ApplicationBuilder

from bot.channels.connection import Fetching, connections
from bot.channels.desk import MESSAGES_PER_MINUTE, Desk
from bot.channels.handlers import Handlers
from bot.channels.health import State
from bot.channels.intake import Intake
from bot.channels.memory import Memory
from bot.channels.metrics import Metrics
from bot.channels.pacing import PatientByRequest
from bot.channels.services import Services
from bot.channels.timing import Timing
from bot.channels.webhook import WebhookSettings
from bot.config import Address
from bot.dialogue import Dialogue


@dataclass(frozen=True, slots=True)
class TelegramSettings:
    """Which bot, on which server. The token is kept out of every representation.

    Without `webhook` the bot fetches its updates; without `health` nobody can ask how it is.
    """

    token: str = field(repr=False)
    api_url: str = "https://api.telegram.org"
    webhook: WebhookSettings | None = None
    health: Address | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """What belongs to the application but not to python-telegram-bot."""

    settings: TelegramSettings
    handlers: Handlers
    metrics: Metrics
    fetching: Fetching
    timing: Timing
    revoked: asyncio.Event
    services: Services
    state: State = field(default_factory=State)


class App(Application[Any, Any, Any, Any, Any, Any]):
    """The application with its parts. Updates come in by the `intake`."""

    def __init__(self, *, parts: Parts, **given: Any) -> None:
        super().__init__(**given)
        self.parts = parts
        claims = parts.services.claims if parts.settings.webhook else None
        self.intake = Intake(self.process_update, claims=claims)
        parts.metrics.in_flight(lambda: len(self.intake.in_flight))


def build_application(  # noqa: PLR0913 - each has its default; tests hand in their own
    settings: TelegramSettings,
    dialogue_source: Callable[[], Dialogue],
    *,
    today: Callable[[], date] | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    timing: Timing | None = None,
    metrics: Metrics | None = None,
    messages_per_minute: int = MESSAGES_PER_MINUTE,
    services: Services | None = None,
) -> App:
    """The application with its handlers, not started."""
    # Without it every 429 makes python-telegram-bot warn about its own old form of durations.
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    timing = timing or Timing()
    metrics = metrics or Metrics(timing.clock)
    services = services or Services()
    metrics.watch(services)
    server = settings.api_url.rstrip("/")
    sending, fetching = connections(server, timing.answer_seconds)
    desk = Desk(
        dialogue_source,
        today or (lambda: now().astimezone().date()),
        now,
        metrics,
        Memory(timing.clock),
        services,
        waits=settings.webhook is None,
        quiet=timing.quiet,
        per_minute=messages_per_minute,
    )
    handlers = Handlers(desk)
    revoked = asyncio.Event()
    parts = Parts(settings, handlers, metrics, fetching, timing, revoked, services)
    builder = (
        ApplicationBuilder()
        .application_class(App, {"parts": parts})
        .token(settings.token)
        .base_url(f"{server}/bot")
        .base_file_url(f"{server}/file/bot")
        .request(sending)
        .get_updates_request(fetching)
        .rate_limiter(PatientByRequest(timing.pause, metrics, revoked.set))
        .job_queue(None)
        .updater(None)
    )
    application = builder.build()
    assert isinstance(application, App)  # noqa: S101 - what the builder was asked for
    handlers.register(application)
    return application
