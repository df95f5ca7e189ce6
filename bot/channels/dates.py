"""Dates as Swedes write them, and the time on their clocks."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

SWEDEN = ZoneInfo("Europe/Stockholm")

# The names of the months belong to the language, as in any locale table; no editor changes them.
MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def in_swedish(date: str) -> str:
    """A day, a month, a year or a span (`2021/2023`) in words; any other text as it is.

    2023-09-14 → 14 september 2023, 2019-05 → maj 2019, 2021/2023 → 2021–2023
    """
    parts = [_part(part.strip()) for part in date.split("/")]
    dash = " – " if any(" " in part for part in parts) else "–"
    return dash.join(parts)


def swedish_minute(now: datetime) -> str:
    """What Swedish clocks show at a time that has a zone: `2026-11-21T08:00`."""
    return now.astimezone(SWEDEN).strftime("%Y-%m-%dT%H:%M")


def _part(date: str) -> str:
    match = _DATE.fullmatch(date)
    if not match:
        return date
    year, month, day = match.groups()
    if month is None:
        return year
    if not 1 <= int(month) <= len(MONTHS):
        return date
    words = f"{MONTHS[int(month) - 1]} {year}"
    return f"{int(day)} {words}" if day else words
