"""The report as one page that needs nothing but itself: no script, no request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from bot.editor.pages.parts import details, document, table
from bot.editor.report import charts, telling
from bot.editor.report.groups import Group, effect, todo
from bot.editor.report.report import Report
from bot.editor.report.weeks import KINDS
from bot.models import Entry

_BARS: Final = 12
_MOST_EXAMPLES: Final = 5


def page(report: Report, style_address: str | None = None) -> str:
    """The page as HTML; its style is in it, unless it is to be fetched from `style_address`."""
    parts = (_head(report), _groups(report), _poor(report), _weeks(report), _never(report))
    return document(telling.TITLE, (line for part in parts for line in part), style_address)


def notice_page(words: str, style_address: str | None = None) -> str:
    """A page that only says why there is no report."""
    body = (f"<h1>{telling.TITLE}</h1>", _paragraph(words))
    return document(telling.TITLE, body, style_address)


def _head(report: Report) -> Iterator[str]:
    yield f"<h1>{telling.TITLE}</h1>"
    yield _faint(telling.period(report.since, report.until))
    yield _paragraph(" ".join(filter(None, (telling.summary(report), telling.answered(report)))))


def _groups(report: Report) -> Iterator[str]:
    if not report.unanswered:
        return
    yield f"<h2>{telling.IN_VAIN}</h2>"
    yield _faint(telling.HOW_GROUPED)
    if report.groups:
        shown = report.groups[:_BARS]
        yield charts.groups_legend()
        yield f"<figure>{charts.groups_chart(shown, telling.IN_VAIN)}</figure>"
        yield details("Visa siffrorna", _table_of_groups(report.groups))
    if words := telling.scattered(report):
        yield _paragraph(words)
    yield from _articles("Att göra", [one for one in report.groups if not one.is_done])
    done = [one for one in report.groups if one.is_done]
    if done:
        yield details(f"Inget att göra ({len(done)})", "".join(map(_article, done)))


def _table_of_groups(groups: Sequence[Group]) -> str:
    heads = ["vad", "gånger", "utan svar", "Inget av dessa", "bedömning"]
    return table(
        telling.IN_VAIN,
        heads,
        (
            [one.name, str(one.times), str(one.fallback), str(one.rejected), one.advice.verdict]
            for one in groups
        ),
    )


def _articles(heading: str, groups: Sequence[Group]) -> Iterator[str]:
    if groups:
        yield f"<h3>{heading} ({len(groups)})</h3>"
    yield from map(_article, groups)


def _article(group: Group) -> str:
    lines = [f"<p><strong>{escape(group.name)}</strong> – {group.times} gånger</p>"]
    lines.append(_faint(telling.became(group)))
    others = group.examples[1 : 1 + _MOST_EXAMPLES]
    if others:
        said = " · ".join(f"”{one.text}” ({one.times})" for one in others)
        lines.append(_paragraph(f"Också: {said}"))
    if near := telling.nearest(group):
        lines.append(_paragraph(f"Närmast: {near}"))
    lines += [_paragraph(f"Tveksamt: {doubt}") for doubt in group.advice.doubts]
    line = todo(group)
    lines.append(f'<p class="todo">{escape(line[:1].upper() + line[1:])}.</p>')
    if done := effect(group):
        lines.append(_paragraph(done))
    return f"<article>{''.join(lines)}</article>"


def _poor(report: Report) -> Iterator[str]:
    if not report.poor:
        return
    yield f"<h2>{telling.POOR}</h2>"
    cells = [
        [
            one.entry.question,
            str(one.helpful),
            str(one.unhelpful),
            telling.surely(one),
            _place(one.entry),
        ]
        for one in report.poor
    ]
    heads = ["fråga", "hjälpte", "hjälpte inte", "hjälpte inte, minst", "plats"]
    yield table(telling.POOR, heads, cells)
    yield _faint(telling.HOW_POOR)


def _weeks(report: Report) -> Iterator[str]:
    if not report.weeks:
        return
    yield f"<h2>{telling.WEEKS}</h2>"
    yield charts.weeks_legend()
    yield f"<figure>{charts.weeks_chart(report.weeks, telling.WEEKS)}</figure>"
    heads = ["vecka", "alla", *KINDS.values(), "Inget av dessa"]
    cells = (
        [
            telling.week_name(week),
            *map(telling.number, (week.total, *week.counts.values(), week.rejected)),
        ]
        for week in report.weeks
    )
    yield table(telling.WEEKS, heads, cells)


def _never(report: Report) -> Iterator[str]:
    if not report.never:
        return
    yield f"<h2>{telling.NEVER}</h2>"
    yield _paragraph(f"{len(report.never)} av {report.entries} frågor. {telling.HOW_NEVER}")
    cells = ([one.question, one.topic, _place(one)] for one in report.never)
    yield details("Visa frågorna", table(telling.NEVER, ["fråga", "ämne", "plats"], cells))


def _place(entry: Entry) -> str:
    return f"{entry.place.file}:{entry.place.line}"


def _paragraph(words: str) -> str:
    return f"<p>{escape(words)}</p>"


def _faint(words: str) -> str:
    return f'<p class="faint">{escape(words)}</p>'
