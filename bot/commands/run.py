"""`run`: the bot on Telegram; without a token, the best way to try it here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.commands import Outcome, Stop
from bot.commands.logs import start_log
from bot.commands.opening import open_for_service
from bot.commands.output import warn
from bot.commands.preview import preview
from bot.config import Config

if TYPE_CHECKING:
    from bot.channels.telegram import TelegramSettings

NO_TOKEN = "TELEGRAM_BOT_TOKEN saknas i miljön"  # noqa: S105 - a message, not a token


def run(config: Config, *, insist: bool) -> int:
    """Runs the bot until it is stopped. With `insist` nothing but Telegram will do.

    Raises:
        Stop: there is no token though Telegram was insisted on, or no FAQ to answer from.
    """
    if config.token is None and insist:
        raise Stop(f"{NO_TOKEN}. Hämta en hos @BotFather på Telegram.", Outcome.WRONG_USE)
    if config.token is None:
        warn(f"{NO_TOKEN}: boten startar här på datorn i stället för på Telegram.")
        return preview(config)
    serving = open_for_service(config)
    start_log(config.log)
    # python-telegram-bot takes half a second to import, and the other commands do without it.
    from bot.channels import telegram  # noqa: PLC0415

    return telegram.run(
        _settings(config, config.token.get_secret_value()),
        serving.dialogue,
        serving.following,
        messages_per_minute=config.limits.messages_per_minute,
    )


def _settings(config: Config, token: str) -> TelegramSettings:
    from bot.channels import telegram, webhook  # noqa: PLC0415 - see above

    chosen = config.telegram
    delivery = None
    if chosen.mode == "webhook" and chosen.webhook.public_url:
        secret = config.webhook_secret
        delivery = webhook.WebhookSettings(
            chosen.webhook.public_url,
            chosen.webhook.listen,
            secret.get_secret_value() if secret else webhook.secret_for(token),
        )
    return telegram.TelegramSettings(token, config.api_url, delivery, chosen.health)
