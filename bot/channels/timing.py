"""How the bot tells the time and how long it waits; tests hand in a time of their own."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.channels.pacing import Pause


@dataclass(frozen=True, slots=True)
class Timing:
    """`clock` counts seconds and never goes backwards; `pause` waits before a new attempt.

    `quiet` waits for more fragments of what somebody writes in pieces.
    Telegram may hold a request for updates for `poll`, and take `answer_seconds` for an answer.
    When the bot is stopped, the last residents get their answers within `last_seconds` or not.
    """

    pause: Pause = asyncio.sleep
    clock: Callable[[], float] = time.monotonic
    quiet: Pause = asyncio.sleep
    poll: timedelta = timedelta(seconds=30)
    answer_seconds: float = 10.0
    last_seconds: float = 20.0
