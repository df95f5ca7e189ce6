"""A recording of the tests' traffic, held against the Bot API and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bench.telegram.fitting import Fitting, Misfit

Record = Mapping[str, Any]

# What the tests do on purpose though it does not fit, and why that is right.
EXPECTED: Final[Mapping[str, str]] = {
    "Update.message.what_telegram_invents_next: Message has no such field": (
        "The bot must live with fields that a newer Telegram adds."
    ),
    "getUpdates →[].message.what_telegram_invents_next: Message has no such field": (
        "The same update, as it is fetched."
    ),
    "sendMessage.method: sendMessage has no such field": (
        "An answer to a webhook's request names its method beside the parameters."
    ),
    "sendMessage.unknown: sendMessage has no such field": (
        "Telegram ignores parameters that it does not know; so does the simulator."
    ),
    "sendMessage.reply_markup.keyboard[][]: str in place of KeyboardButton": (
        "Telegram takes a text for a button with nothing but this text."
    ),
}


@dataclass
class Tally:
    """What a recording held. `misfits` are counted by their kind; `examples` are tests with them.

    Requests that the simulator refused may be wrong: tests send them on purpose. `unfit` are those.
    """

    calls: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    unfit: Counter[str] = field(default_factory=Counter)
    updates: Counter[str] = field(default_factory=Counter)
    misfits: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    @property
    def unexpected(self) -> Counter[str]:
        """The misfits that nobody has explained."""
        return Counter({kind: n for kind, n in self.misfits.items() if kind not in EXPECTED})

    def note(self, misfits: Iterable[Misfit], record: Record) -> None:
        """Count misfits in a record."""
        for misfit in misfits:
            self.misfits[misfit.kind] += 1
            self.examples.setdefault(misfit.kind, f"{record['test']}: {misfit.where} {misfit.what}")


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
    if answer["ok"]:
        tally.note(wrong, record)
    else:
        tally.refused[method] += 1
        tally.unfit[method] += bool(wrong)
