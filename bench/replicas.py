"""`python -m bench.replicas`: two replicas, nginx and PostgreSQL, with the simulator as Telegram.

20,000 messages from 500 residents, while replicas are killed and started again, the database is
gone for 20 seconds, the FAQ is changed, broken and mended, and Telegram fails now and then. Every
message must get its reply. Needs Debian's nginx and postgresql, and nothing beyond loopback.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from bench.cluster import nginx, postgres, report
from bench.cluster.course import LONG, SHORT
from bench.cluster.trial import Place, Programs, Trial, run
from bench.telegram.contest import BenchError

OUTAGE_SECONDS = 20.0


def main() -> int:
    """Measures; 0 if every promise was kept, 1 if one was not, 2 for wrong use."""
    options = _parser().parse_args()
    programs = find_programs()
    if programs is None:
        print("nginx or PostgreSQL is not installed.", file=sys.stderr)
        return 2
    plan = SHORT if options.short else LONG
    trial = Trial(options.messages, options.residents, plan, options.outage)
    found = None
    with tempfile.TemporaryDirectory(prefix="narasvar-replicas-") as folder:
        try:
            found = asyncio.run(run(trial, Place(programs, Path(folder)), _say))
        except* BenchError as errors:
            print(*errors.exceptions, sep="\n", file=sys.stderr)
    if found is None:
        return 2
    report.show(found, Console(width=max(110, Console().width)))
    if options.json:
        options.json.write_text(found.as_json() + "\n", "utf-8")
    return 1 if found.broken else 0


def find_programs() -> Programs | None:
    """Debian's nginx and PostgreSQL; None if one is missing."""
    proxy, database = nginx.find_program(), postgres.find_programs()
    return Programs(proxy, database) if proxy and database else None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.replicas", description=__doc__)
    add = parser.add_argument
    add("--messages", type=int, default=20_000, help="so many (20000)")
    add("--residents", type=int, default=500, help="from so many (500)")
    add("--outage", type=float, default=OUTAGE_SECONDS, help="seconds without a database (20)")
    add("--short", action="store_true", help="only one kill")
    add("--json", type=Path, metavar="FILE", help="write all figures")
    return parser


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
