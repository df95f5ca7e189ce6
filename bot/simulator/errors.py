"""The one way in which a method refuses: an error in the form that Telegram gives it."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


class ApiError(Exception):
    """A refusal with Telegram's code and words (core.telegram.org/bots/api#making-requests)."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def as_json(self) -> Json:
        """The answer's body: ok, error_code, description and, where there are any, parameters."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(what: str, **parameters: int) -> ApiError:
    """A 400 with the words after "Bad Request: "."""
    return ApiError(400, f"Bad Request: {what}", **parameters)


def forbidden(what: str) -> ApiError:
    """A 403 with the words after "Forbidden: "."""
    return ApiError(403, f"Forbidden: {what}")


def too_many_requests(seconds: int) -> ApiError:
    """A 429 that asks the bot to wait (core.telegram.org/bots/api#responseparameters)."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
