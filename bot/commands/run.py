"""`run`: the bot on Telegram; without a token, the best way to try it here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot import __version__
from bot.commands import Outcome, Stop
from bot.commands.logs import secrets_of, start_log
from bot.commands.opening import open_for_service, opener
from bot.commands.output import warn
from bot.commands.preview import preview
from bot.config import Config
from bot.editor.noted import WEEK, Kept, NothingNotedError
from bot.editor.report.message import messages, notice_message
from bot.journal.errors import JournalError
from bot.serving import Serving, State

if TYPE_CHECKING:
    from bot.channels.services import Services
    from bot.channels.telegram import TelegramSettings

NO_TOKEN = "TELEGRAM_BOT_TOKEN saknas i miljön"  # noqa: S105 - a message, not a token


def run(config: Config, *, insist: bool) -> int:
    """Runs the bot until it is stopped. With `insist` nothing but Telegram will do.

    Raises:
        Stop: there is no token though Telegram was insisted on, no FAQ to answer from, or the
            journal's address cannot be read.
    """
    if config.token is None and insist:
        raise Stop(f"{NO_TOKEN}. Hämta en hos @BotFather på Telegram.", Outcome.WRONG_USE)
    if config.token is None:
        warn(f"{NO_TOKEN}: boten startar här på datorn i stället för på Telegram.")
        return preview(config)
    serving = open_for_service(config)
    start_log(config.log, secrets_of(config))
    # python-telegram-bot takes half a second to import, and the other commands do without it.
    from bot.channels import telegram  # noqa: PLC0415

    return telegram.run(
        _settings(config, config.token.get_secret_value()),
        serving.dialogue,
        serving.following,
        messages_per_minute=config.limits.messages_per_minute,
        services=_services(config, serving),
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


def _services(config: Config, serving: Serving) -> Services:
    from bot.channels.editors import EditorsGroup  # noqa: PLC0415 - see above
    from bot.channels.intake import LEASE_SECONDS  # noqa: PLC0415
    from bot.channels.services import Services  # noqa: PLC0415
    from bot.journal.claims import open_claims  # noqa: PLC0415
    from bot.journal.writer import open_journal  # noqa: PLC0415

    url, group = config.journal.url.get_secret_value(), config.telegram.editors_group
    by_webhook = config.telegram.mode == "webhook"
    kept = Kept(url, config.var.parent)
    opened = opener(config)

    async def report() -> Sequence[str]:
        try:
            return messages(await kept.report(WEEK, serving.dialogue(), opened))
        except (NothingNotedError, JournalError) as nothing:
            return notice_message(str(nothing))

    try:
        return Services(
            open_journal(url, config.journal.keep_days, folder=config.var.parent),
            open_claims(url, lease_seconds=LEASE_SECONDS) if by_webhook else None,
            EditorsGroup(group, report, lambda: version_told(serving.state)) if group else None,
        )
    except JournalError as error:
        raise Stop(str(error), Outcome.WRONG_USE) from error


def version_told(state: State) -> str:
    """Which program answers, out of which content, for the editors."""
    faq = state.dialogue.faq
    content = f"version {faq.version}, {len(faq.entries)} frågor"
    lines = [
        f"Program: {__version__}",
        f"Svar: {content}, i bruk sedan {state.since:%Y-%m-%d %H:%M}",
    ]
    if state.faults:
        lines.append(f"Filerna har fel ({len(state.faults)}): en äldre version svarar.")
    return "\n".join(lines)
