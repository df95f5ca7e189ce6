"""The shape of one line of an editor's file, and the same line with its text mended."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SHAPE = re.compile(
    r"(?P<indent> *)(?P<dashes>(?:- +)*)(?:(?P<key>[^\W\d][\w-]*) *:(?: +|$))?(?P<value>.*)"
)
# These cannot begin a text without quotes (YAML 1.1, "indicators"); "-", "?" and ":" may, when a
# letter follows.
SPECIAL = "[]{}*&!%@`,\"'|>#"
_NEEDS_QUOTES = re.compile(r"^[\[\]{}*&!%@`,\"'|>#]|^[-?:](?: |$)|: |:$| #|^$")


@dataclass(frozen=True, slots=True)
class Shape:
    """A line taken apart; `column` is where `value` begins, from 0."""

    prefix: str
    key: str | None
    value: str

    @property
    def column(self) -> int:
        """Where the value begins, from 0."""
        return len(self.prefix)

    @property
    def key_column(self) -> int:
        """Where the key begins, from 0; where the value begins, when there is no key."""
        return self.prefix.index(self.key) if self.key else self.column

    @property
    def has_dash(self) -> bool:
        """Whether an item of a list begins here, a text or fields."""
        return self.prefix.lstrip(" ").startswith("-")

    @property
    def is_item(self) -> bool:
        """Whether the line is a text in a list."""
        return self.has_dash and self.key is None


def shape(line: str) -> Shape:
    """The parts of `line`: what stands before its text, the key if there is one, the text."""
    found = _SHAPE.match(line)
    if found is None:
        return Shape("", None, line)
    return Shape(line[: found.start("value")], found["key"], found["value"].rstrip())


def quoted(text: str) -> str:
    """`text` in the quotes that leave all its characters as they are."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return in_single_quotes(text)


def in_single_quotes(text: str) -> str:
    """`text` in the quotes within which no sign but themselves has a meaning."""
    return "'" + text.replace("'", "''") + "'"


def safe(text: str) -> str:
    """`text` as it can stand in a list or after a key: in quotes only where it needs them."""
    return quoted(text) if _NEEDS_QUOTES.search(text) else text


def with_text(line: str, column: int) -> str:
    """`line` with everything from `column` (from 0) in quotes, ready to paste."""
    return line[:column].lstrip(" ") + quoted(line[column:].rstrip())


def block_list(key: str | None, items: list[str]) -> str:
    """A list with one item a line under its key, ready to paste."""
    head = [f"  {key}:"] if key else []
    return "\n".join(head + [f"    - {safe(item)}" for item in items if item])
