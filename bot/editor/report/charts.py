"""The pictures of the report, as SVG that takes its colours from the page's style."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import count
from typing import Final

from bot.editor.pages.svg import WIDTH, opening, text
from bot.editor.report import telling
from bot.editor.report.groups import Group
from bot.editor.report.weeks import KINDS, Week
from bot.models import ReplyKind

_FALLBACK: Final = ReplyKind.FALLBACK.value
_SUGGESTIONS: Final = ReplyKind.SUGGESTIONS.value
_ROW: Final = 46
_LONGEST_NAME: Final = 80  # letters
_BAR: Final = 680  # the rest is for the number behind it
_TOP, _FLOOR, _LEFT = 20, 280, 56
_HEIGHT: Final = 330
_WIDEST: Final = 72
_LINES: Final = 4
_MOST_WEEKS: Final = 26  # half a year: more bars could not be told apart


def groups_chart(groups: Sequence[Group], title: str) -> str:
    """How often each group was asked: in vain, and with suggestions in reply."""
    most = max(group.times for group in groups)
    said = "; ".join(f"{one.name}: {one.times} gånger, {telling.became(one)}" for one in groups)
    parts = opening(_ROW * len(groups) + 8, title, said)
    for number, group in enumerate(groups):
        y, scale = _ROW * number, _BAR / most
        whole, failed = scale * group.times, scale * group.fallback
        parts += [
            text(0, y + 16, _cut(group.name)),
            _box(0, y + 22, failed, 16, _FALLBACK),
            _box(failed, y + 22, whole - failed, 16, _SUGGESTIONS),
            text(whole + 8, y + 35, str(group.times), "strong"),
        ]
    return "\n".join((*parts, "</svg>"))


def groups_legend() -> str:
    """What the colours of the groups are."""
    return _legend(((_FALLBACK, "fick inget svar"), (_SUGGESTIONS, "fick förslag")))


def weeks_chart(weeks: Sequence[Week], title: str) -> str:
    """The replies of each week (the latest ones), one kind upon the other."""
    shown = weeks[-_MOST_WEEKS:]
    most = max(1, *(week.total for week in shown))
    said = "; ".join(f"{telling.week_name(one)}: {_counts(one)}" for one in shown)
    parts = [*opening(_HEIGHT, title, said), *_grid(most)]
    step = (WIDTH - _LEFT) / len(shown)
    width = min(step * 0.7, _WIDEST)
    for number, week in enumerate(shown):
        middle = _LEFT + step * (number + 0.5)
        y = float(_FLOOR)
        for kind in KINDS:
            height = (_FLOOR - _TOP) * week.counts[kind] / most
            y -= height
            parts.append(_box(middle - width / 2, y, width, height, kind))
        parts.append(text(middle, _FLOOR + 20, _week(week, number, len(shown)), anchor="middle"))
    return "\n".join((*parts, "</svg>"))


def weeks_legend() -> str:
    """What the colours of the weeks are."""
    return _legend(KINDS.items())


def _counts(week: Week) -> str:
    return ", ".join(f"{week.counts[kind]} {name}" for kind, name in KINDS.items())


def _week(week: Week, number: int, weeks: int) -> str:
    """The name below a bar; the year where it begins, only every other where they are many."""
    if weeks > _MOST_WEEKS / 2 and number % 2:
        return ""
    iso = week.monday.isocalendar()
    return f"{week.name} {iso.year}" if iso.week == 1 and weeks < _MOST_WEEKS / 2 else week.name


def _grid(most: int) -> list[str]:
    parts = []
    step = next(one for one in _steps() if one * _LINES >= most)
    for amount in range(0, most + 1, step):
        y = round(_FLOOR - (_FLOOR - _TOP) * amount / most, 1)
        parts.append(f'<path class="grid" d="M{_LEFT} {y}H{WIDTH}"/>')
        parts.append(text(_LEFT - 8, y + 5, telling.number(amount), anchor="end"))
    return parts


def _steps() -> Iterator[int]:
    """1, 2, 5, 10, 20, 50 …: round numbers for the lines."""
    return (one * 10**zeros for zeros in count() for one in (1, 2, 5))


def _legend(items: Iterable[tuple[str, str]]) -> str:
    keys = (
        f'<span><svg width="16" height="16" aria-hidden="true">{_box(0, 0, 16, 16, kind)}</svg> '
        f"{escape(label)}</span>"
        for kind, label in items
    )
    return f'<p class="legend">{" ".join(keys)}</p>'


def _box(x: float, y: float, width: float, height: float, kind: str) -> str:
    if width <= 0 or height <= 0:
        return ""
    size = f'width="{width:.1f}" height="{height:.1f}"'
    return f'<rect class="part {kind}" x="{x:.1f}" y="{y:.1f}" {size}/>'


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
