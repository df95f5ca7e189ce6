"""The kinds of value that editors write, checked, each refusal in Swedish with its mending."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic.config import JsonDict
from pydantic.fields import FieldInfo
from pydantic_core import PydanticKnownError

from bot.content.dates import day, moment, span
from bot.content.paragraphs import paragraphs
from bot.content.refusing import refusal

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_MAX_ID = 40
_YES_NO = {"ja": True, "true": True, "nej": False, "false": False}
_SYNONYMS_AT_LEAST = 2


def _not_empty(text: str) -> str:
    if not text.strip():
        raise PydanticKnownError("string_too_short", {"min_length": 1})
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
    remedy = f"Skriv till exempel: {mended or 'oppettider'}"
    several = [part.strip() for part in text.split(",")]
    if len(several) > 1 and all(_ID.fullmatch(part) for part in several):
        remedy = "Är det flera? Skriv en rad för varje:\n" + "\n".join(
            f"  - {id_}" for id_ in several
        )
    raise refusal(
        "id",
        f'"{text[:60]}" kan inte vara ett id. Ett id har bara små bokstäver a–z, siffror och '
        f"bindestreck, och högst {_MAX_ID} tecken.",
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
    raise refusal("yes-no", "Här ska det bara stå ja eller nej.", "Skriv ja eller nej.")


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
    remedy = (
        f"Skriv så här: https://{text}"
        if bare
        else "Öppna sidan i webbläsaren och kopiera adressen där."
    )
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
        "Skriv så här: avgift, taxa, pris",
    )


def _list_or_nothing(value: object) -> object:
    return [] if value is None else value


def or_nothing(kind: Any) -> BeforeValidator:
    """For a list of `kind`: a key with nothing after it is as good as an empty list."""
    return BeforeValidator(_list_or_nothing, json_schema_input_type=kind | None)


def looks_like(pattern: str, otherwise: str) -> FieldInfo:
    """How an editor's program knows a text of this kind, and says that it is something else.

    The pattern (of both Python and JavaScript) must let through all that the reader does.
    """
    # patternErrorMessage is understood by the language server for YAML, and passed over by others.
    extra: JsonDict = {"pattern": pattern, "patternErrorMessage": otherwise}
    info: FieldInfo = Field(json_schema_extra=extra)
    return info


_DATE_PATTERN = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
_ID_WORDS = "Ett id har bara små bokstäver a–z, siffror och bindestreck, högst 40 tecken."
_SPAN_WORDS = "Skriv en dag (2023-09-14), en månad (2019-05), ett år eller två (2021/2023)."
# An editor's program proposes "ja" and "nej". What else the reader takes is let through in silence:
# "boolean" or "null" as a type would be proposed too.
_YES_NO_SCHEMA = {
    "anyOf": [
        {"enum": ["ja", "nej"]},
        {
            "not": {"type": ["number", "array", "object"]},
            "pattern": r"^\s*([Jj][Aa]|[Nn][Ee][Jj]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])\s*$",
        },
    ]
}

Line = Annotated[str, AfterValidator(_one_line)]
Prose = Annotated[str, AfterValidator(laid_out)]
Id = Annotated[str, AfterValidator(_id), looks_like(f"^{_ID.pattern}$", _ID_WORDS)]
YesNo = Annotated[bool, BeforeValidator(_yes_no), WithJsonSchema(_YES_NO_SCHEMA)]
Span = Annotated[
    str,
    AfterValidator(span),
    looks_like(rf"^\s*{_DATE_PATTERN}\s*(/\s*{_DATE_PATTERN}\s*)?$", _SPAN_WORDS),
]
Day = Annotated[
    str,
    AfterValidator(day),
    looks_like(r"^\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\s*$", "Skriv år, månad och dag: 2026-11-21."),
]
Moment = Annotated[
    str,
    AfterValidator(moment),
    looks_like(
        r"^\s*[0-9]{4}-[0-9]{2}-[0-9]{2}((\s*T\s*|\s+([Kk][Ll]\.?\s*)?)[0-9]{1,2}[:.][0-9]{2})?\s*$",
        "Skriv en dag (2026-11-21), eller en dag och ett klockslag (2026-11-21 08:00).",
    ),
]
WebAddress = Annotated[
    str,
    AfterValidator(web_address),
    looks_like(r"^\s*[Hh][Tt][Tt][Pp][Ss]?://\S+\s*$", "En webbadress börjar med https://"),
]
Synonyms = Annotated[
    tuple[str, ...],
    BeforeValidator(
        _synonyms,
        json_schema_input_type=Annotated[
            str, looks_like(r"[^,\s][^,]*,[\s\S]*[^,\s]", "Skriv minst två ord, med komma emellan.")
        ],
    ),
]
Lines = Annotated[list[Line], or_nothing(list[Line])]
Ids = Annotated[list[Id], or_nothing(list[Id])]
