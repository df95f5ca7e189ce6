"""How well a calibration holds on messages that it was not fitted on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from bot.matching.calibration import Calibration, Curve, fit, shipped
from bot.matching.samples import FOLDS, Sample

# How many of the residents' messages have an answer in the FAQ. Among the samples it is far fewer,
# since half of them are asked on purpose without their entry; they are weighted back to this. An
# assumption: once a journal exists it can be counted.
IN_SCOPE: Final = 0.8
BINS: Final = 10
# Fewer samples say nothing: there are nine coefficients to fit.
FEWEST: Final = 80

Percents = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Bin:
    """Messages whose score lies from `low` on: how many, their mean score, how many were right."""

    low: float
    count: int
    score: float
    right: float


@dataclass(frozen=True, slots=True)
class Quality:
    """How the scores of unseen messages turned out.

    `auroc_scope` is the chance that a message with a right entry scores above one without,
    `auroc_right` that a right first entry scores above a wrong one.
    """

    auroc_scope: float
    auroc_right: float
    reliability: tuple[Bin, ...]


def fit_samples(samples: Sequence[Sample], provenance: str, otherwise: Calibration) -> Calibration:
    """The calibration of all samples; `otherwise` where a kind of entry has fewer than FEWEST."""
    varied = [sample for sample in samples if not sample.bare]
    bare = [sample for sample in samples if sample.bare]
    return Calibration(
        _fit(varied) if len(varied) >= FEWEST else otherwise.varied,
        _fit(bare) if len(bare) >= FEWEST else otherwise.bare,
        provenance,
    )


def _fit(samples: Sequence[Sample]) -> Curve:
    signs = np.array([sample.evidence for sample in samples], dtype=float)
    return fit(signs, _right(samples), message_weights(samples))


def message_weights(samples: Sequence[Sample]) -> Percents:
    """What each sample counts, so that IN_SCOPE of them have an answer; 1 on average."""
    in_scope = np.array([sample.in_scope for sample in samples])
    if in_scope.all() or not in_scope.any():
        return np.ones(len(samples))
    share = float(in_scope.mean())
    weights: Percents = np.where(in_scope, IN_SCOPE / share, (1 - IN_SCOPE) / (1 - share))
    return weights


def cross_validated(samples: Sequence[Sample]) -> Percents:
    """A score for each sample, from a calibration that saw no message of its entry."""
    groups = sorted({sample.group for sample in samples})
    order = np.random.default_rng(0).permutation(len(groups))
    fold_of = {groups[place]: number % FOLDS for number, place in enumerate(order)}
    folds = np.array([fold_of[sample.group] for sample in samples])
    scores = np.zeros(len(samples))
    for fold in range(FOLDS):
        seen = [sample for sample, own in zip(samples, folds, strict=True) if own != fold]
        calibration = fit_samples(seen, "", shipped())
        for place, sample in enumerate(samples):
            if folds[place] == fold:
                scores[place] = calibration.per_cent(sample.evidence, bare=sample.bare)
    return scores


def quality(samples: Sequence[Sample], scores: Percents) -> Quality:
    """What the scores are worth on these samples."""
    in_scope = np.array([sample.in_scope for sample in samples])
    right = _right(samples)
    return Quality(
        auroc_scope=auroc(scores, in_scope),
        auroc_right=auroc(scores, right),
        reliability=_reliability(scores, right, message_weights(samples)),
    )


def auroc(scores: Percents, positive: Flags) -> float:
    """The area under the ROC curve by rank sums (Mann & Whitney 1947), ties counting half."""
    if positive.all() or not positive.any():
        return float("nan")
    _, places, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]
    positives = int(positive.sum())
    above = ranks[positive].sum() - positives * (positives + 1) / 2
    return float(above / (positives * (len(scores) - positives)))


def _reliability(scores: Percents, right: Flags, weights: Percents) -> tuple[Bin, ...]:
    width = 100 / BINS
    places = np.minimum((scores // width).astype(int), BINS - 1)
    return tuple(
        Bin(
            low=place * width,
            count=int((places == place).sum()),
            score=float(np.average(scores[places == place], weights=weights[places == place])),
            right=float(np.average(100 * right[places == place], weights=weights[places == place])),
        )
        for place in range(BINS)
        if (places == place).any()
    )


def _right(samples: Sequence[Sample]) -> Flags:
    return np.array([sample.right for sample in samples], dtype=bool)
