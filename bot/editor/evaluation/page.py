"""An evaluation as one page that needs nothing but itself: no script, no request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from bot.editor.evaluation import drawing
from bot.editor.evaluation.cut_offs import Point, curve
from bot.editor.evaluation.evaluation import Evaluation
from bot.editor.evaluation.summary import (
    HOW_MEASURED,
    STYLES_MEASURED,
    by_style,
    by_topic,
    overview,
)
from bot.editor.evaluation.tally import Confusion, Row, confusions, scales
from bot.editor.evaluation.telling import Telling, tell
from bot.editor.evaluation.verdicts import LABELS, Result, Verdict
from bot.editor.pages.parts import details, document, table

_BARS: Final = 15
_STEP: Final = 5  # per cent between the rows of the curve's table
_EXAMPLES: Final = 3


def page(evaluation: Evaluation, *, strict: bool = False) -> str:
    """The page as HTML."""
    parts = (
        _head(evaluation),
        _tables(evaluation),
        _curves(evaluation),
        _confusions(confusions(evaluation.everything)),
        _told("Att rätta", evaluation.failures(strict=strict), evaluation),
        _told("Fick frågan tillbaka i stället för svaret", _asked_back(evaluation), evaluation),
    )
    return document("Så svarar boten", (line for part in parts for line in part))


def _asked_back(evaluation: Evaluation) -> list[Result]:
    return [result for result in evaluation.tests if result.verdict is Verdict.SUGGESTED]


def _head(evaluation: Evaluation) -> Iterator[str]:
    cut_offs, faq = evaluation.cut_offs, evaluation.faq
    yield "<h1>Så svarar boten</h1>"
    yield (
        f'<p class="faint">{len(faq.entries)} frågor, version {escape(faq.version)}. Boten svarar '
        f"från {cut_offs.answer:g} poäng och föreslår från {cut_offs.suggest:g}.</p>"
    )


def _tables(evaluation: Evaluation) -> Iterator[str]:
    yield "<h2>Sammanfattning</h2>"
    yield from _counted("Alla delar", overview(evaluation))
    if evaluation.variants or evaluation.noise:
        yield f'<p class="faint">{escape(HOW_MEASURED)}</p>'
    yield from _counted("Prov per ämne", by_topic(evaluation))
    if evaluation.written:
        yield from _counted("Per skrivsätt", by_style(evaluation))
        yield f'<p class="faint">{escape(STYLES_MEASURED)}</p>'


def _counted(caption: str, rows: Sequence[Row]) -> Iterator[str]:
    for scale in scales(rows):
        heads = ["", "antal", *(LABELS[one] for one in scale.verdicts)]
        cells = ([one.name, str(one.total), *map(one.cell, scale.verdicts)] for one in scale.rows)
        yield table(f"{caption}, meddelanden {scale.about}", heads, cells)


def _curves(evaluation: Evaluation) -> Iterator[str]:
    sets = (
        ("Prov och utanför", evaluation.written),
        (
            "Varianter och frågor utelämnade",
            (*evaluation.variants, *evaluation.entries),
        ),
    )
    drawn = [(name, results) for name, results in sets if results]
    if drawn:
        yield "<h2>Gränsen för att svara</h2>"
        yield (
            "<p>En högre gräns ger färre fel och falska svar, men också färre rätta: då frågar "
            "boten ”Menade du …?” i stället.</p>"
        )
        yield drawing.legend()
    for name, results in drawn:
        points = curve(results)
        yield f"<h3>{name}</h3>"
        yield f"<figure>{drawing.curve(points, evaluation.cut_offs.answer, name)}</figure>"
        yield details("Visa siffrorna", _points(name, points))


def _points(name: str, points: Sequence[Point]) -> str:
    cells = [
        [str(one.cut_off), f"{one.right:.0f} %", f"{one.wrong:.0f} %", f"{one.false:.0f} %"]
        for one in points[::_STEP]
    ]
    return table(name, ["gräns", "rätt svar", "fel svar", "falskt svar"], cells)


def _confusions(found: Sequence[Confusion]) -> Iterator[str]:
    if not found:
        return
    title = "Frågor som förväxlas oftast"
    yield f"<h2>{title}</h2>"
    yield (
        "<p>Frågan på andra raden kom först när den på första var rätt, i någon av delarna ovan. "
        "Rött är fel svar, grått är förslag eller inget svar.</p>"
    )
    yield f"<figure>{drawing.bars(found[:_BARS], title)}</figure>"
    cells = [
        [
            one.right,
            one.rival.id,
            str(len(one.results)),
            str(one.answered),
            " · ".join(result.message.text for result in one.results[:_EXAMPLES]),
        ]
        for one in found
    ]
    heads = ["rätt fråga", "kom först", "gånger", "fel svar", "till exempel"]
    yield details(f"Visa alla {len(found)}", table(title, heads, cells))


def _told(heading: str, results: Sequence[Result], evaluation: Evaluation) -> Iterator[str]:
    if results:
        yield f"<h2>{heading} ({len(results)})</h2>"
    for result in results:
        yield _article(tell(result, evaluation.dialogue))


def _article(told: Telling) -> str:
    message = told.result.message
    lines = "".join(f"<p>{escape(line)}</p>" for line in told.lines)
    return (
        f"<article><p><strong>”{escape(message.text)}”</strong> – {told.verdict}</p>"
        f"<p><code>{escape(str(message.place))}</code></p>{lines}</article>"
    )
