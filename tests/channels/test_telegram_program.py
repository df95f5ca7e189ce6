"""The bot as a process: its signals, its exit codes and what it writes."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx
import pytest

from bot.simulator.faults import hanging
from bot.simulator.server import Simulator

Start = Callable[..., Awaitable[asyncio.subprocess.Process]]

FAQ = Path(__file__).parent.parent / "fixtures" / "bibliotek"
ROOT = FAQ.parent.parent.parent
QUESTION = "Hur skaffar jag ett lånekort?"
ANSWERS = "Boten @simulated_bot svarar på Telegram."


@pytest.fixture
def start(simulator: Simulator, tmp_path: Path) -> Start:
    """Starts `run --telegram` against a simulator, logging all that can be logged."""

    async def start_with(
        token: str, telegram: str = "{health: off}", server: Simulator = simulator
    ) -> asyncio.subprocess.Process:
        settings = f"faq: {FAQ}\ntelegram: {telegram}\nlog: {{level: debug}}\n"
        (tmp_path / "config.yaml").write_text(settings, "utf-8")
        environment = {
            "PYTHONPATH": str(ROOT),
            "TELEGRAM_API_URL": server.api_url,
            "TELEGRAM_BOT_TOKEN": token,
        }
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run", "--telegram"),
            cwd=tmp_path,
            env=os.environ | environment,
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
    assert ANSWERS in written
    assert "Traceback" not in written


async def test_the_second_signal_ends_it_at_once(simulator: Simulator, start: Start) -> None:
    simulator.faults.next("sendMessage", hanging())
    simulator.private_chat().send("/start lanekort")
    program = await start(simulator.token)
    await simulator.finished("sendMessage", patience=20)
    program.send_signal(signal.SIGTERM)
    written = b""
    assert program.stderr
    while b"avslutas" not in written:  # the first signal has been heard
        written = await asyncio.wait_for(program.stderr.readline(), 20)
    program.send_signal(signal.SIGTERM)
    code, _ = await ended(program)
    assert code == -signal.SIGTERM


async def test_on_a_webhook(unused_tcp_port_factory: Callable[[], int], start: Start) -> None:
    hook, health = unused_tcp_port_factory(), unused_tcp_port_factory()
    settings = (
        f"{{mode: webhook, webhook: {{public_url: 'http://127.0.0.1:{hook}/in', "
        f"listen: '127.0.0.1:{hook}'}}, health: '127.0.0.1:{health}'}}"
    )
    async with Simulator(local=True) as telegram, httpx.AsyncClient() as client:
        chat = telegram.private_chat()
        program = await start(telegram.token, settings, telegram)
        await telegram.finished("setWebhook", patience=20)
        assert (await chat.ask("/start lanekort")).bold == [QUESTION]
        ready = await client.get(f"http://127.0.0.1:{health}/readyz")
        forged = await client.post(f"http://127.0.0.1:{hook}/in", json={"update_id": 1})
        program.send_signal(signal.SIGTERM)
        code, written = await ended(program)
        assert telegram.world.webhook
        assert len(telegram.world.webhook.secret) == 64
        assert telegram.world.webhook.secret not in written
    assert (code, ready.status_code, forged.status_code) == (0, 200, 403)
    assert telegram.token.split(":")[1] not in written
    assert QUESTION not in written
    assert ANSWERS in written
    assert "Traceback" not in written


async def test_a_refused_token_ends_it_with_one_clear_line(start: Start) -> None:
    code, written = await ended(await start("123456789:hemlig"))
    assert code == 2
    assert written.count("TELEGRAM_BOT_TOKEN") == 1
    assert "hemlig" not in written
    assert "Traceback" not in written
