"""All that one run found out, and the same as JSON."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import Any, Final

from bench.matching.matcher import OURS
from bench.matching.outcomes import Outcomes
from bench.matching.quality import Quality
from bench.matching.speed import Timings

_LIBRARIES: Final = ("rapidfuzz", "bm25s", "scikit-learn", "numpy", "snowballstemmer")


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured on one FAQ; empty parts were not asked for.

    `outcomes` is by scenario and by row: a matcher with the signal that it is judged by. `counts`
    says how much there was of what, `load` how busy the machine was before.
    """

    name: str
    counts: Mapping[str, int]
    quality: Mapping[str, Quality]
    outcomes: Mapping[str, Mapping[str, Outcomes]]
    timings: Timings
    load: float

    @property
    def best_peer(self) -> str:
        """The peer with the highest top-1."""
        peers = [name for name in self.quality if name != OURS]
        return max(peers, key=lambda name: self.quality[name].top1.value)

    def as_json(self) -> str:
        """Everything, with the versions of what was compared."""
        ours = self.quality[OURS]
        ahead = ours.less(self.quality[self.best_peer])
        return json.dumps(
            {
                "faq": self.name,
                "counts": dict(self.counts),
                "machine": machine(self.load),
                "quality": {name: _quality(one) for name, one in self.quality.items()},
                "ahead_of_best_peer": {
                    "peer": self.best_peer,
                    "top1": asdict(ahead[0]),
                    "top3": asdict(ahead[1]),
                },
                "outcomes": {
                    scenario: {row: asdict(one) for row, one in rows.items()}
                    for scenario, rows in self.outcomes.items()
                },
                "speed": {
                    str(size): {name: asdict(one) for name, one in rows.items()}
                    for size, rows in self.timings.items()
                },
            },
            ensure_ascii=False,
            indent=1,
        )


def machine(load: float) -> dict[str, Any]:
    """What the figures were measured on."""
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "load_before": round(load, 2),
        "versions": {library: version(library) for library in _LIBRARIES},
    }


def _quality(one: Quality) -> dict[str, Any]:
    styles = {
        style: {"top1": top1, "top3": top3, "messages": messages}
        for style, (top1, top3, messages) in one.by_style.items()
    }
    return {"top1": asdict(one.top1), "top3": asdict(one.top3), "by_style": styles}
