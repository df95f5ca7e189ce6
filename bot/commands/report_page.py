"""The report as a page of the preview, made anew each time that it is looked at."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.commands.opening import opener
from bot.commands.report import DAYS
from bot.config import Config
from bot.dialogue import Dialogue
from bot.editor.noted import Kept, NothingNotedError
from bot.editor.report.page import notice_page, page
from bot.journal.errors import JournalError


def report_page(config: Config) -> Callable[[Dialogue, str], Awaitable[str]]:
    """What makes the page for a dialogue and its stylesheet's address, of the last DAYS days.

    Raises:
        Stop: the calibration cannot be read.
    """
    kept = Kept(config.journal.url.get_secret_value(), config.var.parent)
    opened = opener(config)

    async def made(dialogue: Dialogue, style_address: str) -> str:
        try:
            return page(await kept.report(DAYS, dialogue, opened), style_address)
        except (JournalError, NothingNotedError) as error:
            return notice_page(str(error), style_address)

    return made
