"""Machine-made noise: a message as it may arrive from a phone. The same message, the same noise."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final

import numpy as np

from bot.editor.evaluation.messages import Message

_ROWS: Final = ("qwertyuiopå", "asdfghjklöä", "zxcvbnm")  # a Swedish keyboard
# Short words are rarely mistyped, and a wrong letter in one makes another word of it.
_SHORTEST: Final = 4
_WORDS_PER_TYPO: Final = 4
_WORDS_PER_GAP: Final = 4
_FEWEST_WORDS: Final = 3
_WORD: Final = re.compile(r"[^\W\d_]+")
_DOTLESS: Final = str.maketrans("åäöÅÄÖéÉ", "aaoAAOeE")


def noisy(messages: Iterable[Message]) -> Iterator[tuple[str, Message]]:
    """Each message with each kind of noise that changes it, and that kind's name."""
    for message in messages:
        for kind, disturb in KINDS.items():
            # Not Python's hash: that one is salted anew in each process.
            seed = zlib.crc32(f"{kind}: {message.text}".encode())
            text = disturb(message.text, np.random.default_rng(seed))
            if text != message.text:
                yield kind, replace(message, text=text)


def typos(text: str, random: np.random.Generator) -> str:
    """One typing error in every fourth word or so, at least one, in words of four letters on."""
    words = [word for word in _WORD.finditer(text) if len(word[0]) >= _SHORTEST]
    if not words:
        return text
    count = -(-len(words) // _WORDS_PER_TYPO)
    chosen = sorted(random.permutation(len(words))[:count], reverse=True)
    for place in chosen:
        start, end = words[place].span()
        text = text[:start] + _mistyped(text[start:end], random) + text[end:]
    return text


def dotless(text: str, _random: np.random.Generator) -> str:
    """Without å, ä, ö and é, as on a foreign keyboard."""
    return text.translate(_DOTLESS)


def gaps(text: str, random: np.random.Generator) -> str:
    """Every fourth word or so gone, at least one; a message of one or two words keeps them."""
    words = text.split()
    if len(words) < _FEWEST_WORDS:
        return text
    gone = set(random.permutation(len(words))[: -(-len(words) // (_WORDS_PER_GAP + 1))].tolist())
    return " ".join(word for place, word in enumerate(words) if place not in gone)


KINDS: Final[dict[str, Callable[[str, np.random.Generator], str]]] = {
    "skrivfel": typos,
    "utan å, ä, ö": dotless,
    "ord borta": gaps,
}


def _mistyped(word: str, random: np.random.Generator) -> str:
    """`word` with two letters swapped, one dropped, doubled, or hit on the neighbouring key."""
    place = int(random.integers(1, len(word) - 1))  # the first letter is mostly right
    before, letter, after = word[:place], word[place], word[place + 1 :]
    swapped = before + after[:1] + letter + after[1:]
    ways = [before + after, before + letter + letter + after, swapped]
    near = neighbours(letter)
    if near:
        ways.append(before + near[int(random.integers(len(near)))] + after)
    changed = [way for way in ways if way != word]
    return changed[int(random.integers(len(changed)))]


def neighbours(letter: str) -> str:
    """The keys around that of `letter`, left and right and in the rows above and below."""
    for number, row in enumerate(_ROWS):
        place = row.find(letter.casefold())
        if place >= 0:
            beside = row[max(place - 1, 0) : place] + row[place + 1 : place + 2]
            # Each row stands half a key to the right of the one above.
            above = _ROWS[number - 1][place : place + 2] if number else ""
            below = _ROWS[number + 1] if number + 1 < len(_ROWS) else ""
            return beside + above + below[max(place - 1, 0) : place + 1]
    return ""
