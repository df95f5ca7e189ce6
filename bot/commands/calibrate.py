"""`calibrate`: fits the score to per cent on the editors' own messages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.commands import Outcome, Stop
from bot.content.loader import load
from bot.matching.calibration import shipped
from bot.matching.fitting import FEWEST, Quality, cross_validated, fit_samples, quality
from bot.matching.samples import Sample, take_samples
from bot.models import Faq


def calibrate(folders: Sequence[Path], output: Path) -> int:
    """Fits on all folders together, shows what the fit is worth, and writes the coefficients.

    Raises:
        Stop: a folder has faults, or there are too few messages.
    """
    faqs = [_faq(folder) for folder in folders]
    samples = [sample for faq in faqs for sample in take_samples(faq)]
    if len(samples) < FEWEST:
        raise Stop(
            f"Det finns för få testmeddelanden: {len(samples)}, men minst {FEWEST} behövs. "
            "Skriv fler prov i frågorna och fler meddelanden i utanfor.yaml.",
            Outcome.FELL_SHORT,
        )
    console = Console()
    console.print(_table(quality(samples, cross_validated(samples))))
    fit_samples(samples, _provenance(faqs, samples), shipped()).save(output)
    console.print(f"Skrev {output}.")
    return Outcome.OK


def _faq(folder: Path) -> Faq:
    faq = load(folder).faq
    if faq is None:
        raise Stop(f"{folder} har fel. Kör check för att se dem.", Outcome.FELL_SHORT)
    return faq


def _provenance(faqs: Sequence[Faq], samples: Sequence[Sample]) -> str:
    sizes = ", ".join(f"{len(faq.entries)} entries (version {faq.version})" for faq in faqs)
    right = sum(sample.right for sample in samples)
    return (
        f"calibrate on {sizes}: {len(samples)} messages asked of a FAQ without their wording, "
        f"{right} of them with the right entry first; "
        f"{sum(sample.bare for sample in samples)} met an entry without variants"
    )


def _table(measured: Quality) -> Table:
    table = Table(
        title="Poäng och verklighet, på meddelanden som inte var med",
        caption=f"AUROC: finns svaret {measured.auroc_scope:.3f}, rätt svar "
        f"{measured.auroc_right:.3f}",
    )
    for heading in ("poäng från", "meddelanden", "poäng i medel", "rätt i procent"):
        table.add_column(heading, justify="right")
    for row in measured.reliability:
        table.add_row(f"{row.low:.0f}", str(row.count), f"{row.score:.0f}", f"{row.right:.0f}")
    return table
