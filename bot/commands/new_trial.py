"""How a trial of a new question is shown: the answer first, then what it reaches and spoils."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from bot.channels.screens import Screens
from bot.channels.terminal import show
from bot.commands.asking import Asker
from bot.editor.evaluation.changes import before_and_now, remedy
from bot.editor.evaluation.comparison import Change
from bot.editor.evaluation.messages import Origin
from bot.editor.evaluation.telling import in_words
from bot.editor.evaluation.verdicts import LABELS, Result, Verdict
from bot.editor.writing.trial import Trial
from bot.models import Problem

_ONE_OR_MORE = {
    Origin.QUESTION: ("frågan", "frågorna"),
    Origin.VARIANT: ("variant", "varianter"),
    Origin.TEST: ("prov", "prov"),
}


def show_trial(asker: Asker, trial: Trial, today: date) -> None:
    """Shows a trial to the one who wrote the question."""
    reply = trial.dialogue.entry(trial.entry.id)
    if reply:
        asker.head("Så här ser svaret ut:")
        asker.console.line()
        label = trial.dialogue.faq.texts.source_label
        show(Screens(trial.dialogue, today).reply(reply, ""), asker.console, label)
    _show_own(asker, trial.own)
    _show_losses(asker, trial.losses)
    _show_warnings(asker, trial.warnings)


def _show_own(asker: Asker, results: tuple[Result, ...]) -> None:
    right = [one for one in results if one.verdict is Verdict.RIGHT]
    if right:
        asker.tell(f"Får det här svaret: {_counted(right)}.", "green")
    for one in results:
        if one.verdict is not Verdict.RIGHT:
            named = f"{one.message.origin.value} ”{one.message.text}”"
            asker.tell(f"{named}: {LABELS[one.verdict]}. {in_words(one.reply)}", "yellow")


def _counted(results: Iterable[Result]) -> str:
    counts = Counter(one.message.origin for one in results)
    named = (
        words[0] if origin is Origin.QUESTION else f"{counts[origin]} {words[counts[origin] > 1]}"
        for origin, words in _ONE_OR_MORE.items()
        if counts[origin]
    )
    return ", ".join(named)


def _show_losses(asker: Asker, losses: tuple[Change, ...]) -> None:
    if not losses:
        asker.tell("Inget annat prov får ett sämre svar.", "green")
        return
    asker.tell(f"Sämre svar än förut, på {len(losses)} av FAQ:ns egna prov:", "red")
    for change in losses:
        before, now = before_and_now(change)
        asker.tell(f"  ”{change.after.message.text}”\n    tidigare: {before}\n    nu: {now}")
        if mending := remedy(change):
            asker.tell(f"    {mending}")


def _show_warnings(asker: Asker, warnings: tuple[Problem, ...]) -> None:
    if warnings:
        asker.head("Att tänka på:")
    for warning in warnings:
        asker.tell(f"- {warning.message}")
        for line in warning.remedy.splitlines():
            asker.tell(f"  {line}")
