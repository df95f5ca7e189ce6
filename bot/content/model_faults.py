"""A format's refusals (pydantic's errors), told with file and line in plain Swedish."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.content.documents import fields, models_in, vocabulary
from bot.content.line_shape import SPECIAL, quoted, safe, with_text
from bot.content.problems import did_you_mean
from bot.content.yaml_document import Document, Loc, Value
from bot.models import Place, Problem

Model = TypeVar("Model", bound=BaseModel)
_SHOWN = 40


def validate(model: type[Model], document: Document) -> tuple[Model | None, list[Problem]]:
    """The document as `model`, or None with every fault that has not been told yet."""
    if not isinstance(document.value, dict):
        return None, [_no_fields(model, document)]
    try:
        return model.model_validate(document.value), []
    except ValidationError as error:
        return None, _problems_of(error, model, document)


def _problems_of(
    error: ValidationError, model: type[BaseModel], document: Document
) -> list[Problem]:
    """The faults that pydantic found in a document, each told once, at its place."""
    details = error.errors(include_url=False)
    unknown = [detail["loc"] for detail in details if detail["type"] == "extra_forbidden"]
    meant = {(*loc[:-1], _meant(loc, model, document)) for loc in unknown}
    problems = []
    for detail in details:
        loc = detail["loc"]
        # A misspelt key is missing under its right name: one slip, one problem.
        follows = detail["type"] == "missing" and loc in meant
        if not follows and not document.told(loc):
            problems.append(_Fault(detail, model, document).problem())
    return problems


def _meant(loc: Loc, model: type[BaseModel], document: Document) -> str | None:
    """The key that the unknown key at `loc` was probably meant to be."""
    around = loc[:-1]
    # What stands there already is not what it was meant to be.
    absent = [key for key in _known(model, around) if (*around, key) not in document.key_places]
    return did_you_mean(str(loc[-1]), absent)


def _known(model: type[BaseModel], loc: Loc) -> dict[str, Any]:
    """The keys that belong at `loc`."""
    known = fields(model)
    for part in loc:
        if isinstance(part, str):
            inner = models_in(known.get(part))
            known = fields(inner[0]) if inner else {}
    return known


def _no_fields(model: type[BaseModel], document: Document) -> Problem:
    first = next(iter(fields(model)), "")
    what = "Filen är tom." if document.value is None else "Filen har inga fält."
    return Problem(
        document.place(()),
        "empty-file" if document.value is None else "no-fields",
        f"{what} Den ska innehålla {first}:",
        f"Börja filen så här, i radens början:\n  {first}:",
    )


class _Fault:
    """One of pydantic's errors, with what is needed to tell it."""

    def __init__(self, detail: ErrorDetails, model: type[BaseModel], document: Document) -> None:
        self._detail = detail
        self._model = model
        self._document = document
        self._loc: Loc = detail["loc"]
        names = [part for part in self._loc if isinstance(part, str)]
        self._key = (names[-1] if names else "")[:_SHOWN]

    def problem(self) -> Problem:
        """The fault in an editor's words."""
        tell = _TELLERS.get(self._detail["type"])
        if tell:
            return tell(self)
        return self._tell("value", f"Värdet i {self._key} går inte att använda.", "Rätta värdet.")

    def refusal(self) -> Problem:
        """A value that one of our own checks refused."""
        context = self._detail.get("ctx", {})
        return self._tell(context["rule"], context["message"], context["remedy"])

    def unknown_key(self) -> Problem:
        """A key that the format does not have here."""
        key = self._key
        known = _known(self._model, self._loc[:-1])
        place = self._document.key_place(self._loc)
        if key in vocabulary(self._model).keys:
            message = f"Fältet {key} hör inte hemma på den här nivån."
            return Problem(place, "misplaced-key", message, "Rätta indraget på raden.")
        if guess := _meant(self._loc, self._model, self._document):
            message = f'Fältet {key} finns inte. Menade du "{guess}"?'
            return Problem(place, "unknown-key", message, f"Skriv {guess}: i stället.")
        message = f"Fältet {key} finns inte. Här kan det stå: {', '.join(known)}."
        remedy = (
            "Ta bort raden. Är det en del av texten ovanför: dra in den lika långt som den texten."
        )
        return Problem(place, "unknown-key", message, remedy)

    def missing(self) -> Problem:
        """A required key that is not there."""
        place = self._document.place(self._loc[:-1])
        return Problem(
            place,
            "missing-key",
            f"Fältet {self._key} saknas.",
            f"Lägg till raden {self._key}: med samma indrag som de andra fälten här.",
        )

    def not_text(self) -> Problem:
        """A list, fields or nothing where there should be a text."""
        value = self._value()
        if value is None:
            return self._empty()
        place = self._place()
        line = self._document.source.line(place.line - 1)
        if line[place.column - 1 : place.column] in SPECIAL:
            words = (
                f"Texten börjar med tecknet {line[place.column - 1]} som har en särskild "
                "betydelse i de här filerna."
            )
            remedy = f"Sätt citattecken runt hela texten:\n  {with_text(line, place.column - 1)}"
            return Problem(place, "special-start", words, remedy)
        if isinstance(value, dict):
            return self._colon(line, place)
        message = f"I {self._key} ska det stå en text, men här står en lista."
        remedy = f"Skriv | efter kolonet, så blir listan en del av texten:\n  {self._key}: |"
        return Problem(place, "not-text", message, remedy)

    def _colon(self, line: str, place: Place) -> Problem:
        message = "Det står ett kolon i texten, och då tror boten att ett nytt fält börjar."
        text = line[place.column - 1 :].rstrip()
        if isinstance(self._loc[-1], int):
            remedy = f"Sätt citattecken runt hela texten:\n  - {quoted(text)}"
        else:
            remedy = f"Skriv | efter kolonet:\n  {self._key}: |\n    {text}"
        return Problem(place, "colon", message, remedy)

    def not_list(self) -> Problem:
        """A text or nothing where there should be a list."""
        value = self._value()
        if value is None:
            return self._empty()
        first = value.lstrip("–—•-* ").split("\n")[0] if isinstance(value, str) else "…"
        message = f"I {self._key} ska det stå en lista: en rad för varje, med streck framför."
        remedy = f"Skriv så här:\n  {self._key}:\n    - {safe(first)}"
        return self._tell("not-list", message, remedy)

    def not_fields(self) -> Problem:
        """A text or list where there should be fields."""
        if self._value() is None:
            return self._empty()
        known = _known(self._model, self._loc)
        return self._tell(
            "not-fields",
            f"Här ska det stå fält med kolon: {', '.join(known)}.",
            "Jämför med en annan del av filen som fungerar.",
        )

    def too_few(self) -> Problem:
        """A list that must not be empty."""
        return self._empty()

    def too_long(self) -> Problem:
        """A text that Telegram would refuse."""
        limit = self._detail.get("ctx", {}).get("max_length")
        length = len(str(self._detail["input"]))
        message = f"Texten i {self._key} är {length} tecken. Telegram tar emot högst {limit}."
        return self._tell("too-long", message, "Korta texten.")

    def not_number(self) -> Problem:
        """A text, or nothing, where there should be a number."""
        if self._value() is None:
            return self._empty()
        return self._tell("number", f"I {self._key} ska det stå ett tal.", "Skriv ett tal.")

    def out_of_range(self) -> Problem:
        """A number that is too small or too large."""
        context = self._detail.get("ctx", {})
        low, high = context.get("ge"), context.get("le")
        bound = f"minst {low:g}" if low is not None else f"högst {high:g}"
        return self._tell("range", f"{self._key} ska vara {bound}.", f"Skriv ett tal: {bound}.")

    def not_among(self) -> Problem:
        """A word that is none of those allowed."""
        expected = str(self._detail.get("ctx", {}).get("expected", ""))
        allowed = expected.replace("'", "").replace(" or ", " eller ")
        return self._tell("choice", f"{self._key} kan vara {allowed}.", f"Skriv {allowed}.")

    def _empty(self) -> Problem:
        message = f"Det står inget i {self._key}."
        remedy = "Fyll i det som saknas, eller ta bort raden om fältet inte behövs."
        if isinstance(self._loc[-1], int):
            remedy = "Skriv något efter strecket, eller ta bort raden."
        return self._tell("empty", message, remedy)

    def _tell(self, rule: str, message: str, remedy: str) -> Problem:
        return Problem(self._place(), rule, message, remedy)

    def _place(self) -> Place:
        return self._document.place(self._loc)

    def _value(self) -> Value:
        return self._document.at(self._loc)


_TELLERS = {
    "refusal": _Fault.refusal,
    "extra_forbidden": _Fault.unknown_key,
    "missing": _Fault.missing,
    "string_type": _Fault.not_text,
    "list_type": _Fault.not_list,
    "model_type": _Fault.not_fields,
    "too_short": _Fault.too_few,
    "string_too_long": _Fault.too_long,
    "int_type": _Fault.not_number,
    "float_type": _Fault.not_number,
    "int_parsing": _Fault.not_number,
    "float_parsing": _Fault.not_number,
    "finite_number": _Fault.not_number,
    "greater_than_equal": _Fault.out_of_range,
    "less_than_equal": _Fault.out_of_range,
    "literal_error": _Fault.not_among,
}
