"""The bot in a terminal: a chat for people, and one answer a line for pipes.

What the bot says comes from the FAQ's texts; only hints about the terminal itself stand here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from rich.console import Console
from rich.style import Style
from rich.text import Text

from bot.channels.dates import in_swedish
from bot.channels.screens import Screen, Screens
from bot.matching.text import fold, normalise
from bot.models import Citation

HINT = "Skriv en fråga, eller en siffra för att välja. Skriv avsluta för att sluta."
MAX_WIDTH = 88

_FAREWELLS = frozenset({"avsluta", "sluta", "exit", "quit"})


def chat(
    screens: Callable[[], Screens], console: Console, lines: Iterable[str], *, greet: bool
) -> None:
    """Answers `lines` on `console`; with `greet` it begins as /start does, with a hint.

    `screens` is asked anew for each line, so that a reload is noticed.
    """
    if greet:
        show(screens().answer("/start"), console, "")
        _print(Text(HINT, "dim"), console)
        console.line()
    for screen in converse(screens, lines):
        show(screen, console, screens().dialogue.faq.texts.source_label)


def converse(screens: Callable[[], Screens], lines: Iterable[str]) -> Iterator[Screen]:
    """One screen for each line that says something, until the lines or a farewell end it."""
    screen = Screen("")
    for line in map(str.strip, lines):
        if fold(normalise(line)).lstrip("/") in _FAREWELLS:
            return
        if line:
            choice = screen.chosen(line)
            screen = choice.open() if choice else screens().answer(line)
            yield screen


def show(screen: Screen, console: Console, source_label: str) -> None:
    """Prints a screen; links are clickable in a terminal, written out elsewhere."""
    label = source_label.rstrip(": ")
    parts = [
        Text(screen.title, "bold"),
        Text(screen.text.rstrip(), "bold red" if screen.urgent else ""),
        Text("\n").join(_source(citation, console, label) for citation in screen.citations),
        _menu(screen),
    ]
    for part in filter(None, parts):
        _print(part, console)
        console.line()


def _source(citation: Citation, console: Console, label: str) -> Text:
    source = citation.source
    by = ", ".join(filter(None, (source.publisher, source.date and in_swedish(source.date))))
    words = f"{source.title} ({by})"
    note = f" – {source.note}" if source.note else ""
    if _has_links(console):
        link = Text(words, Style(link=citation.url, underline=True))
        return Text.assemble(f"{label}: ", link, note)
    return Text(f"{label}: {words}{note}\n{citation.url}")


def _has_links(console: Console) -> bool:
    # A terminal without styles (TERM=dumb) shows no hyperlinks either.
    return console.is_terminal and console.color_system is not None


def _menu(screen: Screen) -> Text:
    numbered = list(enumerate(screen.choices, start=1))
    if screen.zero:
        numbered.append((0, screen.zero))
    lines = [Text(screen.heading, "bold")] if screen.heading else []
    lines += [Text.assemble((f"{n}", "cyan"), f". {choice.label}") for n, choice in numbered]
    return Text("\n").join(lines)


def _print(text: Text, console: Console) -> None:
    # Outside a terminal no line may be broken: a wrapped address is no address.
    if console.is_terminal:
        console.print(text, width=min(console.width, MAX_WIDTH))
    else:
        console.print(text, soft_wrap=True)
