"""Swedish prose in sentences and words, with where each stands in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ITEM = re.compile(r"^- ")
# An address or a number with points inside is one word, and ends no sentence.
_WORD = re.compile(r"[^\W_]+(?:[-:.,’'/@–][^\W_]+)*")
# A full stop before a small letter belongs to an abbreviation: "t.ex. en vårdcentral".
_END = re.compile(r"[.!?…]+[)”\"]*(?=\s+[^a-zåäö\s]|\s*$)")
_SHORTENED = re.compile(
    r"(?:^|[\s(])(?:t\.\s?ex|bl\.\s?a|m\.\s?m|m\.\s?fl|o\.\s?s\.\s?v|d\.\s?v\.\s?s|s\.\s?k|f\.\s?d"
    r"|fr\.\s?o\.\s?m|t\.\s?o\.\s?m|kl|ca|nr|tel|st|dr|prof|resp|jfr|kap|tfn|max|min)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word as written, and where it begins in the text; `opens` if it begins its sentence."""

    text: str
    start: int
    opens: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; `listed` if it is, or belongs to, an item of a list."""

    text: str
    words: tuple[Word, ...]
    listed: bool


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a text laid out in paragraphs and lists; none without words."""
    start = 0
    for line in text.split("\n"):
        listed = bool(_ITEM.match(line))
        for begin, end in _spans(line):
            found = tuple(_words(line, begin, end, start))
            if found:
                yield Sentence(line[begin:end].strip(), found, listed)
        start += len(line) + 1


def _spans(line: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for found in _END.finditer(line):
        if not _SHORTENED.search(line[: found.start()]):
            yield begin, found.end()
            begin = found.end()
    yield begin, len(line)


def _words(line: str, begin: int, end: int, offset: int) -> Iterator[Word]:
    for number, found in enumerate(_WORD.finditer(line, begin, end)):
        yield Word(found[0], offset + found.start(), opens=not number)
