"""The text of a message to be, as Telegram reads it from a request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.simulator.entities import merged, read_entities, trimmed, utf16_length
from bot.simulator.errors import Json, bad_request
from bot.simulator.keyboards import read_keyboard
from bot.simulator.markup import parse_html

MAX_TEXT = 4096
# core.telegram.org/bots/api#linkpreviewoptions
PREVIEW_FIELDS = {
    "is_disabled": bool,
    "url": str,
    "prefer_small_media": bool,
    "prefer_large_media": bool,
    "show_above_text": bool,
}


@dataclass(frozen=True, slots=True)
class Draft:
    """What a bot says about a text, nothing of it checked: as in sendMessage's parameters."""

    text: str
    parse_mode: str = ""
    entities: Any = None
    preview: Any = None
    markup: Any = None


def message_content(draft: Draft) -> Json:
    """The fields of a message with this text; ApiError as Telegram refuses it."""
    text, entities = formatted(draft.text, draft.parse_mode, draft.entities)
    if not text:
        raise bad_request("message text is empty")
    # The documentation says "characters"; UTF-16 units are the stricter of the two readings.
    if utf16_length(text) > MAX_TEXT:
        raise bad_request("message is too long")
    fields = {
        "entities": entities,
        "link_preview_options": _preview(draft.preview),
        "reply_markup": read_keyboard(draft.markup),
    }
    return {"text": text, **{name: value for name, value in fields.items() if value}}


def formatted(source: str, parse_mode: str = "", entities: Any = None) -> tuple[str, list[Json]]:
    """The text and its entities (core.telegram.org/bots/api#formatting-options)."""
    if parse_mode.lower() == "html":
        text, marked = parse_html(source)
    elif parse_mode:
        raise bad_request("unsupported parse_mode")
    else:
        text, marked = trimmed(source, read_entities(entities))
    return text, merged(marked, text)


def _preview(given: Any) -> Json | None:
    if given is None:
        return None
    if not isinstance(given, dict):
        raise bad_request("object expected as link preview options")
    for name, kind in PREVIEW_FIELDS.items():
        if not isinstance(given.get(name, kind()), kind):
            expected = "Boolean" if kind is bool else "String"
            raise bad_request(f'field "{name}" must be of type {expected}')
    return {name: given[name] for name in PREVIEW_FIELDS if name in given}
