"""An evaluation counted: by part, by topic, by style of writing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from bot.editor.evaluation.evaluation import Evaluation
from bot.editor.evaluation.leaving_out import ENTRY_FOLDS, FOLDS
from bot.editor.evaluation.styles import FEW, LONG, Styles
from bot.editor.evaluation.tally import Row, row, rows
from bot.editor.evaluation.verdicts import LABELS, Result

HOW_MEASURED: Final = (
    f"Utelämnade varianter: varje variant ställs till en FAQ utan den. De tas bort i omgångar om "
    f"en {FOLDS}-del i taget. Utelämnade frågor: frågans prov ställs till en FAQ utan frågan. De "
    f"tas bort i {ENTRY_FOLDS} omgångar, grannarna i filen är kvar. Skrivfel, bortfallna ord och "
    "bortfallna prickar görs av datorn och blir likadana varje gång."
)
STYLES_MEASURED: Final = (
    "Skrivsätten skiljs åt på ytan, i den här ordningen: felstavat (ett ord är ett skrivfel eller "
    f"sina prickar från ett ord i FAQ:n), långt (över {LONG} ord), fråga (frågetecken eller "
    f"frågeord först), nyckelord (högst {FEW} ord), annars påstående."
)


def overview(evaluation: Evaluation) -> tuple[Row, ...]:
    """A row for each part that was evaluated, the noise by its kind."""
    parts = (
        ("Prov", evaluation.tests),
        ("Utanför", evaluation.outside),
        ("Varianter utelämnade", evaluation.variants),
        ("Frågor utelämnade", evaluation.entries),
    )
    plain = [row(name, results) for name, results in parts if results]
    return (*plain, *rows(evaluation.noise, lambda result: f"Prov, {result.kind}"))


def by_topic(evaluation: Evaluation) -> tuple[Row, ...]:
    """The `prov` of each topic."""
    return rows(evaluation.tests, lambda result: result.message.topic or "")


def by_style(evaluation: Evaluation) -> tuple[Row, ...]:
    """The messages as written, by their style: `prov`, then those that must not be answered."""
    styles = Styles(evaluation.faq)

    def style(result: Result) -> str:
        return styles.of(result.message.text).value

    return (*rows(evaluation.tests, style), *rows(evaluation.outside, style))


def closing(failures: Sequence[Result]) -> str:
    """What falls short, in one line."""
    if not failures:
        return "Inget att rätta: varje prov gav sin fråga, och inget utanför fick svar."
    counts = Counter(result.verdict for result in failures)
    told = ", ".join(f"{count} {LABELS[one]}" for one, count in sorted(counts.items()))
    return f"{len(failures)} meddelanden att rätta: {told}."
