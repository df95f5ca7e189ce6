"""`preview`: the bot on an embedded Telegram, in the browser, with the reason for each answer."""

from __future__ import annotations

import os
import socket
import sys
import webbrowser

from bot.commands import Outcome, Stop
from bot.commands.logs import start_log
from bot.commands.opening import open_for_preview
from bot.commands.output import say, warn
from bot.commands.report_page import report_page
from bot.config import Config, Log
from bot.content.problems import describe
from bot.serving import Serving

DEFAULT_PORT = 8484
_TRIED = 20
_LOOPBACK = "127.0.0.1"


def preview(config: Config, port: int | None = None, *, browser: bool = True) -> int:
    """Shows the bot in the browser until it is stopped; on `port`, or on a free one.

    Raises:
        Stop: another program listens on that port.
    """
    listen_on = _choose(port)
    say("Startar boten. Det tar några sekunder …")
    serving = open_for_preview(config)
    _tell_faults(serving)
    start_log(Log(format=config.log.format, level="warning"))
    # python-telegram-bot takes half a second to import, and the other commands do without it.
    from bot.editor.preview import run_preview  # noqa: PLC0415

    def opened(url: str) -> None:
        say(f"Öppna {url} i webbläsaren. Avsluta med Ctrl-C.")
        if browser and _has_display():
            webbrowser.open(url)

    return run_preview(serving, listen_on, opened, report_page(config))


def _choose(wanted: int | None) -> int:
    """The port wanted; without a wish the usual one, or one of the next, or any that is free."""
    if wanted:
        if not _free(wanted):
            message = f"Port {wanted} är upptagen. Välj en annan, eller utelämna --port."
            raise Stop(message, Outcome.WRONG_USE)
        return wanted
    usual = () if wanted == 0 else range(DEFAULT_PORT, DEFAULT_PORT + _TRIED)
    return next(filter(None, map(_free, (*usual, 0))))


def _free(port: int) -> int | None:
    """The port, for 0 any free one; None if another program listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_LOOPBACK, port))
        except OSError:
            return None
        chosen: int = probe.getsockname()[1]
        return chosen


def _has_display() -> bool:
    if sys.platform in {"darwin", "win32"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _tell_faults(serving: Serving) -> None:
    state = serving.state
    for fault in state.faults:
        warn(describe(fault, state.content.line(fault.place)))
    if state.faults:
        warn("FAQ:n har fel. De står också på sidan, och försvinner där när du rättat dem.")
