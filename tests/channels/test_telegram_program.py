"""The bot as a process: its signals, its exit codes and what it writes."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.simulator.server import Simulator

Start = Callable[[str], Awaitable[asyncio.subprocess.Process]]

FAQ = Path(__file__).parent.parent / "fixtures" / "bibliotek"
ROOT = FAQ.parent.parent.parent
QUESTION = "Hur skaffar jag ett lånekort?"


@pytest.fixture
def start(simulator: Simulator, tmp_path: Path) -> Start:
    """Starts `run --telegram` against the simulator, logging all that can be logged."""
    (tmp_path / "config.yaml").write_text(f"faq: {FAQ}\nlog:\n  level: debug\n", "utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TELEGRAM_API_URL": simulator.api_url}

    async def start_with(token: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run", "--telegram"),
            cwd=tmp_path,
            env=environment | {"TELEGRAM_BOT_TOKEN": token},
            stderr=asyncio.subprocess.PIPE,
        )

    return start_with


async def ended(program: asyncio.subprocess.Process) -> tuple[int | None, str]:
    """The exit code and what was written to standard error."""
    try:
        _, written = await asyncio.wait_for(program.communicate(), 20)
    finally:
        if program.returncode is None:
            program.kill()
    return program.returncode, written.decode()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_it_after_the_last_answer(
    simulator: Simulator, start: Start, number: signal.Signals
) -> None:
    chat = simulator.private_chat()
    chat.send("/start lanekort")
    program = await start(simulator.token)
    await simulator.finished("sendMessage", patience=20)
    program.send_signal(number)
    code, written = await ended(program)
    assert code == 0
    assert (await chat.reply()).bold == [QUESTION]
    assert simulator.world.updates.pending == []
    assert simulator.token.split(":")[1] not in written
    assert QUESTION not in written
    assert "Boten @simulated_bot svarar på Telegram." in written
    assert "Traceback" not in written


async def test_a_refused_token_ends_it_with_one_clear_line(start: Start) -> None:
    code, written = await ended(await start("123456789:hemlig"))
    assert code == 2
    assert written.count("TELEGRAM_BOT_TOKEN") == 1
    assert "hemlig" not in written
    assert "Traceback" not in written
