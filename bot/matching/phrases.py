"""Tolerant phrase matching for danger and small talk: which group of phrases a message triggers.

Each word of the message is looked up once in the vocabulary of all phrases; the words found lead
to the few phrases that may fit, and only those are checked for standing close together.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.matching.phrase_language import language
from bot.matching.phrase_syntax import ParsedPhrase, Side, Slot, Term, parse, plain
from bot.matching.phrase_words import Lexicon
from bot.matching.text import MAX_CHARACTERS, MAX_WORD

if TYPE_CHECKING:
    from bot.models import PhraseGroup

_SENTENCE_END = re.compile(r"[.!?\n]+")
# A word, or one sign such as an emoji: small talk may be nothing else.
_TOKEN = re.compile(r"[^\W_]+(?:[:'’´`][^\W_]+)*|[\u2600-\u27bf\U0001f300-\U0001faff]")
_BETWEEN_SENTENCES = 4  # words: a phrase seldom reaches from one sentence into the next
_UNDONE_WITHIN = 4  # words between a trigger and the words that undo an exception
_JOINED = (5, 30)  # letters of two words that may be one ("hjärt infarkt")
FILLER = "UTFYLLNAD"
"""The word list of words that say nothing of their own in small talk."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a message; a new sentence leaves a gap before its `place`."""

    text: str
    place: int


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The places that a phrase, or one word of it, takes up, first and last."""

    first: int
    last: int
    part: int = 0  # 1 and 2 for the parts of two words written as one

    @property
    def length(self) -> int:
        """How many places, both ends included."""
        return self.last - self.first + 1

    def with_(self, other: Span) -> Span:
        """The smallest span that holds both."""
        return Span(min(self.first, other.first), max(self.last, other.last))


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase in a message: the span of it, and the places of its own words."""

    span: Span
    places: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Phrase:
    slots: tuple[int, ...]  # the rarest first
    alone: bool
    side: Side | None

    @property
    def window(self) -> int:
        """How many words a phrase may stretch over: two loose words beside each of its own."""
        return 1 if len(self.slots) == 1 else 2 * len(self.slots) + 2


@dataclass(frozen=True, slots=True)
class _Exception:
    phrase: int
    unless: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Group:
    group: PhraseGroup
    triggers: frozenset[int]
    exceptions: tuple[_Exception, ...]


class _Message:
    """A message read against the vocabulary: where each slot of the phrases occurs."""

    def __init__(self, text: str, slots_of: _Vocabulary) -> None:
        self.words = _words(text)
        found: dict[int, set[Span]] = defaultdict(set)
        for span, slots in slots_of.read(self.words):
            for slot in slots:
                found[slot].add(span)
        self.spans = {slot: sorted(spans) for slot, spans in found.items()}

    def nearest(self, slot: int, span: Span, taken: Sequence[Span]) -> Span | None:
        """The occurrence of `slot` that stretches `span` the least, among words not yet taken."""
        spans = self.spans[slot]
        place = bisect_left(spans, span)
        reach = len(taken) + 1
        free = [other for other in spans[max(place - reach, 0) : place + reach] if other not in taken]
        return min(free, key=lambda other: span.with_(other).length, default=None)


class _Vocabulary:
    """The slots of all phrases, and the words that fill them."""

    def __init__(self, slots: Sequence[Slot], real_words: frozenset[str]) -> None:
        self._slots: dict[Term, set[int]] = defaultdict(set)
        for number, slot in enumerate(slots):
            for term in slot:
                self._slots[term].add(number)
        self._lexicon = Lexicon(self._slots, real_words)

    def read(self, words: Sequence[Word]) -> Iterator[tuple[Span, set[int]]]:
        """Each word, and each two neighbours that are one word, with the slots that they fill."""
        for word in words:
            terms = self._lexicon.terms(word.text)
            yield Span(word.place, word.place), self._filled(terms)
            if not terms:
                for part, found in enumerate(self._lexicon.parts(word.text), start=1):
                    yield Span(word.place, word.place, part), self._filled(found)
        for left, right in zip(words, words[1:], strict=False):
            together = left.text + right.text
            if right.place == left.place + 1 and _JOINED[0] <= len(together) <= _JOINED[1]:
                terms = self._lexicon.joined(together)
                yield Span(left.place, right.place), self._filled(terms)

    def _filled(self, terms: Iterable[Term]) -> set[int]:
        return {slot for term in terms for slot in self._slots[term]}


@dataclass(frozen=True, slots=True)
class Phrases:
    """Compiled groups of phrases: immutable, safe to share between threads."""

    _groups: tuple[_Group, ...]
    _phrases: tuple[_Phrase, ...]
    _vocabulary: _Vocabulary = field(repr=False)
    _by_rarest: dict[int, tuple[int, ...]] = field(repr=False)
    _filler: int

    def find(self, message: str) -> PhraseGroup | None:
        """The first group, in the editors' order, that a phrase triggers and no exception stops."""
        read = _Message(message, self._vocabulary)
        found = self._found(read)
        for group in self._groups:
            hits = [hit for phrase in group.triggers & found.keys() for hit in found[phrase]]
            if hits and any(not self._silenced(hit, group, found, read) for hit in hits):
                return group.group
        return None

    def covers(self, message: str) -> PhraseGroup | None:
        """The group that the whole message is about, if no word of it is about anything else.

        Of several groups the one with most words wins, and of equals the last in the message.
        """
        read = _Message(message, self._vocabulary)
        found = self._found(read)
        filler = {span.first for span in read.spans.get(self._filler, ())}
        spoken = {place for hits in found.values() for hit in hits for place in hit.places}
        signs = {word.place for word in read.words if not word.text.isalnum()}
        if not spoken or {word.place for word in read.words} - spoken - filler - signs:
            return None
        ranked = [(_weight(group, found), -i) for i, group in enumerate(self._groups)]
        return self._groups[-max(ranked)[1]].group

    def _found(self, read: _Message) -> dict[int, list[Found]]:
        """Every phrase without `…` that occurs in the message."""
        return {
            number: hits
            for number in self._candidates(read)
            if self._phrases[number].side is None
            and (hits := list(_occurrences(self._phrases[number], read)))
        }

    def _candidates(self, read: _Message) -> Iterator[int]:
        for slot in read.spans:
            for number in self._by_rarest.get(slot, ()):
                if read.spans.keys() >= set(self._phrases[number].slots):
                    yield number

    def _silenced(
        self, hit: Found, group: _Group, found: dict[int, list[Found]], read: _Message
    ) -> bool:
        return any(
            self._holds(exception.phrase, hit, found, read)
            and not any(
                _distance(hit.span, undo.span) <= _UNDONE_WITHIN
                for number in exception.unless
                for undo in found.get(number, ())
            )
            for exception in group.exceptions
        )

    def _holds(
        self, number: int, hit: Found, found: dict[int, list[Found]], read: _Message
    ) -> bool:
        phrase = self._phrases[number]
        if phrase.side is None:
            return any(hit.places & other.places for other in found.get(number, ()))
        return read.spans.keys() >= set(phrase.slots) and _beside(phrase, hit.span, read)


def compile_groups(groups: Sequence[PhraseGroup]) -> Phrases:
    """The phrases of `groups`, in the order that settles which group wins.

    Raises:
        ValueError: for a phrase without a word to look for (in Swedish, for editors).
    """
    return _Compiler().compile(groups)


class _Compiler:
    """Numbers slots and phrases, so that a message is checked with sets of numbers."""

    def __init__(self) -> None:
        self._language = language()
        self._slots: dict[Slot, int] = {}
        self._numbers: dict[str, int] = {}
        self._parsed: list[ParsedPhrase] = []

    def compile(self, groups: Sequence[PhraseGroup]) -> Phrases:
        frames = tuple(
            _Exception(self._number(phrase), tuple(map(self._number, frame.unless)))
            for frame in self._language.frames
            for phrase in frame.exceptions
        )
        compiled = tuple(self._group(group, frames) for group in groups)
        filler = self._slot(parse(FILLER, self._language).slots[0])
        use = Counter(self._slot(slot) for parsed in self._parsed for slot in parsed.slots)
        phrases = tuple(self._phrase(parsed, use) for parsed in self._parsed)
        rarest: dict[int, list[int]] = defaultdict(list)
        for number, phrase in enumerate(phrases):
            rarest[phrase.slots[0]].append(number)
        vocabulary = _Vocabulary(tuple(self._slots), self._language.real_words)
        by_rarest = {slot: tuple(numbers) for slot, numbers in rarest.items()}
        return Phrases(compiled, phrases, vocabulary, by_rarest, filler)

    def _group(self, group: PhraseGroup, frames: tuple[_Exception, ...]) -> _Group:
        own = tuple(_Exception(self._number(phrase)) for phrase in group.exceptions)
        return _Group(group, frozenset(map(self._number, group.triggers)), own + frames)

    def _number(self, phrase: str) -> int:
        if phrase not in self._numbers:
            parsed = parse(phrase, self._language)
            self._numbers[phrase] = len(self._parsed)
            self._parsed.append(parsed)
        return self._numbers[phrase]

    def _slot(self, slot: Slot) -> int:
        return self._slots.setdefault(slot, len(self._slots))

    def _phrase(self, parsed: ParsedPhrase, use: Counter[int]) -> _Phrase:
        slots = sorted(map(self._slot, parsed.slots), key=lambda slot: (use[slot], slot))
        return _Phrase(tuple(slots), parsed.alone, parsed.side)


def _words(text: str) -> list[Word]:
    words: list[Word] = []
    place = 0
    for sentence in _SENTENCE_END.split(text[:MAX_CHARACTERS]):
        for match in _TOKEN.finditer(plain(sentence)):
            words.append(Word(match.group()[:MAX_WORD], place))
            place += 1
        place += _BETWEEN_SENTENCES
    return words


def _occurrences(phrase: _Phrase, read: _Message) -> Iterator[Found]:
    if phrase.alone and len(read.words) > len(phrase.slots) + 1:
        return
    for anchor in read.spans[phrase.slots[0]]:
        parts = [anchor]
        span = anchor
        for slot in phrase.slots[1:]:
            nearest = read.nearest(slot, span, parts)
            if nearest is None:
                break
            parts.append(nearest)
            span = span.with_(nearest)
        if len(parts) == len(phrase.slots) and span.length <= phrase.window + anchor.length - 1:
            yield Found(span, frozenset(p for part in parts for p in (part.first, part.last)))


def _beside(phrase: _Phrase, trigger: Span, read: _Message) -> bool:
    """Whether the words of an exception with `…` stand close to `trigger`, on the right side."""
    reach = len(phrase.slots) + 2
    low, high = trigger.first - reach, trigger.last + reach
    if phrase.side is Side.BEFORE:
        high = trigger.last - 1
    elif phrase.side is Side.AFTER:
        low = trigger.first + 1
    return all(
        any(low <= span.first and span.last <= high for span in read.spans[slot])
        for slot in phrase.slots
    )


def _distance(one: Span, other: Span) -> int:
    return max(one.first - other.last, other.first - one.last, 0)


def _weight(group: _Group, found: dict[int, list[Found]]) -> tuple[int, int]:
    """How many words of the message a group covers, and where the last of them stands."""
    places = {p for number in group.triggers for hit in found.get(number, ()) for p in hit.places}
    return len(places), max(places, default=-1)
