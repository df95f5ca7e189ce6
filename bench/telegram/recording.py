"""A pytest plugin: `pytest -p bench.telegram.recording --record FILE` writes the traffic down.

Every simulator in the tests then notes each call (method, parameters, answer) and each update that
it queues, as lines of JSON that also name the test.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from functools import partialmethod
from pathlib import Path

import pytest

from bot.simulator.errors import Json
from bot.simulator.server import Simulator


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that names the file."""
    parser.addoption("--record", type=Path, required=True, help="where to write the traffic")


@pytest.fixture(autouse=True, scope="session")
def _recording(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let the simulators of all tests be observed."""
    path: Path = request.config.getoption("--record")
    own = Simulator.__init__
    with path.open("w", encoding="utf-8") as file, pytest.MonkeyPatch.context() as patch:

        def note(record: Json) -> None:
            test = os.environ.get("PYTEST_CURRENT_TEST", "").partition(" ")[0]
            file.write(json.dumps(record | {"test": test}) + "\n")

        patch.setattr(Simulator, "__init__", partialmethod(own, observer=note))
        yield
