"""Answer, ask back or say nothing: the three outcomes at cut-offs chosen on other entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from bench.matching.statistics import Bootstrap, Figure, Groups, Values
from bench.matching.trials import Flags, Trials

# Of the messages out of scope, at most this share answered, and at most this one answered or
# asked back.
ANSWERED: Final = 0.08
REACTED: Final = 0.5
FOLDS: Final = 5
ROUNDS: Final = 3


@dataclass(frozen=True, slots=True)
class Signal:
    """How sure a matcher is, a number a trial; `answer` and `suggest` say what it leads to."""

    values: Values
    answer: Values
    suggest: Values


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Shares of messages in scope (`right` to `wrong`) and out of scope (the two with `outside`).

    `helped` is answered right or asked back with the right entry among three.
    """

    right: Figure
    helped: Figure
    wrong: Figure
    outside_answered: Figure
    outside_suggested: Figure
    auroc: Figure


def by_score(trials: Trials) -> Signal:
    """The best entry's score alone."""
    return cross_validated([trials.scores[:, 0]] * ROUNDS, trials)


def by_cut_offs(trials: Trials, answer_from: float, suggest_from: float) -> Signal:
    """The score with cut-offs that are fixed beforehand."""
    score = trials.scores[:, 0]
    answer = (score >= answer_from) & trials.plain
    return Signal(score, answer.astype(float), ((score >= suggest_from) & ~answer).astype(float))


def judge(trials: Trials, signal: Signal, bootstrap: Bootstrap) -> Outcomes:
    """The three outcomes that a signal leads to."""
    inside, outside = trials.in_scope, ~trials.in_scope
    answer, suggest = signal.answer, signal.suggest

    def share(values: npt.NDArray[np.float64], rows: Flags) -> Figure:
        return bootstrap.mean(values[rows], trials.groups[rows]).figure()

    return Outcomes(
        right=share(answer * trials.right, inside),
        helped=share(answer * trials.right + suggest * trials.in_three, inside),
        wrong=share(answer * ~trials.right, inside),
        outside_answered=share(answer, outside),
        outside_suggested=share(suggest, outside),
        auroc=bootstrap.auroc(
            (signal.values[inside], trials.groups[inside]),
            (signal.values[outside], trials.groups[outside]),
        ).figure(),
    )


def cross_validated(rounds: list[Values], trials: Trials) -> Signal:
    """Cut-offs for each fifth of the entries from the other four; `rounds` of other fifths each.

    The values of round n may have been fitted on `folds(…, n)`.
    """
    answer = np.zeros((len(rounds), len(trials.groups)))
    suggest = np.zeros_like(answer)
    for seed, values in enumerate(rounds):
        sure = np.where(trials.plain, values, -np.inf)
        for held_out in folds(trials.groups, seed):
            others = ~held_out & ~trials.in_scope
            answered = sure[held_out] > _cut_off(sure[others], ANSWERED)
            reacted = values[held_out] > _cut_off(values[others], REACTED)
            answer[seed, held_out] = answered
            suggest[seed, held_out] = reacted & ~answered
    return Signal(np.mean(rounds, axis=0), answer.mean(axis=0), suggest.mean(axis=0))


def folds(groups: Groups, seed: int) -> list[Flags]:
    """Which rows each fifth of the groups holds."""
    fold_of = np.random.default_rng(seed).permutation(int(groups.max()) + 1) % FOLDS
    return [fold_of[groups] == fold for fold in range(FOLDS)]


def _cut_off(outside: Values, share: float) -> float:
    """The value that at most `share` of `outside` lie above."""
    if not len(outside):
        return -np.inf
    return float(np.sort(outside)[::-1][int(share * len(outside))])
