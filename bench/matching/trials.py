"""Every message asked of a FAQ from which entries are gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bench.matching.data import Data
from bench.matching.draws import Draw
from bench.matching.matcher import DEPTH, Found, Kind, Matcher
from bench.matching.quality import entry_numbers
from bench.matching.statistics import Groups

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Trials:
    """What came back, a row a message and draw.

    `in_scope`: the message's entry was there; `right`, `in_three`: it came first, among three;
    `plain`: nothing but the score spoke against an answer; `scores`: of the best four; `groups`:
    the message's entry (a number of its own for a message that is outside the FAQ).
    """

    in_scope: Flags
    right: Flags
    in_three: Flags
    plain: Flags
    scores: npt.NDArray[np.float64]
    groups: Groups


def run(kind: Kind, data: Data, draws: Iterable[Draw]) -> Trials:
    """All messages of `data` asked of a matcher of the kind, once for each draw."""
    parts = [_run(kind.make(data.faq.without(draw.gone)), data, draw) for draw in draws]
    return Trials(
        in_scope=np.concatenate([part.in_scope for part in parts]),
        right=np.concatenate([part.right for part in parts]),
        in_three=np.concatenate([part.in_three for part in parts]),
        plain=np.concatenate([part.plain for part in parts]),
        scores=np.concatenate([part.scores for part in parts]),
        groups=np.concatenate([part.groups for part in parts]),
    )


def _run(matcher: Matcher, data: Data, draw: Draw) -> Trials:
    outside = data.outside if draw.scenario == "outside" else ()
    rights = [None if m.entry in draw.gone else m.entry for m in data.messages]
    rights += [None] * len(outside)
    found = [matcher.ask(text) for text in (*(m.text for m in data.messages), *outside)]
    entries = len(data.faq.entries)
    pairs = list(zip(rights, found, strict=True))
    return Trials(
        in_scope=np.array([right is not None for right in rights]),
        right=np.array([right in found.entries[:1] for right, found in pairs]),
        in_three=np.array([right in found.entries[:3] for right, found in pairs]),
        plain=np.array([one.plain for one in found]),
        scores=_scores(found),
        groups=np.concatenate([entry_numbers(data), np.arange(entries, entries + len(outside))]),
    )


def _scores(found: Sequence[Found]) -> npt.NDArray[np.float64]:
    """Four columns; what was not found scores nothing."""
    return np.array([(*one.scores, *(0.0,) * DEPTH)[:DEPTH] for one in found])
