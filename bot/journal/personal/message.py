"""A message in one plain spelling, as words and gaps, with the places that were marked in it."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property, lru_cache
from itertools import accumulate

# What takes the place of a detail. A text that holds them already is left alone there.
LABELS = (
    "adress",
    "användarnamn",
    "datum",
    "e-post",
    "kontonummer",
    "kortnummer",
    "länk",
    "namn",
    "nummer",
    "personnummer",
    "registreringsnummer",
    "telefonnummer",
)
# Stands for what is marked: neither a word, a digit nor a gap, so no rule reads across it.
MARKED = "\0"

_UNSEEN = {"Mn", "Me", "Cf"}
_FILLERS = "\u115f\u1160\u3164\uffa0"  # letters by category, but nothing is seen of them
# Not without their rings and dots: "får" is no "far", "lärs" is no Lars.
_SWEDISH = {one: one.lower() for one in "åäöÅÄÖ"}
_OWN_LETTERS = {"ø": "o", "æ": "a", "đ": "d", "ł": "l", "−": "-"}
# Parts of one address or one name, that are read as one.
_JOINING = re.compile(r"[\s,]{0,4}")


def plain(text: str) -> str:
    """`text` in lower case without accents (å, ä and ö stay), one character for each."""
    if text.isascii():
        return text.lower()
    table = {ord(one): _SWEDISH.get(one) or _plain(one) for one in set(text)}
    return text.translate(table)


@lru_cache(maxsize=8192)
def _plain(character: str) -> str:
    if unicodedata.category(character) == "Lo":  # a letter without case, of another script
        return character
    digit = unicodedata.digit(character, None)
    if digit is not None:  # also Arabic, full-width, raised and circled ones
        return str(digit)
    base = unicodedata.normalize("NFKD", character)[0].lower()[0]
    if base.isdigit():  # ½ is no 1
        return character
    return "-" if unicodedata.category(base) == "Pd" else _OWN_LETTERS.get(base, base)


_TOKEN = re.compile(rf"(\[(?:{'|'.join(LABELS)})\]|\d+|[^\W\d_]+)")


class Message:
    """Tokens (a word or a run of digits each) and gaps: `gaps[i]` stands before `tokens[i]`.

    There is one gap more than there are tokens. `mark` turns tokens into MARKED.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._places = _seen(text)
        self._cased = text if self._places is None else "".join(text[i] for i in self._places)
        self.plain = plain(self._cased)
        self._pieces = _TOKEN.split(self.plain)
        self.gaps: list[str] = self._pieces[::2]
        self.tokens: list[str] = self._pieces[1::2]
        if "[" in self.plain:
            self.tokens = [MARKED if token[0] == "[" else token for token in self.tokens]
        self._numbers = [i for i, token in enumerate(self.tokens) if token.isdecimal()]
        self._marks: list[tuple[int, int, str]] = []

    def token(self, index: int) -> str:
        """The token there; "" outside the message."""
        return self.tokens[index] if 0 <= index < len(self.tokens) else ""

    def gap(self, index: int) -> str:
        """What stands before the token there; "" outside the message."""
        return self.gaps[index] if 0 <= index < len(self.gaps) else ""

    def numbers(self) -> list[int]:
        """Where the runs of digits are that nobody has marked."""
        return [index for index in self._numbers if self.tokens[index] != MARKED]

    @cached_property
    def _ends(self) -> list[int]:
        return list(accumulate(map(len, self._pieces)))

    def start(self, index: int) -> int:
        """Where the token begins in `plain`."""
        return self._ends[2 * index]

    def end(self, index: int) -> int:
        """Where the token ends in `plain`."""
        return self._ends[2 * index + 1]

    def is_capital(self, index: int) -> bool:
        """Whether the token was written with a capital first."""
        return self.token(index).isalpha() and self._cased[self.start(index)].isupper()

    def is_shouted(self, index: int) -> bool:
        """Whether the whole token was written in capitals, and is more than an initial."""
        written = self._cased[self.start(index) : self.end(index)]
        return len(written) > 1 and written.isupper()

    def mark(self, first: int, last: int, label: str, signs: int = 0) -> None:
        """Mark tokens `first` to `last`, with so many characters of the gap before them."""
        self._marks.append((self.start(first) - signs, self.end(last), label))
        for index in range(first, last + 1):
            self.tokens[index] = MARKED

    def redacted(self) -> str:
        """The text as it was written, with labels for what is marked."""
        parts, done = [], 0
        for start, end, label in self._joined():
            parts += [self._text[done : self._place(start)], f"[{label}]"]
            done = self._place(end)
        return "".join([*parts, self._text[done:]])

    def _joined(self) -> list[tuple[int, int, str]]:
        joined: list[tuple[int, int, str]] = []
        for start, end, label in sorted(self._marks):
            if joined and joined[-1][2] == label and self._is_near(joined[-1][1], start):
                joined[-1] = (joined[-1][0], end, label)
            else:
                joined.append((start, end, label))
        return joined

    def _is_near(self, end: int, start: int) -> bool:
        return _JOINING.fullmatch(self.plain, end, start) is not None

    def _place(self, position: int) -> int:
        if self._places is None:
            return position
        # Accents and other signs that hang on a marked character go with it.
        return self._places[position] if position < len(self._places) else len(self._text)


def _seen(text: str) -> list[int] | None:
    """The places of the characters that one sees; None where that is all of them."""
    unseen = set() if text.isascii() else set(filter(_is_unseen, set(text)))
    if not unseen:
        return None
    return [index for index, character in enumerate(text) if character not in unseen]


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) in _UNSEEN or character in _FILLERS
