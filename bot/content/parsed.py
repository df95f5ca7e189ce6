"""One file of the FAQ on its way to a `Faq`: read, and checked against its format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pydantic import BaseModel

from bot.content.documents import (
    DangerDocument,
    OutOfScopeDocument,
    SmallTalkDocument,
    SourcesDocument,
    SynonymsDocument,
    TextsDocument,
    TopicDocument,
    vocabulary,
)
from bot.content.folder import FaqFile, Kind
from bot.content.model_faults import validate
from bot.content.yaml_document import Document, Value
from bot.content.yaml_reader import read
from bot.models import Problem

MODELS: dict[Kind, type[BaseModel]] = {
    Kind.SOURCES: SourcesDocument,
    Kind.SYNONYMS: SynonymsDocument,
    Kind.TEXTS: TextsDocument,
    Kind.DANGER: DangerDocument,
    Kind.SMALL_TALK: SmallTalkDocument,
    Kind.OUT_OF_SCOPE: OutOfScopeDocument,
    Kind.TOPIC: TopicDocument,
}
# An empty file, or one of comments only, is as good as none where the engine has its own.
_REQUIRED = {Kind.SOURCES, Kind.TOPIC}


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """A file as plain data and, when it has no fault of its own, as its format's model."""

    kind: Kind
    document: Document
    model: BaseModel | None
    problems: tuple[Problem, ...]


def parse(file: FaqFile, defaults: Mapping[str, Value]) -> ParsedFile:
    """`file` read and checked; `defaults` are the values of keys that it leaves out."""
    format_of_file = MODELS[file.kind]
    document = read(file.data, file.shown, vocabulary(format_of_file))
    left_out = document.value is None and file.kind not in _REQUIRED
    if left_out or not document.readable:
        return ParsedFile(file.kind, document, None, document.problems)
    if defaults and isinstance(document.value, dict):
        document = replace(document, value={**defaults, **document.value})
    model, faults = validate(format_of_file, document)
    return ParsedFile(file.kind, document, model, (*document.problems, *faults))
