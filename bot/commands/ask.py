"""`ask`: one reply, or one for each line of a file; as text, as JSON, or with the reasons."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from bot.channels.terminal import show
from bot.commands import Outcome, Stop
from bot.commands.opening import screens
from bot.commands.output import console, is_unicode, say
from bot.commands.why import explain
from bot.dialogue import Dialogue
from bot.models import Citation, Match, Reply

STANDARD_INPUT = "-"
Form = Literal["text", "json", "why"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A reply, to what, and how long it took in microseconds."""

    question: str
    reply: Reply
    micros: int


def ask(dialogue: Dialogue, question: str, form: Form) -> int:
    """Prints the reply to one question."""
    _print(dialogue, _ask(dialogue, question), form)
    return Outcome.OK


def ask_batch(dialogue: Dialogue, file: str, form: Form) -> int:
    """Prints the reply to each line of `file`, as it is read; `-` is standard input.

    Raises:
        Stop: the file cannot be read, or a line in it is not `{"question": "…"}`.
    """
    with _lines(file) as lines:
        for question in _questions(lines, "standard in" if file == STANDARD_INPUT else file):
            if form == "text":
                say(f"> {question}\n")
            _print(dialogue, _ask(dialogue, question), form)
    return Outcome.OK


def as_json(asked: Asked) -> dict[str, Any]:
    """The reply as `ask --json` prints it; its keys are a contract."""
    reply = asked.reply
    sources = [_source(citation) for citation in reply.entry.citations] if reply.entry else []
    return {
        "kind": reply.kind.value,
        "entry": reply.entry.id if reply.entry else None,
        "score": _rounded(reply.score),
        "text": reply.text,
        "source": sources[0] if sources else None,
        "sources": sources,
        "suggestions": [_suggestion(match) for match in reply.suggestions],
        "micros": asked.micros,
    }


def _ask(dialogue: Dialogue, question: str) -> Asked:
    start = time.perf_counter_ns()
    reply = dialogue.reply(question)
    return Asked(question, reply, (time.perf_counter_ns() - start) // 1000)


def _print(dialogue: Dialogue, asked: Asked, form: Form) -> None:
    if form == "json":
        # A stream that cannot hold all letters gets escapes: the JSON stays right.
        say(json.dumps(as_json(asked), ensure_ascii=not is_unicode()))
    elif form == "why":
        say(explain(dialogue, asked.question, asked.reply))
    else:
        screen = screens(dialogue).reply(asked.reply, asked.question)
        show(screen, console(), dialogue.faq.texts.source_label)


def _source(citation: Citation) -> dict[str, str | None]:
    source = citation.source
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "date": source.date,
        "url": citation.url,
    }


def _suggestion(match: Match) -> dict[str, Any]:
    return {
        "entry": match.entry.id,
        "question": match.entry.question,
        "score": _rounded(match.score),
    }


def _rounded(score: float | None) -> float | None:
    return None if score is None else round(score, 1)


@contextmanager
def _lines(file: str) -> Iterator[Iterable[bytes]]:
    if file == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    try:
        stream = Path(file).open("rb")  # noqa: SIM115 - closed below; only opening is forgiven
    except OSError as error:
        raise Stop(f"{file} går inte att läsa: {error.strerror}.", Outcome.WRONG_USE) from error
    with stream:
        yield stream


def _questions(lines: Iterable[bytes], name: str) -> Iterator[str]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield _question(line)
        except _BadLineError as error:
            message = f'{name}:{number}: {error} Varje rad ska vara som {{"question": "…"}}.'
            raise Stop(message, Outcome.WRONG_USE) from error


class _BadLineError(Exception):
    """What is wrong with a line of a batch."""


def _question(line: bytes) -> str:
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise _BadLineError("Raden är inte skriven i UTF-8.") from None
    except (ValueError, RecursionError):
        raise _BadLineError("Raden är inte JSON.") from None
    question = value.get("question") if isinstance(value, dict) else None
    if not isinstance(question, str):
        raise _BadLineError("Raden saknar en text med nyckeln question.")
    return question
