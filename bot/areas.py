"""Which area is meant, where a FAQ answers the same question for several (`område`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from bot.matching.index import Index
from bot.matching.matcher import EXACT
from bot.matching.ranking import distinct_words, is_content
from bot.matching.text import fold, words
from bot.matching.weighing import EXPLAINED
from bot.models import Entry, Match

# An entry of another area is near with at least this share of the best one's score. Words decide
# (`_tells`): from 0.001 to 0.3 no message of our FAQ comes to another reply.
NEAR: Final = 0.005
# A word is strange to an entry that comes so much less near to it: another form, a synonym.
STRANGER: Final = 0.2


class Areas:
    """The areas of one FAQ and what tells them apart; read-only once built.

    `names` is what residents call an area, by what its entries have under `område`.
    """

    def __init__(self, index: Index, names: Mapping[str, str]) -> None:
        self._index = index
        self._names = {_key(area): name for area, name in names.items()}
        self._numbers = {entry.id: n for n, entry in enumerate(index.entries) if entry.area}
        placed = [entry for entry in index.entries if entry.area]
        self._called = {_area(entry): self._words_of(entry) for entry in placed}
        self._held: dict[str, set[int]] = defaultdict(set)
        alike: dict[frozenset[str], list[Entry]] = defaultdict(list)
        for entry in placed:
            self._held[_area(entry)] |= self._units(entry)
            alike[self._placeless(entry)].append(entry)
        # The entries with the same question but for the place, by each one's id.
        self._twins = {entry.id: tuple(group) for group in alike.values() for entry in group}

    def alternatives(self, message: str, matches: Sequence[Match]) -> tuple[Match, ...]:
        """The best match, and one of each other area that `message` may be about just as well.

        Empty if there is no other, or the message tells which area it is about.
        """
        best = matches[0].entry
        others = self._others(message, matches) if best.area else []
        if not others:
            return ()
        asked = distinct_words(message)
        met = self._met(asked, best)
        fitting = [one for one in others if met and not self._tells(asked, met, best, one.entry)]
        return (matches[0], *fitting) if fitting else ()

    def labels(self, offered: Sequence[Match]) -> tuple[str, ...]:
        """What to call `alternatives`: area and question, or only the area if the rest is alike."""
        entries = [match.entry for match in offered]
        if len(set(map(self._placeless, entries))) == 1:
            return tuple(map(self._name, entries))
        return tuple(f"{self._name(entry)}: {entry.question}" for entry in entries)

    def titles(self, offered: Sequence[Match]) -> tuple[str, ...]:
        """The questions; where several are the same, each with its area before it."""
        entries = [match.entry for match in offered]
        questions = [entry.question for entry in entries]
        return tuple(
            f"{self._name(entry)}: {entry.question}"
            if entry.area and questions.count(entry.question) > 1
            else entry.question
            for entry in entries
        )

    def _others(self, message: str, matches: Sequence[Match]) -> list[Match]:
        """One of each other area: the entry with the best one's question, or else the nearest.

        No other is as near as an entry that an editor gave the very words of the message.
        """
        best = matches[0]
        twins = self._twins[best.entry.id]
        near = [one for one in matches if one.entry.area and one.score >= best.score * NEAR]
        if best.score == EXACT and self._index.wordings.asked_by(message) is not None:
            near = [best]
        known = {match.entry.id: match for match in matches}
        found = {_area(best.entry): best}
        for match in (*(known.get(one.id) or _unranked(one) for one in twins), *near):
            found.setdefault(_area(match.entry), match)
        del found[_area(best.entry)]
        return sorted(found.values(), key=lambda match: -match.score)

    def _tells(
        self, asked: Iterable[str], met: Mapping[str, float], best: Entry, other: Entry
    ) -> bool:
        """Whether the words `asked` tell the area of the best entry from that of the other one.

        They do if they call one of the areas by its name, or if a word that the best entry has
        (`met`) is strange to the other: with the same question, to all that its area is asked.
        """
        called = self._called[_area(best)] ^ self._called[_area(other)]
        if not called.isdisjoint(map(_place, asked)):
            return True
        twins = other in self._twins[best.id]
        held = self._held[_area(other)] if twins else self._units(other)
        return any(self._nearness(word, held) < near - STRANGER for word, near in met.items())

    def _met(self, asked: Iterable[str], entry: Entry) -> dict[str, float]:
        """How near the words of content come to what an entry is asked with, 0-1, if they do."""
        units = self._units(entry)
        content = (word for word in asked if is_content(word, self._index))
        near = {word: self._nearness(word, units) for word in content}
        return {word: similarity for word, similarity in near.items() if similarity >= EXPLAINED}

    def _nearness(self, word: str, units: set[int]) -> float:
        near = self._index.vocabulary.neighbours(word)  # the nearest first
        found = zip(near.units.tolist(), near.similarities.tolist(), strict=True)
        return next((similarity for unit, similarity in found if unit in units), 0.0)

    def _units(self, entry: Entry) -> set[int]:
        """What an entry is asked with: its question, its variants and its topic."""
        return set(self._index.wordings.units_of(self._numbers[entry.id]).tolist())

    def _placeless(self, entry: Entry) -> frozenset[str]:
        """The words of an entry's question without places and what its area is called."""
        own = {_place(word) for word in words(f"{entry.area} {self._name(entry)}")}
        is_place = self._index.turning_words.is_place
        said = {_place(word) for word in words(entry.question) if not is_place(word)}
        return frozenset(said - own)

    def _words_of(self, entry: Entry) -> set[str]:
        """What an entry's area is called: its own words, and those of its name with a capital."""
        names = [word for word in self._name(entry).split() if word[:1].isupper()]
        called = words(" ".join((entry.area or "", *names)))
        return {_place(word) for word in called if is_content(word, self._index)}

    def _name(self, entry: Entry) -> str:
        area = entry.area or ""
        return self._names.get(_area(entry)) or area[:1].upper() + area[1:]


def _unranked(entry: Entry) -> Match:
    return Match(entry, 0.0, entry.question)


def _area(entry: Entry) -> str:
    return _key(entry.area or "")


def _key(area: str) -> str:
    return area.casefold()


def _place(word: str) -> str:
    """A name as it is compared: however it is spelled, and without a genitive s."""
    return fold(word).removesuffix("s")
