"""The words of `words.yaml`, as `message` spells them, also without å, ä and ö."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bot.content.own_data import own_data
from bot.journal.personal.message import plain
from bot.matching.lexicon import read, swedish

_BARE = str.maketrans("åäö", "aao")


@dataclass(frozen=True, slots=True)
class Words:
    """`lists` by their name in the file ("streets.endings"); the rest ready for its user."""

    lists: Mapping[str, frozenset[str]]
    public_numbers: frozenset[str]
    cues: Mapping[str, str]
    spoken: Mapping[str, str]
    places: frozenset[str]
    not_names: frozenset[str]

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.lists[name]


@lru_cache(maxsize=1)
def words() -> Words:
    """The words, read once."""
    data = own_data("bot.journal.personal", "words.yaml")
    lists = dict(_lists("", data))
    spoken = _spoken(data)
    named = lists["names.not_names"] | _plain(swedish().stop_words) | lists["units"]
    return Words(
        lists=lists,
        public_numbers=frozenset(data["public_numbers"]),
        cues={word: kind for kind in data["cues"] for word in lists[f"cues.{kind}"]},
        spoken=spoken,
        places=_plain(one for kind in read("places")["places"] for one in kind["names"]),
        not_names=named | spoken.keys(),
    )


def _lists(path: str, data: Any) -> Iterable[tuple[str, frozenset[str]]]:
    if isinstance(data, list):
        yield path, _plain(data)
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _lists(f"{path}.{key}".lstrip("."), value)


def _plain(spelled: Iterable[str]) -> frozenset[str]:
    return frozenset(spelling for word in spelled for spelling in _spellings(word))


def _spellings(word: str) -> tuple[str, str]:
    """As it is, and as it is typed without å, ä and ö."""
    whole = plain(word)
    return whole, whole.translate(_BARE)


def _spoken(data: Any) -> dict[str, str]:
    """Number words and the digits that they stand for: "åttiofem" is 85."""
    small = {
        spelling: value
        for value, group in data["spoken"].items()
        for word in group
        for spelling in _spellings(word)
    }
    ones = {word: value for word, value in small.items() if value in "123456789"}
    tens = [
        (spelling, value)
        for value, group in data["tens"].items()
        for word in group
        for spelling in _spellings(word)
    ]
    whole = {word: f"{value}0" for word, value in tens}
    both = {f"{ten}{one}": value + last for ten, value in tens for one, last in ones.items()}
    return small | whole | both
