"""The log of a running bot, on standard error: for people, or as JSON lines for programs."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import unquote

from bot.channels import correlation
from bot.channels.log_guard import LogGuard
from bot.config import Config, Log

HUMAN = "%(asctime)s %(levelname)s %(message)s"


def start_log(log: Log, secrets: Sequence[str] = ()) -> None:
    """Sends what the program logs to standard error, as `log` says and without the `secrets`."""
    handler = logging.StreamHandler()
    # The root's level alone does not hold for loggers that have one of their own.
    handler.setLevel(log.level.upper())
    handler.setFormatter(JsonFormatter() if log.format == "json" else HumanFormatter(HUMAN))
    handler.addFilter(LogGuard(*secrets))
    logging.basicConfig(level=log.level.upper(), handlers=[handler])


def secrets_of(config: Config) -> tuple[str, ...]:
    """What a configuration holds that must never show; a database's password as it may be told."""
    address = config.journal.url.get_secret_value()
    # Whatever stands between the user's name and the last @ is the password, well written or not.
    password = address.partition("://")[2].rpartition("@")[0].partition(":")[2]
    given = [one.get_secret_value() for one in (config.token, config.webhook_secret) if one]
    return (*given, password, unquote(password))


class HumanFormatter(logging.Formatter):
    """A line to read; at its end, in brackets, the name of the update that it is about."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as text."""
        name = correlation.current()
        return f"{super().format(record)} [{name}]" if name else super().format(record)


class JsonFormatter(logging.Formatter):
    """One JSON object a line: `time` (UTC, ISO 8601), `level`, `logger` and `message`.

    Lines about one and the same update also have `update`, a name drawn by lot.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line of JSON."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if name := correlation.current():
            line["update"] = name
        return json.dumps(line, ensure_ascii=False)
