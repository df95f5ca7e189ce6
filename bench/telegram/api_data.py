"""The Bot API as data: methods and types with their fields.

The format is that of github.com/PaulSonOfLars/telegram-bot-api-spec (`api.json`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# A field that tells the subtypes of an abstract type apart says so only in its description.
_CONSTANT = re.compile(r"(?:always|must be) [“\"*]?(?P<value>[a-z0-9_]+)[”\"*]?\.?$")
_TELLING = frozenset({"type", "status", "source"})


class SpecError(Exception):
    """A file is not the Bot API as data; the text says why."""


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter or a field. `types` are alternatives; `constant` is the only value, if it is."""

    name: str
    types: tuple[str, ...]
    required: bool
    constant: str | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """A method's parameters, or a type's fields; `returns` are the types that a method gives."""

    name: str
    fields: Mapping[str, Field]
    returns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Api:
    """Methods by their name in lower case, types by name, and the subtypes of abstract types."""

    version: str
    methods: Mapping[str, Shape]
    types: Mapping[str, Shape]
    subtypes: Mapping[str, tuple[str, ...]]


def read(path: Path) -> Api:
    """The API in a file.

    Raises:
        SpecError: the file is missing, no JSON, or of another form.
    """
    try:
        return parse(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError) as error:
        raise SpecError(f"{path}: {error}") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise SpecError(f"{path} is not the Bot API as data (no {error})") from error


def parse(data: Mapping[str, Any]) -> Api:
    """The API as it stands in the JSON."""
    types = data["types"]
    return Api(
        version=data["version"],
        methods={name.lower(): _shape(one) for name, one in data["methods"].items()},
        types={name: _shape(one) for name, one in types.items()},
        subtypes={name: tuple(one["subtypes"]) for name, one in types.items() if "subtypes" in one},
    )


def _shape(data: Mapping[str, Any]) -> Shape:
    fields = [_field(one) for one in data.get("fields", ())]
    return Shape(data["name"], {one.name: one for one in fields}, tuple(data.get("returns", ())))


def _field(data: Mapping[str, Any]) -> Field:
    found = _CONSTANT.search(data.get("description", "")) if data["name"] in _TELLING else None
    constant = found["value"] if found else None
    return Field(data["name"], tuple(data["types"]), bool(data["required"]), constant)
