"""One file of the editors' as plain data, with the place of every key and value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.content.source_text import SourceText
from bot.models import Place, Problem

# A path of keys and indexes, as pydantic's `loc`.
Loc: TypeAlias = tuple[str | int, ...]
# None is an empty value.
Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The keys that a file's format has, and which of them hold lists: for better messages."""

    keys: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Document:
    """One file as data. `value` is None when the file is empty or, with `readable` False, broken.

    `places` has the place of each value, `key_places` of each key. `faulty` holds the values that
    a problem has been told about already.
    """

    source: SourceText
    value: Value = None
    problems: tuple[Problem, ...] = ()
    places: Mapping[Loc, Place] = field(default_factory=dict)
    key_places: Mapping[Loc, Place] = field(default_factory=dict)
    faulty: frozenset[Loc] = frozenset()
    readable: bool = True

    @property
    def file(self) -> str:
        """The file's name, as problems give it."""
        return self.source.file

    def place(self, loc: Loc) -> Place:
        """Where the value at `loc` stands, or the nearest value around it."""
        while loc and loc not in self.places:
            loc = loc[:-1]
        return self.places.get(loc, Place(self.file))

    def key_place(self, loc: Loc) -> Place:
        """Where the key at `loc` stands, or the value when it has no key (in a list)."""
        return self.key_places.get(loc) or self.place(loc)

    def told(self, loc: Loc) -> bool:
        """Whether a problem was told already about `loc` or something around it."""
        return any(loc[:length] in self.faulty for length in range(len(loc) + 1))

    def at(self, loc: Loc) -> Value:
        """The value at `loc`; None where there is none."""
        value: Value = self.value
        for part in loc:
            if isinstance(value, dict) and isinstance(part, str):
                value = value.get(part)
            elif isinstance(value, list) and isinstance(part, int) and part < len(value):
                value = value[part]
            else:
                return None
        return value

    def items(self, loc: Loc) -> Iterator[tuple[Loc, Value]]:
        """The items of the list at `loc`, each with its own loc; none if it is no list."""
        value = self.at(loc)
        for index, item in enumerate(value if isinstance(value, list) else ()):
            yield (*loc, index), item

    def texts(self, loc: Loc) -> Iterator[tuple[Loc, str]]:
        """The texts at `loc`, a single text or a list, each with its loc; nothing else."""
        value = self.at(loc)
        if isinstance(value, str):
            yield loc, value
        for item_loc, item in self.items(loc):
            if isinstance(item, str):
                yield item_loc, item
