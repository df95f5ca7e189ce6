"""Entities: what is marked in a text (core.telegram.org/bots/api#messageentity).

Offsets and lengths count UTF-16 units.
"""

from __future__ import annotations

import re

from bot.simulator.errors import Json

MARKED_BY_ITSELF = {
    "bot_command": re.compile(
        r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])"
    ),
    "url": re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?()]"),
}


def utf16_length(text: str) -> int:
    """The number of UTF-16 code units, in which Telegram counts."""
    return len(text) + sum(character > "\uffff" for character in text)


def marked_by_itself(text: str) -> list[Json]:
    """The commands and addresses that Telegram marks in a text that somebody writes."""
    found = [
        {
            "type": kind,
            "offset": utf16_length(text[: match.start()]),
            "length": utf16_length(match.group()),
        }
        for kind, pattern in MARKED_BY_ITSELF.items()
        for match in pattern.finditer(text)
    ]
    return sorted(found, key=lambda entity: entity["offset"])


def trimmed_text(text: str) -> str:
    """A text without the white space around it, as Telegram stores it."""
    return text.replace("\r", "").strip()


def in_order(entities: list[Json]) -> list[Json]:
    """Outer entities before inner ones; nothing may stand within code."""
    ordered = sorted(entities, key=lambda one: (one["offset"], -one["length"]))
    code = [one for one in ordered if one["type"] in {"code", "pre"}]
    return [one for one in ordered if not any(_inside(one, outer) for outer in code)]


def _inside(inner: Json, outer: Json) -> bool:
    return (
        inner is not outer
        and inner["offset"] >= outer["offset"]
        and inner["offset"] + inner["length"] <= outer["offset"] + outer["length"]
    )


def trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Text and entities without the white space around the text."""
    text = text.replace("\r", " ")
    cut = utf16_length(text) - utf16_length(text.lstrip())
    stripped = text.strip()
    end = utf16_length(stripped)
    kept = []
    for entity in entities:
        first = max(entity["offset"] - cut, 0)
        last = min(entity["offset"] + entity["length"] - cut, end)
        if last > first:
            kept.append(entity | {"offset": first, "length": last - first})
    return stripped, kept
