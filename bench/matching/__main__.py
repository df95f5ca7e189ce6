"""`python -m bench.matching`: measures, prints tables, writes JSON and the README's picture."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from rich.console import Console

from bench.matching import draws, margins, outcomes, picture, quality, speed, tables, trials
from bench.matching.data import Data, DataError, read
from bench.matching.matcher import OURS
from bench.matching.matchers import KINDS
from bench.matching.outcomes import Outcomes
from bench.matching.report import Report
from bench.matching.statistics import Bootstrap
from bot.dialogue import CutOffs

_QUALITY: Final = {name: kind for name, kind in KINDS.items() if not kind.speed_only}


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is measured: draws of entries to take out, draws for intervals, sizes."""

    draws: int = 24
    bootstrap: int = 2_000
    sizes: tuple[int, ...] = speed.SIZES


QUICK: Final = Effort(draws=1, bootstrap=500, sizes=())


def main() -> int:
    """Runs the benchmark; returns the exit code."""
    arguments = _parser().parse_args()
    try:
        data = read(arguments.faq, arguments.messages, asked_only=arguments.asked_only)
    except DataError as error:
        print(error, file=sys.stderr)
        return 2
    if data.unknown:
        _say(f"{data.unknown} messages left out: the FAQ lacks their entries")
    effort = QUICK if arguments.quick else Effort()
    report = _measure(arguments.name or str(arguments.faq), data, effort, arguments.part)
    tables.show(report, Console(width=max(150, Console().width)))
    if arguments.json:
        arguments.json.write_text(report.as_json() + "\n", "utf-8")
    if arguments.svg:
        arguments.svg.write_text(picture.draw(report), "utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.matching", description=__doc__)
    parser.add_argument(
        "--faq", type=Path, default=Path("faq"), help="folder of YAML, or lines of JSON"
    )
    parser.add_argument("--messages", type=Path, help="lines of JSON (default: the FAQ's `prov`)")
    parser.add_argument(
        "--asked-only", action="store_true", help="leave out entries that no message asks for"
    )
    parser.add_argument("--name", help="what the FAQ is called in the tables and the picture")
    parser.add_argument(
        "--quick", action="store_true", help="one draw, and the FAQ as large as it is"
    )
    parser.add_argument(
        "--part",
        action="append",
        choices=("quality", "outcomes", "speed"),
        help="only this part (quality is always measured)",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures")
    parser.add_argument("--svg", type=Path, metavar="FILE", help="write the picture")
    return parser


def _measure(name: str, data: Data, effort: Effort, parts: list[str] | None) -> Report:
    load = os.getloadavg()[0]
    bootstrap = Bootstrap(len(data.faq.entries) + len(data.outside), effort.bootstrap)
    return Report(
        name=name,
        counts={
            "entries": len(data.faq.entries),
            "variants": sum(len(entry.variants) for entry in data.faq.entries),
            "messages": len(data.messages),
            "messages out of scope": len(data.outside),
        },
        quality={name: _quality(name, data, effort) for name in _QUALITY},
        outcomes={}
        if parts and "outcomes" not in parts
        else _outcomes(data, effort.draws, bootstrap),
        timings={}
        if parts and "speed" not in parts
        else speed.measure(data, KINDS, effort.sizes, _say),
        load=load,
    )


def _quality(name: str, data: Data, effort: Effort) -> quality.Quality:
    _say(f"quality: {name}")
    # The same seed for all, so that differences are taken on the same draws.
    bootstrap = Bootstrap(len(data.faq.entries), effort.bootstrap)
    return quality.measure(KINDS[name].make(data.faq), data, bootstrap)


def _outcomes(data: Data, times: int, bootstrap: Bootstrap) -> dict[str, dict[str, Outcomes]]:
    drawn = list(draws.draw(data.faq, times, outside=bool(data.outside)))
    return {
        scenario: {
            row: one
            for name in _QUALITY
            for row, one in _judged(
                name, data, [d for d in drawn if d.scenario == scenario], bootstrap
            )
        }
        for scenario in draws.MEANING
        if any(d.scenario == scenario for d in drawn)
    }


def _judged(
    name: str, data: Data, drawn: list[draws.Draw], bootstrap: Bootstrap
) -> list[tuple[str, Outcomes]]:
    """Ours by its per cent, and at the cut-offs it is shipped with; a peer by its better signal."""
    _say(f"{drawn[0].scenario}: {name}")
    done = trials.run(KINDS[name], data, drawn)
    judge = partial(outcomes.judge, done, bootstrap=bootstrap)
    if name == OURS:
        shipped = CutOffs()
        fixed = outcomes.by_cut_offs(done, shipped.answer, shipped.suggest)
        return [
            (name, judge(outcomes.by_score(done))),
            (
                f"{name}, cut-offs as shipped ({shipped.answer:.0f}, {shipped.suggest:.0f})",
                judge(fixed),
            ),
        ]
    by_score, by_margins = judge(outcomes.by_score(done)), judge(margins.by_margins(done))
    better = max(by_score, by_margins, key=lambda one: one.right.value)
    return [(f"{name} ({'score' if better is by_score else 'score and margins'})", better)]


def _say(text: str) -> None:
    print(text, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
