"""A request's parameters: from JSON, a form or multipart, read with Telegram's own strictness.

core.telegram.org/bots/api#making-requests
"""

from __future__ import annotations

import json
from email import policy
from email.parser import BytesParser
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from bot.simulator.errors import Json, bad_request

TRUE_WORDS = {"true", "yes", "y", "1"}


async def read_parameters(request: Request) -> Parameters:
    """The parameters in the address and in the body; ApiError when the body is not JSON."""
    values: Json = dict(request.query_params)
    body = await request.body()
    kind = request.headers.get("content-type", "")
    if not body:
        return Parameters(values)
    if kind.startswith("application/json"):
        return Parameters(values | _from_json(body))
    if kind.startswith("multipart/form-data"):
        return Parameters(values | _from_multipart(kind, body))
    return Parameters(values | dict(parse_qsl(body.decode(), keep_blank_values=True)))


def _from_json(body: bytes) -> Json:
    try:
        values = json.loads(body)
    except ValueError:
        raise bad_request("can't parse request body as JSON") from None
    if not isinstance(values, dict):
        raise bad_request("request body must be a JSON object")
    return values


def _from_multipart(kind: str, body: bytes) -> Json:
    head = f"Content-Type: {kind}\r\n\r\n".encode()
    message = BytesParser(policy=policy.HTTP).parsebytes(head + body)
    values: Json = {}
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(content, bytes):
            values[name] = content.decode()
    return values


class Parameters:
    """Named values that may have come as text or as JSON; each reader says what it expects."""

    def __init__(self, values: Json) -> None:
        self._values = values

    def has(self, name: str) -> bool:
        """Whether the request says anything about this parameter."""
        return self._values.get(name) not in (None, "")

    def text(self, name: str) -> str:
        """A text, "" if missing."""
        value = self._values.get(name)
        if isinstance(value, (dict, list)):
            raise bad_request(f'field "{name}" must be of type String')
        return "" if value is None else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number."""
        value = self._values.get(name)
        if value in (None, ""):
            return default
        try:
            return int(str(value))
        except ValueError:
            raise bad_request(f'field "{name}" must be a valid Number') from None

    def flag(self, name: str) -> bool:
        """A truth value; what is not said is False."""
        return str(self._values.get(name, "")).lower() in TRUE_WORDS

    def data(self, name: str) -> Any:
        """A JSON value, None if missing."""
        value = self._values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None
