"""Whether requests, answers and updates fit the Bot API."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bench.telegram.api_data import Api, Shape

_ARRAY: Final = "Array of "
_IS_OF: Final[Mapping[str, Callable[[object], bool]]] = {
    "Integer": lambda value: type(value) is int,
    "Float": lambda value: type(value) in {int, float},
    "String": lambda value: isinstance(value, str),
    "Boolean": lambda value: isinstance(value, bool),
    "True": lambda value: value is True,
}
# What the same types look like in a form, where every value is text.
_IN_A_FORM: Final[Mapping[str, re.Pattern[str]]] = {
    "Integer": re.compile(r"-?\d+"),
    "Float": re.compile(r"-?\d+(?:\.\d+)?"),
    "String": re.compile(r".*", re.DOTALL),
    "Boolean": re.compile(r"true|false"),
    "InputFile": re.compile(r".+", re.DOTALL),
}
_UPDATE: Final = ("Update",)


@dataclass(frozen=True, slots=True)
class Misfit:
    """What does not fit, and where: `sendMessage.reply_markup.inline_keyboard[0][0].text`."""

    where: str
    what: str

    @property
    def kind(self) -> str:
        """The same whatever the place in an array and the value, to count alike ones together."""
        where = re.sub(r"\[\d+\]", "[]", self.where)
        return f"{where}: {self.what}"


class Fitting:
    """Holds traffic against an API; `checked` counts the objects of each type that were read."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self.checked: Counter[str] = Counter()

    def name_of(self, method: str) -> str:
        """A method's name as the API writes it; servers do not mind case."""
        shape = self._api.methods.get(method.lower())
        return shape.name if shape else method

    def request(self, method: str, parameters: Mapping[str, Any]) -> list[Misfit]:
        """What is wrong with a request."""
        shape = self._api.methods.get(method.lower())
        if shape is None:
            return [Misfit(method, "no such method")]
        return self._fields(parameters, shape, shape.name, self._parameter)

    def answer(self, method: str, answer: Mapping[str, Any]) -> list[Misfit]:
        """What is wrong with an answer, be it a result or a refusal."""
        shape = self._api.methods.get(method.lower())
        if answer.get("ok") is True:
            returns = shape.returns if shape else ()
            return self._value(answer.get("result"), returns, f"{method} →")
        form = (("error_code", ("Integer",)), ("description", ("String",)))
        misfits = [
            misfit
            for name, types in form
            for misfit in self._value(answer.get(name), types, f"{method} → {name}")
        ]
        if "parameters" in answer:
            where = f"{method} → parameters"
            misfits += self._value(answer["parameters"], ("ResponseParameters",), where)
        return misfits

    def update(self, update: object) -> list[Misfit]:
        """What is wrong with an update."""
        return self._value(update, _UPDATE, "Update")

    def _parameter(self, value: object, types: Sequence[str], where: str) -> list[Misfit]:
        """A parameter's value: text as in a form, or what stands in a JSON body."""
        if not isinstance(value, str):
            return self._value(value, types, where)
        if any(one in _IN_A_FORM and _IN_A_FORM[one].fullmatch(value) for one in types):
            return []
        objects = [one for one in types if one not in _IN_A_FORM]
        if not objects:
            return [Misfit(where, f"a text that is no {' or '.join(types)}")]
        try:
            return self._value(json.loads(value), objects, where)
        except ValueError:
            return [Misfit(where, f"a text that is no JSON, in place of {' or '.join(types)}")]

    def _value(self, value: object, types: Sequence[str], where: str) -> list[Misfit]:
        """The misfits with the type that comes nearest; none if one of them fits."""
        tried = [self._of_type(value, one, where) for one in types]
        none = [Misfit(where, "nothing is to be here")]
        return min(tried, key=lambda misfits: _distance(misfits, where), default=none)

    def _of_type(self, value: object, name: str, where: str) -> list[Misfit]:
        if name.startswith(_ARRAY):
            return self._array(value, name.removeprefix(_ARRAY), where)
        if name in self._api.subtypes:
            return self._value(value, self._api.subtypes[name], where)
        if name in self._api.types:
            if not isinstance(value, dict):
                return [Misfit(where, f"{_kind(value)} in place of {name}")]
            misfits = self._fields(value, self._api.types[name], where, self._value)
            if not misfits:
                self.checked[name] += 1
            return misfits
        fits = name in _IS_OF and _IS_OF[name](value)
        return [] if fits else [Misfit(where, f"{_kind(value)} in place of {name}")]

    def _array(self, value: object, item: str, where: str) -> list[Misfit]:
        if not isinstance(value, list):
            return [Misfit(where, f"{_kind(value)} in place of an array of {item}")]
        pairs = enumerate(value)
        return _joined(self._value(one, (item,), f"{where}[{number}]") for number, one in pairs)

    def _fields(
        self,
        given: Mapping[str, Any],
        shape: Shape,
        where: str,
        check: Callable[[object, Sequence[str], str], list[Misfit]],
    ) -> list[Misfit]:
        misfits = [
            Misfit(f"{where}.{name}", f"missing, {shape.name} requires it")
            for name, field in shape.fields.items()
            if field.required and name not in given
        ]
        for name, value in given.items():
            field = shape.fields.get(name)
            if field is None:
                misfits.append(Misfit(f"{where}.{name}", f"{shape.name} has no such field"))
            elif field.constant is not None and value != field.constant:
                misfits.append(Misfit(f"{where}.{name}", f"{value!r} in place of {field.constant}"))
            else:
                misfits += check(value, field.types, f"{where}.{name}")
        return misfits


def _joined(lists: Iterable[list[Misfit]]) -> list[Misfit]:
    return [misfit for one in lists for misfit in one]


def _distance(misfits: Sequence[Misfit], where: str) -> tuple[bool, int]:
    """How far a value is from a type: of another kind altogether, or wrong in so many places."""
    return any(misfit.where == where for misfit in misfits), len(misfits)


def _kind(value: object) -> str:
    return "nothing" if value is None else type(value).__name__
