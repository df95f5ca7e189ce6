"""The messages that editors wrote, each with its place and what the reply to it should be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.content.documents import EntryDocument, OutOfScopeDocument, TopicDocument
from bot.content.loader import Loaded
from bot.content.yaml_document import Document, Loc
from bot.models import Place


class Origin(StrEnum):
    """Where a message comes from: the key under which editors write it."""

    TEST = "prov"
    OUTSIDE = "utanför"
    QUESTION = "fråga"
    VARIANT = "variant"


@dataclass(frozen=True, slots=True)
class Message:
    """A message to ask of the bot.

    `entry` is the id of the entry that should answer it, `topic` the title of that entry's topic;
    both are None where nothing should.
    """

    text: str
    origin: Origin
    place: Place
    entry: str | None = None
    topic: str | None = None


def gather(loaded: Loaded) -> tuple[Message, ...]:
    """Every message of a FAQ without faults, in the order of its files."""
    found: list[Message] = []
    for file in loaded.files:
        if isinstance(file.model, TopicDocument):
            for number, entry in enumerate(file.model.entries):
                found += _of_entry(entry, file.model.title, file.document, ("frågor", number))
        elif isinstance(file.model, OutOfScopeDocument):
            places = _places(file.document, ("utanför",))
            found += [
                Message(text, Origin.OUTSIDE, place)
                for text, place in zip(file.model.messages, places, strict=False)
            ]
    return tuple(found)


def _of_entry(entry: EntryDocument, topic: str, document: Document, loc: Loc) -> Iterator[Message]:
    parts = (
        (Origin.QUESTION, "fråga", [entry.question]),
        (Origin.VARIANT, "varianter", entry.variants),
        (Origin.TEST, "prov", entry.tests),
    )
    for origin, key, texts in parts:
        for text, place in zip(texts, _places(document, (*loc, key)), strict=False):
            yield Message(text, origin, place, entry.id, topic)


def _places(document: Document, loc: Loc) -> list[Place]:
    return [document.place(text_loc) for text_loc, _ in document.texts(loc)]
