"""Dates as editors write them, and as they were probably meant."""

from __future__ import annotations

import re
from datetime import date

from bot.content.refusing import refusal

_DATE_SHAPE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_LOOSE_DATE = re.compile(r"(\d{4})[-./ ]?(\d{1,2})(?:[-./ ]?(\d{1,2}))?")
_SLASHED_DATE = re.compile(r"(\d{1,2})/(\d{1,2})[- ](\d{4})")
_WRITTEN_DATE = re.compile(r"(?:(\d{1,2})\s+)?([a-zå]{3,9})\.?\s+(\d{4})")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)(?:\s*T\s*|\s+(?:[Kk][Ll]\.?\s*)?)(\d{1,2})[:.](\d\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def span(text: str) -> str:
    """`text` if it is a day, a month, a year, or two of them with a slash between.

    Raises:
        PydanticCustomError: if it is not.
    """
    parts = [part.strip() for part in text.split("/")]
    starts = [start for part in parts if (start := _start(part))]
    if len(starts) != len(parts) or len(parts) > 2:  # noqa: PLR2004 - a span has two ends
        raise _not_understood(
            text,
            "inget datum",
            _mended_date(text),
            "Skriv en dag (2023-09-14), en månad (2019-05), ett år eller två (2021/2023).",
        )
    if starts[0] > starts[-1]:
        remedy = f"Skriv så här: {parts[1]}/{parts[0]}"
        raise refusal("date", "Slutet står före början.", remedy)
    return "/".join(parts)


def day(text: str) -> str:
    """`text` if it is a day that there is.

    Raises:
        PydanticCustomError: if it is not.
    """
    text = text.strip()
    if _is_day(text):
        return text
    example = "Skriv år, månad och dag, till exempel: 2026-11-21"
    raise _not_understood(text, "inget datum", _mended_day(text), example)


def moment(text: str) -> str:
    """A day as it is, a day and a time as in `2026-11-21T08:00`.

    Raises:
        PydanticCustomError: if it is neither.
    """
    text = text.strip()
    if _is_day(text):
        return text
    found = _MOMENT.fullmatch(text)
    if found and _is_day(found[1]) and _is_time(found[2], found[3]):
        return f"{found[1]}T{found[2].zfill(2)}:{found[3]}"
    example = "Skriv en dag (2026-11-21), eller en dag och ett klockslag (2026-11-21 08:00)."
    raise _not_understood(text, "ingen tid", _mended_day(text), example)


def first_minute(moment: str) -> str:
    """The minute in which a moment begins."""
    return f"{moment}T00:00" if _is_day(moment) else moment


def last_minute(moment: str) -> str:
    """The minute with which a moment ends."""
    return f"{moment}T23:59" if _is_day(moment) else moment


def _is_time(hour: str, minute: str) -> bool:
    return int(hour) < 24 and int(minute) < 60  # noqa: PLR2004 - a day's hours, an hour's minutes


def _is_day(text: str) -> bool:
    return len(text) == len("2026-11-21") and _start(text) is not None


def _start(text: str) -> date | None:
    """The first day of a day, month or year as they are written; None if it is none of them."""
    found = _DATE_SHAPE.fullmatch(text)
    if found is None:
        return None
    year, month, day = found.groups()
    try:
        return date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None


def _not_understood(text: str, what: str, mended: str | None, example: str) -> Exception:
    """A refusal of `text`, with what was probably meant or else an example of what may stand."""
    remedy = f"Skriv så här: {mended}" if mended else example
    return refusal("date", f'"{text[:60]}" är {what} som boten förstår.', remedy)


def _mended_day(text: str) -> str | None:
    """The day that was probably meant, if it was a whole one."""
    mended = _mended_date(text)
    return mended if mended and _is_day(mended) else None


def _mended_date(text: str) -> str | None:
    """The date that was probably meant: `14 september 2023`, `14/9 2023`, `2023-9-14`."""
    mended = None
    if found := _LOOSE_DATE.fullmatch(text.strip()):
        mended = "-".join(part.zfill(2) for part in found.groups() if part)
    elif found := _SLASHED_DATE.fullmatch(text.strip()):
        mended = "-".join(part.zfill(2) for part in reversed(found.groups()))
    elif found := _WRITTEN_DATE.fullmatch(text.strip().casefold()):
        day, month, year = found.groups()
        if month[:3] in _MONTHS:
            mended = f"{year}-{_MONTHS.index(month[:3]) + 1:02}"
            mended += f"-{int(day):02}" if day else ""
    return mended if mended and _start(mended) else None
