"""Keys that a format does not have, has elsewhere, or must have: told in plain Swedish."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from bot.content.documents import fields, models_in, vocabulary
from bot.content.problems import did_you_mean
from bot.content.yaml_document import Document, Loc
from bot.models import Place, Problem
from bot.texts import Texts

SHOWN = 40
"""So many letters of a key are repeated in a message."""


def known(model: type[BaseModel], loc: Loc) -> dict[str, Any]:
    """The keys that belong at `loc`, each with the annotation of its value."""
    within = _model_at(model, loc)
    return fields(within) if within else {}


def must_be(model: type[BaseModel], loc: Loc) -> bool:
    """Whether the key at `loc` is required; texts never are, since the engine has its own."""
    within = _model_at(model, loc[:-1])
    if within is None or issubclass(within, Texts):
        return False
    named = {field.alias or name: field for name, field in within.model_fields.items()}
    return str(loc[-1]) in named and named[str(loc[-1])].is_required()


def meant(loc: Loc, model: type[BaseModel], document: Document) -> str | None:
    """The key that the unknown key at `loc` was probably meant to be."""
    around = loc[:-1]
    # What stands there already is not what it was meant to be.
    absent = [key for key in known(model, around) if (*around, key) not in document.key_places]
    return did_you_mean(str(loc[-1]), absent)


def unknown_key(loc: Loc, model: type[BaseModel], document: Document) -> Problem:
    """A key that the format does not have at `loc`."""
    key = str(loc[-1])[:SHOWN]
    place = document.key_place(loc)
    if str(loc[-1]) in vocabulary(model).keys:
        message = f"Fältet {key} hör inte hemma på den här nivån."
        return Problem(place, "misplaced-key", message, _home(place, loc, model, document))
    if guess := meant(loc, model, document):
        message = f'Fältet {key} finns inte. Menade du "{guess}"?'
        return Problem(place, "unknown-key", message, f"Skriv {guess}: i stället.")
    here = ", ".join(known(model, loc[:-1]))
    message = f"Fältet {key} finns inte. Här kan det stå: {here}."
    remedy = "Ta bort raden. Är det en del av texten ovanför: dra in den lika långt som den texten."
    return Problem(place, "unknown-key", message, remedy)


def _home(place: Place, loc: Loc, model: type[BaseModel], document: Document) -> str:
    """What to do with a key on the wrong level: the nearest line above that it may belong to."""
    key = str(loc[-1])
    homes = [
        (other.line, other.column, other_loc[:-1])
        for other_loc, other in document.key_places.items()
        if other.line < place.line and key in known(model, other_loc[:-1])
    ]
    if not homes:
        return "Rätta indraget på raden."
    line, column, around = max(homes, key=lambda home: home[:2])
    if other := document.key_places.get((*around, key)):
        return f"Rätta indraget, eller ta bort raden: {key} står redan på rad {other.line}."
    return f"Hör den ihop med rad {line}: rätta indraget till {column - 1} blanksteg."


def missing(loc: Loc, document: Document) -> Problem:
    """The required key at `loc` is not there."""
    key, around = loc[-1], loc[:-1]
    name = document.at((*around, "id"))
    where = f" i {name[:SHOWN]}" if isinstance(name, str) else ""
    return Problem(
        document.place(around),
        "missing-key",
        f"Fältet {key} saknas{where}.",
        f"Lägg till en rad med samma indrag som de andra fälten här:\n  {key}: …",
    )


def _model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel] | None:
    """The format of the fields at `loc`; None where there are none."""
    within: type[BaseModel] | None = model
    for part in loc:
        if isinstance(part, str) and within is not None:
            within = next(iter(models_in(fields(within).get(part))), None)
    return within
