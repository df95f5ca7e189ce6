"""The bot as a process: its signals, its exit codes and what it writes."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from small_faq import LOAN

if TYPE_CHECKING:
    from bot.simulator.server import Simulator

TESTS = Path(__file__).parent.parent


async def start(simulator: Simulator, token: str) -> asyncio.subprocess.Process:
    """Start the program against the simulator."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        str(TESTS / "bot_program.py"),
        simulator.api_url,
        env=os.environ | {"TOKEN": token, "PYTHONPATH": str(TESTS.parent)},
        stderr=asyncio.subprocess.PIPE,
    )


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
    simulator: Simulator, number: signal.Signals
) -> None:
    chat = simulator.private_chat()
    chat.send(LOAN.question)
    program = await start(simulator, simulator.token)
    await simulator.finished("sendMessage", patience=20)
    program.send_signal(number)
    code, written = await ended(program)
    assert code == 0
    assert (await chat.reply()).bold == [LOAN.question]
    assert simulator.world.updates.pending == []
    assert simulator.token.split(":")[1] not in written
    assert LOAN.question not in written
    assert "Boten @simulated_bot svarar på Telegram." in written
    assert "Traceback" not in written


async def test_a_refused_token_ends_it_with_one_clear_line(simulator: Simulator) -> None:
    code, written = await ended(await start(simulator, "123456789:hemlig"))
    assert code == 2
    assert written.count("TELEGRAM_BOT_TOKEN") == 1
    assert "hemlig" not in written
    assert "Traceback" not in written
