"""`config.yaml` and the environment, which wins, to one `Config`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Literal, NamedTuple
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, SecretStr, model_validator

from bot.content.documents import EditorsModel, vocabulary
from bot.content.model_faults import validate
from bot.content.refusing import refusal
from bot.content.values import Line, WebAddress, looks_like
from bot.content.yaml_reader import read
from bot.environment import API_URL, Environment
from bot.models import Level, Place, Problem

DEFAULT_PATH = Path("config.yaml")
_HIGHEST_PORT = 65535
_GROUP = re.compile(r"-[1-9][0-9]{0,18}")
_WEBHOOK_PORTS = (443, 80, 88, 8443)  # core.telegram.org/bots/api#setwebhook


class ConfigError(Exception):
    """The configuration cannot be used; `problems` says why, in Swedish."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{problem.place}: {problem.message}" for problem in problems))
        self.problems = problems


class Address(NamedTuple):
    """Where a server listens."""

    host: str
    port: int


def _address(value: object) -> Address:
    host, _, port = value.rpartition(":") if isinstance(value, str) else ("", "", "")
    if host and port.isascii() and port.isdigit() and 0 < int(port[:6]) <= _HIGHEST_PORT:
        return Address(host.removeprefix("[").removesuffix("]"), int(port))
    raise refusal(
        "address",
        "Här ska stå en adress och en port, med kolon emellan.",
        'Skriv så här: "127.0.0.1:8081"',
    )


def _address_or_off(value: object) -> object:
    return None if value == "off" else _address(value)


def _or_defaults(value: object) -> object:
    """A section whose keys are all left out or commented is as good as none."""
    return {} if value is None else value


def _section(kind: type[EditorsModel]) -> BeforeValidator:
    return BeforeValidator(_or_defaults, json_schema_input_type=kind | None)


_ADDRESS_WORDS = "Skriv en adress och en port, med kolon emellan: 127.0.0.1:8081"
_WrittenAddress = Annotated[str, looks_like(r"^[\s\S]+:[0-9]+$", _ADDRESS_WORDS)]
_WrittenAddressOrOff = Annotated[
    str, looks_like(r"^(off|[\s\S]+:[0-9]+)$", f"{_ADDRESS_WORDS}, eller off.")
]
ListenOn = Annotated[Address, BeforeValidator(_address, json_schema_input_type=_WrittenAddress)]
ListenOrNot = Annotated[
    Address | None, BeforeValidator(_address_or_off, json_schema_input_type=_WrittenAddressOrOff)
]


def _group(value: object) -> object:
    """Telegram's number of a group, which is below zero; bots meet no other group by name."""
    if isinstance(value, str) and _GROUP.fullmatch(value.strip()):
        return int(value)
    raise refusal(
        "number",
        "Här ska gruppens nummer på Telegram stå. Det börjar med ett minustecken.",
        "Skriv till exempel: editors_group: -1001234567890",
    )


_GROUP_WORDS = "Skriv gruppens nummer, med minus först: -1001234567890"
_WrittenGroup = Annotated[str, looks_like(_GROUP.pattern, _GROUP_WORDS)] | int
GroupId = Annotated[int, BeforeValidator(_group, json_schema_input_type=_WrittenGroup)]


class Webhook(EditorsModel):
    """Where Telegram delivers messages, and where the bot listens for them."""

    public_url: WebAddress | None = Field(None, description="Adressen som Telegram anropar.")
    listen: ListenOn = Field(Address("127.0.0.1", 8080), description="Där boten lyssnar.")


class Telegram(EditorsModel):
    """How the bot meets Telegram."""

    mode: Literal["polling", "webhook"] = Field("polling", description="Hur meddelanden hämtas.")
    webhook: Annotated[Webhook, _section(Webhook)] = Field(
        Webhook(), description="Bara för webhook."
    )
    health: ListenOrNot = Field(
        Address("127.0.0.1", 8081), description="/healthz, /readyz och /metrics; off: ingenstans."
    )

    editors_group: GroupId | None = Field(
        None, description="Redaktörernas grupp: dit skickas rapporten, och där går /rapport."
    )

    @model_validator(mode="after")
    def _webhook_has_address(self) -> Telegram:
        if self.mode == "webhook" and not self.webhook.public_url:
            raise refusal(
                "webhook",
                "Med mode: webhook behövs en public_url, adressen som Telegram anropar.",
                "Lägg till under telegram:\n  webhook:\n    public_url: https://…",
            )
        return self


class Matching(EditorsModel):
    """The cut-offs of the score, in per cent, and what makes it per cent."""

    answer_from: float = Field(
        80, ge=0, le=100, allow_inf_nan=False, description="Under det frågar boten tillbaka."
    )
    suggest_from: float = Field(
        35, ge=0, le=100, allow_inf_nan=False, description="Under det säger boten att den inte vet."
    )
    calibration: Line | None = Field(
        None, description="Fil från kommandot calibrate, räknat från den här filen."
    )

    @model_validator(mode="after")
    def _in_order(self) -> Matching:
        if self.suggest_from > self.answer_from:
            raise refusal(
                "cut-offs",
                f"suggest_from ({self.suggest_from:g}) får inte vara högre än answer_from "
                f"({self.answer_from:g}).",
                "Sänk suggest_from eller höj answer_from.",
            )
        return self


def _database(value: object) -> object:
    accepted = ("postgres://", "postgresql://", "sqlite:///")
    if isinstance(value, str) and (value.strip() == "off" or value.strip().startswith(accepted)):
        return value.strip()
    # The address itself is not repeated: it may hold a password.
    raise refusal(
        "database",
        f"Databasens adress ska börja med {', '.join(accepted[:-1])} eller {accepted[-1]}",
        "Skriv till exempel: sqlite:///var/journal.db (eller off: ingen journal)",
    )


_WrittenDatabase = Annotated[
    str,
    looks_like(
        r"^\s*(off\s*$|postgres://|postgresql://|sqlite:///)",
        "Skriv till exempel sqlite:///var/journal.db, eller off.",
    ),
]
DatabaseUrl = Annotated[
    SecretStr, BeforeValidator(_database, json_schema_input_type=_WrittenDatabase)
]


class Journal(EditorsModel):
    """Where unanswered questions are noted, and for how long."""

    url: DatabaseUrl = Field(
        SecretStr("sqlite:///var/journal.db"), description="Databasens adress; off: ingen journal."
    )
    keep_days: int = Field(30, ge=1, le=3650, description="Dagar innan en anteckning raderas.")


class Limits(EditorsModel):
    """What one resident may do."""

    messages_per_minute: int = Field(20, ge=1, description="Meddelanden från en och samma person.")


class Log(EditorsModel):
    """How the bot tells operators what it does."""

    format: Literal["human", "json"] = Field("human", description="För människor eller program.")
    level: Literal["debug", "info", "warning", "error"] = Field("info", description="Hur mycket.")


class Settings(EditorsModel):
    """`config.yaml`: every key is optional."""

    faq: Line = Field("faq/", description="Mappen med frågor och svar, räknat från den här filen.")
    telegram: Annotated[Telegram, _section(Telegram)] = Field(Telegram(), description="Telegram.")
    matching: Annotated[Matching, _section(Matching)] = Field(
        Matching(), description="Gränser i procent."
    )
    journal: Annotated[Journal, _section(Journal)] = Field(
        Journal(), description="Obesvarade frågor."
    )
    limits: Annotated[Limits, _section(Limits)] = Field(
        Limits(), description="Gränser för en person."
    )
    log: Annotated[Log, _section(Log)] = Field(Log(), description="Loggen.")


@dataclass(frozen=True, slots=True)
class Config:
    """All that an operator decides; without arguments what applies when nothing is decided.

    `var` is the folder for what the bot keeps. Paths are relative to the configuration's folder;
    `calibration` is None where the engine's own coefficients are good enough.
    """

    faq: Path = Path("faq")
    var: Path = Path("var")
    calibration: Path | None = None
    telegram: Telegram = field(default_factory=Telegram)
    matching: Matching = field(default_factory=Matching)
    journal: Journal = field(default_factory=Journal)
    limits: Limits = field(default_factory=Limits)
    log: Log = field(default_factory=Log)
    token: SecretStr | None = None
    webhook_secret: SecretStr | None = None
    api_url: str = API_URL


def load_config(path: Path | None, environ: Mapping[str, str]) -> Config:
    """The configuration in `path`, overridden by `environ`.

    With `path` None it is `config.yaml` here, which may be missing.

    Raises:
        ConfigError: with every fault in the file and the environment.
    """
    environment = Environment(environ)
    api_url = environment.api_url()
    settings, problems = _settings(path, api_url)
    folder = (path or DEFAULT_PATH).parent
    config = replace(_together(settings or Settings(), environment, folder), api_url=api_url)
    problems += environment.problems
    if any(problem.level is Level.FAULT for problem in problems):
        raise ConfigError(tuple(sorted(problems)))
    return config


def _together(settings: Settings, environment: Environment, folder: Path) -> Config:
    url = environment.database_url(_database) or settings.journal.url
    return Config(
        faq=folder / settings.faq,
        var=folder / "var",
        calibration=folder / settings.matching.calibration
        if settings.matching.calibration
        else None,
        telegram=settings.telegram,
        matching=settings.matching,
        journal=settings.journal.model_copy(update={"url": url}),
        limits=settings.limits,
        log=settings.log,
        token=environment.token(),
        webhook_secret=environment.webhook_secret(),
    )


def _settings(path: Path | None, api_url: str) -> tuple[Settings | None, list[Problem]]:
    """The settings in the file, or None with its faults."""
    where = path or DEFAULT_PATH
    try:
        data = where.read_bytes()
    except FileNotFoundError:
        return (None, []) if path is None else (None, [_unreadable(where, "filen finns inte")])
    except OSError as error:
        return None, [_unreadable(where, error.strerror or "okänt fel")]
    document = read(data, where.as_posix(), vocabulary(Settings))
    if not document.readable or document.value is None:
        return None, list(document.problems)
    settings, faults = validate(Settings, document)
    if settings and (words := _unreachable(settings.telegram, api_url)):
        place = document.place(("telegram", "webhook", "public_url"))
        faults.append(Problem(place, "webhook", *words))
    return settings, [*document.problems, *faults]


def _unreachable(telegram: Telegram, api_url: str) -> tuple[str, str] | None:
    """Why Telegram's own server would not call the webhook, and what to do; others call any."""
    address = telegram.webhook.public_url or ""
    if telegram.mode != "webhook" or api_url != API_URL:
        return None
    if not address.startswith("https://"):
        message = "Telegram anropar bara adresser som börjar med https://"
        return message, "Skriv https:// i stället för http://"
    if _port(address) not in _WEBHOOK_PORTS:
        ports = ", ".join(str(port) for port in _WEBHOOK_PORTS)
        message = f"Telegram anropar bara portarna {ports}."
        return message, "Byt port, eller ta bort den: då är det 443."
    return None


def _port(address: str) -> int | None:
    try:
        return urlsplit(address).port or _WEBHOOK_PORTS[0]
    except ValueError:
        return None


def _unreadable(path: Path, reason: str) -> Problem:
    message = f"Det går inte att läsa inställningarna: {reason}."
    remedy = "Kontrollera sökvägen efter --config."
    return Problem(Place(path.as_posix()), "unreadable-file", message, remedy)
