"""Which terms of the phrases a word of a message stands for: tolerant, but not of real words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache

import snowballstemmer
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.matching.phrase_affixes import NONE, PREFIX_SLIP, Affixes, Terms, grouped, spelling
from bot.matching.phrase_language import Language
from bot.matching.phrase_syntax import Kind, Term
from bot.matching.text import fold, stem

STRENGTHENING = "FÖRSTÄRKNING"
"""The word list of beginnings that only strengthen a word."""
BEGINNINGS = "FÖRLEDER"
"""The word list of beginnings that make one word with what follows ("för-äldrar")."""

_CACHED_WORDS = 50_000
_SHORT = 4  # letters: up to here no misspelling is forgiven, and å, ä, ö count when typed
_LONG = 9  # letters: from here two slips are forgiven, below it one
_PART = 3  # letters: the shortest part of two words written together
_JOINED = 8  # letters: from here two words read as one may be inflected
_LONGEST = 30  # letters: a longer word is not compared
_REPEATED = re.compile(r"(.)\1+")
_SILENT = re.compile(r"^[hldg](?=j)")
_SOUNDS = (("ck", "k"), ("ch", "k"), ("ph", "f"), ("dt", "t"), ("x", "ks"))
_LETTERS = str.maketrans("wzqc", "vskk")
_DIGITS = re.compile(r"\d+")
_YEAR = re.compile(r"19[3-9]\d|20\d\d")
_MANY = 5  # tablets, say: from here it may be too many
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

    def __init__(self, terms: Iterable[Term], language: Language) -> None:
        ordered = sorted(set(terms))
        flexible = [term for term in ordered if term.kind is Kind.WORD]
        self._real = language.real_words
        self._real_folded = frozenset(map(fold, language.real_words))
        self._beginnings = frozenset(map(fold, language.lists[BEGINNINGS]))
        self._strengthening = tuple(map(fold, language.lists[STRENGTHENING]))
        self._number = frozenset(term for term in ordered if term.kind is Kind.NUMBER)
        self._many = frozenset(term for term in ordered if term.kind is Kind.MANY)
        self._year = frozenset(term for term in ordered if term.kind is Kind.YEAR)
        self._spelled = grouped((t for t in ordered if t.kind in _SPELLED), spelling)
        self._stems = grouped(flexible, lambda term: _comparable(stem(term.word)))
        self._stem_starts = {known[:_PART] for known in self._stems}
        self._sounds = grouped(flexible, lambda term: _comparable(sound(term.word)))
        self._slipped = grouped(flexible, _first_letter_slips)
        self._buckets = _buckets(flexible)
        self._starts = {spelled[:PREFIX_SLIP] for spelled in self._spelled}
        self._affixes = Affixes(ordered)
        self.terms: Callable[[str], Terms] = lru_cache(maxsize=_CACHED_WORDS)(self._terms)
        self.parts: Callable[[str], tuple[Terms, Terms]]
        self.parts = lru_cache(maxsize=_CACHED_WORDS)(self._parts)

    def joined(self, left: str, right: str) -> Terms:
        """The terms that two words of a message make when read as one: no misspellings."""
        word, folded = left + right, fold(left) + fold(right)
        if folded[:PREFIX_SLIP] not in self._starts:
            return NONE
        found = self._exact(word, folded)
        if _DIACRITICS.search(word):  # "jag är" is not "jagar"
            found = frozenset(term for term in found if term.word == word)
        return found | self._inflected(word, folded) if len(word) >= _JOINED else found

    def _terms(self, word: str) -> Terms:
        folded = fold(word)
        found = self._exact(word, folded) | self._affixes.of(folded)
        digits = _DIGITS.match(word)
        if digits:
            return found | self._numbers(digits.group())
        if folded in self._real_folded or len(folded) > _LONGEST:
            return found
        found |= self._inflected(word, folded)
        if any(term.kind in _SPELLED for term in found):  # a word of ours is no misspelling
            return found
        found |= self._strengthened(word)
        return found | self._affixes.nearly(folded) | self._sounding(word) | self._slips(folded)

    def _numbers(self, digits: str) -> Terms:
        found = self._number
        if int(digits) >= _MANY:
            found |= self._many
        return found | self._year if _YEAR.fullmatch(digits) else found

    def _strengthened(self, word: str) -> Terms:
        """The terms of "slapp" for "jätteslapp"."""
        found: Terms = NONE
        if not fold(word).startswith(self._strengthening):
            return found
        for start in self._strengthening:
            for length in range(len(start), len(start) + 2):  # jätte, jaette
                rest = word[length:]
                if len(rest) >= _PART and fold(word[:length]) == start:
                    found |= self._exact(rest, fold(rest)) | self._inflected(rest, fold(rest))
        return found

    def _parts(self, word: str) -> tuple[Terms, Terms]:
        """The terms of the two parts of a word that is two written together ("kaninte")."""
        folded = fold(word)
        if 2 * _PART <= len(folded) <= _LONGEST and folded not in self._real_folded:
            for middle in range(_PART, len(folded) - _PART + 1):
                left, right = folded[:middle], folded[middle:]
                known = left in self._spelled and right in self._spelled
                if known and left not in self._beginnings:
                    return self._spelled[left], self._spelled[right]
        return NONE, NONE

    def _exact(self, word: str, folded: str) -> Terms:
        same = self._spelled.get(folded, NONE)
        loose = len(folded) > _SHORT or not _DIACRITICS.search(word)
        if loose and word not in self._real:
            return same
        return frozenset(term for term in same if term.word == word)

    def _inflected(self, word: str, folded: str) -> Terms:
        """Same stem; without å, ä, ö only if the writer leaves them out and means no other word."""
        if folded[:_PART] not in self._stem_starts:  # stemming is the dearest step of all
            return NONE
        terms = self._stems.get(stem(word), NONE)
        if len(word) <= _PART and folded in self._spelled:
            return NONE
        if not terms or not (_DIACRITICS.search(word) or folded in self._spelled):
            return terms
        typed = _stem_as_typed(word)
        return frozenset(term for term in terms if _stem_as_typed(term.word) == typed)

    def _sounding(self, word: str) -> Terms:
        key = sound(word)
        terms = self._sounds.get(key, NONE)
        if len(key) > _SHORT or not _DIACRITICS.search(word):
            return terms
        typed = {*_DIACRITICS.findall(word)}
        return frozenset(term for term in terms if typed <= {*_DIACRITICS.findall(term.word)})

    def _slips(self, folded: str) -> Terms:
        found: set[Term] = set(self._slipped.get(folded, NONE))
        allowed = slips(len(folded))
        words, terms = self._buckets.get((folded[:1], len(folded)), ((), ()))
        if allowed and words:
            near = process.extract(
                folded, words, scorer=OSA.distance, score_cutoff=allowed, limit=None
            )
            for word, distance, place in near:
                if distance <= slips(len(word)):
                    found |= terms[place]
        return frozenset(found)


_SPELLED = (Kind.WORD, Kind.EXACT)
Bucket = tuple[tuple[str, ...], tuple[Terms, ...]]


@lru_cache(maxsize=_CACHED_WORDS)
def _stem_as_typed(word: str) -> str:
    # A stemmer of its own: the pure-Python stemmer keeps the word in itself while it works.
    return str(snowballstemmer.stemmer("swedish").stemWord(word))


def _buckets(terms: Iterable[Term]) -> dict[tuple[str, int], Bucket]:
    """By first letter and length of a message's word, the words that it may be a slip of."""
    spelled = grouped(terms, spelling)
    buckets: dict[tuple[str, int], list[str]] = defaultdict(list)
    for word in spelled:
        reach = slips(len(word))
        for length in range(len(word) - reach, len(word) + reach + 1) if reach else ():
            buckets[word[:1], length].append(word)
    return {
        key: (tuple(words), tuple(spelled[word] for word in words))
        for key, words in buckets.items()
    }


def _comparable(key: str) -> tuple[str, ...]:
    return (key,) if len(key) >= _PART else ()


def _first_letter_slips(term: Term) -> tuple[str, ...]:
    """The word without its first letter, and with its first two letters swapped."""
    word = fold(term.word)
    if len(word) < PREFIX_SLIP:
        return ()
    return (word[1:], word[1] + word[0] + word[2:])
