"""JSON Schema for the editors' files: what their programs complete, explain and mark red.

Draft 7, the newest that the common language server for YAML understands. A schema lets through all
that the reader does, and more: the rest is for `check`, which explains it better. Where a text
belongs it takes any scalar, for YAML makes numbers of 1177 and true of ja, but the reader does not.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

DIALECT = "http://json-schema.org/draft-07/schema#"
_SCALAR = ["string", "number", "boolean"]
# A number may stand in quotes; every number has a digit.
_NUMERAL = {"pattern": "[0-9]", "patternErrorMessage": "Skriv ett tal."}


def schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """The schema of a format, complete in itself: no definitions to look up."""
    schema = model.model_json_schema(by_alias=True, schema_generator=_Lenient)
    definitions = schema.pop("$defs", {})
    return {"$schema": DIALECT, **_inlined(schema, definitions)}


def as_text(schema: dict[str, Any]) -> str:
    """A schema as the file that is committed."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


class _Lenient(GenerateJsonSchema):
    """pydantic's schemas, as wide as the reader and with nothing in them but editors' words."""

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        """Any scalar: the reader takes it as it is written."""
        return super().str_schema(schema) | {"type": _SCALAR}

    def float_schema(self, schema: core_schema.FloatSchema) -> JsonSchemaValue:
        """A number, also in quotes."""
        return super().float_schema(schema) | {"type": ["number", "string"]} | _NUMERAL

    def int_schema(self, schema: core_schema.IntSchema) -> JsonSchemaValue:
        """A whole number, also in quotes."""
        return super().int_schema(schema) | {"type": ["integer", "string"]} | _NUMERAL

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Fields, without what is meant for developers."""
        made = super().model_schema(schema)
        return {key: value for key, value in made.items() if key not in {"title", "description"}}

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """With the value that applies, where there is one to propose."""
        made = super().default_schema(schema)
        if type(schema.get("default")) not in {str, int, float}:
            made.pop("default", None)
        return made

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - pydantic's signature
        """Never: the key says it."""
        return False


def _inlined(node: Any, definitions: dict[str, Any]) -> Any:
    """`node` with what it refers to in its place. No format holds itself."""
    if isinstance(node, list):
        return [_inlined(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    if reference := node.get("$ref"):
        rest = {key: value for key, value in node.items() if key != "$ref"}
        return _inlined(definitions[reference.rpartition("/")[2]] | rest, definitions)
    return _without_null_branch({key: _inlined(value, definitions) for key, value in node.items()})


def _without_null_branch(node: dict[str, Any]) -> dict[str, Any]:
    """One schema for what may be left empty: a program would propose the second of two as well."""
    match node.pop("anyOf", None):
        case [{"type": kinds} as first, {"type": "null"}]:
            several = kinds if isinstance(kinds, list) else [kinds]
            node = {**first, "type": [*several, "null"], **node}
        case list(branches):
            node["anyOf"] = branches
    return node
