"""The report's sentences: the same in the terminal, on the page and in the editors' group."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.channels.dates import in_swedish
from bot.editor.evaluation.tally import per_cent
from bot.editor.report.feedback import FEWEST as FEWEST_VOTES
from bot.editor.report.feedback import Poor
from bot.editor.report.groups import Group
from bot.editor.report.report import Report
from bot.editor.report.weeks import KINDS, Week
from bot.editor.report.wordings import FEWEST
from bot.models import ReplyKind

TITLE: Final = "Vad frågade de?"
OFF: Final = "Journalen är avstängd (journal: url: off i config.yaml), så det finns inget att visa."
IN_VAIN: Final = "Frågat förgäves"
POOR: Final = "Svar som inte hjälpte"
NEVER: Final = "Frågor som ingen fått svar på"
WEEKS: Final = "Svar per vecka"
HOW_GROUPED: Final = (
    "Meddelanden med nästan samma innehåll räknas ihop. En text visas bara om den har skrivits "
    f"minst {FEWEST} gånger; andra räknas men visas inte."
)
HOW_POOR: Final = (
    f"Minst {FEWEST_VOTES} invånare har sagt vad de tyckte. ”Minst” är den andel som svaret nästan "
    "säkert inte hjälpte (95 procents intervall enligt Wilson), så att få röster inte räcker långt."
)
HOW_NEVER: Final = (
    "Ingen invånare har fått de här svaren under tiden. Kanske behövs de inte, kanske frågar "
    "invånarna med andra ord."
)
_ASKED: Final = (ReplyKind.ANSWER, ReplyKind.SUGGESTIONS, ReplyKind.FALLBACK)


def nothing(since: date, until: date) -> str:
    """What is said where the journal holds nothing."""
    return f"Journalen har ingenting från {period(since, until)}: ingen har frågat boten något."


def period(since: date, until: date) -> str:
    """Two days and all between them, with the year once if it is the same."""
    first, last = (in_swedish(day.isoformat()) for day in (since, until))
    if since == until:
        return last
    return f"{first.removesuffix(f' {until.year}')} – {last}"


def summary(report: Report) -> str:
    """How many messages there were, and what became of them."""
    counts = report.counts
    total = counts.total()
    if not total:
        return f"{number(report.unanswered)} obesvarade meddelanden."
    named = ", ".join(
        f"{number(counts[kind])} {name} ({per_cent(counts[kind], total)})"
        for kind, name in KINDS.items()
        if counts[kind]
    )
    return f"Boten har fått {number(total)} meddelanden: {named}."


def answered(report: Report) -> str:
    """The share that got an answer at once, of those that asked something; empty if none did."""
    counts = report.counts
    asked = sum(counts[one.value] for one in _ASKED)
    share = per_cent(counts[ReplyKind.ANSWER.value], asked)
    return f"{share} av frågorna fick svar direkt." if asked else ""


def scattered(report: Report) -> str:
    """The messages that nobody else has sent the like of; empty if there are none."""
    if not report.scattered:
        return ""
    return (
        f"Dessutom {number(report.scattered)} meddelanden som var för sig har skrivits av för få "
        "för att visas."
    )


def became(group: Group) -> str:
    """What became of a group's messages."""
    suggested = group.times - group.fallback
    parts = [f"{group.fallback} utan svar"] if group.fallback else []
    if suggested:
        turned_down = f", {group.rejected} sa ”Inget av dessa”" if group.rejected else ""
        parts.append(f"{suggested} fick förslag{turned_down}")
    return ", ".join(parts)


def nearest(group: Group) -> str:
    """The nearest entry, with its score and its place; empty if there is none."""
    entry, score = group.advice.entry, group.advice.score
    if entry is None:
        return ""
    scored = "" if score is None else f", {score:.0f} poäng"
    return f"{entry.question} ({entry.id}{scored}) {entry.place.file}:{entry.place.line}"


def surely(one: Poor) -> str:
    """The least share that an answer did not help."""
    return f"minst {round(100 * one.surely)} %"


def week_name(week: Week) -> str:
    """The week with its year; and how much of it is in the report, if that is not all."""
    whole = week.days == 7  # noqa: PLR2004 - a week
    part = "" if whole else f" ({week.days} {'dag' if week.days == 1 else 'dagar'})"
    return f"{week.name} {week.monday.isocalendar().year}{part}"


def number(count: int) -> str:
    """A number as Swedes write it, with a space that does not break."""
    return f"{count:,}".replace(",", "\N{NO-BREAK SPACE}")
