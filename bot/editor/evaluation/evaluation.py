"""All parts of an evaluation: the editors' own messages, and harder ones made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from bot.dialogue import CutOffs, Dialogue
from bot.editor.evaluation import leaving_out
from bot.editor.evaluation.messages import Message, Origin
from bot.editor.evaluation.noise import noisy
from bot.editor.evaluation.verdicts import Opened, Result, Verdict, ask, ask_one
from bot.models import Faq


class Part(StrEnum):
    """What can be evaluated by itself; the value is what editors write after --part."""

    TESTS = "prov"
    LEFT_OUT = "leave-out"
    NOISE = "noise"


# Shows how far a part has come: its results, how many there will be, and what it is called.
Track: TypeAlias = Callable[[Iterable[Result], int, str], Iterable[Result]]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The results of each part; a part that was not asked for has none.

    `tests` are the `prov`, `outside` the messages of `utanfor.yaml`, `variants` the variants that
    were left out, `entries` the messages of entries that were left out, `noise` the noisy `prov`.
    """

    dialogue: Dialogue
    tests: tuple[Result, ...] = ()
    outside: tuple[Result, ...] = ()
    variants: tuple[Result, ...] = ()
    entries: tuple[Result, ...] = ()
    noise: tuple[Result, ...] = ()

    @property
    def faq(self) -> Faq:
        """The FAQ that was evaluated."""
        return self.dialogue.faq

    @property
    def cut_offs(self) -> CutOffs:
        """The cut-offs that it was evaluated at."""
        return self.dialogue.cut_offs

    @property
    def written(self) -> tuple[Result, ...]:
        """The results of the messages as editors wrote them."""
        return (*self.tests, *self.outside)

    @property
    def everything(self) -> tuple[Result, ...]:
        """All results."""
        return (*self.written, *self.variants, *self.entries, *self.noise)

    def failures(self, *, strict: bool) -> tuple[Result, ...]:
        """The results for which `evaluate` falls short.

        An editor wrote that a `prov` must reach its entry, and that a message in `utanfor.yaml`
        must not be answered. A `prov` that is only asked back about fails if `strict`. What was
        left out or made noisy is an estimate, not a promise: it fails nothing.
        """
        failing = {Verdict.MISSED, Verdict.WRONG, Verdict.FALSE}
        if strict:
            failing.add(Verdict.SUGGESTED)
        return tuple(result for result in self.written if result.verdict in failing)


def evaluate(
    faq: Faq, messages: Sequence[Message], opened: Opened, parts: frozenset[Part], track: Track
) -> Evaluation:
    """Asks all that `parts` want of `messages`."""
    dialogue = opened(faq)
    tests = [message for message in messages if message.origin is Origin.TEST]
    outside = [message for message in messages if message.origin is Origin.OUTSIDE]
    variants, entries = leaving_out.of_variants(messages), leaving_out.of_entries(messages)
    noisy_tests = list(noisy(tests))

    def part(
        of: Part, results: Callable[[], Iterator[Result]], total: int, name: str
    ) -> tuple[Result, ...]:
        return tuple(track(results(), total, name)) if of in parts and total else ()

    return Evaluation(
        dialogue,
        part(Part.TESTS, lambda: ask(dialogue, tests), len(tests), "Prov"),
        part(Part.TESTS, lambda: ask(dialogue, outside), len(outside), "Utanför"),
        part(
            Part.LEFT_OUT,
            lambda: leaving_out.without_variants(faq, messages, opened),
            len(variants),
            "Varianter utelämnade",
        ),
        part(
            Part.LEFT_OUT,
            lambda: leaving_out.without_entries(faq, messages, opened),
            len(entries),
            "Frågor utelämnade",
        ),
        part(
            Part.NOISE,
            lambda: (ask_one(dialogue, m, m.entry, kind) for kind, m in noisy_tests),
            len(noisy_tests),
            "Prov med skrivfel",
        ),
    )
