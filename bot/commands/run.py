"""`run`: the bot on Telegram; without a token, the best way to try it here."""

from __future__ import annotations

from bot.commands import Outcome, Stop
from bot.commands.chat import chat
from bot.commands.logs import start_log
from bot.commands.opening import open_for_service
from bot.commands.output import warn
from bot.config import Config

NO_TOKEN = "TELEGRAM_BOT_TOKEN saknas i miljön"  # noqa: S105 - a message, not a token


def run(config: Config, *, insist: bool) -> int:
    """Runs the bot until it is stopped. With `insist` nothing but Telegram will do.

    Raises:
        Stop: there is no token though Telegram was insisted on, no FAQ to answer from, or a mode
            that this version does not have.
    """
    if config.token is None and insist:
        raise Stop(f"{NO_TOKEN}. Hämta en hos @BotFather på Telegram.", Outcome.WRONG_USE)
    if config.telegram.mode != "polling":
        message = f"telegram.mode: {config.telegram.mode} finns inte i den här versionen."
        raise Stop(f"{message} Skriv polling i config.yaml.", Outcome.WRONG_USE)
    dialogue = open_for_service(config)
    if config.token is None:
        warn(f"{NO_TOKEN}: boten startar här i terminalen i stället för på Telegram.")
        return chat(dialogue)
    start_log(config.log)
    # python-telegram-bot takes half a second to import, and the other commands do without it.
    from bot.channels import telegram  # noqa: PLC0415

    settings = telegram.TelegramSettings(config.token.get_secret_value(), config.api_url)
    return telegram.run(settings, lambda: dialogue)
