"""A recording of the tests' traffic, held against the Bot API and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bench.telegram.fitting import Fitting, Misfit

Record = Mapping[str, Any]

# What the tests put into updates on purpose though it does not fit: a word of the misfit or of the
# test's name, and why that is right.
EXPECTED: Final[Mapping[str, str]] = {
    "what_telegram_invents_next": "The bot must live with fields that a newer Telegram adds.",
    "test_an_update_that_cannot_be_read": "The bot must not die of it, nor log its words.",
}
# There no bot runs: the tests make the requests themselves, with what Telegram ignores.
_OWN_REQUESTS: Final = "tests/simulator/"


@dataclass
class Tally:
    """What a recording held. `misfits` are counted by their kind; `examples` are tests with them.

    `expected` are those of EXPECTED. Requests that the simulator refused may be wrong: tests send
    them on purpose; `unfit` are those.
    """

    calls: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    unfit: Counter[str] = field(default_factory=Counter)
    updates: Counter[str] = field(default_factory=Counter)
    misfits: Counter[str] = field(default_factory=Counter)
    expected: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    def note(self, misfits: Iterable[Misfit], record: Record) -> None:
        """Count misfits in a record."""
        for misfit in misfits:
            example = f"{record['test']}: {misfit.where} {misfit.what}"
            why = next((word for word in EXPECTED if word in example), None)
            if why:
                self.expected[why] += 1
            else:
                self.misfits[misfit.kind] += 1
                self.examples.setdefault(misfit.kind, example)


def hold(fitting: Fitting, records: Iterable[Record]) -> Tally:
    """Hold each record against the API."""
    tally = Tally()
    for record in records:
        if "update" in record:
            tally.updates.update(record["update"].keys() - {"update_id"})
            tally.note(fitting.update(record["update"]), record)
        else:
            _hold_call(tally, fitting, record)
    return tally


def _hold_call(tally: Tally, fitting: Fitting, record: Record) -> None:
    method, answer = fitting.name_of(record["method"]), record["answer"]
    wrong = fitting.request(method, record["parameters"])
    tally.calls[method] += 1
    tally.note(fitting.answer(method, answer), record)
    if not answer["ok"]:
        tally.refused[method] += 1
        tally.unfit[method] += bool(wrong)
    elif not record["test"].startswith(_OWN_REQUESTS):
        tally.note(wrong, record)
