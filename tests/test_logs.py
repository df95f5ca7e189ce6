"""The log: for people or programs, at its level, with a name for what one update causes."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from pydantic import SecretStr
from running_bot import BrokenDialogue, RunningBot
from small_faq import small_faq

from bot.channels import correlation
from bot.channels.delivery import Delivery
from bot.commands.logs import secrets_of, start_log
from bot.config import Config, Journal, Log
from bot.simulator.server import Simulator

logger = logging.getLogger("bot.test")


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """Where the log goes from `start` to the end of the test."""
    stream = io.StringIO()
    root = logging.getLogger()
    level = root.level
    yield stream
    for handler in [one for one in root.handlers if getattr(one, "stream", None) is stream]:
        root.removeHandler(handler)
    root.setLevel(level)


def start(stream: io.StringIO, log: Log, secrets: tuple[str, ...] = ()) -> None:
    """Start the log as in a program of its own: pytest's handlers are not there yet."""
    root = logging.getLogger()
    others, root.handlers = root.handlers, []
    with contextlib.redirect_stderr(stream):
        start_log(log, secrets)
    root.handlers = [*others, *root.handlers]


def lines(stream: io.StringIO) -> list[dict[str, str]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_record_is_one_line_of_json(stream: io.StringIO) -> None:
    start(stream, Log(format="json", level="info"))
    logger.warning("Två\nrader, och %s.", "åäö")
    (line,) = lines(stream)
    told = datetime.fromisoformat(line.pop("time"))
    assert told.utcoffset() == timedelta()
    assert line == {"level": "warning", "logger": "bot.test", "message": "Två\nrader, och åäö."}
    assert "åäö" in stream.getvalue()


@pytest.mark.parametrize("form", ["human", "json"])
def test_an_exception_shows_its_place_but_nobodys_words(stream: io.StringIO, form: str) -> None:
    start(stream, Log.model_validate({"format": form}))
    try:
        int("ont i bröstet")
    except ValueError:
        logger.exception("Det gick fel.")
    assert "Det gick fel. [ValueError]" in stream.getvalue()
    assert "bröstet" not in stream.getvalue()
    assert form == "human" or len(lines(stream)) == 1


@pytest.mark.parametrize(
    ("level", "told"),
    [
        ("debug", ["debug", "info", "warning", "error"]),
        ("info", ["info", "warning", "error"]),
        ("warning", ["warning", "error"]),
        ("error", ["error"]),
    ],
)
def test_the_level_decides_how_much_is_told(
    stream: io.StringIO, level: str, told: list[str]
) -> None:
    start(stream, Log.model_validate({"format": "json", "level": level}))
    for one in ("debug", "info", "warning", "error"):
        getattr(logger, one)("Något hände.")
    assert [line["level"] for line in lines(stream)] == told


async def test_what_one_update_causes_has_one_name(stream: io.StringIO) -> None:
    start(stream, Log(format="json"))

    async def work(number: int) -> None:
        logger.info("%d", number)
        await asyncio.create_task(later(number))

    async def later(number: int) -> None:
        await asyncio.sleep(0)
        logger.info("%d", number)

    logger.info("utanför")
    await asyncio.gather(*(asyncio.create_task(Delivery().follow(work(one))) for one in range(20)))
    outside, *inside = lines(stream)
    names = {(line["message"], line["update"]) for line in inside}
    assert "update" not in outside
    assert len(inside) == 40
    assert len({name for _, name in names}) == len(names) == 20


async def test_a_person_reads_the_name_at_the_end_of_the_line(stream: io.StringIO) -> None:
    start(stream, Log())
    logger.info("Utanför.")

    async def work() -> None:
        logger.info("Inom %s.", correlation.current())

    await Delivery().follow(work())
    first, second = stream.getvalue().splitlines()
    name = second.partition("Inom ")[2][:8]
    assert first.endswith(" INFO Utanför.")
    assert second.endswith(f" INFO Inom {name}. [{name}]")


async def test_a_failure_on_telegram_is_told_under_a_name_that_leads_to_nobody(
    simulator: Simulator, stream: io.StringIO
) -> None:
    start(stream, Log(format="json"))
    async with RunningBot(simulator) as bot:
        bot.current = BrokenDialogue(small_faq())
        await bot.chat(987654321).ask("krasch")
    (failed,) = [line for line in lines(stream) if "gick inte att besvara" in line["message"]]
    assert len(failed["update"]) == 8
    assert "987654321" not in stream.getvalue()
    assert "krasch" not in stream.getvalue()


@pytest.mark.parametrize("password", ["hemligt", "hem%2Fligt", "hem@li:gt", "hem/ligt"])
def test_the_secrets_of_a_configuration_never_show(stream: io.StringIO, password: str) -> None:
    url = f"postgresql://narasvar:{password}@db.example.org/narasvar"
    config = Config(
        journal=Journal.model_validate({"url": url}),
        token=SecretStr("123456:AAbb"),
        webhook_secret=SecretStr("krok_hemlis"),
    )
    start(stream, config.log, secrets_of(config))
    logger.error("%s 123456:AAbb krok_hemlis", url)
    assert stream.getvalue().endswith(
        "postgresql://narasvar:[dolt]@db.example.org/narasvar [dolt] [dolt]\n"
    )


def test_a_file_of_ones_own_is_no_secret(stream: io.StringIO) -> None:
    config = Config()
    start(stream, config.log, secrets_of(config))
    logger.error("Filen var/journal.db är skadad.")
    assert "var/journal.db" in stream.getvalue()
