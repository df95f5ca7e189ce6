"""`new`: a question written together, tried, and put in the right file with all else untouched."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from bot.commands import Outcome, Stop
from bot.commands import new_parts as parts
from bot.commands.asking import Asker
from bot.commands.new_workbench import NOTHING_SAVED, Workbench
from bot.commands.output import console
from bot.config import Config
from bot.editor.writing.new_entry import Draft, NewVariant
from bot.models import Entry

_WELCOME: Final = "En ny fråga. Inget sparas förrän du säger till. Avbryt med Ctrl-C."


def terminal_asker() -> Asker:
    """Asks on standard input and output."""
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401, PLC0415 - gives input() arrow keys; not on all systems
    return Asker(input, console())


def new(config: Config, asker: Asker, today: date) -> int:
    """Asks for a question until it is saved as an entry or as a variant of one, or given up.

    Raises:
        Stop: the FAQ has faults, or the answers ended too early.
    """
    bench = Workbench.at(config, asker, today)
    try:
        return _write(bench)
    except EOFError:
        message = f"\nSvaren tog slut innan frågan var klar. {NOTHING_SAVED}"
        raise Stop(message, Outcome.FELL_SHORT) from None
    except KeyboardInterrupt:
        asker.tell(f"\nAvbrutet. {NOTHING_SAVED}")
        raise


def _write(bench: Workbench) -> Outcome:
    """Everything, from the question to the file."""
    bench.asker.tell(_WELCOME)
    question = parts.ask_question(bench.asker)
    same, near = parts.ask_near(bench.asker, question, bench.dialogue)
    if same:
        return _write_variant(bench, question, same)
    return _settle(bench, _draft(bench, question, near))


def _write_variant(bench: Workbench, text: str, entry: Entry) -> Outcome:
    wordings = {one.casefold() for one in (entry.question, *entry.variants)}
    if text.casefold() in wordings:
        bench.asker.head(f"Precis så står det redan i {entry.id}. {NOTHING_SAVED}")
        return Outcome.OK
    change = NewVariant(entry.id, text)
    if bench.tried(change) and bench.asker.yes(f"\nSpara varianten i {entry.id}?"):
        return Outcome.OK if bench.saved(change) else Outcome.FELL_SHORT
    bench.asker.tell(NOTHING_SAVED)
    return Outcome.FELL_SHORT


def _draft(bench: Workbench, question: str, near: Entry | None) -> Draft:
    asker = bench.asker
    topic = parts.ask_topic(asker, bench.topics, near, bench.content)
    sources, source, fragment = parts.ask_sources(asker, bench.faq)
    return Draft(
        question=question,
        topic=topic,
        sources=sources,
        new_source=source,
        fragment=fragment,
        answer=parts.ask_answer(asker),
        variants=parts.ask_variants(asker),
        tests=parts.ask_tests(asker),
        id=parts.ask_id(asker, question, bench.taken),
        reviewed=bench.bench.today.isoformat(),
    )


def _settle(bench: Workbench, draft: Draft) -> Outcome:
    """Tries the draft and lets its parts be changed, until it is saved or given up."""
    while True:
        usable = bench.tried(draft)
        bench.asker.head("Vad vill du göra?")
        keep = [f"Spara i {(bench.root / draft.file).as_posix()}"] if usable else []
        choices = [*keep, *(label for label, _ in _EDITS), "Avbryt utan att spara"]
        chosen = bench.asker.choose(choices) - len(keep)
        if chosen == len(_EDITS):
            bench.asker.tell(NOTHING_SAVED)
            return Outcome.FELL_SHORT
        if chosen >= 0:
            draft = _EDITS[chosen][1](bench, draft)
        elif bench.saved(draft):
            return Outcome.OK


def _question(bench: Workbench, draft: Draft) -> Draft:
    return replace(draft, question=parts.ask_question(bench.asker))


def _answer(bench: Workbench, draft: Draft) -> Draft:
    return replace(draft, answer=parts.ask_answer(bench.asker))


def _sources(bench: Workbench, draft: Draft) -> Draft:
    ids, source, fragment = parts.ask_sources(bench.asker, bench.faq)
    return replace(draft, sources=ids, new_source=source, fragment=fragment)


def _variants(bench: Workbench, draft: Draft) -> Draft:
    return replace(draft, variants=parts.ask_variants(bench.asker, draft.variants))


def _tests(bench: Workbench, draft: Draft) -> Draft:
    return replace(draft, tests=parts.ask_tests(bench.asker, draft.tests))


def _topic(bench: Workbench, draft: Draft) -> Draft:
    return replace(draft, topic=parts.ask_topic(bench.asker, bench.topics, None, bench.content))


def _id(bench: Workbench, draft: Draft) -> Draft:
    return replace(draft, id=parts.ask_id(bench.asker, draft.question, bench.taken))


_EDITS: Final[tuple[tuple[str, Callable[[Workbench, Draft], Draft]], ...]] = (
    ("Ändra frågan", _question),
    ("Ändra svaret", _answer),
    ("Ändra källan", _sources),
    ("Ändra varianterna", _variants),
    ("Ändra proven", _tests),
    ("Ändra ämnet", _topic),
    ("Ändra kortnamnet (id)", _id),
)
