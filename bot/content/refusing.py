"""A value that is not taken, in words that reach the editor through pydantic."""

from __future__ import annotations

from pydantic_core import PydanticCustomError


def refusal(rule: str, message: str, remedy: str, key: str = "") -> PydanticCustomError:
    """An error for pydantic to carry: `rule`, `message` and `remedy` become a Problem's.

    `key` is the one to point at when the fields of a whole part do not agree.
    """
    # pydantic fills in {…} in the message from the context: the texts go there, untouched.
    context = {"rule": rule, "message": message, "remedy": remedy, "key": key}
    return PydanticCustomError("refusal", "{message}", context)
