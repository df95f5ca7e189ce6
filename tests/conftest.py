"""Shared fixtures: the simulator, the one fake in these tests, the bot on it, and databases."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from running_bot import RunningBot

from bench.cluster.postgres import PostgresServer, find_programs
from bot.content.loader import load
from bot.matching.index import Index, build
from bot.models import Faq
from bot.simulator.residents import Conversation
from bot.simulator.server import Simulator

# A busy machine must not fail a test: nothing here is timed. New examples are looked for at a desk;
# in CI the same commit gives the same result.
settings.register_profile(
    "unhurried",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def parking() -> Faq:
    """A FAQ on parking, from its files."""
    loaded = load(Path(__file__).parent / "fixtures" / "faq")
    assert loaded.faq is not None, loaded.problems
    return loaded.faq


@pytest.fixture(scope="session")
def index(parking: Faq) -> Index:
    """The same FAQ made ready for matching."""
    return build(parking)


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    """A strict Telegram on loopback."""
    async with Simulator() as running:
        yield running


@pytest.fixture
async def bot(simulator: Simulator) -> AsyncIterator[RunningBot]:
    """The bot with the small FAQ, answering on the simulator."""
    async with RunningBot(simulator) as running:
        yield running


@pytest.fixture
def chat(bot: RunningBot) -> Conversation:
    """A resident who writes to the bot."""
    return bot.chat()


@pytest.fixture(scope="session")
def server() -> Iterator[PostgresServer]:
    """A PostgreSQL server; without its programs the test is skipped."""
    programs = find_programs()
    if programs is None:
        pytest.skip("no PostgreSQL: neither in /usr/lib/postgresql nor in PATH")
    with PostgresServer(programs) as running:
        yield running


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of a SQLite file that is not there yet, in a folder that is not either."""
    return f"sqlite:///{tmp_path}/var/journal.db"


@pytest.fixture
def postgres_url(server: PostgresServer) -> str:
    """The address of an empty PostgreSQL schema, which is made sooner than a database."""
    return server.new_schema()


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database of each kind."""
    address = request.getfixturevalue(f"{request.param}_url")
    assert isinstance(address, str)
    return address
