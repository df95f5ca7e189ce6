"""Which terms of the phrases a word of a message stands for: tolerant, but not of real words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

import snowballstemmer
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.matching.phrase_syntax import Kind, Term
from bot.matching.text import fold, stem

Terms = frozenset[Term]

_NONE: Terms = frozenset()
_CACHED_WORDS = 50_000
_SHORT = 4  # letters: up to here no misspelling is forgiven, and å, ä, ö count when typed
_LONG = 9  # letters: from here two slips are forgiven, below it one
_PREFIX_SLIP = 6  # letters: from here the beginning of a word may hold one slip
_PART = 3  # letters: the shortest part of two words written together
_LONGEST = 30  # letters: a longer word is not compared
_REPEATED = re.compile(r"(.)\1+")
_SILENT = re.compile(r"^[hldg](?=j)")
_SOUNDS = (("ck", "k"), ("ch", "k"), ("ph", "f"), ("dt", "t"), ("x", "ks"))
_LETTERS = str.maketrans("wzqc", "vskk")
_DIACRITICS = re.compile("[åäö]")


def slips(length: int) -> int:
    """How many slips of the keyboard (OSA edits) a word of so many letters may hold."""
    if length <= _SHORT:
        return 0
    return 2 if length >= _LONG else 1


@lru_cache(maxsize=_CACHED_WORDS)
def sound(word: str) -> str:
    """`word` roughly as it sounds, so that *järtinfarkt* and *lufft* are read as meant."""
    spelled = _SILENT.sub("", fold(word).translate(_LETTERS))
    for written, heard in _SOUNDS:
        spelled = spelled.replace(written, heard)
    return _REPEATED.sub(r"\1", spelled)


class Lexicon:
    """The terms of all phrases, indexed by spelling. Read-only once built, save for its cache."""

    def __init__(self, terms: Iterable[Term], real_words: frozenset[str]) -> None:
        ordered = sorted(set(terms))
        flexible = [term for term in ordered if term.kind is Kind.WORD]
        self._real = real_words
        self._number = frozenset(term for term in ordered if term.kind is Kind.NUMBER)
        self._spelled = _group((t for t in ordered if t.kind in _SPELLED), _spelling)
        self._stems = _group(flexible, lambda term: _comparable(stem(term.word)))
        self._sounds = _group(flexible, lambda term: _comparable(sound(term.word)))
        self._slipped = _group(flexible, _first_letter_slips)
        self._buckets = _buckets(flexible)
        self._affixes = _Affixes(ordered)
        self.terms: Callable[[str], Terms] = lru_cache(maxsize=_CACHED_WORDS)(self._terms)
        self.parts: Callable[[str], tuple[Terms, Terms]]
        self.parts = lru_cache(maxsize=_CACHED_WORDS)(self._parts)

    def joined(self, word: str) -> Terms:
        """The terms that two words of a message make when read as one: no misspellings."""
        folded = fold(word)
        return self._exact(word, folded) | self._inflected(word, folded) | self._sounding(word)

    def _terms(self, word: str) -> Terms:
        folded = fold(word)
        found = self._exact(word, folded) | self._affixes.of(folded)
        if any(ch.isdigit() for ch in word):
            return found | self._number
        if folded in self._real or len(folded) > _LONGEST:
            return found
        found |= self._inflected(word, folded)
        if any(term.kind in _SPELLED for term in found):  # a word of ours is no misspelling
            return found
        return found | self._affixes.nearly(folded) | self._sounding(word) | self._slips(folded)

    def _parts(self, word: str) -> tuple[Terms, Terms]:
        """The terms of the two parts of a word that is two written together ("kaninte")."""
        if 2 * _PART <= len(word) <= _LONGEST and fold(word) not in self._real:
            for middle in range(_PART, len(word) - _PART + 1):
                left, right = word[:middle], word[middle:]
                found = self._exact(left, fold(left)), self._exact(right, fold(right))
                if all(found):
                    return found
        return _NONE, _NONE

    def _exact(self, word: str, folded: str) -> Terms:
        same = self._spelled.get(folded, _NONE)
        if len(folded) > _SHORT or not _DIACRITICS.search(word):
            return same
        return frozenset(term for term in same if term.word == word)

    def _inflected(self, word: str, folded: str) -> Terms:
        """Same stem; without å, ä, ö only if the writer leaves them out and means no other word."""
        terms = self._stems.get(stem(word), _NONE)
        if not terms or not (_DIACRITICS.search(word) or folded in self._spelled):
            return terms
        typed = _stem_as_typed(word)
        return frozenset(term for term in terms if _stem_as_typed(term.word) == typed)

    def _sounding(self, word: str) -> Terms:
        key = sound(word)
        terms = self._sounds.get(key, _NONE)
        if len(key) > _SHORT or not _DIACRITICS.search(word):
            return terms
        typed = {*_DIACRITICS.findall(word)}
        return frozenset(term for term in terms if typed <= {*_DIACRITICS.findall(term.word)})

    def _slips(self, folded: str) -> Terms:
        found: set[Term] = set(self._slipped.get(folded, _NONE))
        for length in range(len(folded) - 2, len(folded) + 3):
            words, terms = self._buckets.get((folded[:1], length), ((), ()))
            allowed = slips(min(length, len(folded)))
            if allowed and words:
                near = process.extract(
                    folded, words, scorer=OSA.distance, score_cutoff=allowed, limit=None
                )
                found.update(term for _, _, place in near for term in terms[place])
        return frozenset(found)


class _Affixes:
    """Terms that are the beginning, the end or the middle of a word."""

    def __init__(self, terms: Iterable[Term]) -> None:
        terms = list(terms)
        self._starts = _group((t for t in terms if t.kind is Kind.PREFIX), _spelling)
        self._ends = _group((t for t in terms if t.kind is Kind.SUFFIX), _spelling)
        self._middles = _group((t for t in terms if t.kind is Kind.INFIX), _spelling)
        self._lengths = sorted({len(key) for key in (*self._starts, *self._ends)})
        starts = [start for start in self._starts if len(start) >= _PREFIX_SLIP]
        self._near = {s[:1]: [o for o in starts if o[:1] == s[:1]] for s in starts}

    def of(self, folded: str) -> Terms:
        """The terms that stand in `folded` as they are spelled."""
        return frozenset(self._found(folded))

    def nearly(self, folded: str) -> Terms:
        """The terms that `folded` begins with, but for one slip."""
        found: set[Term] = set()
        for start in self._near.get(folded[:1], ()):
            if len(folded) >= len(start) and _begins_nearly(folded, start):
                found |= self._starts[start]
        return frozenset(found)

    def _found(self, folded: str) -> Iterator[Term]:
        for length in self._lengths:
            if length > len(folded):
                break
            yield from self._starts.get(folded[:length], _NONE)
            yield from self._ends.get(folded[-length:], _NONE)
        for middle, terms in self._middles.items():
            if middle in folded:
                yield from terms


_SPELLED = (Kind.WORD, Kind.EXACT)
Bucket = tuple[tuple[str, ...], tuple[Terms, ...]]


@lru_cache(maxsize=_CACHED_WORDS)
def _stem_as_typed(word: str) -> str:
    # A stemmer of its own: the pure-Python stemmer keeps the word in itself while it works.
    return str(snowballstemmer.stemmer("swedish").stemWord(word))


def _begins_nearly(folded: str, start: str) -> bool:
    lengths = (len(start) - 1, len(start), len(start) + 1)
    return any(OSA.distance(folded[:n], start, score_cutoff=1) <= 1 for n in lengths)


def _group(
    terms: Iterable[Term], keys: Callable[[Term], Iterable[str]]
) -> Mapping[str, frozenset[Term]]:
    grouped: dict[str, set[Term]] = defaultdict(set)
    for term in terms:
        for key in keys(term):
            grouped[key].add(term)
    return {key: frozenset(group) for key, group in grouped.items()}


def _buckets(terms: Iterable[Term]) -> dict[tuple[str, int], Bucket]:
    spelled = _group(terms, _spelling)
    buckets: dict[tuple[str, int], list[str]] = defaultdict(list)
    for word in spelled:
        if slips(len(word)):
            buckets[word[:1], len(word)].append(word)
    return {
        key: (tuple(words), tuple(spelled[word] for word in words))
        for key, words in buckets.items()
    }


def _spelling(term: Term) -> tuple[str, ...]:
    return (fold(term.word),)


def _comparable(key: str) -> tuple[str, ...]:
    return (key,) if len(key) >= _PART else ()


def _first_letter_slips(term: Term) -> tuple[str, ...]:
    """The word without its first letter, and with its first two letters swapped."""
    word = fold(term.word)
    if len(word) < _PREFIX_SLIP:
        return ()
    return (word[1:], word[1] + word[0] + word[2:])
