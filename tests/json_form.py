"""The editors' files as their programs see them: through an ordinary YAML reader."""

from __future__ import annotations

import json
from typing import Any

import yaml
from jsonschema import Draft7Validator

from bot.editor.schemas import schema_files

SCHEMAS: dict[str, dict[str, Any]] = {
    name: json.loads(text) for name, text in schema_files().items()
}


def as_json(text: str) -> Any:
    """What a language server makes of a file: numbers of 1177, but texts of dates."""
    return json.loads(json.dumps(yaml.safe_load(text), default=str))


def marked(text: str, schema: str) -> set[str]:
    """What a program would mark red: the path of each mistake, as `frågor.0.svar`."""
    content = as_json(text)
    if content is None:  # nothing but comments: nothing to mark
        return set()
    errors = Draft7Validator(SCHEMAS[schema]).iter_errors(content)
    return {".".join(str(part) for part in error.absolute_path) for error in errors}
