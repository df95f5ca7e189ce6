"""A list that only grows at its end and may forget its beginning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar, overload

Item = TypeVar("Item")


class Log(Sequence[Item], Generic[Item]):
    """Entries in order. Places count from the very first one, also when that is long forgotten.

    With `keep` at least the last so many entries are there, and never more than twice as many;
    `forgotten` is how many are not.
    """

    def __init__(self, keep: int | None = None) -> None:
        self._keep = keep
        self.forgotten = 0
        self._items: list[Item] = []

    def append(self, item: Item) -> None:
        """Add an entry at the end."""
        self._items.append(item)
        if self._keep is not None and len(self._items) > 2 * self._keep:
            surplus = len(self._items) - self._keep
            del self._items[:surplus]
            self.forgotten += surplus

    def __len__(self) -> int:
        return self.forgotten + len(self._items)

    @overload
    def __getitem__(self, place: int) -> Item: ...

    @overload
    def __getitem__(self, place: slice) -> list[Item]: ...

    def __getitem__(self, place: int | slice) -> Item | list[Item]:
        if isinstance(place, slice):
            start, stop, step = place.indices(len(self))
            first, last = (max(edge - self.forgotten, 0) for edge in (start, stop))
            return self._items[first:last:step]
        absolute = place + len(self) if place < 0 else place
        if not self.forgotten <= absolute < len(self):
            raise IndexError(place)
        return self._items[absolute - self.forgotten]
