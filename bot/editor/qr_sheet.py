"""Deep links as a page to print: a QR code for each question, to hang where people wait.

The page needs nothing but itself: no script, no request. Every word on the paper is the FAQ's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from importlib.resources import files
from typing import Final

import segno

from bot.editor.links import Link
from bot.texts import Texts

# How many columns and rows, and how big letters (title, other words), for so many on a page.
LAYOUTS: Final[Mapping[int, tuple[int, int, str, str]]] = {
    1: (1, 1, "32pt", "18pt"),
    2: (1, 2, "24pt", "15pt"),
    4: (2, 2, "17pt", "12pt"),
    6: (2, 3, "13pt", "10pt"),
}
USUAL: Final = 4
_QUIET_ZONE: Final = 4  # modules; ISO/IEC 18004 asks for as many
_ON_SCREEN: Final = (
    "Skriv ut sidan på A4 (Ctrl+P). Prova minst en kod med en telefon innan du sätter upp arket. "
    "Den här rutan kommer inte med."
)


def qr_sheet(links: Sequence[Link], texts: Texts, per_page: int = USUAL) -> str:
    """The page as HTML; `per_page` is one of LAYOUTS."""
    style = (files("bot.editor") / "qr_sheet.css").read_text("utf-8")
    pages = (links[start : start + per_page] for start in range(0, len(links), per_page))
    sheets = "\n".join(_sheet(page, texts, per_page) for page in pages)
    return (
        '<!doctype html>\n<html lang="sv">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(texts.name)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f'<div class="screen">\n<h1>{escape(texts.name)}</h1>\n<p>{_ON_SCREEN}</p>\n</div>\n'
        f"<main>\n{sheets}\n</main>\n</body>\n</html>\n"
    )


def _sheet(links: Sequence[Link], texts: Texts, per_page: int) -> str:
    columns, rows, title, words = LAYOUTS[per_page]
    layout = f"--columns:{columns};--rows:{rows};--title:{title};--words:{words}"
    cards = "\n".join("\n".join(_card(link, texts)) for link in links)
    return f'<div class="sheet" style="{layout}">\n{cards}\n</div>'


def _card(link: Link, texts: Texts) -> Iterator[str]:
    yield f'<section class="card">\n<h2>{escape(link.entry.question)}</h2>'
    yield f'<a class="code" href="{escape(link.url)}" aria-hidden="true" tabindex="-1">'
    yield f"{_code(link.url)}</a>"
    yield f"<p>{escape(' '.join(texts.scan.split()))}</p>"
    yield f'<p><a class="address" href="{escape(link.url)}">{_shown(link.url)}</a></p>'
    yield f'<p class="sender">{escape(texts.name)}. {escape(texts.sender)}</p>\n</section>'


def _code(url: str) -> str:
    """The code as a picture within the page, black on white also where nothing else is."""
    code = segno.make_qr(url, error="m")
    return code.svg_inline(border=_QUIET_ZONE, omitsize=True, light="#fff", svgclass=None)


def _shown(url: str) -> str:
    """The address to type, which may be broken before the id."""
    return escape(url.removeprefix("https://")).replace("?start=", "?<wbr>start=")
