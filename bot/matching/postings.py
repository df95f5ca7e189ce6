"""Inverted lists in flat arrays: which documents hold a key, and how much of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Postings:
    """Documents by key: those of key k are `documents[starts[k]:starts[k + 1]]`.

    `values` stand beside the documents; None where every value is 1.
    """

    starts: npt.NDArray[np.int64]
    documents: Ints
    values: Floats | None

    def of(self, key: int) -> Ints:
        """The documents that hold `key`, ascending."""
        return self.documents[self.starts[key] : self.starts[key + 1]]

    def add_up(self, keys: Ints, weights: Floats, size: int) -> Floats:
        """For each of `size` documents the sum of weight x value over `keys`."""
        if not len(keys):
            return np.zeros(size, dtype=np.float32)
        spans = [slice(a, b) for a, b in zip(self.starts[keys], self.starts[keys + 1], strict=True)]
        lengths = self.starts[keys + 1] - self.starts[keys]
        documents = np.concatenate([self.documents[span] for span in spans])
        amounts = np.repeat(weights, lengths)
        if self.values is not None:
            amounts *= np.concatenate([self.values[span] for span in spans])
        return np.bincount(documents, weights=amounts, minlength=size).astype(np.float32)

    def amounts(self) -> Floats:
        """The value beside each document."""
        held = self.values
        return np.ones(len(self.documents), dtype=np.float32) if held is None else held

    def counts(self) -> Ints:
        """How many documents hold each key."""
        return np.diff(self.starts).astype(np.int32)


def invert(documents: Iterable[tuple[Ints, Floats]], keys: int) -> Postings:
    """Postings of documents that each give their keys (distinct) and values."""
    pairs = list(documents)
    lengths = np.array([len(held) for held, _ in pairs], dtype=np.int64)
    numbers = np.repeat(np.arange(len(pairs), dtype=np.int32), lengths)
    held = np.concatenate([*(held for held, _ in pairs), np.zeros(0, dtype=np.int32)])
    values = np.concatenate([*(values for _, values in pairs), np.zeros(0, dtype=np.float32)])
    order = np.argsort(held, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(held, minlength=keys))])
    return Postings(starts.astype(np.int64), numbers[order], values[order])


def transpose(postings: Postings, documents: int) -> Postings:
    """The keys of each document, ascending."""
    order = np.argsort(postings.documents, kind="stable")
    keys = np.repeat(np.arange(len(postings.starts) - 1, dtype=np.int32), postings.counts())
    ends = np.cumsum(np.bincount(postings.documents, minlength=documents))
    starts = np.concatenate([[0], ends]).astype(np.int64)
    return Postings(starts, keys[order], None)


def arrays(counts: Mapping[int, float]) -> tuple[Ints, Floats]:
    """A document's keys and values, by key."""
    keys = np.fromiter(counts.keys(), dtype=np.int32, count=len(counts))
    values = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
    order = np.argsort(keys)
    return keys[order], values[order]


def rarity(counts: npt.ArrayLike, documents: int) -> Floats:
    """Inverse document frequency as in BM25 (Robertson & Zaragoza 2009), never below zero."""
    held = np.asarray(counts, dtype=np.float32)
    return np.log1p((documents - held + 0.5) / (held + 0.5))
