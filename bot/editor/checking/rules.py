"""Every rule of `check`: its id, the section of the editors' guide that explains it, its kind.

The headings are those of `faq/README.md`; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.models import Level, Place, Problem


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `section` is a heading of the guide.

    `of_calendar`: time alone brings the warning, though nobody changed anything, so that it must
    not stop anybody's work. `of_network`: only `check --links` can find it.
    """

    id: str
    section: str
    level: Level = Level.WARNING
    of_calendar: bool = False
    of_network: bool = False

    def problem(self, place: Place, message: str, remedy: str) -> Problem:
        """This rule broken at `place`."""
        return Problem(place, self.id, message, remedy, self.level)


CONFUSABLE = Rule("confusable", "Två frågor som boten inte kan skilja åt")
IDLE_VARIANT = Rule("idle-variant", "Varianter som inte tillför något")
REPEATED_TEST = Rule("repeated-test", "Prov som upprepar en variant")
NO_TEST = Rule("no-test", "Frågor utan prov")
LOST_LINK = Rule("lost-link", "Publicerade länkar som inte leder någonstans")
RELATED = Rule("related", "Relaterade frågor som inte hjälper")
LONG_ANSWER = Rule("long-answer", "Svar som inte får plats i ett meddelande")
EXPIRED = Rule("expired", "Svar vars sista dag har passerat", of_calendar=True)
REVIEW_DUE = Rule("review-due", "Svar som behöver granskas igen", of_calendar=True)
PASSED_DISRUPTION = Rule("passed-disruption", "Störningar som är över", of_calendar=True)
UNDATED_FIGURE = Rule("undated-figure", "Siffror ur gamla källor")
ABBREVIATION = Rule("abbreviation", "Förkortningar som inte förklaras")
HARD_TO_READ = Rule("hard-to-read", "Svårläst text")
LONG_SENTENCE = Rule("long-sentence", "Långa meningar")
OFFICIAL_WORD = Rule("official-word", "Myndighetsord")
LONG_FRAGMENT = Rule("long-fragment", "Långa textfragment")
UNUSED_SOURCE = Rule("unused-source", "Källor som inget svar använder")
DEAD_LINK = Rule("dead-link", "Länkar som inte fungerar", of_network=True)
MOVED_LINK = Rule("moved-link", "Länkar som har flyttat", of_network=True)
LOST_FRAGMENT = Rule("lost-fragment", "Textfragment som inte finns på sidan", of_network=True)
UNASKED_LINK = Rule("unasked-link", "Länkar som inte gick att fråga", of_network=True)

WARNINGS = (
    CONFUSABLE,
    IDLE_VARIANT,
    REPEATED_TEST,
    NO_TEST,
    LOST_LINK,
    RELATED,
    LONG_ANSWER,
    EXPIRED,
    REVIEW_DUE,
    PASSED_DISRUPTION,
    UNDATED_FIGURE,
    ABBREVIATION,
    HARD_TO_READ,
    LONG_SENTENCE,
    OFFICIAL_WORD,
    LONG_FRAGMENT,
    UNUSED_SOURCE,
    DEAD_LINK,
    MOVED_LINK,
    LOST_FRAGMENT,
    UNASKED_LINK,
)

# What reading the files itself may tell (`bot.content`, `bot.config`), by section.
_TOLD_BY_READING: Mapping[str, tuple[str, ...]] = {
    "Filer och mappar": (
        "missing-folder",
        "missing-file",
        "file-name",
        "file-ending",
        "ignored-file",
        "unreadable-file",
        "file-size",
        "empty-file",
        "second-document",
        "conflict",
    ),
    "Bokstäver som har gått sönder": ("encoding", "broken-letter", "control", "escape"),
    "Indrag och streck": (
        "tab",
        "indent",
        "dash",
        "list-after-key",
        "flow-list",
        "glued-list",
        "no-space",
        "stray-text",
        "depth",
    ),
    "Kolon, citattecken och andra tecken": (
        "colon",
        "no-colon",
        "no-key",
        "open-quote",
        "curly-quotes",
        "backslash",
        "cut-text",
        "special-start",
        "text-after-bar",
        "syntax",
    ),
    "Fält som saknas, är okända eller är tomma": (
        "missing-key",
        "unknown-key",
        "misplaced-key",
        "repeated-key",
        "no-fields",
        "not-fields",
        "not-list",
        "not-text",
        "empty",
        "value",
    ),
    "Id och hänvisningar": ("id", "repeated-id", "unknown-reference", "fragment"),
    "Datum, adresser och andra värden": (
        "date",
        "url",
        "yes-no",
        "synonyms",
        "too-long",
        "number",
        "range",
        "choice",
    ),
    "Fraser för fara och småprat": ("empty-phrase", "unknown-word-list"),
    "Inställningar": ("address", "cut-offs", "database", "webhook", "environment"),
}
_ONLY_WARN = {"curly-quotes", "ignored-file"}


def _read() -> Iterator[Rule]:
    for section, ids in _TOLD_BY_READING.items():
        for rule_id in ids:
            yield Rule(rule_id, section, Level.WARNING if rule_id in _ONLY_WARN else Level.FAULT)


RULES: Mapping[str, Rule] = {rule.id: rule for rule in (*_read(), *WARNINGS)}
"""Every rule by its id, in the order of the guide."""


def fails(problem: Problem, *, strict: bool) -> bool:
    """Whether a problem makes `check` fall short: a fault, with `strict` also most warnings.

    What the calendar brings never does, nor a page that could not be asked: nobody's change did it.
    """
    if problem.level is Level.FAULT:
        return True
    rule = RULES.get(problem.rule)
    excused = rule is not None and (rule.of_calendar or rule is UNASKED_LINK)
    return strict and not excused
