"""`chat`: the bot in this terminal, or one answer for each line of a pipe."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator

from bot.channels import terminal
from bot.commands import Outcome
from bot.commands.opening import screens
from bot.commands.output import console, say
from bot.dialogue import Dialogue

PROMPT = "> "


def chat(dialogue: Dialogue) -> int:
    """Answers until the one who writes ends it, or standard input does."""
    typing = sys.stdin.isatty()
    lines = _typed() if typing else sys.stdin
    terminal.chat(lambda: screens(dialogue), console(), lines, greet=typing)
    return Outcome.OK


def _typed() -> Iterator[str]:
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401, PLC0415 - gives input() arrow keys; not on all systems
    while True:
        try:
            yield input(PROMPT)
        except (EOFError, KeyboardInterrupt):
            say("")
            return
