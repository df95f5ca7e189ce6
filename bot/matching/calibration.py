"""From evidence to per cent: how likely an entry is the right answer.

A logistic regression with L2 regularisation (Hastie, Tibshirani & Friedman 2009, § 4.4), fitted
by `calibrate` on editors' messages; the coefficients are a data file.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib import resources
from math import exp
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from bot.matching.evidence import Evidence

LEAST_SPREAD: Final = 1e-4
# The L2 penalty; from 1 to 10 the cross-validated AUROC moves by less than 0.005.
STRENGTH: Final = 3.0

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Calibration:
    """Coefficients by sign of `Evidence`; `provenance` says what they were fitted on."""

    intercept: float
    coefficients: tuple[float, ...]
    means: tuple[float, ...]
    scales: tuple[float, ...]
    provenance: str

    def per_cent(self, evidence: Evidence) -> float:
        """How likely the entry is right, 0–100."""
        signs = zip(evidence, self.means, self.scales, self.coefficients, strict=True)
        logit = self.intercept + sum(
            weight * (value - mean) / scale for value, mean, scale, weight in signs
        )
        return 100 / (1 + exp(-min(max(logit, -30.0), 30.0)))

    def save(self, path: Path) -> None:
        """Write the coefficients, by the name of each sign, as JSON."""
        values = asdict(self)
        for part in ("coefficients", "means", "scales"):
            numbers = [round(number, 5) for number in values[part]]
            values[part] = dict(zip(Evidence._fields, numbers, strict=True))
        values["intercept"] = round(self.intercept, 5)
        path.write_text(json.dumps(values, ensure_ascii=False, indent=2) + "\n", "utf-8")


@lru_cache(maxsize=1)
def shipped() -> Calibration:
    """The engine's own coefficients."""
    return parse((resources.files("bot.matching") / "calibration.json").read_text("utf-8"))


def parse(text: str) -> Calibration:
    """Coefficients as `Calibration.save` wrote them.

    Raises:
        ValueError: `text` is not such a file, or its signs are not those of `Evidence`.
    """
    try:
        values = json.loads(text)
        for part in ("coefficients", "means", "scales"):
            values[part] = tuple(float(values[part][name]) for name in Evidence._fields)
        return Calibration(**values)
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"not a calibration file: {error!r}") from error


def fit(
    signs: Matrix, right: npt.NDArray[np.bool_], weights: Matrix, provenance: str
) -> Calibration:
    """Coefficients from rows of signs, whether each was right, and how much each counts.

    Newton's method converges in a few steps since the penalised likelihood is concave.
    """
    means, spread = signs.mean(axis=0), signs.std(axis=0)
    # A sign that never varies tells nothing; its scale must only not be zero.
    scales = np.where(spread > LEAST_SPREAD, spread, 1.0)
    inputs = np.column_stack([np.ones(len(signs)), (signs - means) / scales])
    penalty = np.full(inputs.shape[1], STRENGTH)
    penalty[0] = 0.0
    beta = np.zeros(inputs.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-np.clip(inputs @ beta, -30, 30)))
        gradient = inputs.T @ (weights * (right - chance)) - penalty * beta
        spread_of_chance = weights * chance * (1 - chance)
        curvature = (inputs * spread_of_chance[:, None]).T @ inputs + np.diag(penalty + 1e-9)
        step = np.linalg.solve(curvature, gradient)
        beta += step
        if np.abs(step).max() < 1e-8:  # noqa: PLR2004 - converged to more digits than are kept
            break
    return Calibration(
        float(beta[0]), _numbers(beta[1:]), _numbers(means), _numbers(scales), provenance
    )


def _numbers(values: Sequence[float] | Matrix) -> tuple[float, ...]:
    return tuple(float(value) for value in values)
