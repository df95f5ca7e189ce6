"""The command line: reads the arguments, runs one command, and turns errors into messages."""

from __future__ import annotations

import os
import sys
from argparse import SUPPRESS, ArgumentTypeError, Namespace
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot import __version__
from bot.commands import Outcome, Stop
from bot.commands.arguments import SwedishParser
from bot.commands.ask import Form, ask, ask_batch
from bot.commands.calibrate import calibrate
from bot.commands.chat import chat
from bot.commands.check import Manner, check
from bot.commands.check import add_options as add_check_options
from bot.commands.evaluate import add_options as add_evaluate_options
from bot.commands.evaluate import evaluate
from bot.commands.init import add_options as add_init_options
from bot.commands.init import init
from bot.commands.links import add_options as add_links_options
from bot.commands.links import show_links, wanted
from bot.commands.new import new, terminal_asker
from bot.commands.opening import open_for_service, open_strictly
from bot.commands.output import discard, forgive_encodings, warn
from bot.commands.preview import DEFAULT_PORT, preview
from bot.commands.report import add_options as add_report_options
from bot.commands.report import report
from bot.commands.run import run
from bot.commands.schema import add_options as add_schema_options
from bot.commands.schema import schema
from bot.config import Config, ConfigError, load_config
from bot.content.problems import describe
from bot.models import Problem

HIGHEST_PORT = 65535
INTERRUPTED = 130  # what shells expect of a program that Ctrl-C ended: 128 + SIGINT


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code; the one place where errors become messages."""
    forgive_encodings()
    try:
        options = build_parser().parse_args(arguments)
        code: int = options.command(options)
        sys.stdout.flush()
    except Stop as stop:
        warn(str(stop))
        return stop.outcome
    except BrokenPipeError:
        discard()
        return Outcome.FELL_SHORT
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        warn(f"Det gick inte: {error}")
        return Outcome.WRONG_USE
    return code


def build_parser() -> SwedishParser:
    """The parser of all commands; each sets `command` to a function of the parsed options."""
    parser = SwedishParser(
        prog="narasvar",
        description="Nära svar: svarar på invånares frågor ur en FAQ, med länk till källan.",
        epilog="Slutkoder: 0 allt gick bra, 1 något brister (fel i faq/), 2 fel användning.",
    )
    _add_shared(parser, default=None)
    parser.add_argument(
        "--version", action="version", version=__version__, help="visa versionen och sluta"
    )
    commands = parser.add_subparsers(title="kommandon", metavar="KOMMANDO", required=True)

    def add(name: str, does: str, command: Callable[[Namespace], int]) -> SwedishParser:
        one: SwedishParser = commands.add_parser(name, help=does, description=f"{does}.")
        # What stood before the command must not be undone by a default after it.
        _add_shared(one, default=SUPPRESS)
        one.set_defaults(command=command)
        return one

    _add_run_options(add("run", "Starta boten på Telegram; utan token i webbläsaren", _run))
    _add_preview_options(
        add("preview", "Prova boten i webbläsaren medan du ändrar i faq/", _preview)
    )
    add("chat", "Prata med boten i terminalen", _chat)
    _add_ask_options(add("ask", "Svara på en fråga, eller på en fil med frågor", _ask))
    add_check_options(add("check", "Visa alla fel och varningar i faq/ och config.yaml", _check))
    add_evaluate_options(add("evaluate", "Ställ alla prov till boten och visa missarna", _evaluate))
    add_report_options(
        add("report", "Visa vad invånare frågat förgäves, och vad som hjälper", _report)
    )
    add("new", "Skriv en ny fråga: boten frågar, provar och sparar i rätt fil", _new)
    add_links_options(add("links", "Visa länken till varje fråga, eller gör QR-koder", _links))
    _add_calibrate_options(
        add("calibrate", "Räkna om poängen till procent efter era testmeddelanden", _calibrate)
    )
    add_init_options(add("init", "Börja en egen FAQ i en tom mapp", _init))
    add_schema_options(add("schema", "Skriv scheman som redigeringsprogram kan läsa", _schema))
    return parser


def _add_shared(parser: SwedishParser, default: str | None) -> None:
    settings = "filen med inställningar (annars config.yaml)"
    parser.add_argument("--config", metavar="FIL", type=Path, default=default, help=settings)
    folder = "mappen med frågor och svar (annars den i inställningarna)"
    parser.add_argument("--faq", metavar="MAPP", type=Path, default=default, help=folder)


def _add_run_options(parser: SwedishParser) -> None:
    parser.add_argument(
        "--telegram", action="store_true", help="kräv Telegram: utan token blir det fel"
    )


def _add_preview_options(parser: SwedishParser) -> None:
    port = f"porten på den här datorn (annars {DEFAULT_PORT} eller nästa lediga; 0 tar en ledig)"
    parser.add_argument("--port", metavar="NUMMER", type=_port, help=port)
    parser.add_argument("--no-browser", action="store_true", help="öppna inte webbläsaren")


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text[:6]) <= HIGHEST_PORT:
        return int(text)
    raise ArgumentTypeError(f"{text} är ingen port: skriv ett tal från 0 till {HIGHEST_PORT}.")


def _add_ask_options(parser: SwedishParser) -> None:
    parser.add_argument("text", metavar="TEXT", nargs="*", help="frågan")
    parser.add_argument(
        "--batch", metavar="FIL", help='en fråga per rad: {"question": "…"}; - är standard in'
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="skriv svaren som JSON, ett per rad")
    form.add_argument("--why", action="store_true", help="visa vilka ord som träffade vad")


def _add_calibrate_options(parser: SwedishParser) -> None:
    parser.add_argument(
        "--output",
        metavar="FIL",
        type=Path,
        default=Path("calibration.json"),
        help="filen att skriva (annars calibration.json)",
    )
    parser.add_argument(
        "--with",
        dest="others",
        metavar="MAPP",
        type=Path,
        action="append",
        default=[],
        help="en FAQ till att räkna med; får anges flera gånger",
    )


def _run(options: Namespace) -> int:
    return run(_config(options), insist=options.telegram)


def _preview(options: Namespace) -> int:
    return preview(_config(options), options.port, browser=not options.no_browser)


def _chat(options: Namespace) -> int:
    return chat(open_for_service(_config(options)).dialogue())


def _ask(options: Namespace) -> int:
    if bool(options.text) == bool(options.batch):
        raise Stop("Skriv en fråga efter ask, eller --batch FIL.", Outcome.WRONG_USE)
    form: Form = "json" if options.json else "why" if options.why else "text"
    dialogue = open_strictly(_config(options))
    if options.batch:
        return ask_batch(dialogue, options.batch, form)
    return ask(dialogue, " ".join(options.text), form)


def _check(options: Namespace) -> int:
    faults: tuple[Problem, ...] = ()
    try:
        config = _read_config(options)
    except ConfigError as error:
        faults, config = error.problems, Config()
        config = replace(config, faq=options.faq) if options.faq else config
    manner = Manner(options.format, strict=options.strict, links=options.links)
    return check(config, faults, manner)


def _evaluate(options: Namespace) -> int:
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    return evaluate(_config(options), options, Path(summary) if summary else None)


def _report(options: Namespace) -> int:
    return report(_config(options), options)


def _new(options: Namespace) -> int:
    return new(_config(options), terminal_asker(), datetime.now(UTC).astimezone().date())


def _links(options: Namespace) -> int:
    config = _config(options)
    return show_links(config, wanted(options, config.faq))


def _calibrate(options: Namespace) -> int:
    return calibrate([_config(options).faq, *options.others], options.output)


def _init(options: Namespace) -> int:
    return init(options.folder, options.name, options.contact)


def _schema(options: Namespace) -> int:
    return schema(_config(options).faq, options.output)


def _config(options: Namespace) -> Config:
    try:
        return _read_config(options)
    except ConfigError as error:
        message = "\n".join(describe(problem) for problem in error.problems)
        raise Stop(message, Outcome.WRONG_USE) from error


def _read_config(options: Namespace) -> Config:
    config = load_config(options.config, os.environ)
    return replace(config, faq=options.faq) if options.faq else config
