"""Variants that add nothing: the words of another, and the bot answers them without."""

from __future__ import annotations

from collections.abc import Iterator

from bot.editor.checking.content import Content
from bot.editor.checking.rules import IDLE_VARIANT
from bot.editor.checking.written import Part
from bot.matching.matcher import rank
from bot.models import Problem


def check(content: Content, answer_from: float) -> Iterator[Problem]:
    """Variants with the words of an earlier wording, each asked of a FAQ that has none of them.

    Words alone do not decide: a variant may be what keeps another entry from its message.
    """
    for written in content.entries:
        for variant, earlier in written.repetitions:
            best = next(iter(rank(variant.text, content.lean_index, 1)), None)
            if best is None or best.entry.id != written.entry.id:
                continue
            if best.score >= answer_from and not best.doubts:
                yield _problem(variant, earlier)


def _problem(variant: Part, earlier: Part) -> Problem:
    return IDLE_VARIANT.problem(
        variant.place,
        f"”{variant.text}” tillför inget: boten svarar rätt på den ändå, tack vare "
        f"{earlier.named}. Böjningar, stavning, ordföljd och småord klarar den själv.",
        "Ta bort raden, eller skriv med andra ord: så som en invånare skulle säga det.",
    )
