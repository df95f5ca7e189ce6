"""Test messages that test nothing: they repeat a wording, or there are none."""

from __future__ import annotations

from collections.abc import Iterator

from bot.editor.checking.content import Content
from bot.editor.checking.rules import NO_TEST, REPEATED_TEST
from bot.editor.checking.said import is_near
from bot.editor.checking.written import Written
from bot.models import Problem


def check(content: Content) -> Iterator[Problem]:
    """Test messages that repeat a wording, and entries without any."""
    for written in content.entries:
        yield from _repeated(written)
        if not written.entry.tests:
            yield _untested(written)


def _repeated(written: Written) -> Iterator[Problem]:
    """Test messages with nearly all the words of a wording."""
    for test in written.tests:
        near = (one for one in written.wordings if is_near(test.text, one.text))
        if earlier := next(near, None):
            yield REPEATED_TEST.problem(
                test.place,
                f"Provet är nästan detsamma som {earlier.named}, så det går alltid bra och "
                "prövar ingenting.",
                "Skriv det med andra ord, gärna som någon skulle skriva i mobilen.",
            )


def _untested(written: Written) -> Problem:
    return NO_TEST.problem(
        written.place("id"),
        f"Frågan {written.entry.id} saknar prov. Då märker ingen om boten slutar hitta den.",
        "Skriv minst ett meddelande så som en invånare skulle skriva det:\n  prov:\n    - …",
    )
