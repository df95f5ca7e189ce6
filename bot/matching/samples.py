"""Honest examples for the calibration: messages asked of a FAQ that does not hold their wording.

An editor's `prov` beside its variants says little of residents; a variant that was left out, or a
message whose whole entry was left out, does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import numpy as np

from bot.matching.calibration import Calibration, Curve
from bot.matching.evidence import Evidence
from bot.matching.index import build
from bot.matching.ranking import analyse, rank_entries
from bot.matching.weighing import weigh
from bot.models import Entry, Faq

FOLDS: Final = 5
DRAWS: Final = 6
# Scores play no part in the evidence, so any calibration does while samples are taken.
_NOTHING: Final = (0.0,) * len(Evidence._fields)
_FLAT: Final = Curve(0.0, _NOTHING, _NOTHING, _NOTHING)
_NONE: Final = Calibration(_FLAT, _FLAT, provenance="none")


@dataclass(frozen=True, slots=True)
class Sample:
    """The evidence for the best entry of one message, and whether that entry was right.

    `group` is the entry that the message belongs to (its id; a message from `utanfor` is a group
    of its own): cross-validation keeps a group together. `in_scope` is whether a right entry was
    there to be found, `bare` whether the best entry has no variants.
    """

    evidence: Evidence
    right: bool
    in_scope: bool
    bare: bool
    group: str


def take_samples(faq: Faq) -> tuple[Sample, ...]:
    """All samples of a FAQ: wordings left out, entries left out, and messages out of scope."""
    return (
        *_without_wordings(faq),
        *_without_entries(faq),
        *_ask(faq, ((message, None, f"utanfor: {message}") for message in faq.out_of_scope)),
    )


def _without_wordings(faq: Faq) -> Iterator[Sample]:
    """Every `prov`, asked when every fifth variant of each entry is gone; without any, variants."""
    for fold in range(FOLDS):
        yield from _ask(
            faq.edited(partial(_without_fold, fold=fold)),
            (
                (message, entry.id, entry.id)
                for entry in faq.entries
                for message in (entry.tests or entry.variants)[fold::FOLDS]
            ),
        )


def _without_fold(entry: Entry, fold: int) -> Entry:
    kept = [text for number, text in enumerate(entry.variants) if number % FOLDS != fold]
    return replace(entry, variants=tuple(kept))


def _without_entries(faq: Faq) -> Iterator[Sample]:
    """Every `prov` (or variant, for want of any), asked when half of the entries are gone.

    Both those whose entry is gone and those whose entry is still there, in several random draws.
    """
    random = np.random.default_rng(0)
    ids = sorted(entry.id for entry in faq.entries)
    for _ in range(DRAWS):
        gone = {ids[place] for place in random.permutation(len(ids))[: len(ids) // 2]}
        yield from _ask(
            faq.without(gone),
            (
                (message, None if entry.id in gone else entry.id, entry.id)
                for entry in faq.entries
                for message in entry.tests or entry.variants[::FOLDS]
            ),
        )


def _ask(faq: Faq, asked: Iterable[tuple[str, str | None, str]]) -> Iterator[Sample]:
    """One sample a message: its text, the entry that is right (None: none is) and its group."""
    index = build(faq, _NONE)
    for message, right, group in asked:
        query = analyse(message)
        if not query.words or not index.entries:
            continue
        ranking = rank_entries(query, index)
        best = ranking.order[0]
        yield Sample(
            evidence=weigh(best, query, ranking, index),
            right=index.entries[best].id == right,
            in_scope=right is not None,
            bare=not index.entries[best].variants,
            group=group,
        )
