"""What operators hand over in the environment: secrets and addresses, never shown again."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from pydantic import SecretStr
from pydantic_core import PydanticCustomError

from bot.content.values import web_address
from bot.models import Place, Problem

API_URL = "https://api.telegram.org"
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
# https://core.telegram.org/bots/api#setwebhook, secret_token
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class Environment:
    """Reads the environment; what is wrong gathers in `problems`, without the values."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self.problems: list[Problem] = []

    def token(self) -> SecretStr | None:
        """`TELEGRAM_BOT_TOKEN`, or what the file in `TELEGRAM_BOT_TOKEN_FILE` holds."""
        expected = "siffror, kolon och sedan bokstäver och siffror"
        return self._matching("TELEGRAM_BOT_TOKEN", _TOKEN, expected)

    def webhook_secret(self) -> SecretStr | None:
        """`TELEGRAM_WEBHOOK_SECRET`, or what the file in its `_FILE` variant holds."""
        expected = "högst 256 tecken: a–z, A–Z, siffror, _ och -"
        return self._matching("TELEGRAM_WEBHOOK_SECRET", _WEBHOOK_SECRET, expected)

    def database_url(self, check: Callable[[object], object]) -> SecretStr | None:
        """`DATABASE_URL`, or what the file in `DATABASE_URL_FILE` holds, if `check` accepts it."""
        name = "DATABASE_URL"
        value = self._secret(name)
        return SecretStr(value) if value and self._accepted(name, value, check) else None

    def api_url(self) -> str:
        """`TELEGRAM_API_URL` without a slash at the end; Telegram's own server by default."""
        name = "TELEGRAM_API_URL"
        value = self._environ.get(name, "").strip()
        if value and self._accepted(name, value, web_address):
            return value.rstrip("/")
        return API_URL

    def _matching(self, name: str, form: re.Pattern[str], expected: str) -> SecretStr | None:
        value = self._secret(name)
        if value is None:
            return None
        if form.fullmatch(value):
            return SecretStr(value)
        self._tell(name, f"Värdet har fel form. Det ska vara {expected}.", "Kopiera det på nytt.")
        return None

    def _accepted(self, name: str, value: str, check: Callable[[str], object]) -> bool:
        try:
            check(value)
        except PydanticCustomError as error:
            context = error.context or {}
            self._tell(name, str(context["message"]), str(context["remedy"]))
            return False
        return True

    def _secret(self, name: str) -> str | None:
        """The value of a variable or of the file it names; None when neither is set.

        Both at once is a fault: nobody could tell which of two secrets the bot runs with.
        """
        value = self._environ.get(name, "").strip()
        path = self._environ.get(f"{name}_FILE", "").strip()
        if value and path:
            message = f"Både {name} och {name}_FILE är satta."
            self._tell(name, message, "Ta bort den ena.")
            return None
        return self._in_file(f"{name}_FILE", path) if path else value or None

    def _in_file(self, name: str, path: str) -> str | None:
        """What a file holds without the line's end, which editors and `echo` add."""
        try:
            value = Path(path).read_text(encoding="utf-8-sig").strip()
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "den är ingen text i UTF-8"
            message = f"Det går inte att läsa filen {path}: {reason}."
            self._tell(name, message, "Kontrollera sökvägen och rättigheterna.")
            return None
        if not value:
            self._tell(name, f"Filen {path} är tom.", "Skriv värdet i den, på en rad.")
        return value or None

    def _tell(self, name: str, message: str, remedy: str) -> None:
        place = Place(f"miljövariabeln {name}")
        self.problems.append(Problem(place, "environment", message, remedy))
