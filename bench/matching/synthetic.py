"""FAQs of any size, grown from a real one: for time and memory only, not for quality.

Wordings are dealt out evenly over the entries. An entry's own come first; each further one is one
of its own of which one to three words are replaced by words of the FAQ (drawn as often as they
stand there), one in four loses a word, and one word in fifty is a new compound of two words: the
vocabulary grows as Swedish does, from some 2,000 words to some 20,000 in 100,000 wordings.
"""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Final

from bench.matching.data import make_faq
from bot.matching.text import words
from bot.models import Entry, Faq

SEED: Final = 20261121
_REPLACED: Final = (1, 2, 3)
_DROP: Final = 0.25
_COMPOUND: Final = 0.02
_SHORTEST_PART: Final = 4


def grow(faq: Faq, wordings: int) -> Faq:
    """`faq` cut down or grown to that many wordings (questions and variants)."""
    rng = random.Random(SEED)
    entries = faq.entries[:wordings]
    pool = [word for e in faq.entries for text in _all_texts(e) for word in words(text)]
    parts = sorted({word for word in pool if word.isalpha() and len(word) >= _SHORTEST_PART})
    share, more = divmod(wordings, len(entries))
    return make_faq(
        [
            _sized(entry, share + (number < more), pool, parts, rng)
            for number, entry in enumerate(entries)
        ],
        faq.synonyms,
    )


def _sized(entry: Entry, size: int, pool: list[str], parts: list[str], rng: random.Random) -> Entry:
    own = (entry.question, *entry.variants)
    new = [_mutated(rng.choice(own), pool, parts, rng) for _ in range(size - len(own))]
    return replace(entry, variants=(*own[1:size], *new))


def _mutated(text: str, pool: list[str], parts: list[str], rng: random.Random) -> str:
    said = text.rstrip("?").split() or [rng.choice(pool)]
    for _ in range(rng.choice(_REPLACED)):
        said[rng.randrange(len(said))] = rng.choice(pool)
    if len(said) > 3 and rng.random() < _DROP:
        del said[rng.randrange(len(said))]
    return " ".join(_compound(parts, rng) if rng.random() < _COMPOUND else word for word in said)


def _compound(parts: list[str], rng: random.Random) -> str:
    return rng.choice(parts) + rng.choice(parts)


def _all_texts(entry: Entry) -> tuple[str, ...]:
    return (entry.question, *entry.variants, entry.answer)
