"""Why the bot ends other than by being stopped: an exit code and a line for the operator."""

from __future__ import annotations

from telegram.error import InvalidToken, NetworkError

STOPPED = 0
WRONG_SETTING = 2
LOST_CONTACT = 3
"""A restart may help: a supervisor should start the bot again."""


class Ending(Exception):  # noqa: N818 - it ends the program; that need not be an error
    """Ends the program with `code`, after its message, in Swedish, has been logged."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


def token_refused() -> Ending:
    """Telegram does not know the token, or not any more."""
    return Ending(
        "Telegram godtar inte TELEGRAM_BOT_TOKEN. Kopiera den igen från @BotFather.", WRONG_SETTING
    )


def is_refusal(error: InvalidToken) -> bool:
    """Whether it was Telegram that refused the token, not somebody's page on the way there."""
    cause: BaseException | None = error
    while cause:
        if isinstance(cause, NetworkError):  # an answer that could not be read
            return False
        cause = cause.__cause__
    return True
