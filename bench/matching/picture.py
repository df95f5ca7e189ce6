"""A report's top-1 and top-3 as an SVG: one bar a matcher, on a card of its own colours."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from bench.matching.matcher import OURS
from bench.matching.quality import Quality
from bench.matching.report import Report

WIDTH: Final = 760
_LEFT: Final = 220  # where the bars begin
_BAR: Final = 440  # how long a bar of 100 % is
_TOP: Final = 92
_ROW: Final = 38
_HEIGHT: Final = 22
# The card follows the reader's light or dark setting, background and text together, so that it is
# legible on any page.
_STYLE: Final = """
text { font: 14px system-ui, "Segoe UI", "Liberation Sans", sans-serif; fill: #1f2328; }
.card { fill: #ffffff; stroke: #d0d7de; }
.head { font-size: 17px; font-weight: 600; }
.small { font-size: 12.5px; fill: #57606a; }
.ours { font-weight: 600; }
.first { fill: #6e7781; } .three { fill: #d0d7de; }
.first.ours { fill: #0b63ce; } .three.ours { fill: #a9cdf8; }
.range { stroke: #1f2328; stroke-width: 1.5; }
.grid { stroke: #d0d7de; stroke-dasharray: 2 3; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; }
  .card { fill: #0d1117; stroke: #30363d; }
  .small { fill: #9da7b3; }
  .first { fill: #8b949e; } .three { fill: #3d444d; }
  .first.ours { fill: #4493f8; } .three.ours { fill: #1c4478; }
  .range { stroke: #e6edf3; }
  .grid { stroke: #30363d; }
}
"""


def draw(report: Report) -> str:
    """The picture as a whole SVG file; the same report gives the same picture."""
    rows = sorted(report.quality.items(), key=lambda row: -row[1].top1.value)
    height = _TOP + _ROW * len(rows) + 34
    said = "; ".join(
        f"{name}: first {one.top1.value:.0%}, among three {one.top3.value:.0%}"
        for name, one in rows
    )
    return "\n".join(
        (
            _opening(height),
            '<title id="title">How often the right answer is found</title>',
            f'<desc id="said">{escape(said)}</desc>',
            f"<style>{_STYLE}</style>",
            f'<rect class="card" x=".5" y=".5" width="{WIDTH - 1}" height="{height - 1}" rx="8"/>',
            *_head(report),
            *_grid(height),
            *_bars(rows),
            "</svg>\n",
        )
    )


def _opening(height: int) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" role="img" aria-labelledby="title said">'
    )


def _head(report: Report) -> list[str]:
    counts = report.counts
    about = (
        f"{report.name}: {counts['messages']} messages in other words, {counts['entries']} entries"
    )
    return [
        _text(20, 32, "How often the right answer is found", "head"),
        _text(20, 54, about, "small"),
        f'<rect class="first ours" x="{_LEFT}" y="67" width="12" height="12"/>',
        _text(_LEFT + 18, 78, "first", "small"),
        f'<rect class="three ours" x="{_LEFT + 62}" y="67" width="12" height="12"/>',
        _text(_LEFT + 80, 78, "among three", "small"),
        f'<path class="range" d="M{_LEFT + 172} 73h22m-22 -4v8m22 -8v8" fill="none"/>',
        _text(_LEFT + 202, 78, "95 % interval of “first”", "small"),
    ]


def _grid(height: int) -> list[str]:
    parts = []
    for share in (0, 0.25, 0.5, 0.75, 1):
        x = _LEFT + round(_BAR * share)
        parts.append(f'<path class="grid" d="M{x} {_TOP}V{height - 30}"/>')
        parts.append(_text(x, height - 13, f"{share:.0%}", "small", "middle"))
    return parts


def _bars(rows: Sequence[tuple[str, Quality]]) -> list[str]:
    parts = []
    for number, (name, one) in enumerate(rows):
        y = _TOP + 6 + _ROW * number
        ours = " ours" if name == OURS else ""
        parts.append(_text(_LEFT - 12, y + 16, name, ours.strip(), "end"))
        parts.append(_bar(y, one.top3.value, f"three{ours}"))
        parts.append(_bar(y, one.top1.value, f"first{ours}"))
        parts.append(_range(y, one.top1.low, one.top1.high))
        said = f"{one.top1.value:.0%} / {one.top3.value:.0%}"
        parts.append(_text(WIDTH - 14, y + 16, said, ours.strip(), "end"))
    return parts


def _bar(y: int, share: float, kind: str) -> str:
    width = round(_BAR * share, 1)
    return f'<rect class="{kind}" x="{_LEFT}" y="{y}" width="{width}" height="{_HEIGHT}"/>'


def _range(y: int, low: float, high: float) -> str:
    start, end = (round(_LEFT + _BAR * share, 1) for share in (low, high))
    middle = y + _HEIGHT // 2
    ends = f"M{start} {middle - 4}v8M{end} {middle - 4}v8"
    return f'<path class="range" d="M{start} {middle}H{end}{ends}"/>'


def _text(x: float, y: float, said: str, kind: str = "", anchor: str = "start") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text{named} x="{x}" y="{y}" text-anchor="{anchor}">{escape(said)}</text>'
