"""A format's refusals (pydantic's errors), told with file and line in plain Swedish."""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.content.documents import fields
from bot.content.key_faults import SHOWN, known, meant, missing, must_be, unknown_key
from bot.content.line_shape import SPECIAL, quoted, safe, with_text
from bot.content.yaml_document import Document, Loc, Value
from bot.models import Place, Problem

Model = TypeVar("Model", bound=BaseModel)


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
    meant_keys = {(*loc[:-1], meant(loc, model, document)) for loc in unknown}
    problems = []
    for detail in details:
        loc = detail["loc"]
        # A misspelt key is missing under its right name: one slip, one problem.
        follows = detail["type"] == "missing" and loc in meant_keys
        if not follows and not document.told(loc):
            problems.append(_Fault(detail, model, document).problem())
    return problems


def _no_fields(model: type[BaseModel], document: Document) -> Problem:
    first = next(iter(fields(model)), "")
    what = "Det finns inga fält i filen."
    if document.value is None:
        notes = "bara anteckningar (rader som börjar med #)"
        what = f"Filen har {notes}." if document.source.text.strip() else "Filen är tom."
    return Problem(
        document.place(()),
        "empty-file" if document.value is None else "no-fields",
        f"{what} Den ska innehålla {first}:",
        f"Börja filen så här, utan blanksteg först på raden:\n  {first}:",
    )


class _Fault:
    """One of pydantic's errors, with what is needed to tell it."""

    def __init__(self, detail: ErrorDetails, model: type[BaseModel], document: Document) -> None:
        self._detail = detail
        self._model = model
        self._document = document
        self._loc: Loc = detail["loc"]
        names = [part for part in self._loc if isinstance(part, str)]
        self._key = (names[-1] if names else "")[:SHOWN]

    def problem(self) -> Problem:
        """The fault in an editor's words."""
        tell = _TELLERS.get(self._detail["type"])
        if tell:
            return tell(self)
        return self._tell("value", f"Värdet i {self._key} går inte att använda.", "Rätta värdet.")

    def refusal(self) -> Problem:
        """A value that one of our own checks refused."""
        context = self._detail.get("ctx", {})
        key_loc = (*self._loc, context["key"]) if context["key"] else self._loc
        place = self._document.place(key_loc)
        return Problem(place, context["rule"], context["message"], context["remedy"])

    def unknown_key(self) -> Problem:
        """A key that the format does not have here."""
        return unknown_key(self._loc, self._model, self._document)

    def missing(self) -> Problem:
        """A required key that is not there."""
        return missing(self._loc, self._document)

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
        return Problem(place, "not-text", message, self._list_as_text(value))

    def _list_as_text(self, value: Value) -> str:
        """What to write instead of a list: one text, or all of them under a bar."""
        items = [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
        if isinstance(self._loc[-1], int):
            return "Ta bort det ena strecket, så att varje text har ett."
        if len(items) == 1:
            text = " ".join(items[0].split())
            return f"Ta bort strecket och skriv texten efter kolonet:\n  {self._key}: {safe(text)}"
        lines = "\n".join(f"    - {' '.join(item.split())}" for item in items)
        return f"Skriv | efter kolonet, så blir listan en del av texten:\n  {self._key}: |\n{lines}"

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
        texts = (
            [line.strip("–—•-* ") for line in value.split("\n")] if isinstance(value, str) else []
        )
        items = "\n".join(f"    - {safe(text)}" for text in texts if text) or "    - …"
        message = f"I {self._key} ska det stå en lista: en rad för varje, med streck framför."
        return self._tell("not-list", message, f"Skriv så här:\n  {self._key}:\n{items}")

    def not_fields(self) -> Problem:
        """A text or list where there should be fields."""
        if self._value() is None:
            return self._empty()
        keys = known(self._model, self._loc)
        return self._tell(
            "not-fields",
            f"Här ska det stå fält med kolon: {', '.join(keys)}.",
            "Jämför med en annan del av filen som fungerar.",
        )

    def too_few(self) -> Problem:
        """A list that must not be empty."""
        return self._empty()

    def too_long(self) -> Problem:
        """A text that Telegram would refuse."""
        limit: int = self._detail.get("ctx", {})["max_length"]
        length = len(str(self._detail["input"]))
        message = f"Texten i {self._key} är {length} tecken. Telegram tar emot högst {limit}."
        return self._tell("too-long", message, f"Korta texten med minst {length - limit} tecken.")

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
        remedy = "Skriv något efter kolonet, eller ta bort raden om fältet inte behövs."
        if isinstance(self._loc[-1], int):
            remedy = "Skriv något efter strecket, eller ta bort raden."
        elif must_be(self._model, self._loc):
            remedy = "Skriv det som ska stå här: fältet måste finnas."
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
    "string_too_short": _Fault.too_few,
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
