"""`evaluate`: every message that editors wrote, asked of the bot, and harder ones made of them."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import Final, get_args

from bot.commands import Outcome, Stop
from bot.commands.arguments import one_of
from bot.commands.evaluate_against import evaluate_against
from bot.commands.evaluate_output import Form, Wanted, give_summary, progress_bar
from bot.commands.opening import load_strictly, opener
from bot.commands.output import console, say
from bot.config import Config
from bot.editor.evaluation import evaluation, machine, markdown, table
from bot.editor.evaluation.cut_offs import FEWEST, propose
from bot.editor.evaluation.evaluation import Evaluation, Part
from bot.editor.evaluation.messages import gather
from bot.editor.evaluation.page import page
from bot.editor.evaluation.proposal import show_proposal
from bot.editor.evaluation.verdicts import Result

DEFAULT_CEILING: Final = 10.0
_ALL: Final = frozenset(Part)


def add_options(parser: ArgumentParser) -> None:
    """The options of the command."""
    parts = ", ".join(Part)
    add = parser.add_argument
    add(
        "--part", metavar="DEL", type=_part, action="append", default=[],
        help=f"bara en del: {parts}; får anges flera gånger",
    )  # fmt: skip
    add("--strict", action="store_true", help="prov som bara får förslag räknas också som fel")
    add("--html", metavar="FIL", type=Path, help="skriv en sida med diagram och alla missar")
    other = parser.add_mutually_exclusive_group()
    other.add_argument(
        "--against", metavar="VERSION",
        help="visa vad som ändrats sedan en gren, tagg eller version i git (till exempel main)",
    )  # fmt: skip
    other.add_argument(
        "--suggest-cut-offs", metavar="PROCENT", nargs="?", type=_per_cent, const=DEFAULT_CEILING,
        help="föreslå gränser till config.yaml med högst så många procent falska svar "
        f"(annars {DEFAULT_CEILING:g})",
    )  # fmt: skip
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "--format", metavar="FORM", type=_form, default="text",
        help="text, json eller github (anteckningar på raderna i CI)",
    )  # fmt: skip
    form.add_argument(
        "--json", dest="format", action="store_const", const="json", help="samma som --format json"
    )


def evaluate(config: Config, options: Namespace, summary: Path | None) -> int:
    """Does what the options of `add_options` ask for; `summary` is the file of a CI's summary.

    Raises:
        Stop: the options do not go together, the FAQ has faults, or git cannot help.
    """
    wanted = Wanted(options.format, options.strict, options.html, summary)
    if options.against is None and options.suggest_cut_offs is None:
        return evaluate_parts(config, options.part, wanted)
    if options.part or options.html:
        raise Stop(
            "--part och --html kan inte stå ihop med --against eller --suggest-cut-offs.",
            Outcome.WRONG_USE,
        )
    if options.against is not None:
        return evaluate_against(config, options.config, options.against, wanted)
    return suggest_cut_offs(config, options.suggest_cut_offs, wanted.form)


def evaluate_parts(config: Config, parts: Iterable[Part], wanted: Wanted) -> int:
    """Asks, shows how it went, and falls short if a message got what its editor did not want."""
    found = _evaluated(config, frozenset(parts) or _ALL)
    if wanted.html:
        wanted.html.write_text(page(found, strict=wanted.strict), "utf-8")
    _give(found, wanted)
    return Outcome.FELL_SHORT if found.failures(strict=wanted.strict) else Outcome.OK


def suggest_cut_offs(config: Config, ceiling: float, form: Form) -> int:
    """Shows the lowest cut-offs with at most `ceiling` per cent false answers, ready to paste."""
    found = _evaluated(config, frozenset({Part.TESTS, Part.LEFT_OUT}))
    # Entries that were left out stand in for messages that nobody wrote down.
    outside = found.outside if len(found.outside) >= FEWEST else (*found.outside, *found.entries)
    if len(outside) < FEWEST:
        raise Stop(
            f"Det finns för få meddelanden utan svar: {len(outside)}, men minst {FEWEST} behövs. "
            "Skriv fler i utanfor.yaml.",
            Outcome.FELL_SHORT,
        )
    proposal = propose(outside, ceiling)
    if form == "json":
        say(machine.proposal_json(proposal, ceiling))
        return Outcome.OK
    for part in show_proposal(proposal, ceiling, found, outside):
        console().print(part)
    return Outcome.OK


def _evaluated(config: Config, parts: frozenset[Part]) -> Evaluation:
    loaded, faq = load_strictly(config.faq)
    messages = gather(loaded)
    with progress_bar() as progress:

        def track(results: Iterable[Result], total: int, name: str) -> Iterable[Result]:
            return progress.track(results, total=total, description=name)

        return evaluation.evaluate(faq, messages, opener(config), parts, track)


def _give(found: Evaluation, wanted: Wanted) -> None:
    if wanted.form == "json":
        say(machine.evaluation_json(found, strict=wanted.strict))
        return
    if wanted.form == "github":
        for line in machine.result_annotations(found, strict=wanted.strict):
            say(line)
        give_summary(markdown.evaluation_markdown(found, strict=wanted.strict), wanted.summary)
        return
    out = console()
    for part in table.show(found, strict=wanted.strict):
        out.print(part)
    if wanted.html:
        out.print(f"\nSidan ligger i {wanted.html}.")


def _part(text: str) -> Part:
    return Part(one_of(text, tuple(Part)))


def _form(text: str) -> str:
    return one_of(text, get_args(Form))


def _per_cent(text: str) -> float:
    try:
        share = float(text.removesuffix("%").strip().replace(",", "."))
    except ValueError:
        share = -1.0
    if not 0 <= share <= 100:  # noqa: PLR2004 - per cent
        raise ArgumentTypeError(f"{text} är inte procent: skriv ett tal från 0 till 100.")
    return share
