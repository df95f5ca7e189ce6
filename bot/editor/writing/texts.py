"""Texts that somebody typed, checked as the reader would, and as they are written in a file."""

from __future__ import annotations

from typing import Any, TypeAlias

import yaml
from pydantic import TypeAdapter, ValidationError

from bot.content.line_shape import quoted
from bot.content.source_text import UnreadableError, decode
from bot.content.values import Id, Line, Prose, Span, WebAddress
from bot.content.yaml_reader import read

# One of the types of `bot.content.values`.
Format: TypeAlias = Any
# What YAML 1.1 takes for a number, a date, yes or no …, by its first character.
_OTHER_THAN_TEXT = yaml.SafeLoader.yaml_implicit_resolvers
_TAB = 2


class RefusedError(ValueError):
    """A text that cannot be used; the message says why and what to write instead, in Swedish."""


def line(text: str) -> str:
    """`text` as one line, as the reader will have it.

    Raises:
        RefusedError: it is empty, or has characters that no file can hold.
    """
    return _accepted(Line, _as_read(" ".join(text.split())))


def prose(text: str) -> str:
    """`text` as paragraphs and lists, as the reader will have it.

    Raises:
        RefusedError: it is empty, or has characters that no file can hold.
    """
    lines = (one.expandtabs(_TAB).rstrip() for one in text.splitlines())
    return _accepted(Prose, _as_read("\n".join(lines)))


def entry_id(text: str) -> str:
    """`text` as an id.

    Raises:
        RefusedError: it cannot be one.
    """
    return _accepted(Id, line(text))


def web_address(text: str) -> str:
    """`text` as a web address.

    Raises:
        RefusedError: it is none.
    """
    return _accepted(WebAddress, line(text))


def date(text: str) -> str:
    """`text` as the date of a source: a day, a month, a year or a span.

    Raises:
        RefusedError: it is none of them.
    """
    return _accepted(Span, line(text))


def scalar(text: str) -> str:
    """A text of one line as it stands after a key or a dash, in quotes only where YAML needs them.

    Also a number, a date or a word such as "no", which other programs than ours would not read as
    text, goes within quotes.
    """
    return text if _is_plain(text) else quoted(text)


def _is_plain(text: str) -> bool:
    if any(looks.match(text) for _, looks in _OTHER_THAN_TEXT.get(text[0], ())):
        return False
    document = read(f"a: {text}\nb:\n  - {text}\n".encode(), "")
    return not document.problems and document.value == {"a": text, "b": [text]}


def _as_read(text: str) -> str:
    """`text` as it comes out of a file: composed, without signs that have no width."""
    # Half a character, as a terminal may send, is no letter; the reader tells of it.
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    try:
        # Only in a file's first line would a text's first letters say what kind of file it is.
        return decode(f"\n{whole}".encode(), "").text[1:]
    except UnreadableError as error:
        raise RefusedError(error.problem.message) from error


def _accepted(kind: Format, text: str) -> str:
    if not text.strip():
        raise RefusedError("Här behövs en text.")
    try:
        accepted: str = TypeAdapter(kind).validate_python(text)
    except ValidationError as error:
        context = error.errors()[0]["ctx"]
        raise RefusedError(f"{context['message']} {context['remedy']}") from error
    return accepted
