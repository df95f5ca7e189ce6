"""What the pictures of the pages share: SVG that takes its colours from the page's style."""

from __future__ import annotations

from html import escape
from typing import Final

WIDTH: Final = 760


def opening(height: int, title: str, said: str) -> list[str]:
    """The beginning of a picture; `said` tells those who do not see it what it shows."""
    return [
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(title)}">',
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(said)}</desc>",
    ]


def text(x: float, y: float, said: str, kind: str = "", anchor: str = "start") -> str:
    """Words in a picture."""
    named = f' class="{kind}"' if kind else ""
    return f'<text{named} x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(said)}</text>'
