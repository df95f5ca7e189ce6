"""What is wrong with a database, in Swedish for operators.

Only known pieces of an error's words are looked for and none are repeated: they may hold an
address, a user's name or what a resident wrote.
"""

from __future__ import annotations

from bot.journal.errors import JournalError

# https://www.postgresql.org/docs/current/errcodes-appendix.html: a code, or how codes begin.
_STATES = {
    "28": "användarnamnet eller lösenordet godtas inte",
    "3D000": "databasen finns inte",
    "42501": "användaren får inte skriva där",
    "25006": "databasen kan bara läsas",
    "53100": "disken är full",
    "53300": "databasen har för många anslutningar",
    "57014": "databasen svarar inte i tid",
    "57P": "databasen stannar eller startar",
}
# Pieces of the words of SQLite, PostgreSQL (which has no codes before the connection stands) and
# the operating system, in lower case.
_SIGNS = {
    "password": _STATES["28"],
    "authentication failed": _STATES["28"],
    "pg_hba.conf": "servern släpper inte in användaren härifrån",
    "disk is full": _STATES["53100"],
    "no space left": _STATES["53100"],
    "disk quota": _STATES["53100"],
    "locked": "ett annat program låser filen",
    "readonly database": "filen eller mappen är skrivskyddad",
    "read-only file system": "filen eller mappen är skrivskyddad",
    "permission denied": "filen eller mappen är skrivskyddad",
    "unable to open database": "filen går inte att öppna",
    "is a directory": "sökvägen är en mapp",
    "not a directory": "en mapp i sökvägen är en fil",
    "file exists": "en mapp i sökvägen är en fil",
    "not a database": "filen är ingen SQLite-databas",
    "malformed": "filen är skadad",
    "disk i/o error": "disken går inte att läsa eller skriva",
    "too many clients": _STATES["53300"],
    "starting up": _STATES["57P"],
    "shutting down": _STATES["57P"],
    "resolve host": "serverns namn går inte att slå upp",
    "translate host": "serverns namn går inte att slå upp",
    "connection refused": "ingen databas svarar där",
    "timeout expired": _STATES["57014"],
    "server closed the connection": "databasen bröt anslutningen",
    "does not exist": _STATES["3D000"],
}


def why(error: BaseException) -> str:
    """Why a database could not do what it was asked; the error's kind where that is not known."""
    if isinstance(error, JournalError):
        return str(error)
    if isinstance(error, TimeoutError):
        return _STATES["57014"]
    cause = getattr(error, "orig", None) or error
    state = str(getattr(cause, "sqlstate", None) or "")
    by_state = next((words for code, words in _STATES.items() if state.startswith(code)), None)
    said = str(cause).lower()
    by_sign = next((words for sign, words in _SIGNS.items() if sign in said), None)
    return by_state or by_sign or f"okänt fel, {type(cause).__name__}"
