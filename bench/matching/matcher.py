"""What a matcher is: made of a FAQ, asked messages, it finds entries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from bot.models import Faq

OURS: Final = "Nära svar"
DEPTH: Final = 4  # the margins that tell a sure answer reach to the fourth entry


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of the best entries with their scores, best first.

    `plain` is whether nothing but the score speaks against answering with the first.
    """

    entries: tuple[str, ...]
    scores: tuple[float, ...]
    plain: bool = True


class Matcher(Protocol):
    """A FAQ made ready to be asked."""

    def ask(self, message: str) -> Found:
        """The best DEPTH entries for `message`."""

    def best(self, message: str) -> object:
        """What an application would call for one reply: this is what is timed."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A way to match. `speed_only` ones differ from another only in what they cost."""

    make: Callable[[Faq], Matcher]
    speed_only: bool = False
