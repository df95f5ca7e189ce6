"""Entities: what is marked in a text (core.telegram.org/bots/api#messageentity).

Offsets and lengths count UTF-16 units.
"""

from __future__ import annotations

import re
from typing import Any

from bot.simulator.errors import Json, bad_request

MAX_ENTITIES = 100
# Telegram knows every top domain; these are the ones that a Swedish authority's texts hold.
TOP_DOMAINS = "se|nu|com|org|net|eu|info|dk|no|fi"
# In the order in which they win where they overlap.
MARKED_BY_ITSELF = {
    "bot_command": re.compile(
        r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])"
    ),
    "email": re.compile(r"(?<![\w.@])[\w.+-]{1,64}@(?:[\w-]+\.)+[A-Za-z]{2,}\b"),
    "url": re.compile(
        r"(?:https?|tg)://[^\s<>\"]*[^\s<>\".,;:!?()]"
        rf"|(?<![\w.@/-])(?:[\w-]+\.)+(?:{TOP_DOMAINS})\b(?:/[^\s<>\"]*[^\s<>\".,;:!?()])?",
        re.IGNORECASE,
    ),
    "mention": re.compile(r"(?<![\w/@])@[A-Za-z][A-Za-z0-9_]{2,31}(?!\w)"),
    "hashtag": re.compile(r"(?<![\w#])#(?=\w*[^\W\d])\w{1,256}"),
}
# The kinds that a bot may set itself, with the field that each needs.
SET_BY_BOT = {
    **dict.fromkeys(
        (
            "mention",
            "hashtag",
            "cashtag",
            "bot_command",
            "url",
            "email",
            "phone_number",
            "bold",
            "italic",
            "underline",
            "strikethrough",
            "spoiler",
            "blockquote",
            "expandable_blockquote",
            "code",
            "pre",
        ),
        "",
    ),
    "text_link": "url",
    "text_mention": "user",
    "custom_emoji": "custom_emoji_id",
}


def utf16_length(text: str) -> int:
    """The number of UTF-16 code units, in which Telegram counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def marked_by_itself(text: str) -> list[Json]:
    """The commands, mentions, addresses and tags that Telegram marks in a text."""
    found: list[Json] = []
    for kind, pattern in MARKED_BY_ITSELF.items():
        for match in pattern.finditer(text):
            entity = {
                "type": kind,
                "offset": utf16_length(text[: match.start()]),
                "length": utf16_length(match.group()),
            }
            if not any(_overlap(entity, other) for other in found):
                found.append(entity)
    return sorted(found, key=lambda entity: int(entity["offset"]))


def read_entities(given: Any) -> list[Json]:
    """The entities that a bot gives beside a text; ApiError if they are not MessageEntity."""
    if given is None:
        return []
    if not isinstance(given, list):
        raise bad_request("expected an Array as entities")
    return [_entity(one) for one in given]


def _entity(given: Any) -> Json:
    if not isinstance(given, dict):
        raise bad_request("can't parse MessageEntity: expected an Object")
    for name, kind in (("type", str), ("offset", int), ("length", int)):
        if not isinstance(given.get(name), kind):
            raise bad_request(f"can't parse MessageEntity: Can't find field \"{name}\"")
    needed = SET_BY_BOT.get(given["type"])
    if needed is None:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    if needed and not given.get(needed):
        raise bad_request(f"can't parse MessageEntity: Can't find field \"{needed}\"")
    return dict(given)


def merged(given: list[Json], text: str) -> list[Json]:
    """Entities of the bot, and those that Telegram finds where the bot set none."""
    found = marked_by_itself(text)
    free = [one for one in found if not any(_overlap(one, other) for other in given)]
    ordered = sorted(given + free, key=lambda one: (one["offset"], -one["length"]))
    return ordered[:MAX_ENTITIES]


def _overlap(one: Json, other: Json) -> bool:
    first, second = sorted((one, other), key=lambda entity: int(entity["offset"]))
    return bool(second["offset"] < first["offset"] + first["length"])


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
    """Text and entities without the white space around the text, as Telegram stores them."""
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


def trimmed_text(text: str) -> str:
    """A text that somebody writes, as Telegram stores it."""
    return text.replace("\r", "").strip()
