"""The report for programs and spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from bot.editor.report import telling
from bot.editor.report.feedback import Poor
from bot.editor.report.groups import Group, todo
from bot.editor.report.report import Report
from bot.editor.report.weeks import KINDS
from bot.models import Entry

Json = dict[str, Any]
COLUMNS: Final = ("del", "vad", "gånger", "utan svar", "närmast", "procent", "plats", "att göra")
# A spreadsheet takes what begins so for a formula; residents can write whatever they like.
# https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def report_json(report: Report) -> str:
    """The report as a JSON object."""
    value = {
        "since": report.since.isoformat(),
        "until": report.until.isoformat(),
        "groups": [_group(one) for one in report.groups],
        "scattered": report.scattered,
        "poor": [_poor(one) for one in report.poor],
        "never": [_entry(one) for one in report.never],
        "weeks": [
            {
                "monday": week.monday.isoformat(),
                "days": week.days,
                "replies": dict(week.counts),
                "rejected": week.rejected,
            }
            for week in report.weeks
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=2)


def _group(group: Group) -> Json:
    advice = group.advice
    return {
        "times": group.times,
        "fallback": group.fallback,
        "rejected": group.rejected,
        "hidden": group.hidden,
        "examples": [{"text": one.text, "times": one.times} for one in group.examples],
        "words": list(group.words),
        "verdict": advice.verdict.value,
        "nearest": _entry(advice.entry) if advice.entry else None,
        "score": advice.score,
        "variant": advice.variant,
        "helped": advice.helped,
        "doubts": list(advice.doubts),
        "todo": todo(group),
    }


def _poor(one: Poor) -> Json:
    counts = {"helpful": one.helpful, "unhelpful": one.unhelpful, "surely": round(one.surely, 3)}
    return _entry(one.entry) | counts


def _entry(entry: Entry) -> Json:
    place = f"{entry.place.file}:{entry.place.line}"
    return {"id": entry.id, "question": entry.question, "place": place}


def report_csv(report: Report) -> str:
    """The report as one table; `del` says what a line is about."""
    return _table(_rows(report))


def notice_csv(words: str) -> str:
    """A table that only says why there is no report."""
    return _table([("notis", words)])


def _table(rows: Iterable[tuple[object, ...]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        empty = [""] * (len(COLUMNS) - len(row))
        writer.writerow([*map(_harmless, row), *empty])
    return out.getvalue().removesuffix("\n")


def _rows(report: Report) -> Iterator[tuple[object, ...]]:
    for group in report.groups:
        entry, score = group.advice.entry, group.advice.score
        about = group.examples[0].text if group.examples else ", ".join(group.words)
        near = (entry.id, score, _entry(entry)["place"]) if entry else ("", "", "")
        yield "fråga", about, group.times, group.fallback, *near, todo(group)
    if report.scattered:
        yield "fråga", "enstaka, visas inte", report.scattered
    for one in report.poor:
        place, share = _entry(one.entry)["place"], round(100 * one.unhelpful / one.votes)
        what = one.entry.question
        yield "hjälpte inte", what, one.votes, "", one.entry.id, share, place, "läs svaret"
    for entry in report.never:
        place = _entry(entry)["place"]
        yield "aldrig", entry.question, 0, "", entry.id, "", place, "pröva fler varianter"
    for week in report.weeks:
        for kind, name in KINDS.items():
            count, what = week.counts[kind], f"{telling.week_name(week)} {name}"
            of_all = round(100 * count / week.total) if week.total else ""
            yield "vecka", what, count, "", "", of_all


def _harmless(cell: object) -> object:
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return "" if cell is None else cell


def notice_json(words: str) -> str:
    """A JSON object that only says why there is no report."""
    return json.dumps({"notice": words}, ensure_ascii=False)
