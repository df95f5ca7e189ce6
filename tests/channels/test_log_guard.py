"""Nothing secret and nobody's words in a log, at whatever level."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from running_bot import BrokenDialogue, RunningBot
from small_faq import LOAN, small_faq

from bot.channels.log_guard import LogGuard, guard_logs
from bot.simulator.server import Simulator

TOKEN = "1234567890:AAbbccddeeffgghhiijjkkllmmnnooppqqr"


@pytest.fixture
def logs(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """The log at DEBUG, guarded; the guard and the levels are put back afterwards."""
    root = logging.getLogger()
    loggers = [logging.getLogger(name) for name in logging.root.manager.loggerDict]
    handlers = [*root.handlers, *([logging.lastResort] if logging.lastResort else [])]
    before = {one: one.level for one in (root, *loggers)}
    filters = {one: list(one.filters) for one in handlers}
    root.setLevel(logging.DEBUG)
    for named in loggers:
        named.setLevel(logging.NOTSET)
    yield caplog
    for one, level in before.items():
        one.setLevel(level)
    for handler, old in filters.items():
        handler.filters = old


async def test_a_whole_run_leaves_no_token_and_no_words(
    simulator: Simulator, logs: pytest.LogCaptureFixture
) -> None:
    guard_logs(simulator.token)
    async with RunningBot(simulator) as bot:
        await bot.chat().ask(LOAN.question)
        bot.current = BrokenDialogue(small_faq())
        await bot.chat().ask("krasch")
    assert logs.records
    assert simulator.token not in logs.text
    assert simulator.token.split(":")[1] not in logs.text
    assert "krasch" not in logs.text
    assert LOAN.question not in logs.text


async def test_an_update_that_cannot_be_read_leaves_no_words(
    simulator: Simulator, logs: pytest.LogCaptureFixture
) -> None:
    guard_logs(simulator.token)
    simulator.world.updates.add("message", {"text": "hemligt"}, 42)
    async with RunningBot(simulator) as bot:
        await bot.chat().ask("hej")
    assert "gick inte att läsa" in logs.text
    assert "hemligt" not in logs.text


def test_an_exception_keeps_its_place_but_not_its_words(logs: pytest.LogCaptureFixture) -> None:
    guard_logs(TOKEN)
    try:
        int(f"ont i bröstet {TOKEN}")
    except ValueError:
        logging.getLogger("any").exception("Det gick fel.")
    assert "Det gick fel. [ValueError]" in logs.text
    assert "test_log_guard.py" in logs.text
    assert "bröstet" not in logs.text
    assert TOKEN not in logs.text


@pytest.mark.parametrize(
    "text",
    [
        TOKEN,
        f"https://api.telegram.org/bot{TOKEN}/getMe",
        f"POST /bot{TOKEN.replace(':', '%3A')}/getMe",
        "/bot123456789%3ahemlig/getMe",
    ],
)
def test_a_token_is_hidden_wherever_it_stands(logs: pytest.LogCaptureFixture, text: str) -> None:
    guard_logs("123456789:hemlig")
    logging.getLogger("any").warning("%s", text)
    assert TOKEN.split(":")[1] not in logs.text
    assert "hemlig" not in logs.text
    assert "[dolt]" in logs.text


@pytest.mark.parametrize("text", ["%s", "postgresql://u:%s@db/x", "x%sx"])
@pytest.mark.parametrize("secret", ["lösen/ord", "l%C3%B6sen%2Ford", "abcd", "abcdefgh"])
def test_every_secret_is_hidden_in_any_spelling(text: str, secret: str) -> None:
    record = logging.makeLogRecord({"msg": text, "args": (secret,)})
    assert LogGuard("abcd", "lösen/ord", "abcdefgh").filter(record)
    assert record.getMessage() == text.replace("%s", "[dolt]")


def test_what_is_too_short_for_a_secret_hides_no_words() -> None:
    record = logging.makeLogRecord({"msg": "Databasen svarar inte."})
    assert LogGuard("", "se", "var").filter(record)
    assert record.getMessage() == "Databasen svarar inte."
