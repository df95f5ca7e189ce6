"""Swedish text: normalise, fold, split into words, stem."""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import lru_cache

import snowballstemmer

# A resident may paste a whole document; what is asked stands within this length or not at all.
MAX_CHARACTERS = 4096
MAX_WORD = 40

_WORD = re.compile(r"[^\W_]+(?:[:'’][^\W_]+)*")
_WHITE = re.compile(r"\s+")
_ZERO_WIDTH = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
# Letters with a spelling of their own in Swedish without å, ä, ö: "hälsa" is typed halsa or haelsa.
_FOLD = str.maketrans({"å": "a", "ä": "a", "ö": "o", "æ": "a", "ø": "o", "é": "e", "ü": "u"})
_DIGRAPHS = (("ae", "a"), ("oe", "o"), ("aa", "a"))
# The Snowball stemmer keeps the word it works on in itself: one thread at a time.
_STEMMING = threading.Lock()


def normalise(text: str) -> str:
    """`text` in NFKC, case-folded, without zero-width characters; at most MAX_CHARACTERS."""
    text = unicodedata.normalize("NFKC", text[:MAX_CHARACTERS])
    return _WHITE.sub(" ", _ZERO_WIDTH.sub("", text).casefold())


def words(text: str) -> list[str]:
    """The words of `text`, normalised, in order: letters and digits, apostrophe or colon inside."""
    # As `normalise`, but white space needs no folding here and few texts hold what cannot be seen.
    text = unicodedata.normalize("NFKC", text[:MAX_CHARACTERS])
    if not text.isprintable():
        text = _ZERO_WIDTH.sub("", text)
    return [word[:MAX_WORD] for word in _WORD.findall(text.casefold())]


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """`word` with å, ä, ö and their spellings as a, o: two spellings of one word become one."""
    folded = word.translate(_FOLD)
    for digraph, letter in _DIGRAPHS:
        folded = folded.replace(digraph, letter)
    if folded.isascii():
        return folded
    decomposed = unicodedata.normalize("NFD", folded)
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The folded Swedish Snowball stem of a normalised word."""
    with _STEMMING:
        return fold(_stemmer().stemWord(word))


@lru_cache(maxsize=1)
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("swedish")
