"""The HTML around what a page for editors says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files


def style() -> str:
    """The pages' style, as CSS."""
    return (files("bot.editor.pages") / "page.css").read_text("utf-8")


def document(title: str, body: Iterable[str], style_address: str | None = None) -> str:
    """A whole page; its style is in it, unless it is to be fetched from `style_address`."""
    within = "\n".join(body)
    styled = (
        # Without an icon of its own a browser asks the server for one.
        f'<link rel="stylesheet" href="{escape(style_address)}">\n<link rel="icon" href="data:,">'
        if style_address
        else f"<style>\n{style()}</style>"
    )
    return (
        '<!doctype html>\n<html lang="sv">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n{styled}\n</head>\n<body>\n"
        f"<main>\n{within}\n</main>\n</body>\n</html>\n"
    )


def details(label: str, inner: str) -> str:
    """A part that is folded until somebody wants to see it; `inner` is HTML."""
    return f"<details><summary>{escape(label)}</summary>{inner}</details>"


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of texts; columns of numbers, by their first row, are aligned to the right."""
    held = list(rows)
    numbers = [_aligned(cell) for cell in held[0]] if held else [""] * len(heads)
    head = "".join(
        f'<th scope="col"{aligned}>{escape(name)}</th>'
        for name, aligned in zip(heads, numbers, strict=True)
    )
    body = "".join(f"<tr>{_cells(cells)}</tr>" for cells in held)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cells(cells: Sequence[str]) -> str:
    first, *rest = cells
    shown = (f"<td{_aligned(cell)}>{escape(cell)}</td>" for cell in rest)
    return f'<th scope="row">{escape(first)}</th>{"".join(shown)}'


def _aligned(cell: str) -> str:
    return ' class="number"' if cell[:1].isdigit() else ""
