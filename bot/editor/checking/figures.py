"""Figures from an old source that are told as if they were true today."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.channels.dates import MONTHS, in_swedish
from bot.editor.checking.content import Content
from bot.editor.checking.rules import UNDATED_FIGURE
from bot.editor.checking.written import Written
from bot.models import Entry, Problem

_YEAR = re.compile(r"(?<![\d:.,-])(?:19|20)\d\d(?!\d|[.,]\d| (?:kronor|kr)\b)")
_DATE = re.compile(rf"\b(?:{'|'.join(MONTHS)}) {_YEAR.pattern}", re.IGNORECASE)
# Digits with the sign or the thousands that belong to them; not inside a name ("covid-19", "B12").
_FIGURE = re.compile(r"(?<![\w.:/@-])\d+(?:[ .,:]\d+)*(?![\w@]|-[a-zåäö])")
# Numbers to call, and addresses, are no facts of the source's day.
_NUMBERS_TO_CALL = re.compile(
    r"\b(?:112|113 ?13|114 ?14|1177|90 ?101|90 ?000|0\d{1,3}[- ]\d[\d -]{4,})\b|\S+\.se\b|\d+ §"
)
_OPENINGS = ("År", "I", "Den")  # a year, a month, a day
_SOON = 1  # years: so old may a source be before its figures need their date


def check(content: Content) -> Iterator[Problem]:
    """An answer on old sources with a figure or a year, of which nothing says when it was true."""
    for written in content.entries:
        told = _latest_year(written.entry)
        # Who has said until when it is true has thought of its age.
        if told is None or written.entry.valid_until or not _is_old(told, written.entry):
            continue
        if not _is_dated(written.entry.answer, told):
            yield from _undated(written, told)


def _is_dated(answer: str, told: int) -> bool:
    """Whether the text says when: a date, or a year up to the source's own (`told`).

    A later year ("till 2030") is a figure itself.
    """
    years = map(int, _YEAR.findall(answer))
    return any(year <= told for year in years) or bool(_DATE.search(answer))


def _latest_year(entry: Entry) -> int | None:
    """The year of the newest source; None if one of them has no date, as living pages have."""
    dates = [citation.source.date for citation in entry.citations]
    if not dates or None in dates:
        return None
    return max(int(one.split("/")[-1].strip()[:4]) for one in dates if one)


def _is_old(told: int, entry: Entry) -> bool:
    """Whether it was old when the answer was last read; always if nobody says when that was.

    Measured from `granskad`, not from today: time alone must not make a warning.
    """
    return entry.reviewed is None or int(entry.reviewed[:4]) - told > _SOON


def _is_of_name(figure: str, entry: Entry) -> bool:
    """Whether it belongs to what a source or its publisher is called: "länets 12 kommuner"."""
    named = (f"{one.source.title} {one.source.publisher}" for one in entry.citations)
    return any(re.search(rf"\b{re.escape(figure)}\b", name) for name in named)


def _undated(written: Written, told: int) -> Iterator[Problem]:
    answer = written.answer
    hidden = _NUMBERS_TO_CALL.sub(lambda found: "x" * len(found[0]), answer.text)
    figures = (one for one in _FIGURE.finditer(hidden) if not _is_of_name(one[0], written.entry))
    figure = next(figures, None)
    if figure is None:
        return
    newest = next(
        one.source.date
        for one in written.entry.citations
        if one.source.date and str(told) in one.source.date.split("/")[-1]
    )
    yield UNDATED_FIGURE.problem(
        answer.at(figure.start()),
        f"Svaret nämner {figure[0]} men inte när det gällde. Källan är från {in_swedish(newest)}.",
        f"Skriv tiden i texten, till exempel: {_said(newest)} …\n"
        "Gäller det fortfarande? Skriv till vilken dag: gäller_till: …",
    )


def _said(date: str) -> str:
    """How a sentence may begin that tells the date of a source."""
    opening = "Åren" if "/" in date else _OPENINGS[date.count("-")]
    return f"{opening} {in_swedish(date)}"
