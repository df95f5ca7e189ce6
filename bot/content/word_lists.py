"""What phrases for danger and small talk may name in capitals: word lists, and a few signs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from bot.content.own_data import own_data

ALONE = "ENSAM"
"""The message holds at most one word more than the phrase."""
ELLIPSES = ("…", "...")
"""Where the trigger stands that an exception silences."""
YEAR = "ÅRTAL"
"""Any year, in digits."""


@cache
def word_lists() -> Mapping[str, tuple[str, ...]]:
    """The words of each list in `defaults/ordlistor.yaml`, by its name."""
    lists = own_data("bot.content", "defaults", "ordlistor.yaml")
    return {name: tuple(item["ord"].split()) for name, item in lists.items()}


@cache
def list_names() -> frozenset[str]:
    """The names that stand for several words."""
    return frozenset(word_lists()) | {YEAR}
