"""From evidence to per cent: how likely an entry is the right answer.

A logistic regression with L2 regularisation (Hastie, Tibshirani & Friedman 2009, § 4.4), fitted
by `calibrate` on editors' messages; the coefficients are a data file.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from math import exp
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from bot.matching.evidence import Evidence

LEAST_SPREAD: Final = 1e-4
# The L2 penalty; from 1 to 10 the cross-validated AUROC moves by less than 0.005.
STRENGTH: Final = 3.0

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Curve:
    """Coefficients by sign of `Evidence`, for one kind of entry."""

    intercept: float
    coefficients: tuple[float, ...]
    means: tuple[float, ...]
    scales: tuple[float, ...]

    def per_cent(self, evidence: Evidence) -> float:
        """How likely the entry is right, 0–100."""
        signs = zip(evidence, self.means, self.scales, self.coefficients, strict=True)
        logit = self.intercept + sum(
            weight * (value - mean) / scale for value, mean, scale, weight in signs
        )
        return 100 / (1 + exp(-min(max(logit, -30.0), 30.0)))


@dataclass(frozen=True, slots=True)
class Calibration:
    """A curve for entries with variants and one for bare entries.

    Variants show how an entry is asked for, so the same signs weigh otherwise where there are
    none. `provenance` says what was fitted on what.
    """

    varied: Curve
    bare: Curve
    provenance: str

    def per_cent(self, evidence: Evidence, *, bare: bool) -> float:
        """How likely an entry, with variants or `bare`, is right, 0–100."""
        return (self.bare if bare else self.varied).per_cent(evidence)

    def save(self, path: Path) -> None:
        """Write the coefficients, by the name of each sign, as JSON."""
        values = {
            "provenance": self.provenance,
            "varied": _named(self.varied),
            "bare": _named(self.bare),
        }
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
        return Calibration(
            _curve(values["varied"]), _curve(values["bare"]), str(values["provenance"])
        )
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"not a calibration file: {error!r}") from error


def _named(curve: Curve) -> dict[str, float | dict[str, float]]:
    parts = {"coefficients": curve.coefficients, "means": curve.means, "scales": curve.scales}
    named = {
        part: {name: round(value, 5) for name, value in zip(Evidence._fields, values, strict=True)}
        for part, values in parts.items()
    }
    return {"intercept": round(curve.intercept, 5), **named}


def _curve(values: dict[str, Any]) -> Curve:
    coefficients, means, scales = (
        tuple(float(values[part][name]) for name in Evidence._fields)
        for part in ("coefficients", "means", "scales")
    )
    return Curve(float(values["intercept"]), coefficients, means, scales)


def fit(signs: Matrix, right: npt.NDArray[np.bool_], weights: Matrix) -> Curve:
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
    return Curve(float(beta[0]), _numbers(beta[1:]), _numbers(means), _numbers(scales))


def _numbers(values: Sequence[float] | Matrix) -> tuple[float, ...]:
    return tuple(float(value) for value in values)
