"""Inline results, read as strictly as core.telegram.org/bots/api#inlinequeryresult says.

Of the kinds of results the simulator knows the article, the one that a bot of texts needs.
"""

from __future__ import annotations

import re
from typing import Any

from bot.simulator.content import Draft, message_content
from bot.simulator.errors import ApiError, Json, bad_request

MAX_RESULTS = 50
MAX_ID_BYTES = 64
START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")
MAX_BUTTON_TEXT = 64
OPTIONAL_FIELDS = {
    "url": str,
    "description": str,
    "thumbnail_url": str,
    "thumbnail_width": int,
    "thumbnail_height": int,
}


def read_results(given: Any) -> list[Json]:
    """Each result with the `message` that it becomes; ApiError if Telegram refuses one."""
    if given is None:
        return []
    if not isinstance(given, list):
        raise bad_request("expected an Array of inline query results")
    if len(given) > MAX_RESULTS:
        raise bad_request("too many inline query results specified")
    try:
        results = [_result(one) for one in given]
    except ApiError as error:
        why = error.description.removeprefix("Bad Request: ")
        raise bad_request(f"can't parse inline query result: {why}") from None
    _check_ids([one["id"] for one in results])
    return results


def _check_ids(ids: list[str]) -> None:
    if not all(ids):
        raise bad_request("RESULT_ID_EMPTY")
    if any(len(one.encode()) > MAX_ID_BYTES for one in ids):
        raise bad_request("RESULT_ID_INVALID")
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")


def _result(given: Any) -> Json:
    if not isinstance(given, dict):
        raise bad_request("Inline query result must be an object")
    kind, identity = _required(given, "type"), _required(given, "id")
    if kind != "article":
        raise bad_request(f'the simulator has no results of type "{kind}"')
    title = _required(given, "title")
    if not title.strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    optional = {
        name: _typed(given, name) for name in OPTIONAL_FIELDS if given.get(name) is not None
    }
    message = _message(given)
    return {"type": kind, "id": identity, "title": title, **optional, "message": message}


def _message(given: Json) -> Json:
    """core.telegram.org/bots/api#inputtextmessagecontent."""
    content = given.get("input_message_content")
    if not isinstance(content, dict):
        raise bad_request('Can\'t find field "input_message_content"')
    draft = Draft(
        _required(content, "message_text"),
        str(content.get("parse_mode") or ""),
        content.get("entities"),
        content.get("link_preview_options"),
        given.get("reply_markup"),
    )
    return message_content(draft)


def read_button(given: Any) -> Json | None:
    """core.telegram.org/bots/api#inlinequeryresultsbutton."""
    if given is None:
        return None
    if not isinstance(given, dict):
        raise _bad_button("InlineQueryResultsButton must be an Object")
    text = given.get("text")
    if not isinstance(text, str) or not 1 <= len(text) <= MAX_BUTTON_TEXT:
        raise _bad_button('Can\'t find field "text"')
    if (given.get("start_parameter") is None) == (given.get("web_app") is None):
        raise _bad_button("InlineQueryResultsButton must have exactly one optional field")
    parameter = given.get("start_parameter")
    if parameter is not None and not START_PARAMETER.fullmatch(str(parameter)):
        raise bad_request("START_PARAM_INVALID" if parameter else "START_PARAM_EMPTY")
    return dict(given)


def _required(given: Json, name: str) -> str:
    value = given.get(name)
    if value is None:
        raise bad_request(f'Can\'t find field "{name}"')
    if not isinstance(value, str):
        raise bad_request(f'Field "{name}" must be of type String')
    return value


def _typed(given: Json, name: str) -> str | int:
    kind = OPTIONAL_FIELDS[name]
    if not isinstance(given[name], kind):
        expected = "String" if kind is str else "Number"
        raise bad_request(f'Field "{name}" must be of type {expected}')
    value: str | int = given[name]
    return value


def _bad_button(why: str) -> ApiError:
    return bad_request(f"can't parse inline query results button: {why}")
