"""The bot without a variant, or without an entry: what it does with wordings that nobody foresaw.

Building an index for each text that is left out would take minutes. So one is built for a batch:
- FOLDS batches share the variants, in turn, so that an entry of up to FOLDS variants misses one at
  a time, and every batch has all but a FOLDS-th of the wordings. A FAQ of at most FOLDS variants is
  measured exactly.
- ENTRY_FOLDS batches share the entries, in turn: the neighbours of an entry, which come first among
  those that might answer in its place, are in other batches and stay.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from bot.editor.evaluation.messages import Message, Origin
from bot.editor.evaluation.verdicts import Opened, Result, ask, ask_one
from bot.models import Entry, Faq

FOLDS: Final = 40
ENTRY_FOLDS: Final = 12


def of_variants(messages: Sequence[Message]) -> list[Message]:
    """What is asked when variants are left out: the variants."""
    return [message for message in messages if message.origin is Origin.VARIANT]


def of_entries(messages: Sequence[Message]) -> list[Message]:
    """What is asked when entries are left out: questions and `prov`, variants for want of those."""
    tested = {message.entry for message in messages if message.origin is Origin.TEST}
    return [
        message
        for message in messages
        if message.entry and (message.origin is not Origin.VARIANT or message.entry not in tested)
    ]


def without_variants(faq: Faq, messages: Sequence[Message], opened: Opened) -> Iterator[Result]:
    """Each variant, asked of the FAQ without it: whether the entry is found all the same."""
    variants = of_variants(messages)
    for fold in range(min(FOLDS, len(variants))):
        asked = variants[fold::FOLDS]
        gone = {(message.entry, message.text) for message in asked}
        yield from ask(opened(faq.edited(partial(_without_texts, gone=gone))), asked)


def without_entries(faq: Faq, messages: Sequence[Message], opened: Opened) -> Iterator[Result]:
    """Each entry's messages, asked of the FAQ without it: nothing should be answered."""
    ids = [entry.id for entry in faq.entries]
    asked = of_entries(messages)
    for fold in range(min(ENTRY_FOLDS, len(ids))):
        gone = frozenset(ids[fold::ENTRY_FOLDS])
        rest = opened(faq.without(gone))
        for message in asked:
            if message.entry in gone:
                yield ask_one(rest, message, None)


def _without_texts(entry: Entry, gone: Collection[tuple[str | None, str]]) -> Entry:
    kept = tuple(text for text in entry.variants if (entry.id, text) not in gone)
    return entry if len(kept) == len(entry.variants) else replace(entry, variants=kept)
