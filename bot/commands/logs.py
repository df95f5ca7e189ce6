"""The log of a running bot, on standard error: for people, or as JSON lines for programs."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

from bot.config import Log

HUMAN = "%(asctime)s %(levelname)s %(message)s"


def start_log(log: Log) -> None:
    """Sends what the program logs to standard error, as `log` says."""
    handler = logging.StreamHandler()
    # The root's level alone does not hold for loggers that have one of their own.
    handler.setLevel(log.level.upper())
    handler.setFormatter(JsonFormatter() if log.format == "json" else logging.Formatter(HUMAN))
    logging.basicConfig(level=log.level.upper(), handlers=[handler])


class JsonFormatter(logging.Formatter):
    """One JSON object a line: `time` (UTC, ISO 8601), `level`, `logger` and `message`."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line of JSON."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
