"""How sure a figure is: bootstrap over entries, since messages of one entry go together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]
Groups = npt.NDArray[np.int64]
_SPAN: Final = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Resampled:
    """A value (`drawn[0]`), and what it is when the groups are drawn anew (the rest)."""

    drawn: Values

    def figure(self) -> Figure:
        """The value with the percentile interval of the draws."""
        value = float(self.drawn[0])
        drawn = self.drawn[1:][np.isfinite(self.drawn[1:])]
        if not len(drawn):
            return Figure(value, value, value)
        low, high = np.percentile(drawn, _SPAN)
        return Figure(value, float(low), float(high))

    def __sub__(self, other: Resampled) -> Resampled:
        return Resampled(self.drawn - other.drawn)


class Bootstrap:
    """Groups drawn with replacement; the same draws for all that is compared."""

    def __init__(self, groups: int, draws: int, seed: int = 0) -> None:
        rng = np.random.default_rng(seed)
        drawn = rng.multinomial(groups, np.full(groups, 1 / groups), size=draws)
        self._counts = np.vstack([np.ones(groups), drawn])

    def mean(self, values: npt.NDArray[Any], groups: Groups) -> Resampled:
        """The mean of `values`, one a message of the group at the same place in `groups`."""
        sums = self._by_group(np.asarray(values, dtype=float), groups)
        sizes = self._by_group(np.ones(len(groups)), groups)
        with np.errstate(invalid="ignore", divide="ignore"):
            return Resampled((self._counts @ sums) / (self._counts @ sizes))

    def auroc(self, inside: tuple[Values, Groups], outside: tuple[Values, Groups]) -> Resampled:
        """How often a value of `inside` is above one of `outside`; equal ones count half."""
        above = np.sign(inside[0][:, None] - outside[0][None, :]) / 2 + 0.5
        rows, columns = self._membership(inside[1]), self._membership(outside[1])
        wins = rows @ above @ columns.T
        pairs = np.outer(rows.sum(axis=1), columns.sum(axis=1))
        with np.errstate(invalid="ignore", divide="ignore"):
            return Resampled(self._quadratic(wins) / self._quadratic(pairs))

    def _by_group(self, values: Values, groups: Groups) -> Values:
        sums = np.bincount(groups, weights=values, minlength=self._counts.shape[1])
        return np.asarray(sums, dtype=float)

    def _membership(self, groups: Groups) -> Values:
        numbers = np.arange(self._counts.shape[1])
        return np.asarray(numbers[:, None] == groups[None, :], dtype=float)

    def _quadratic(self, matrix: Values) -> Values:
        products: Values = np.einsum("bi,bi->b", self._counts @ matrix, self._counts)
        return products
