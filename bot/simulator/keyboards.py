"""Inline keyboards: read as strictly as core.telegram.org/bots/api#inlinekeyboardbutton says."""

from __future__ import annotations

import re
from typing import Any

from bot.simulator.errors import Json, bad_request

MAX_BUTTONS = 100
MAX_DATA_BYTES = 64
URL = re.compile(r"(?:https?|tg)://[^\s/?#]+\S*", re.IGNORECASE)
ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)


def read_keyboard(markup: Any) -> Json | None:
    """The keyboard as Telegram keeps it, None for an empty one; ApiError if it is wrong."""
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    rows = markup.get("inline_keyboard")
    if rows is None:
        return None
    if not isinstance(rows, list):
        raise bad_request('field "inline_keyboard" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" must be an Array of Arrays')
    read = [[_button(button) for button in row] for row in rows if row]
    if sum(map(len, read)) > MAX_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return {"inline_keyboard": read} if read else None


def _button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise _unreadable("button must be an Object")
    text = button.get("text")
    if not isinstance(text, str) or not text.strip():
        raise _unreadable("button text must be non-empty")
    actions = [name for name in ACTIONS if button.get(name) is not None]
    if not actions:
        raise _unreadable("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request("BUTTON_TYPE_INVALID")
    _check_action(actions[0], button[actions[0]])
    return {"text": text, actions[0]: button[actions[0]]}


def _check_action(name: str, value: Any) -> None:
    if name == "callback_data" and not _fits(value):
        raise bad_request("BUTTON_DATA_INVALID")
    if name == "url" and not (isinstance(value, str) and URL.fullmatch(value)):
        raise bad_request(
            f"inline keyboard button URL '{value}' is invalid: unsupported URL protocol"
        )


def _fits(data: Any) -> bool:
    return isinstance(data, str) and 1 <= len(data.encode()) <= MAX_DATA_BYTES


def _unreadable(why: str) -> Exception:
    return bad_request(f"can't parse inline keyboard button: {why}")
