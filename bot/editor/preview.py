"""The real bot against the embedded Telegram, with the editors' panel beside the chat."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import AsyncIterator, Callable

from bot.channels import telegram
from bot.editor.panel import Page, Panel
from bot.serving import Serving
from bot.simulator.server import Simulator


def run_preview(serving: Serving, port: int, opened: Callable[[str], None], report: Page) -> int:
    """Run the bot and its page on `port` until Ctrl-C or SIGTERM; the exit code.

    `opened` is told the page's address as soon as it answers; `report` is as in `Panel`.
    """
    token = _token()

    @contextlib.asynccontextmanager
    async def with_page() -> AsyncIterator[None]:
        simulator = Simulator(token, port, page=True, extension=Panel(serving, report).extension)
        async with simulator, serving.following():
            opened(f"{simulator.api_url}/")
            yield

    settings = telegram.TelegramSettings(token, f"http://127.0.0.1:{port}")
    return telegram.run(settings, serving.dialogue, with_page)


def _token() -> str:
    """A token in Telegram's form that nobody else can know."""
    return f"{secrets.randbelow(10**9) + 10**9}:{secrets.token_urlsafe(26)}"
