"""What the cluster bench found, in the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

from bench.cluster.findings import Findings


def show(found: Findings, console: Console) -> None:
    """Print every part."""
    rate = found.messages / found.seconds
    console.print(
        f"\n{found.messages:,} messages from {found.residents:,} residents in "
        f"{found.seconds:.0f} s ({rate:.0f} a second); {found.kills} kills, database gone for "
        f"{', '.join(f'{one:.1f} s' for one in found.outages) or '0 s'}"
    )
    journal = found.journal
    rows = [
        ("messages without a reply", found.unanswered),
        ("replies beyond the first", sum(found.doubled.values())),
        *((f"  {cause}", count) for cause, count in sorted(found.doubled.items())),
        ("replies to nothing that was asked", found.stray),
        ("replies of half a FAQ", found.mixed),
        ("replies of a FAQ with faults", found.unknown_editions),
        ("unanswered messages that the journal should hold", journal.texts),
        ("  it lost", journal.texts_lost),
        ("  the kills could have taken at most", journal.texts_at_risk),
        ("  lost beyond that", journal.lost_beyond),
        ("  too many", journal.surplus),
        ("messages replied to", journal.replies),
        ("  replies that the journal counts", journal.replies_noted),
        ("  the kills could have taken at most", journal.replies_at_risk),
    ]
    console.print(_table("\nPromises", rows))
    console.print(_table("\nSeconds to the first reply", found.reply_seconds.items()))
    console.print(_table("\nTelegram's faults", found.faults.items()))
    stale = ((f"edition {one}", seconds) for one, seconds in found.stale_seconds.items())
    console.print(_table("\nSeconds for which an older edition was served", stale))
    for name, changes in found.versions.items():
        told = ", ".join(f"{at:.0f} s: {edition or '–'}" for at, edition in changes)
        console.print(f"Replica {name} served edition {told}")
    for promise in found.broken:
        console.print(f"[red]Not kept: {promise}[/]")
    if not found.broken:
        console.print("[green]Every promise was kept.[/]")


def _table(title: str, rows: Iterable[tuple[str, float]]) -> Table:
    table = Table(title=title, title_justify="left", box=None, pad_edge=False, show_header=False)
    table.add_column("")
    table.add_column("", justify="right")
    for name, figure in rows:
        table.add_row(name, f"{figure:,}")
    return table
