"""The cut-offs: what each would have led to, and which ones hold a ceiling of false answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf
from typing import Final

import numpy as np
import numpy.typing as npt

from bot.dialogue import LEAST_SUGGESTED, MOST_SUGGESTIONS, CutOffs
from bot.editor.evaluation.verdicts import Result, Verdict

# Of the messages that nothing answers, at most so many per cent should get any entry to look at.
REACTED: Final = 50.0
# Fewer messages than this say too little of one in ten.
FEWEST: Final = 30
HIGHEST: Final = 100
_FOLDS: Final = 5
_NEVER: Final = -1.0


@dataclass(frozen=True, slots=True)
class Signal:
    """How a message's outcome hangs on the cut-offs.

    It is answered up to the cut-off `sure`, and asked back about up to `asked`; `right` is whether
    the first entry is the right one, `offered` whether that is among the suggestions (`cautious`:
    the most that can be asked of it). `inside` is whether there is a right one.
    """

    sure: float
    asked: float
    right: bool
    offered: bool
    cautious: bool
    inside: bool

    def verdict(self, cut_offs: CutOffs) -> Verdict:
        """The outcome at these cut-offs."""
        answered = self.sure >= cut_offs.answer
        reacted = answered or self.asked >= cut_offs.suggest
        if not self.inside:
            if answered:
                return Verdict.FALSE
            return Verdict.ASKED_BACK if reacted else Verdict.QUIET
        if answered:
            return Verdict.RIGHT if self.right else Verdict.WRONG
        if not reacted or not self.offered:
            return Verdict.MISSED
        return Verdict.RIGHT if self.cautious else Verdict.SUGGESTED


@dataclass(frozen=True, slots=True)
class Point:
    """Shares at one cut-off for answers, in per cent.

    `right` and `wrong` are answers to messages that have a right one, `false` to the others.
    """

    cut_off: int
    right: float
    wrong: float
    false: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """Cut-offs, and what they came to on messages that they were not chosen on.

    `false` is the share of messages without an answer that were answered, `reacted` of those that
    got suggestions or an answer, in per cent; `answers` are the cut-offs for answers that each
    part of the messages led to by itself.
    """

    cut_offs: CutOffs
    false: float
    reacted: float
    answers: tuple[float, ...]


def signal(result: Result) -> Signal:
    """How the outcome of a result hangs on the cut-offs."""
    matches = result.reply.matches[:MOST_SUGGESTIONS]
    if not matches:  # danger, small talk, another language, nothing to compare
        inside = result.right is not None
        return Signal(_NEVER, _NEVER, right=False, offered=False, cautious=False, inside=inside)
    best = matches[0]
    least = best.score * LEAST_SUGGESTED
    offered = [match.entry for match in matches if match.score >= least]
    own = next((entry for entry in offered if _is(entry.id, entry.former_ids, result)), None)
    return Signal(
        # Asked which area is meant: a lower cut-off would not change that.
        sure=best.score if best.is_plain and not result.reply.asks_area else _NEVER,
        asked=inf if best.covers else sum(match.score for match in matches),
        right=own == best.entry,
        offered=own is not None,
        cautious=own is not None and own.cautious,
        inside=result.right is not None,
    )


def _is(entry_id: str, former_ids: Sequence[str], result: Result) -> bool:
    return result.right in {entry_id, *former_ids}


def curve(results: Iterable[Result]) -> tuple[Point, ...]:
    """The shares at every cut-off from 0 to 100 (asking back does not matter to them)."""
    signals = [signal(result) for result in results]
    inside = [one for one in signals if one.inside]
    right = [one.sure for one in inside if one.right]
    wrong = [one.sure for one in inside if not one.right]
    false = [one.sure for one in signals if not one.inside]
    return tuple(
        Point(
            cut_off,
            _share(right, cut_off, len(inside)),
            _share(wrong, cut_off, len(inside)),
            _share(false, cut_off, len(false)),
        )
        for cut_off in range(HIGHEST + 1)
    )


def _share(sure: Sequence[float], cut_off: float, total: int) -> float:
    return 100 * sum(score >= cut_off for score in sure) / max(total, 1)


def propose(outside: Sequence[Result], ceiling: float) -> Proposal:
    """The lowest cut-offs at which at most `ceiling` per cent of `outside` are answered.

    And at most REACTED per cent get anything. Cross-validated: how it turns out is measured on
    each fifth of the messages with the cut-offs of the other four, keeping an entry's together.
    """
    sure = np.array([signal(result).sure for result in outside])
    asked = np.array([signal(result).asked for result in outside])
    folds = _folds(outside)
    answered, reacted = np.zeros(len(outside), bool), np.zeros(len(outside), bool)
    answers = []
    for fold in range(_FOLDS):
        own = folds == fold
        found = _choose(sure[~own], asked[~own], ceiling)
        answered[own] = sure[own] >= found.answer
        reacted[own] = answered[own] | (asked[own] >= found.suggest)
        answers.append(found.answer)
    return Proposal(
        cut_offs=_choose(sure, asked, ceiling),
        false=100 * float(answered.mean()),
        reacted=100 * float(reacted.mean()),
        answers=tuple(answers),
    )


def _folds(results: Sequence[Result]) -> npt.NDArray[np.int64]:
    groups = [result.message.entry or result.message.text for result in results]
    numbers = {group: number for number, group in enumerate(sorted(set(groups)))}
    order = np.random.default_rng(0).permutation(len(numbers))
    return np.array([order[numbers[group]] % _FOLDS for group in groups], dtype=np.int64)


def _choose(
    sure: npt.NDArray[np.float64], asked: npt.NDArray[np.float64], ceiling: float
) -> CutOffs:
    cut_offs = np.arange(1, HIGHEST + 1)
    answered = 100 * (sure[None, :] >= cut_offs[:, None]).mean(axis=1)
    answer = _lowest(cut_offs, answered <= ceiling)
    reacted = (asked[None, :] >= cut_offs[:, None]) | (sure >= answer)[None, :]
    suggest = _lowest(cut_offs, 100 * reacted.mean(axis=1) <= max(REACTED, ceiling))
    return CutOffs(answer, min(suggest, answer))


def _lowest(cut_offs: npt.NDArray[np.int64], holds: npt.NDArray[np.bool_]) -> float:
    """The lowest cut-off that holds; the highest if none does."""
    return float(cut_offs[int(holds.argmax())] if holds.any() else HIGHEST)
