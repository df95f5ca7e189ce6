"""Tolerant phrase matching for danger and small talk: which group of phrases a message triggers.

Each word of the message is looked up once in the vocabulary of all phrases; the words found lead
to the few phrases that may fit, and only those are checked for standing close together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from bot.matching.phrase_language import language
from bot.matching.phrase_message import Message, Vocabulary
from bot.matching.phrase_places import Found, Phrase, beside, distance, occurrences
from bot.matching.phrase_syntax import ParsedPhrase, Parser, Slot
from bot.models import PhraseGroup

_UNDONE_WITHIN = 4  # words between a trigger and the words that undo an exception
FILLER = "UTFYLLNAD"
"""The word list of words that say nothing of their own in small talk."""


@dataclass(frozen=True, slots=True)
class _Exception:
    phrase: int
    unless: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Group:
    group: PhraseGroup
    triggers: frozenset[int]
    exceptions: tuple[_Exception, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """A message with the phrases whose words are all in it, and those that stand together in it."""

    message: Message
    candidates: frozenset[int]
    found: Mapping[int, Sequence[Found]]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Compiled groups of phrases: immutable, safe to share between threads."""

    _groups: tuple[_Group, ...]
    _phrases: tuple[Phrase, ...]
    _vocabulary: Vocabulary = field(repr=False)
    _by_rarest: Mapping[int, Sequence[int]] = field(repr=False)
    _rarest: frozenset[int] = field(repr=False)
    _filler: int

    def find(self, message: str) -> PhraseGroup | None:
        """The first group, in the editors' order, that a phrase triggers and no exception stops."""
        read = self._read(message)
        found = frozenset(read.found)
        for group in self._groups:
            hits = [hit for number in group.triggers & found for hit in read.found[number]]
            if not hits:
                continue
            exceptions = [
                exception for exception in group.exceptions if exception.phrase in read.candidates
            ]
            if not all(self._silenced(hit, exceptions, read) for hit in hits):
                return group.group
        return None

    def covers(self, message: str) -> PhraseGroup | None:
        """The group that the whole message is about, if no word of it is about anything else.

        Of several groups the one with most words wins, and of equals the last in the message.
        """
        read = self._read(message)
        words = {word.place for word in read.message.words}
        signs = {word.place for word in read.message.words if not word.text.isalnum()}
        filler = {span.first for span in read.message.spans(self._filler)}
        triggers = frozenset[int]().union(*(group.triggers for group in self._groups))
        spoken = {
            place
            for number in triggers & read.found.keys()
            for hit in read.found[number]
            for place in hit.places
        }
        if not spoken or words - spoken - filler - signs:
            return None
        ranked = [(_weight(group, read.found), -i) for i, group in enumerate(self._groups)]
        return self._groups[-max(ranked)[1]].group

    def _read(self, text: str) -> _Read:
        message = Message(text, self._vocabulary)
        candidates = frozenset(
            number
            for slot in message.slots & self._rarest
            for number in self._by_rarest[slot]
            if message.slots.issuperset(self._phrases[number].slots)
        )
        found = {
            number: hits
            for number in candidates
            if self._phrases[number].side is None
            and (hits := list(occurrences(self._phrases[number], message)))
        }
        return _Read(message, candidates, found)

    def _silenced(self, hit: Found, exceptions: Iterable[_Exception], read: _Read) -> bool:
        return any(
            self._holds(exception.phrase, hit, read) and not _undone(exception, hit, read)
            for exception in exceptions
        )

    def _holds(self, number: int, hit: Found, read: _Read) -> bool:
        phrase = self._phrases[number]
        if phrase.side is None:
            found = read.found.get(number, ())
            return any(
                hit.places & other.places for other in found if other.span.length <= phrase.narrow
            )
        return beside(phrase, hit.span, read.message)


def _undone(exception: _Exception, hit: Found, read: _Read) -> bool:
    return any(
        distance(hit.span, undo.span) <= _UNDONE_WITHIN
        for number in exception.unless
        for undo in read.found.get(number, ())
    )


def compile_groups(groups: Sequence[PhraseGroup]) -> Phrases:
    """The phrases of `groups`, in the order that settles which group wins.

    Raises:
        ValueError: for a phrase without a word to look for (in Swedish, for editors).
    """
    return _compiled(tuple(groups))


# A reload rarely changes danger or small talk, and compiling both takes half of its time. Two of
# each: of the FAQ in use and of the one that replaces it.
@lru_cache(maxsize=4)
def _compiled(groups: tuple[PhraseGroup, ...]) -> Phrases:
    return _Compiler().compile(groups)


class _Compiler:
    """Numbers slots and phrases, so that a message is checked with sets of numbers."""

    def __init__(self) -> None:
        self._language = language()
        self._parser = Parser(self._language)
        self._slots: dict[Slot, int] = {}
        self._numbers: dict[tuple[str, bool], int] = {}
        self._phrases: list[tuple[ParsedPhrase, tuple[int, ...]]] = []

    def compile(self, groups: Sequence[PhraseGroup]) -> Phrases:
        frames = tuple(
            _Exception(self._number(phrase, exactly=True), tuple(map(self._number, frame.unless)))
            for frame in self._language.frames
            for phrase in frame.exceptions
        )
        compiled = tuple(self._group(group, frames) for group in groups)
        filler = self._slot(self._parser.parse(FILLER).slots[0])
        use = Counter(slot for _, slots in self._phrases for slot in slots)
        phrases = tuple(
            Phrase(
                tuple(sorted(slots, key=lambda slot: (use[slot], slot))),
                slots,
                parsed.alone,
                parsed.side,
            )
            for parsed, slots in self._phrases
        )
        rarest: dict[int, list[int]] = defaultdict(list)
        for number, phrase in enumerate(phrases):
            rarest[phrase.slots[0]].append(number)
        vocabulary = Vocabulary(tuple(self._slots), self._language)
        return Phrases(compiled, phrases, vocabulary, rarest, frozenset(rarest), filler)

    def _group(self, group: PhraseGroup, frames: tuple[_Exception, ...]) -> _Group:
        own = tuple(_Exception(self._number(phrase)) for phrase in group.exceptions)
        return _Group(group, frozenset(map(self._number, group.triggers)), own + frames)

    def _number(self, phrase: str, *, exactly: bool = False) -> int:
        known = self._numbers.get((phrase, exactly))
        if known is not None:
            return known
        parsed = self._parser.parse(phrase, exactly=exactly)
        self._phrases.append((parsed, tuple(map(self._slot, parsed.slots))))
        return self._numbers.setdefault((phrase, exactly), len(self._phrases) - 1)

    def _slot(self, slot: Slot) -> int:
        return self._slots.setdefault(slot, len(self._slots))


def _weight(group: _Group, found: Mapping[int, Sequence[Found]]) -> tuple[int, int]:
    """How many words of the message a group covers, and where the last of them stands."""
    places = {p for number in group.triggers for hit in found.get(number, ()) for p in hit.places}
    return len(places), max(places, default=-1)
