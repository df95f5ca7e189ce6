"""`links`: the deep link of each entry: a table, the list of those published, a page of codes."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text

from bot.commands import Outcome, Stop
from bot.commands.opening import load_strictly
from bot.commands.output import console, say, warn
from bot.config import Config
from bot.content.problems import did_you_mean
from bot.editor.links import (
    GONE,
    LIST,
    NOTE,
    Link,
    ListError,
    Published,
    as_csv,
    bot_name,
    links,
    merged,
    read_published,
)
from bot.editor.qr_sheet import LAYOUTS, USUAL, qr_sheet
from bot.editor.writing.saving import replace_file
from bot.models import Entry, Faq

_HERE = "-"
_NO_NAME = (
    "Botens användarnamn på Telegram saknas. Skriv det: --bot NAMN. Eller sätt TELEGRAM_BOT_TOKEN, "
    "så hämtas det från Telegram."
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: `bot` and the two files may be None, no topics or ids means all."""

    bot: str | None = None
    topics: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    csv: Path | None = None
    qr: Path | None = None
    per_page: int = USUAL


def add_options(parser: ArgumentParser) -> None:
    """The options of the command."""
    add = parser.add_argument
    add("--bot", metavar="NAMN", help="botens användarnamn på Telegram (annars frågas Telegram)")
    add(
        "--topic", metavar="ÄMNE", action="append", default=[],
        help="bara ett ämne: rubriken eller filens namn; får anges flera gånger",
    )  # fmt: skip
    add(
        "--id", metavar="ID", action="append", default=[],
        help="bara en fråga; får anges flera gånger",
    )  # fmt: skip
    add(
        "--csv", metavar="FIL", nargs="?", const=_HERE,
        help=f"lägg till länkarna i listan över publicerade länkar (annars {LIST} i mappen med "
        "frågor och svar); check varnar om en av dem slutar att fungera",
    )  # fmt: skip
    add("--qr", metavar="FIL", type=Path, help="skriv ett ark med QR-koder att skriva ut (HTML)")
    add(
        "--per-page", metavar="ANTAL", default=str(USUAL),
        help=f"koder på varje sida av arket: {', '.join(map(str, LAYOUTS))} (annars {USUAL})",
    )  # fmt: skip


def wanted(options: Namespace, faq: Path) -> Wanted:
    """The options of `add_options` for the FAQ in a folder.

    Raises:
        Stop: one of them cannot be used.
    """
    per_page = int(options.per_page) if options.per_page.isdecimal() else 0
    if per_page not in LAYOUTS:
        several = ", ".join(map(str, LAYOUTS))
        raise Stop(f"--per-page kan vara {several}.", Outcome.WRONG_USE)
    listed = options.csv and (faq / LIST if options.csv == _HERE else Path(options.csv))
    return Wanted(
        options.bot, tuple(options.topic), tuple(options.id), listed, options.qr, per_page
    )


def show_links(config: Config, chosen: Wanted) -> int:
    """Shows the links, or writes them where they are wanted.

    Raises:
        Stop: the FAQ has faults, the bot's name is not known, a topic or an id is not there, or
            the list cannot be read.
    """
    _, faq = load_strictly(config.faq)
    entries = _chosen(faq, chosen)
    main_list = config.faq / LIST
    made = links(entries, _name(config, chosen.bot, _read(main_list)))
    if chosen.csv:
        _publish(made, chosen.csv, faq)
    if chosen.qr:
        _write(chosen.qr, qr_sheet(made, faq.texts, chosen.per_page).encode())
        say(f"Skrev {chosen.qr} med {len(made)} koder.")
        _remind(made, _read(main_list), main_list)
    if not chosen.csv and not chosen.qr:
        _show(made, console())
    return Outcome.OK


def _chosen(faq: Faq, chosen: Wanted) -> list[Entry]:
    """The entries of the topics and ids that are wanted; all if none is named."""
    topics = {_topic(faq, name) for name in chosen.topics}
    ids = {_entry(faq, one).id for one in chosen.ids}
    everything = not topics and not ids
    return [one for one in faq.entries if everything or one.topic in topics or one.id in ids]


def _topic(faq: Faq, name: str) -> str:
    by_name = {Path(one.place.file).stem.casefold(): one.topic for one in faq.entries}
    by_name |= {one.title.casefold(): one.title for one in faq.topics}
    if found := by_name.get(name.casefold().removesuffix(".yaml")):
        return found
    raise Stop(f"Ämnet {name} finns inte. {_guess(name, by_name)}", Outcome.WRONG_USE)


def _entry(faq: Faq, entry_id: str) -> Entry:
    if found := faq.find(entry_id):
        return found
    raise Stop(f"Frågan {entry_id} finns inte. {_guess(entry_id, faq.by_id)}", Outcome.WRONG_USE)


def _guess(name: str, known: Iterable[str]) -> str:
    guess = did_you_mean(name, known)
    return f"Menade du {guess}?" if guess else "Kör links utan val för att se alla."


def _name(config: Config, given: str | None, published: Published) -> str:
    """The bot's name: as given, else as Telegram says, else as in the links that are published."""
    if given is not None:
        if name := bot_name(given):
            return name
        raise Stop(f"{given} är inget användarnamn på Telegram.", Outcome.WRONG_USE)
    why = _NO_NAME
    if config.token:
        # httpx takes a while to import, and most commands do without it.
        from bot.channels.bot_name import UnknownNameError, ask_name  # noqa: PLC0415

        try:
            return ask_name(config.token.get_secret_value(), config.api_url)
        except UnknownNameError as error:
            why = f"{error} Skriv botens användarnamn själv: --bot NAMN."
    if len(published.bots) == 1:
        return next(iter(published.bots))
    raise Stop(why, Outcome.WRONG_USE)


def _read(path: Path) -> Published:
    try:
        return read_published(path)
    except ListError as error:
        raise Stop(str(error), Outcome.FELL_SHORT) from error


def _publish(made: tuple[Link, ...], path: Path, faq: Faq) -> None:
    old = _read(path)
    new = merged(old, made, faq)
    _write(path, as_csv(new))
    say(f"Skrev {path}: {len(new.rows)} länkar, varav {len(new.rows) - len(old.rows)} nya.")
    if gone := [row["id"] for row in new.rows if row.get(NOTE) == GONE]:
        warn(
            f"Publicerade länkar som inte leder någonstans: {', '.join(gone)}. Skriv varje id "
            "under tidigare_id vid den fråga som svarar nu."
        )
    if len(new.bots) > 1:
        warn(f"I listan finns länkar till flera botar: {', '.join(sorted(new.bots))}.")


def _write(path: Path, data: bytes) -> None:
    try:
        replace_file(path, data)
    except OSError as error:
        raise Stop(
            f"Det går inte att skriva {path}: {error.strerror}.", Outcome.WRONG_USE
        ) from error


def _remind(made: Iterable[Link], published: Published, path: Path) -> None:
    """Says what to do before the sheet goes up, if the list does not have its links yet."""
    if missing := [link for link in made if link.entry.id not in published.ids]:
        say(
            f"{len(missing)} av länkarna står inte i {path}. Kör links --csv när arket sätts upp: "
            "då varnar check om en länk slutar leda till ett svar."
        )


def _show(made: Iterable[Link], out: Console) -> None:
    if not out.is_terminal:
        # For other programs, and because a link that is broken in two is no link.
        for link in made:
            say(f"{link.entry.id}\t{link.entry.question}\t{link.url}")
        return
    for table in _tables(made):
        out.print(table)


def _tables(made: Iterable[Link]) -> Iterator[Table]:
    """A table for each topic."""
    for topic, ones in groupby(made, key=lambda link: link.entry.topic):
        table = Table(title=topic, title_justify="left", title_style="bold", show_header=False)
        table.add_column(overflow="fold")
        for link in ones:
            address = Text(link.url, Style(link=link.url, color="cyan"))
            table.add_row(Text.assemble(link.entry.question, "\n", address), end_section=True)
        yield table
