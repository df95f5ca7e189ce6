"""The kinds of value that editors write, checked, each refusal in Swedish with its mending."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError, PydanticKnownError

from bot.content.paragraphs import paragraphs

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_MAX_ID = 40
_DATE_SHAPE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_LOOSE_DATE = re.compile(r"(\d{4})[-./ ]?(\d{1,2})(?:[-./ ]?(\d{1,2}))?")
_WRITTEN_DATE = re.compile(r"(?:(\d{1,2})\s+)?([a-zå]{3,9})\.?\s+(\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_YES_NO = {"ja": True, "true": True, "nej": False, "false": False}
_SYNONYMS_AT_LEAST = 2


def refusal(rule: str, message: str, remedy: str) -> PydanticCustomError:
    """An error for pydantic to carry: `rule`, `message` and `remedy` become a Problem's."""
    # pydantic fills in {…} in the message from the context: the texts go there, untouched.
    context = {"rule": rule, "message": message, "remedy": remedy}
    return PydanticCustomError("refusal", "{message}", context)


def _not_empty(text: str) -> str:
    if not text.strip():
        raise refusal("empty", "Texten är tom.", "Skriv en text, eller ta bort raden.")
    return text


def _one_line(text: str) -> str:
    return " ".join(_not_empty(text).split())


def laid_out(text: str) -> str:
    """A text of several paragraphs, which must not be empty, in their layout."""
    return paragraphs(_not_empty(text))


def _id(text: str) -> str:
    if _ID.fullmatch(text):
        return text
    mended = mended_id(text)
    remedy = f"Skriv till exempel: {mended}" if mended else "Skriv till exempel: oppettider"
    raise refusal(
        "id",
        f'"{text[:60]}" kan inte vara ett id. Det ska vara högst {_MAX_ID} tecken: små bokstäver '
        "a–z, siffror och bindestreck, och börja med en bokstav eller siffra.",
        remedy,
    )


def mended_id(text: str) -> str:
    """The id nearest to `text` (å, ä, ö as a, a, o; other signs as hyphens); may be empty."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("ß", "ss"))
    plain = "".join(ch for ch in plain if not unicodedata.combining(ch))
    plain = plain.replace("æ", "a").replace("ø", "o")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_MAX_ID].strip("-")


def _yes_no(value: object) -> object:
    if value is None or isinstance(value, bool):
        return bool(value)
    if isinstance(value, str) and value.strip().casefold() in _YES_NO:
        return _YES_NO[value.strip().casefold()]
    raise refusal("yes-no", "Här ska det stå ja eller nej.", "Skriv ja eller nej.")


def _span(text: str) -> str:
    parts = [part.strip() for part in text.split("/")]
    starts = [start for part in parts if (start := _start(part))]
    if len(starts) != len(parts) or len(parts) > 2:  # noqa: PLR2004 - a span has two ends
        mended = _mended_date(text)
        raise refusal(
            "date",
            f'"{text[:60]}" är ingen tid som boten förstår.',
            f"Skriv så här: {mended}"
            if mended
            else "Skriv en dag (2023-09-14), en månad (2019-05) eller två år (2021/2023).",
        )
    if starts[0] > starts[-1]:
        remedy = f"Skriv så här: {parts[1]}/{parts[0]}"
        raise refusal("date", "Slutet kommer före början.", remedy)
    return "/".join(parts)


def _day(text: str) -> str:
    text = text.strip()
    if _is_day(text):
        return text
    mended = _mended_date(text) or ""
    raise refusal(
        "date",
        f'"{text[:60]}" är inget datum som boten förstår.',
        f"Skriv så här: {mended}"
        if _is_day(mended)
        else "Skriv år, månad och dag, till exempel: 2026-11-21",
    )


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


def _mended_date(text: str) -> str | None:
    """The date that was probably meant: `14 september 2023`, `2023-9-14`, `20230914`."""
    mended = None
    if found := _LOOSE_DATE.fullmatch(text.strip()):
        mended = "-".join(part.zfill(2) for part in found.groups() if part)
    elif found := _WRITTEN_DATE.fullmatch(text.strip().casefold()):
        day, month, year = found.groups()
        if month[:3] in _MONTHS:
            mended = f"{year}-{_MONTHS.index(month[:3]) + 1:02}"
            mended += f"-{int(day):02}" if day else ""
    return mended if mended and _start(mended) else None


def web_address(text: str) -> str:
    """`text` if it is a web address.

    Raises:
        PydanticCustomError: if it is not.
    """
    text = text.strip()
    try:
        parts = urlsplit(text)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        good = False
    if good and not re.search(r"\s", text):
        return text
    bare = re.fullmatch(r"[\w-]+(?:\.[\w-]+)+(?:/\S*)?", text)
    remedy = f"Skriv så här: https://{text}" if bare else "Kopiera adressen från webbläsaren."
    raise refusal(
        "url", "Det här är ingen webbadress. Den ska börja med https:// eller http://", remedy
    )


def _synonyms(text: object) -> tuple[str, ...]:
    if isinstance(text, list):
        text = ", ".join(str(word) for word in text)
        raise refusal("synonyms", "Orden ska stå utan hakparenteser.", f"Skriv så här: {text}")
    if not isinstance(text, str):
        raise PydanticKnownError("string_type")
    words = tuple(" ".join(word.split()) for word in text.split(",") if word.strip())
    if len(words) >= _SYNONYMS_AT_LEAST:
        return words
    raise refusal(
        "synonyms",
        "Här ska stå minst två ord som betyder samma sak, med komma emellan.",
        "Skriv så här: hälsocentral, vårdcentral",
    )


def _list_or_nothing(value: object) -> object:
    return [] if value is None else value


# A key with nothing after it is as good as an empty list.
OR_NOTHING = BeforeValidator(_list_or_nothing)
Line = Annotated[str, AfterValidator(_one_line)]
Prose = Annotated[str, AfterValidator(laid_out)]
Id = Annotated[str, AfterValidator(_id)]
YesNo = Annotated[bool, BeforeValidator(_yes_no)]
Span = Annotated[str, AfterValidator(_span)]
Day = Annotated[str, AfterValidator(_day)]
WebAddress = Annotated[str, AfterValidator(web_address)]
Synonyms = Annotated[tuple[str, ...], BeforeValidator(_synonyms)]
Lines = Annotated[list[Line], OR_NOTHING]
Ids = Annotated[list[Id], OR_NOTHING]
