"""The bot's user name, asked of Telegram."""

from __future__ import annotations

from http import HTTPStatus

import httpx

_SECONDS = 10.0


class UnknownNameError(Exception):
    """Telegram did not say the bot's name; the message says why, in Swedish, without the token."""


def ask_name(token: str, api_url: str) -> str:
    """The user name of the bot with this token (core.telegram.org/bots/api#getme).

    Raises:
        UnknownNameError: there is no answer, or it is a refusal.
    """
    try:
        answer = httpx.get(f"{api_url}/bot{token}/getMe", timeout=_SECONDS)
    except (httpx.HTTPError, httpx.InvalidURL):
        # The error may hold the address, and that the token.
        raise UnknownNameError("Det går inte att nå Telegram.") from None
    if answer.status_code in {HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND}:
        raise UnknownNameError("Telegram godtar inte TELEGRAM_BOT_TOKEN.")
    try:
        return str(answer.json()["result"]["username"])
    except (ValueError, KeyError, TypeError):
        raise UnknownNameError("Svaret från Telegram går inte att förstå.") from None
