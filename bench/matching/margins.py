"""A peer's surest signal: a logistic regression on its score and margins."""

from __future__ import annotations

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from bench.matching.outcomes import ROUNDS, Signal, cross_validated, folds
from bench.matching.trials import Trials


def by_margins(trials: Trials) -> Signal:
    """A logistic regression on score and margins to the second and the fourth entry."""
    score = trials.scores[:, :1]
    inputs = np.hstack([score, score - trials.scores[:, 1:2], score - trials.scores[:, 3:4]])
    rounds = []
    for seed in range(ROUNDS):
        chances = np.zeros(len(inputs))
        for held_out in folds(trials.groups, seed):
            model = make_pipeline(StandardScaler(), LogisticRegression(C=1.0, max_iter=1000))
            model.fit(inputs[~held_out], trials.right[~held_out])
            chances[held_out] = model.predict_proba(inputs[held_out])[:, 1]
        rounds.append(chances)
    return cross_validated(rounds, trials)
