"""A message read against the vocabulary of the phrases: which of their slots occur, and where."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from bot.matching.phrase_language import Language
from bot.matching.phrase_syntax import Slot, Term, plain
from bot.matching.phrase_words import Lexicon
from bot.matching.text import MAX_CHARACTERS, MAX_WORD

_SENTENCE_END = re.compile(r"[.!?]+(?=\s|$)|\n+")
# A word, or one sign such as an emoji: small talk may be nothing else.
_TOKEN = re.compile(r"[^\W_]+(?:[:'’´`][^\W_]+)*|[\u2600-\u27bf\U0001f300-\U0001faff]")
_BETWEEN_SENTENCES = 4  # words: a phrase seldom reaches from one sentence into the next
_JOINED = (5, 30)  # letters of two words that may be one ("hjärt infarkt")
_CACHED = 50_000  # words and pairs of words whose slots are remembered

Filled = frozenset[int]
"""The numbers of the slots that a word fills."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a message; a new sentence leaves a gap before its `place`."""

    text: str
    place: int


class Span(NamedTuple):
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


class Vocabulary:
    """The slots of all phrases, and the words that fill them."""

    def __init__(self, slots: Sequence[Slot], language: Language) -> None:
        self._slots: dict[Term, set[int]] = defaultdict(set)
        for number, slot in enumerate(slots):
            for term in slot:
                self._slots[term].add(number)
        self._lexicon = Lexicon(self._slots, language)
        self.word = lru_cache(maxsize=_CACHED)(self._word)
        self.pair = lru_cache(maxsize=_CACHED)(self._pair)

    def _word(self, word: str) -> tuple[Filled, Filled, Filled]:
        """The slots that a word fills as a whole, and those of its parts if it is two in one."""
        terms = self._lexicon.terms(word)
        left, right = ((), ()) if terms else self._lexicon.parts(word)
        return self._filled(terms), self._filled(left), self._filled(right)

    def _pair(self, left: str, right: str) -> Filled:
        """The slots that two neighbours fill when read as one word."""
        return self._filled(self._lexicon.joined(left, right))

    def _filled(self, terms: Iterable[Term]) -> Filled:
        return frozenset(slot for term in terms for slot in self._slots[term])


class Message:
    """A message read against the vocabulary: where each slot of the phrases occurs."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.words = _words(text)
        self._spans: dict[int, list[Span]] = {}
        # A word that comes a hundred times is looked at once. A common word fills a thousand slots,
        # few of which anybody asks for: who fills a slot is looked up then.
        self._occupied = _occupied(self.words, vocabulary)
        self.slots: Filled = frozenset().union(*(slots for slots, _ in self._occupied))
        self._masks: dict[tuple[int, int], int] = {}

    def spans(self, slot: int) -> list[Span]:
        """The occurrences of `slot`, in order; none if it is not in the message."""
        if slot not in self._spans:
            self._spans[slot] = sorted(
                span for slots, spans in self._occupied if slot in slots for span in spans
            )
        return self._spans[slot]

    def near(self, slot: int, reach: int) -> int:
        """A bit for each place that has a word for `slot` at most `reach` places away."""
        key = slot, reach
        if key not in self._masks:
            mask = 0
            for span in self.spans(slot):
                mask |= 1 << span.first
            self._masks[key] = _widened(mask, reach)
        return self._masks[key]

    def nearest(self, slot: int, span: Span, taken: Sequence[Span]) -> Span | None:
        """The occurrence of `slot` that stretches `span` the least, among words not yet taken."""
        spans = self.spans(slot)
        place = bisect_left(spans, span)
        reach = len(taken) + 1
        near = spans[max(place - reach, 0) : place + reach]
        free = (other for other in near if other not in taken)
        return min(free, key=lambda other: span.with_(other).length, default=None)


def _widened(mask: int, reach: int) -> int:
    """`mask` with each bit spread over `reach` places to both sides."""
    mask <<= reach  # room for the places before the first
    done = 0
    while done < reach:
        step = min(2 * done + 1, reach - done)
        mask |= mask << step | mask >> step
        done += step
    return mask >> reach


def _occupied(words: Sequence[Word], vocabulary: Vocabulary) -> list[tuple[Filled, list[Span]]]:
    """Each set of slots that a word, or two neighbours as one, fill, with the places."""
    # By identity, as the vocabulary caches the sets: a large one takes long to hash.
    occupied: dict[int, tuple[Filled, list[Span]]] = {}

    def fill(slots: Filled, span: Span) -> None:
        occupied.setdefault(id(slots), (slots, []))[1].append(span)

    for word in words:
        for part, slots in enumerate(vocabulary.word(word.text)):
            if slots:
                fill(slots, Span(word.place, word.place, part))
    for left, right in pairwise(words):
        length = len(left.text) + len(right.text)
        if right.place == left.place + 1 and _JOINED[0] <= length <= _JOINED[1]:
            slots = vocabulary.pair(left.text, right.text)
            if slots:
                fill(slots, Span(left.place, right.place))
    return list(occupied.values())


def _words(text: str) -> list[Word]:
    words: list[Word] = []
    place = 0
    for sentence in _SENTENCE_END.split(text[:MAX_CHARACTERS]):
        for match in _TOKEN.finditer(plain(sentence)):
            words.append(Word(match.group()[:MAX_WORD], place))
            place += 1
        place += _BETWEEN_SENTENCES
    return words
