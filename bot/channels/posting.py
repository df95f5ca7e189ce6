"""Messages to a group that nobody there has asked for: sent once, without a bot that runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from telegram.error import InvalidToken, TelegramError
from telegram.ext import ExtBot

from bot.channels.connection import connections
from bot.channels.ending import is_refusal, token_refused
from bot.channels.failures import why_unreachable
from bot.channels.log_guard import guard_logs
from bot.channels.metrics import Metrics
from bot.channels.outgoing import Outgoing
from bot.channels.pacing import PatientByRequest
from bot.channels.sending import Destination, deliver
from bot.channels.timing import Timing


class NotPostedError(Exception):
    """Not all messages were sent; the message says why, in Swedish."""


async def post(
    token: str, api_url: str, chat_id: int, messages: Sequence[str], timing: Timing | None = None
) -> None:
    """Send `messages` (HTML, each short enough) to a chat, in order and as patiently as replies.

    Raises:
        NotPostedError: Telegram was not reached, or refuses.
    """
    guard_logs(token)
    timing = timing or Timing()
    server = api_url.rstrip("/")
    sending, fetching = connections(server, timing.answer_seconds)
    bot: ExtBot[Any] = ExtBot(
        token,
        base_url=f"{server}/bot",
        request=sending,
        get_updates_request=fetching,
        rate_limiter=PatientByRequest(timing.pause, Metrics(timing.clock)),
    )
    try:
        async with bot:
            await deliver(bot, Destination(chat_id), [Outgoing(one) for one in messages])
    except TelegramError as error:
        raise NotPostedError(_why(error, chat_id)) from error


def _why(error: TelegramError, chat_id: int) -> str:
    if isinstance(error, InvalidToken) and is_refusal(error):
        return str(token_refused())
    if unreachable := why_unreachable(error):
        return (
            f"Rapporten gick inte att skicka till gruppen {chat_id}: {unreachable.why}. "
            "Lägg till boten i gruppen, och kontrollera telegram.editors_group i config.yaml."
        )
    return f"Rapporten gick inte att skicka: Telegram svarar inte ({type(error).__name__})."
