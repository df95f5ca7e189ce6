"""`python -m bench.conformity --api FILE`: holds the tests' Telegram traffic against the Bot API.

FILE is the Bot API as data (`api_data` says in which form). `--run` records the traffic first.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from bench.telegram.api_data import SpecError, read
from bench.telegram.fitting import Fitting
from bench.telegram.tally import EXPECTED, Tally, hold

RECORDING: Final = Path("var/traffic.jsonl")
TESTS: Final = ("tests/channels", "tests/simulator")


def main(arguments: Sequence[str] | None = None) -> int:
    """Checks a recording; 0 if all of it fits, 1 if something does not, 2 for wrong use."""
    options = _parser().parse_args(arguments)
    try:
        api = read(options.api)
    except SpecError as error:
        return _wrong_use(str(error))
    if options.run and not _record(options.recording, options.tests):
        return _wrong_use("The tests fail: mend them first.")
    if not options.recording.is_file():
        return _wrong_use(f"{options.recording} is missing: --run makes it.")
    fitting = Fitting(api)
    with options.recording.open(encoding="utf-8") as lines:
        tally = hold(fitting, map(json.loads, lines))
    _show(tally, fitting, api.version, Console())
    return 1 if tally.misfits else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.conformity", description=__doc__)
    parser.add_argument("--api", type=Path, required=True, metavar="FILE", help="api.json")
    parser.add_argument("--recording", type=Path, default=RECORDING, metavar="FILE")
    parser.add_argument("--run", action="store_true", help="run the tests and record them first")
    parser.add_argument("tests", nargs="*", default=TESTS, help="which tests --run runs")
    return parser


def _wrong_use(why: str) -> int:
    print(why, file=sys.stderr)
    return 2


def _record(path: Path, tests: Iterable[str]) -> bool:
    path.parent.mkdir(parents=True, exist_ok=True)
    plugin = ("-p", "bench.telegram.recording", "--record", str(path))
    command = [sys.executable, "-m", "pytest", "-q", *plugin, *tests]
    return subprocess.run(command, check=False).returncode == 0  # noqa: S603 - our own tests


def _show(tally: Tally, fitting: Fitting, version: str, console: Console) -> None:
    console.print(_methods(tally))
    updates = ", ".join(f"{name} {number:,}" for name, number in tally.updates.most_common())
    objects = ", ".join(f"{name} {number:,}" for name, number in fitting.checked.most_common())
    console.print(f"\nUpdates: {updates}")
    console.print(f"\nObjects that fit: {objects}")
    for word, times in tally.expected.items():
        console.print(f"\nOn purpose, {times:,} × {word}: {EXPECTED[word]}")
    number = tally.misfits.total()
    console.print(f"\nMisfits with {version}: {number:,}", style="red" if number else "green")
    for kind, times in tally.misfits.most_common():
        console.print(f"  {times:,} × {kind}\n    in {tally.examples[kind]}", markup=False)


def _methods(tally: Tally) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("Method")
    for head in ("calls", "refused", "of these unfit"):
        table.add_column(head, justify="right")
    for method, calls in sorted(tally.calls.items()):
        counts = (calls, tally.refused[method], tally.unfit[method])
        table.add_row(method, *(f"{count:,}" for count in counts))
    return table


if __name__ == "__main__":
    sys.exit(main())
