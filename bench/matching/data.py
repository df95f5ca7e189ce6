"""A FAQ and messages to ask of it, from files."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.content.loader import load
from bot.models import Citation, Entry, Faq, Place, Source, Topic
from bot.texts import Texts


class DataError(Exception):
    """A file is not what the benchmark can read; the text says which, why and what to do."""


@dataclass(frozen=True, slots=True)
class Message:
    """What a resident might write. `entry` is the id of the entry that answers it."""

    text: str
    entry: str
    style: str


@dataclass(frozen=True, slots=True)
class Data:
    """A FAQ, messages that it answers, and messages (`outside`) that it does not.

    `unknown` counts messages that were left out since the FAQ lacks their entry.
    """

    faq: Faq
    messages: tuple[Message, ...]
    outside: tuple[str, ...] = ()
    unknown: int = 0


def read(faq_path: Path, messages_path: Path | None, *, asked_only: bool = False) -> Data:
    """The FAQ at `faq_path` (a folder, or lines of JSON) with its messages.

    Without `messages_path` they are the FAQ's own `prov`. `asked_only` leaves out entries that no
    message asks for.

    Raises:
        DataError: a file is missing or is not of its kind.
    """
    faq = _from_folder(faq_path) if faq_path.is_dir() else _from_lines(faq_path)
    unknown = 0
    if messages_path is None:
        messages = [
            Message(test, entry.id, "prov") for entry in faq.entries for test in entry.tests
        ]
    else:
        messages, unknown = _messages(messages_path, faq)
    if not messages:
        raise DataError(f"no message in {messages_path or faq_path} belongs to an entry of the FAQ")
    if asked_only:
        asked = {message.entry for message in messages}
        faq = faq.without({entry.id for entry in faq.entries} - asked)
    return Data(faq, tuple(messages), faq.out_of_scope, unknown)


def key(question: str) -> str:
    """Names an entry by its question: 12 hex digits of SHA-256 (NFC, single spaces)."""
    text = " ".join(unicodedata.normalize("NFC", question).split())
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def make_faq(entries: Iterable[Entry], synonyms: tuple[tuple[str, ...], ...] = ()) -> Faq:
    """A FAQ for matching only: it has nothing to say besides its entries."""
    topics: dict[str, list[Entry]] = {}
    for entry in entries:
        topics.setdefault(entry.topic, []).append(entry)
    return Faq(
        topics=tuple(Topic(title, tuple(held)) for title, held in topics.items()),
        sources=(_NOWHERE,),
        texts=Texts.model_construct(None, **dict.fromkeys(Texts.model_fields, "")),
        synonyms=synonyms,
    )


def make_entry(
    name: str, question: str, answer: str, topic: str, variants: tuple[str, ...] = ()
) -> Entry:
    """An entry for matching only: its source is of no account."""
    return Entry(name, question, answer, topic, (Citation(_NOWHERE),), Place("-"), variants)


_NOWHERE = Source("-", "-", "-", "https://example.org/")


def _from_folder(path: Path) -> Faq:
    loaded = load(path)
    if loaded.faq is None:
        first = loaded.problems[0]
        raise DataError(f"{path}: {first.place}: {first.message} (run `make check`)")
    return loaded.faq


def _from_lines(path: Path) -> Faq:
    entries: dict[str, Entry] = {}
    for line in _lines(path):
        entry = _entry(line, path)
        entries.setdefault(entry.id, entry)
    return make_faq(entries.values())


def _entry(line: Mapping[str, Any], path: Path) -> Entry:
    """An entry from `question`, `answer`, `category`, or from a line as SweFAQ publishes it."""
    try:
        question = line["question"]
        answer = line["answer"] if "answer" in line else line["candidate_answers"][line["label"]]
        topic = line.get("category") or line.get("meta", {}).get("category", "")
        return make_entry(line.get("id") or key(question), question, answer, topic)
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise DataError(
            f"{path}: a line lacks question, answer or category ({error!r}): {str(line)[:80]}"
        ) from error


def _messages(path: Path, faq: Faq) -> tuple[list[Message], int]:
    by_key = {key(entry.question): entry.id for entry in faq.entries}
    known, unknown = [], 0
    for line in _lines(path):
        entry = faq.find(line.get("entry", ""))
        found = entry.id if entry else by_key.get(line.get("key", ""))
        if found is None:
            unknown += 1
        else:
            known.append(Message(line["question"], found, line.get("style", "message")))
    return known, unknown


def _lines(path: Path) -> list[dict[str, Any]]:
    try:
        return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    except OSError as error:
        raise DataError(f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise DataError(f"{path}: not lines of JSON ({error})") from error
