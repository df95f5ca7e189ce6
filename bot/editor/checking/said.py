"""What a wording says once spelling, endings and small words are left out."""

from __future__ import annotations

from functools import lru_cache

from bot.matching.lexicon import swedish
from bot.matching.text import fold, stem, words

# Small words to the matcher, but they turn round what is asked.
_TURNING = frozenset(
    map(fold, ("till", "från", "före", "innan", "efter", "sedan", "över", "under", "utom", "mot"))
)
# The share of common words (Jaccard) from which a test message is as good as the wording itself.
_NEAR = 0.8

_CACHED = 20_000  # texts


@lru_cache(maxsize=_CACHED)
def content(text: str) -> frozenset[str]:
    """The stems of the words that carry content."""
    return frozenset(stem(word) for word in words(text) if is_content(word))


@lru_cache(maxsize=_CACHED)
def key(text: str) -> frozenset[str]:
    """Two texts with the same key ask for the same in the same words; all words if no other."""
    said = words(text)
    kept = [word for word in said if is_content(word) or fold(word) in _TURNING]
    return frozenset(map(stem, kept or said))


def is_content(word: str) -> bool:
    """Whether a normalised word carries content."""
    return word not in swedish().stop_words


def is_near(one: str, other: str) -> bool:
    """Whether two texts share nearly all words, small ones too, whatever their order.

    A message without å, ä, ö is another: it shows that the bot understands it.
    """
    mine, theirs = _typed(one), _typed(other)
    return len(mine & theirs) >= _NEAR * len(mine | theirs)


def spelled(text: str) -> str:
    """A text as it is the same for all who spell it without å, ä, ö, signs or capitals."""
    return " ".join(map(fold, words(text)))


@lru_cache(maxsize=_CACHED)
def _typed(text: str) -> frozenset[tuple[str, bool]]:
    """The stems of all words, each with whether it has a letter that a stem does not show."""
    return frozenset((stem(word), fold(word) != word) for word in words(text))
