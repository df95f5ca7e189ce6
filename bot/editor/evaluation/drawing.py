"""The pictures of the page, as SVG that takes its colours from the page's style."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from bot.editor.evaluation.cut_offs import Point
from bot.editor.evaluation.tally import Confusion
from bot.editor.pages.svg import opening, text

_LEFT, _RIGHT, _TOP, _FLOOR = 52, 740, 20, 300
_HALF: Final = (_TOP + _FLOOR) / 2
_FAR_LEFT: Final = 30  # per cent: here there is no room for words on the left
_CURVE_HEIGHT: Final = 350
_BAR_LEFT: Final = 330
_BAR_LONGEST: Final = 330
_ROW: Final = 30
_LONGEST_ID: Final = 42


def curve(points: Sequence[Point], cut_off: float, title: str) -> str:
    """The shares answered right, wrong and falsely at each cut-off; a line at the one in use."""
    lines = (
        ("right", [point.right for point in points]),
        ("wrong", [point.wrong for point in points]),
        ("false", [point.false for point in points]),
    )
    at = points[min(max(round(cut_off), 0), len(points) - 1)]
    said = (
        f"Vid gränsen {cut_off:g} får {at.right:.0f} procent av frågorna rätt svar, "
        f"{at.wrong:.0f} procent fel svar, och {at.false:.0f} procent av det som saknar svar får "
        "ett falskt svar."
    )
    x, left = round(_x(cut_off), 1), cut_off < _FAR_LEFT
    anchor = "start" if left else "end"
    return "\n".join(
        (
            *opening(_CURVE_HEIGHT, title, said),
            *_grid(),
            f'<path class="now" d="M{x} {_TOP}V{_FLOOR}"/>',
            *(f'<path class="line {name}" d="{_path(values)}"/>' for name, values in lines),
            text(x + (8 if left else -8), _HALF, f"er gräns: {cut_off:g}", anchor=anchor),
            text((_LEFT + _RIGHT) / 2, _FLOOR + 40, "gräns för att svara", anchor="middle"),
            "</svg>",
        )
    )


def legend() -> str:
    """What the lines of the curve are, with the same strokes."""
    items = (
        ("right", "rätt svar"),
        ("wrong", "fel svar"),
        ("false", "falskt svar (det finns inget rätt)"),
    )
    strokes = (
        f'<span><svg width="40" height="12" aria-hidden="true">'
        f'<path class="line {name}" d="M2 6H38"/></svg> {escape(label)}</span>'
        for name, label in items
    )
    return f'<p class="legend">{" ".join(strokes)}</p>'


def _grid() -> list[str]:
    parts = []
    for share in range(0, 101, 20):
        y, x = round(_y(share), 1), round(_x(share), 1)
        parts.append(f'<path class="grid" d="M{_LEFT} {y}H{_RIGHT}"/>')
        parts.append(text(_LEFT - 8, y + 5, f"{share} %", anchor="end"))
        parts.append(text(x, _FLOOR + 20, str(share), anchor="middle"))
    return parts


def _path(values: Sequence[float]) -> str:
    steps = (f"{_x(place):.1f} {_y(value):.1f}" for place, value in enumerate(values))
    return "M" + "L".join(steps)


def _x(cut_off: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * cut_off / 100


def _y(share: float) -> float:
    return _FLOOR - (_FLOOR - _TOP) * share / 100


def bars(confusions: Sequence[Confusion], title: str) -> str:
    """How often each pair of entries is confused, and how often that became a wrong answer."""
    longest = max(len(one.results) for one in confusions)
    said = "; ".join(
        f"{one.rival.id} i stället för {one.right}: {len(one.results)} gånger, "
        f"{one.answered} som fel svar"
        for one in confusions
    )
    parts = opening(2 * _ROW * len(confusions) + 10, title, said)
    for number, one in enumerate(confusions):
        y = 2 * _ROW * number + 8
        width = round(_BAR_LONGEST * len(one.results) / longest, 1)
        wrong = round(_BAR_LONGEST * one.answered / longest, 1)
        parts += [
            text(0, y + 16, _cut(one.right), "strong"),
            text(0, y + 36, f"→ {_cut(one.rival.id)}"),
            f'<rect class="all" x="{_BAR_LEFT}" y="{y + 6}" width="{width}" height="28"/>',
            f'<rect class="bad" x="{_BAR_LEFT}" y="{y + 6}" width="{wrong}" height="28"/>',
            text(_BAR_LEFT + width + 8, y + 25, f"{len(one.results)} ({one.answered} fel)"),
        ]
    return "\n".join((*parts, "</svg>"))


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST_ID else name[: _LONGEST_ID - 1] + "…"
