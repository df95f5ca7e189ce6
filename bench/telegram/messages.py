"""The messages that residents write in the bench: distinct ones, of our own FAQ and noise."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from bot.dialogue import Dialogue
from bot.models import Faq, ReplyKind

_LETTERS = "abcdefghijklmnopqrstuvwxyzåäö"
_AT_ONCE = frozenset({ReplyKind.ANSWER, ReplyKind.EMERGENCY})


@dataclass(frozen=True, slots=True)
class Messages:
    """Distinct messages: those that are answered at once, and those (`held`) that wait.

    The bot gives a fallback, suggestions or a greeting a moment later: maybe more is coming.
    """

    at_once: tuple[str, ...]
    held: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """Every message; those that wait come first, so that the others are served meanwhile."""
        return self.held + self.at_once


def collect(dialogue: Dialogue, most: int = 1200, seed: int = 1) -> Messages:
    """A FAQ's tests, messages out of scope, variants, and tests misspelt: at most so many."""
    draw = random.Random(seed)
    texts = _texts(dialogue.faq, draw)[:most]
    draw.shuffle(texts)
    at_once = [text for text in texts if dialogue.reply(text).kind in _AT_ONCE]
    known = set(at_once)
    return Messages(tuple(at_once), tuple(text for text in texts if text not in known))


def _texts(faq: Faq, draw: random.Random) -> list[str]:
    tests = [test for entry in faq.entries for test in entry.tests]
    variants = [variant for entry in faq.entries for variant in entry.variants]
    draw.shuffle(variants)
    noisy = [_misspelt(test, draw) for test in tests]
    mixed = [text for pair in zip(noisy, variants, strict=False) for text in pair]
    return list(dict.fromkeys((*tests, *faq.out_of_scope, *mixed, *variants)))


def _misspelt(text: str, draw: random.Random) -> str:
    """The text with one letter wrong, left out, or swapped with the next."""
    at = draw.randrange(max(len(text) - 1, 1))
    middle: Sequence[str] = (
        draw.choice(_LETTERS),
        "",
        text[at + 1 : at + 2] + text[at : at + 1],
    )
    kind = draw.randrange(len(middle))
    return text[:at] + middle[kind] + text[at + (2 if kind == 2 else 1) :]
