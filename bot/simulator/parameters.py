"""A request's parameters: from JSON, a form or multipart, read with Telegram's own strictness.

core.telegram.org/bots/api#making-requests
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from email import policy
from email.parser import BytesParser
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from bot.simulator.errors import Json, bad_request

TRUE_WORDS = {"true", "yes", "1"}
NOT_UTF_8 = "strings must be encoded in UTF-8"
FALSE_WORDS = {"false", "no", "0", ""}


async def read_parameters(request: Request) -> Parameters:
    """The parameters in the address and in the body; ApiError when the body is not JSON."""
    kind = request.headers.get("content-type", "")
    return parse_parameters(request.url.query, kind, await request.body())


def parse_parameters(query: str, kind: str, body: bytes) -> Parameters:
    """The parameters in an address's query and in a body of the content type `kind`."""
    values: Json = dict(parse_qsl(query, keep_blank_values=True)) if query else {}
    if not body:
        return Parameters(values)
    if kind.startswith("application/json"):
        return Parameters(values | _from_json(body))
    if kind.startswith("multipart/form-data"):
        return Parameters(values | _from_multipart(kind, body))
    return Parameters(values | dict(parse_qsl(_decoded(body), keep_blank_values=True)))


def _from_json(body: bytes) -> Json:
    try:
        values = _loaded(body)
    except ValueError:
        raise bad_request("can't parse request body as JSON") from None
    if not isinstance(values, dict):
        raise bad_request("request body must be a JSON object")
    return values


def _loaded(source: bytes | str) -> Any:
    """A JSON value; ApiError when it holds half a character, which no answer could hold."""
    value = json.loads(source)
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise bad_request(NOT_UTF_8) from None
    return value


def _from_multipart(kind: str, body: bytes) -> Json:
    head = f"Content-Type: {kind}\r\n\r\n".encode()
    message = BytesParser(policy=policy.HTTP).parsebytes(head + body)
    values: Json = {}
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(content, bytes):
            values[name] = content.decode(errors="replace")  # a file's content is never read
    return values


def _decoded(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise bad_request(NOT_UTF_8) from None


class Parameters:
    """Named values that may have come as text or as JSON; each reader says what it expects."""

    def __init__(self, values: Json) -> None:
        self._values = values

    def also(self, values: Mapping[str, Any]) -> Parameters:
        """These parameters and further ones, which win."""
        return Parameters(self._values | dict(values))

    @property
    def values(self) -> Json:
        """The values as they came, by name."""
        return self._values

    def has(self, name: str) -> bool:
        """Whether the request says anything about this parameter."""
        return self._values.get(name) not in (None, "")

    def text(self, name: str) -> str:
        """A text, "" if missing."""
        value = self._values.get(name)
        if isinstance(value, (dict, list)):
            raise bad_request(f'field "{name}" must be of type String')
        return "" if value is None else str(value)

    def take(self, name: str) -> str:
        """A text that is then no longer there, "" if missing."""
        value = self.text(name)
        self._values.pop(name, None)
        return value

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
        word = self.text(name).strip().lower()
        if word not in TRUE_WORDS | FALSE_WORDS:
            raise bad_request(f'field "{name}" must be of type Boolean')
        return word in TRUE_WORDS

    def data(self, name: str) -> Any:
        """A JSON value, None if missing."""
        value = self._values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return _loaded(value)
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None
