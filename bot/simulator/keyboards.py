"""Keyboards: read as strictly as core.telegram.org/bots/api#inlinekeyboardbutton says."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from bot.simulator.errors import Json, bad_request

MAX_BUTTONS = 100
MAX_DATA_BYTES = 64
MAX_COPIED = 256
URL = re.compile(r"(?:https?|tg)://[^\s/?#]+\S*", re.IGNORECASE)
STYLES = frozenset({"danger", "success", "primary"})


def read_keyboard(markup: Any) -> Json | None:
    """The inline keyboard as Telegram keeps it, None without one; ApiError if it is wrong."""
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    # A reply keyboard (core.telegram.org/bots/api#replykeyboardmarkup) is no part of the message.
    _rows(markup, "keyboard", _check_reply_button)
    read = _rows(markup, "inline_keyboard", _button)
    if sum(map(len, read)) > MAX_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return {"inline_keyboard": read} if read else None


def _rows(markup: Json, name: str, read: Callable[[Any], Json]) -> list[list[Json]]:
    """Each button of a keyboard read, row by row; empty rows fall away."""
    rows = markup.get(name, [])
    if not isinstance(rows, list):
        raise bad_request(f'field "{name}" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(f'field "{name}" must be an Array of Arrays')
    return [[read(button) for button in row] for row in rows if row]


def _check_reply_button(button: Any) -> Json:
    text = button.get("text") if isinstance(button, dict) else button
    if not isinstance(text, str) or not text.strip():
        raise bad_request("can't parse keyboard button: button text must be non-empty")
    return {"text": text}


def _button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise _unreadable("InlineKeyboardButton must be an Object")
    text = button.get("text")
    if not isinstance(text, str) or not text.strip():
        raise _unreadable("button text must be non-empty")
    actions = [name for name in ACTIONS if button.get(name) is not None]
    if not actions:
        raise _unreadable("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:  # "Exactly one of the fields … must be used to specify type"
        raise bad_request("BUTTON_TYPE_INVALID")
    ACTIONS[actions[0]](button[actions[0]])
    return {"text": text, actions[0]: button[actions[0]], **_looks(button)}


def _looks(button: Json) -> Json:
    looks = {name: button[name] for name in ("style", "icon_custom_emoji_id") if button.get(name)}
    if looks.get("style", "primary") not in STYLES:
        raise _unreadable("invalid button style specified")
    return looks


def _check_data(data: Any) -> None:
    if not isinstance(data, str) or not 1 <= len(data.encode()) <= MAX_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")


def _check_url(url: Any) -> None:
    if not isinstance(url, str) or not URL.fullmatch(url):
        raise bad_request(
            f"inline keyboard button URL '{url}' is invalid: unsupported URL protocol"
        )


def _check_copied(given: Any) -> None:
    """core.telegram.org/bots/api#copytextbutton."""
    text = given.get("text") if isinstance(given, dict) else None
    if not isinstance(text, str) or not 1 <= len(text) <= MAX_COPIED:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _check_text(given: Any) -> None:
    if not isinstance(given, str):
        raise _unreadable('Field "switch_inline_query" must be of type String')


def _check_object(given: Any) -> None:
    if not isinstance(given, dict):
        raise _unreadable("Object expected")


def _check_with_address(given: Any) -> None:
    _check_object(given)
    _check_url(given.get("url"))


def _check_payment(_given: Any) -> None:
    raise bad_request("the simulator has no payments")


ACTIONS: Mapping[str, Callable[[Any], None]] = {
    "url": _check_url,
    "callback_data": _check_data,
    "web_app": _check_with_address,
    "login_url": _check_with_address,
    "switch_inline_query": _check_text,
    "switch_inline_query_current_chat": _check_text,
    "switch_inline_query_chosen_chat": _check_object,
    "copy_text": _check_copied,
    "callback_game": _check_object,
    "pay": _check_payment,
}


def _unreadable(why: str) -> Exception:
    return bad_request(f"can't parse inline keyboard button: {why}")
