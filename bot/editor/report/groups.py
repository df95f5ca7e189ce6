"""A group of unanswered messages as the report tells it, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.models import Entry

# No program can tell: an answer may have the same words and say something else.
_IF_IT_FITS: Final = "om svaret där passar, annars en ny fråga"
_NEW: Final = "skriv en ny fråga (kommandot new), eller en rad i utanfor.yaml"


class Verdict(StrEnum):
    """What an editor can do; the value is how it is called where there is little room."""

    ANSWERED = "besvaras i dag"
    ON_PURPOSE = "frågar tillbaka med flit"
    OUTSIDE = "står i utanfor.yaml"
    LANGUAGE = "annat språk"
    VARIANT = "ny variant"
    NEAR = "variant räcker inte"
    NEW = "ny fråga"


_NOTHING: Final = {
    Verdict.ANSWERED: "inget: boten svarar på det i dag",
    Verdict.ON_PURPOSE: "inget: boten frågar tillbaka med flit",
    Verdict.OUTSIDE: "inget: det står i utanfor.yaml, boten ska inte svara",
    Verdict.LANGUAGE: "inget: det är inte på svenska, boten visar vägen vidare",
    Verdict.NEW: _NEW,
}


@dataclass(frozen=True, slots=True)
class Example:
    """A text that enough have written, and how often."""

    text: str
    times: int


@dataclass(frozen=True, slots=True)
class Advice:
    """What the bot says to a group today, and what would help.

    `entry` is the nearest one and `score` its mean per cent. With the `variant` it would answer
    `helped` of the messages; None where none was tried. `doubts` say what keeps the bot from
    answering, whatever the score.
    """

    verdict: Verdict
    entry: Entry | None = None
    score: float | None = None
    variant: str | None = None
    helped: int | None = None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Messages that ask for the same. `times` is how often they were asked.

    Of these `fallback` got no answer and `rejected` turned all suggestions down. `examples` are the
    texts that may be shown, `words` what enough of them have in common; `hidden` counts the
    messages whose text is not shown.
    """

    times: int
    fallback: int
    rejected: int
    examples: tuple[Example, ...]
    words: tuple[str, ...]
    hidden: int
    advice: Advice

    @property
    def is_done(self) -> bool:
        """Whether there is nothing to do about it."""
        return self.advice.verdict in _NOTHING and self.advice.verdict is not Verdict.NEW

    @property
    def name(self) -> str:
        """What it is about, in one line."""
        if self.examples:
            return f"”{self.examples[0].text}”"
        if self.words:
            return f"något om {', '.join(self.words)}"
        return "olika ord; ingen text har skrivits av tre"


def todo(group: Group) -> str:
    """What to do about a group, in one line that names the place."""
    advice, entry = group.advice, group.advice.entry
    if advice.verdict in _NOTHING or entry is None:
        return _NOTHING.get(advice.verdict, _NEW)
    where = f"{entry.place.file}:{entry.place.line}"
    if advice.verdict is Verdict.NEAR:
        return f"en variant räcker inte: skriv en ny fråga, eller flera varianter i {where}"
    if advice.variant:
        return f"lägg till som variant i {where}: ”{advice.variant}” ({_IF_IT_FITS})"
    said = f" med orden {', '.join(group.words)}" if group.words else ""
    return f"skriv en variant{said} i {where} ({_IF_IT_FITS})"


def effect(group: Group) -> str:
    """What the variant would do, in one line; empty if none was tried."""
    helped = group.advice.helped
    return "" if helped is None else f"Med varianten svarar boten på {helped} av {group.times}."
