"""A report as tables in the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.console import Console
from rich.table import Table

from bench.matching.draws import MEANING
from bench.matching.matcher import OURS
from bench.matching.outcomes import ANSWERED, REACTED, Outcomes
from bench.matching.report import Report, machine
from bench.matching.statistics import Figure


def show(report: Report, console: Console) -> None:
    """Prints every part of the report."""
    counts = ", ".join(f"{number:,} {what}" for what, number in report.counts.items())
    console.print(f"\n[bold]{report.name}[/]: {counts}")
    console.print(_quality(report))
    console.print(_lead(report))
    for scenario, rows in report.outcomes.items():
        console.print(_outcomes(scenario, rows))
    if report.timings:
        console.print(_latency(report))
        console.print(_building(report))
    here = machine(report.load)
    versions = ", ".join(f"{name} {number}" for name, number in here["versions"].items())
    console.print(f"[dim]Python {here['python']}, {here['system']}, {versions}[/]")
    if report.load > 1:
        console.print(
            f"[yellow]The machine was busy (load {report.load:.1f}): times are too high.[/]"
        )


def _table(title: str, columns: Iterable[str]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    table.add_column("")
    for column in columns:
        table.add_column(column, justify="right")
    return table


def _quality(report: Report) -> Table:
    styles = report.quality[OURS].by_style
    heads = [f"{style} ({messages})" for style, (_, _, messages) in styles.items()]
    table = _table(
        "Right entry first / among three (95 % interval by entry)", ["top-1", "top-3", *heads]
    )
    for name, one in report.quality.items():
        by_style = [
            f"{one.by_style[style][0]:.2f} / {one.by_style[style][1]:.2f}" for style in styles
        ]
        table.add_row(name, _spread(one.top1), _spread(one.top3), *by_style, style=_style(name))
    return table


def _lead(report: Report) -> str:
    top1, top3 = report.quality[OURS].less(report.quality[report.best_peer])
    return (
        f"{OURS} minus best peer ({report.best_peer}): "
        f"top-1 {_signed(top1)} points, top-3 {_signed(top3)} points"
    )


def _outcomes(scenario: str, rows: Mapping[str, Outcomes]) -> Table:
    table = _table(
        f"{scenario}: {MEANING[scenario]}",  # type: ignore[index]
        ["AUROC", "right", "right or suggested", "wrong", "outside: answered", "suggested"],
    )
    table.caption = (
        f"Cut-offs chosen on other entries: at most {ANSWERED:.0%} of messages out of scope "
        f"answered, {REACTED:.0%} answered or asked back."
    )
    table.caption_justify = "left"
    for name, one in rows.items():
        table.add_row(
            name,
            _spread(one.auroc),
            _spread(one.right),
            _spread(one.helped),
            f"{one.wrong.value:.3f}",
            f"{one.outside_answered.value:.3f}",
            f"{one.outside_suggested.value:.3f}",
            style=_style(name),
        )
    return table


def _latency(report: Report) -> Table:
    table = _table(
        "One core: median (p99) ms a message, by number of wordings",
        [*(f"{size:,}" for size in report.timings), "growth from 10,000 to 100,000"],
    )
    for name in next(iter(report.timings.values())):
        rows = {size: timings[name] for size, timings in report.timings.items()}
        again = {size: (one.median, one.p99) for size, one in rows.items()}
        table.add_row(name, *_times(again), style=_style(name))
        if name == OURS:
            first = {size: (one.first_median, one.first_p99) for size, one in rows.items()}
            table.add_row(f"{name}, asked for the first time", *_times(first), style=_style(name))
    return table


def _times(times: Mapping[int, tuple[float, float]]) -> list[str]:
    """Cells for each size, and how the median grows with ten times as many wordings."""
    few, many = times.get(10_000), times.get(100_000)
    grown = f"×{many[0] / few[0]:.1f}" if few and many else ""
    return [*(f"{median:.2f} ({p99:.1f})" for median, p99 in times.values()), grown]


def _building(report: Report) -> Table:
    table = _table(
        "Seconds to build · MB held, by number of wordings",
        [f"{size:,}" for size in report.timings],
    )
    for name in next(iter(report.timings.values())):
        built = (timings[name] for timings in report.timings.values())
        cells = (f"{one.build:.1f} · {one.memory:.0f}" for one in built)
        table.add_row(name, *cells, style=_style(name))
    return table


def _spread(one: Figure) -> str:
    return f"{one.value:.3f} ({one.low:.2f}–{one.high:.2f})"


def _signed(one: Figure) -> str:
    return f"{100 * one.value:+.1f} ({100 * one.low:+.1f} to {100 * one.high:+.1f})"


def _style(name: str) -> str:
    return "bold" if name.startswith(OURS) else ""
