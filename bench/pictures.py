"""Makes docs/chatt.svg: a real chat, with our own FAQ, as a picture of the terminal."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME
from rich.text import Text

from bot.channels import terminal
from bot.channels.screens import Screens
from bot.commands.opening import open_strictly
from bot.config import Config

if TYPE_CHECKING:
    from collections.abc import Iterator

PICTURE = Path("docs/chatt.svg")
WIDTH = 84
DAY = date(2026, 11, 21)  # the same picture whenever it is made
CHAT = (
    "vad är ett patientkontrakt?",
    "saknas de läkare i kalmra län",
    "handlingsplanen",
    "2",
    "jag har ont i bröstet",
)


def main() -> None:
    """Writes the picture; the same chat gives the same picture."""
    console = _console()
    dialogue = open_strictly(Config())
    terminal.chat(lambda: Screens(dialogue, DAY), console, _typed(console), greet=False)
    svg = console.export_svg(title="make chat", theme=SVG_EXPORT_THEME, unique_id="chatt")
    PICTURE.write_text(_without_web_fonts(svg), encoding="utf-8")
    print(PICTURE)


def _console() -> Console:
    # An empty environment: the picture must not depend on whose terminal it was made in.
    return Console(
        file=io.StringIO(),
        record=True,
        force_terminal=True,
        color_system="truecolor",
        width=WIDTH,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )


def _typed(console: Console) -> Iterator[str]:
    for line in CHAT:
        console.print(Text.assemble(("> ", "dim"), (line, "bold cyan")))
        console.line()
        yield line


def _without_web_fonts(svg: str) -> str:
    # A picture that fetches fonts from elsewhere would tell that server who reads the README.
    return re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)


if __name__ == "__main__":
    main()
