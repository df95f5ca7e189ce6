"""A line of disruption that nobody sees any more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pydantic import ValidationError

from bot.channels.dates import in_swedish
from bot.content.disruptions import KEY
from bot.content.documents import DisruptionDocument
from bot.editor.checking.content import Content
from bot.editor.checking.rules import PASSED_DISRUPTION
from bot.models import Problem


def check(content: Content, today: date) -> Iterator[Problem]:
    """Whether the last day of the notice has passed."""
    for document in content.texts:
        try:
            last = DisruptionDocument.model_validate(document.at((KEY,))).ends[: len("2026-11-21")]
        except ValidationError:
            continue  # there is none, or what is wrong with it is told as a fault
        if last < today.isoformat():
            yield PASSED_DISRUPTION.problem(
                document.place((KEY, "till")),
                f"Störningen tog slut {in_swedish(last)} och visas inte längre.",
                "Ta bort störning med alla rader under, eller skriv nya tider.",
            )
