"""How a problem is told."""

import pytest

from bot.content.problems import describe, did_you_mean
from bot.models import Level, Place, Problem

COLON = Problem(Place("faq/x.yaml", 12, 5), "colon", "Ett kolon.", "Skriv så här:\n  a: b")


def test_a_problem_tells_where_what_and_how_to_mend_it() -> None:
    assert describe(COLON) == "faq/x.yaml:12:5: fel: Ett kolon.\n  Skriv så här:\n    a: b"


def test_the_line_is_shown_with_its_column() -> None:
    shown = describe(COLON, "a: å: c").splitlines()[1:3]

    assert shown == ["    a: å: c", "        ^"]


def test_a_warning_is_no_fault_and_a_missing_file_has_no_line() -> None:
    missing = Problem(Place("faq"), "missing-folder", "Borta.", "Leta.", Level.WARNING)

    assert describe(missing) == "faq: varning: Borta.\n  Leta."


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("fraga", ["fråga", "svar"], "fråga"),
        ("Svar", ["fråga", "svar"], "svar"),
        ("kalla", ["källa", "källor"], "källa"),
        ("question", ["fråga", "svar"], None),
        ("", ["fråga"], None),
        ("x", [], None),
    ],
)
def test_did_you_mean(word: str, known: list[str], meant: str | None) -> None:
    assert did_you_mean(word, known) == meant
