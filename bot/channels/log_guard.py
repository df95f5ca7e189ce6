"""What must never show in a log: secrets, and what residents wrote."""

from __future__ import annotations

import logging
import re
import traceback
from urllib.parse import quote

# Telegram's tokens: the bot's number, a colon (or its code in an address) and 35 signs.
_FORM = r"(?<!\d)\d{6,}(?::|%3A)[A-Za-z0-9_-]{30,}"
_HIDDEN = "[dolt]"
# What is shorter would be hidden inside ordinary words.
_SHORTEST = 4
# httpx and httpcore log whole addresses. python-telegram-bot logs whole updates at DEBUG, answers
# that it cannot read at ERROR, and updates of that kind at CRITICAL (which `updates` tells without
# the words). uvicorn warns of every passer-by who speaks no HTTP.
_LEVELS = {
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "telegram": logging.INFO,
    "telegram.request": logging.CRITICAL,
    "telegram.ext.ExtBot": logging.CRITICAL + 1,
    "uvicorn": logging.ERROR,
}


class LogGuard(logging.Filter):
    """Hides secrets, and reduces an exception to its kind and its places in the code."""

    def __init__(self, *secrets: str) -> None:
        super().__init__()
        known = {one for one in secrets if len(one) >= _SHORTEST}
        spellings = known | {quote(one, safe="") for one in known}
        # The longest first: one may begin like another.
        forms = [re.escape(one) for one in sorted(spellings, key=len, reverse=True)]
        self._secrets = re.compile("|".join([*forms, _FORM]), re.IGNORECASE)

    def filter(self, record: logging.LogRecord) -> bool:
        """Clean the record and let it pass."""
        message = record.getMessage()
        if record.exc_info:
            message += _places(record.exc_info[1])
        record.msg = self._secrets.sub(_HIDDEN, message)
        record.args = ()
        record.exc_info = None
        record.exc_text = None
        return True


def guard_logs(token: str) -> None:
    """Guard every handler that the program logs through, whatever level it is set to."""
    for name, level in _LEVELS.items():
        named = logging.getLogger(name)
        named.setLevel(max(level, named.level))
    guard = LogGuard(token)
    last_resort = [logging.lastResort] if logging.lastResort else []
    for handler in [*logging.getLogger().handlers, *last_resort]:
        handler.addFilter(guard)


def _places(error: BaseException | None) -> str:
    """The kind of an exception and where it arose; its own words may quote a resident."""
    if error is None:
        return ""
    frames = traceback.extract_tb(error.__traceback__)
    places = "".join(f"\n  {one.filename}:{one.lineno} {one.name}" for one in frames)
    return f" [{type(error).__name__}]{places}"
