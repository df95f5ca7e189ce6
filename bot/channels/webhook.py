"""Updates that Telegram delivers: where, with which secret, and how Telegram is told so."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from telegram import Bot
from telegram.error import BadRequest

from bot.channels.connection import reach
from bot.channels.ending import WRONG_SETTING, Ending
from bot.channels.handlers import ALLOWED_UPDATES
from bot.channels.http_server import HttpServer, listening
from bot.channels.intake import Intake
from bot.channels.pacing import Pause
from bot.channels.webhook_app import WebhookApp
from bot.config import Address

# The most there may be (core.telegram.org/bots/api#setwebhook): a reply that waits holds one.
MAX_CONNECTIONS = 100
LAST_ANSWERS_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class WebhookSettings:
    """Where Telegram delivers, where the bot listens, and what proves that it was Telegram."""

    public_url: str
    listen: Address
    secret: str = field(repr=False)

    @property
    def path(self) -> str:
        """The path of the public address; a proxy before the bot must leave it as it is."""
        return unquote(urlsplit(self.public_url).path) or "/"


def secret_for(token: str) -> str:
    """A secret of 64 signs that follows from the token, so that all replicas agree on it."""
    return hmac.new(token.encode(), b"narasvar webhook", hashlib.sha256).hexdigest()


class Webhook:
    """Lets Telegram deliver updates into the intake. `pause` waits before an attempt."""

    def __init__(
        self, settings: WebhookSettings, bot: Bot, intake: Intake, *, pause: Pause
    ) -> None:
        self._settings = settings
        self._bot = bot
        self._pause = pause
        self._intake = intake
        app = WebhookApp(settings.path, settings.secret, bot, intake)
        self.server = HttpServer(app, settings.listen)

    async def start(self) -> None:
        """Listen, and tell Telegram where. It stays told when the bot stops: others may listen.

        Raises:
            Ending: the address is taken, or Telegram refuses the public one or the token.
        """
        await listening(self.server, "telegram.webhook.listen")
        try:
            await reach(self._tell, self._pause)
        except BadRequest as error:
            message = f"Telegram godtar inte telegram.webhook.public_url: {error.message}."
            raise Ending(message, WRONG_SETTING) from error

    async def run(self) -> None:
        """Wait until cancelled: the server does the work."""
        await self._intake.renew_claims()
        await asyncio.Event().wait()

    def close(self) -> None:
        """Take no more updates."""
        self.server.close()

    async def finish(self) -> None:
        """Let the last answers to Telegram go out."""
        await self.server.stop(LAST_ANSWERS_SECONDS)

    async def _tell(self) -> None:
        await self._bot.set_webhook(
            self._settings.public_url,
            max_connections=MAX_CONNECTIONS,
            allowed_updates=ALLOWED_UPDATES,
            secret_token=self._settings.secret,
        )
