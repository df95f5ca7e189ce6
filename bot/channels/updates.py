"""Updates as Telegram writes them → python-telegram-bot's, whatever a newer Telegram may send."""

from __future__ import annotations

import logging
from typing import Any

from telegram import Bot, Update

logger = logging.getLogger(__name__)


def read_update(data: dict[str, Any], bot: Bot) -> Update:
    """An update; one that cannot be read has its number only, and nothing to answer.

    It must count as taken: Telegram would send it again and again, and nothing after it.
    """
    try:
        return Update.de_json(data, bot)
    except Exception as error:  # noqa: BLE001 - of any kind, from anywhere in the library
        logger.error("En uppdatering gick inte att läsa (%s).", type(error).__name__)  # noqa: TRY400
        return Update(data["update_id"])
