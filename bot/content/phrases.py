"""Phrases for danger and small talk that could never be found: no words, or an unknown list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.content.problems import did_you_mean
from bot.content.word_lists import ALONE, ELLIPSES, list_names
from bot.content.yaml_document import Document, Loc
from bot.models import Problem

_PHRASE_KEYS = ("utlöses_av", "inte_av")
_MARKS = "=*"
_NAME = re.compile(r"[A-ZÅÄÖ]{2,}")


def check(documents: Iterable[Document], list_key: str) -> Iterator[Problem]:
    """The faulty phrases of the groups under `list_key`."""
    for document in documents:
        for loc, _ in document.items((list_key,)):
            for key in _PHRASE_KEYS:
                for text_loc, text in document.texts((*loc, key)):
                    if not document.told(text_loc):
                        yield from _faults(document, text_loc, text)


def _faults(document: Document, loc: Loc, phrase: str) -> Iterator[Problem]:
    place = document.place(loc)
    chunks = [chunk for chunk in phrase.split() if chunk != ALONE and chunk not in ELLIPSES]
    choices = [[choice for choice in chunk.split("/") if choice.strip(_MARKS)] for chunk in chunks]
    if not chunks or not all(choices):
        yield Problem(
            place,
            "empty-phrase",
            f"Frasen ”{phrase}” saknar ord att leta efter.",
            "Skriv minst ett ord, till exempel: ont bröstet",
        )
    known = list_names()
    for choice in (choice for chunk in choices for choice in chunk):
        if _NAME.fullmatch(choice) and choice not in known:
            guess = did_you_mean(choice, known)
            yield Problem(
                place,
                "unknown-word-list",
                f"Det finns ingen ordlista som heter {choice}."
                + (f" Menade du {guess}?" if guess else ""),
                f"Är det ett vanligt ord, skriv det med små bokstäver: {choice.lower()}",
            )
