"""Proposed cut-offs, ready to paste, and what they would mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table

from bot.dialogue import CutOffs
from bot.editor.evaluation.cut_offs import REACTED, Proposal, signal
from bot.editor.evaluation.evaluation import Evaluation
from bot.editor.evaluation.tally import per_cent
from bot.editor.evaluation.verdicts import INSIDE, LABELS, OUTSIDE, Result


def show_proposal(
    proposal: Proposal, ceiling: float, evaluation: Evaluation, outside: Sequence[Result]
) -> Iterator[RenderableType]:
    """The lines for `config.yaml`, how sure they are, and what they mean beside those in use."""
    yield (
        f"Förslag, med högst {ceiling:g} % falska svar på {len(outside)} meddelanden som inte har "
        "något svar i FAQ:n:\n"
    )
    yield f"{as_yaml(proposal.cut_offs)}\n"
    yield _sureness(proposal)
    yield _meaning(evaluation, proposal.cut_offs)


def as_yaml(cut_offs: CutOffs) -> str:
    """The section of `config.yaml`."""
    return f"matching:\n  answer_from: {cut_offs.answer:g}\n  suggest_from: {cut_offs.suggest:g}"


def _sureness(proposal: Proposal) -> str:
    low, high = min(proposal.answers), max(proposal.answers)
    spread = f"{low:g}" if low == high else f"{low:g}–{high:g}"
    return (
        f"På meddelanden som inte var med när gränserna valdes blir det {proposal.false:.0f} % "
        f"falska svar, och {proposal.reacted:.0f} % får förslag eller svar (förslagens gräns är "
        f"satt så att det blir högst {REACTED:.0f} %). Delas meddelandena i fem och en del i taget "
        f"lämnas utanför hamnar svarens gräns på {spread}."
    )


def _meaning(evaluation: Evaluation, proposed: CutOffs) -> Table:
    """Each part's verdicts at the cut-offs in use and at those proposed."""
    table = Table(title="\nVad det betyder", title_justify="left", title_style="bold", box=None)
    for heading in ("", ""):
        table.add_column(heading)
    for cut_offs in (evaluation.cut_offs, proposed):
        name = "nu" if cut_offs is evaluation.cut_offs else "förslaget"
        table.add_column(f"{name} ({cut_offs.answer:g}/{cut_offs.suggest:g})", justify="right")
    parts = (
        ("Prov", evaluation.tests),
        ("Varianter utelämnade", evaluation.variants),
        ("Utanför", evaluation.outside),
        ("Frågor utelämnade", evaluation.entries),
    )
    for name, results in parts:
        for number, cells in enumerate(_shares(results, evaluation.cut_offs, proposed)):
            table.add_row("" if number else name, *cells)
    return table


def _shares(
    results: Sequence[Result], now: CutOffs, proposed: CutOffs
) -> Iterator[tuple[str, ...]]:
    signals = [signal(result) for result in results]
    before = Counter(one.verdict(now) for one in signals)
    after = Counter(one.verdict(proposed) for one in signals)
    for verdict in (*INSIDE, *OUTSIDE):
        if before[verdict] or after[verdict]:
            shares = (per_cent(counts[verdict], len(signals)) for counts in (before, after))
            yield (LABELS[verdict], *shares)
