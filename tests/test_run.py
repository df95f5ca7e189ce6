"""The whole program as a service: on (a strict, local) Telegram, until it is told to stop."""

import asyncio
import contextlib
import json
import os
import shutil
import signal
import sqlite3
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

import pytest

from bot.simulator.server import Simulator

ROOT = Path(__file__).parent.parent
SOMEBODY = 987_654_321
LIBRARY = Path(__file__).parent / "fixtures" / "bibliotek"


async def start(folder: Path, simulator: Simulator) -> Process:
    """`run --telegram` in `folder`, with the library's FAQ, against the simulator."""
    shutil.copytree(LIBRARY, folder / "faq")
    environment = {
        "PYTHONPATH": str(ROOT),
        "TELEGRAM_BOT_TOKEN": simulator.token,
        "TELEGRAM_API_URL": simulator.api_url,
    }
    command = (sys.executable, "-m", "bot", "run", "--telegram")
    return await asyncio.create_subprocess_exec(
        *command, cwd=folder, env=os.environ | environment, stdout=PIPE, stderr=PIPE
    )


async def answered(simulator: Simulator) -> None:
    """Waits for the first answer. A program takes longer to start than a test's patience."""
    for _ in range(6):
        with contextlib.suppress(TimeoutError):
            return await simulator.finished("sendMessage")
    raise AssertionError("The bot never answered.")


@pytest.mark.parametrize("log", ["human", "json"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_answers_on_telegram_until_a_signal(
    tmp_path: Path, simulator: Simulator, log: str, number: signal.Signals
) -> None:
    settings = f"telegram: {{health: off}}\nlog: {{format: {log}, level: debug}}\n"
    (tmp_path / "config.yaml").write_text(settings)
    process = await start(tmp_path, simulator)
    chat = simulator.private_chat(SOMEBODY)
    chat.send("När har biblioteket öppet?")
    await answered(simulator)
    (reply,) = chat.unread
    process.send_signal(number)
    out, err = await asyncio.wait_for(process.communicate(), timeout=20)
    assert reply.bold == ["När har biblioteket öppet?"]
    assert (process.returncode, out) == (0, b"")
    assert simulator.token.encode() not in err
    assert "När har".encode() not in err
    assert str(SOMEBODY).encode() not in err
    lines = err.decode().splitlines()
    assert lines
    if log == "json":
        keys = {"time", "level", "logger", "message"}
        assert all(set(json.loads(line)) - {"update"} == keys for line in lines)


async def test_a_saved_file_is_live_without_a_restart(tmp_path: Path, simulator: Simulator) -> None:
    (tmp_path / "config.yaml").write_text("telegram: {health: off}\n")
    process = await start(tmp_path, simulator)
    chat = simulator.private_chat()
    chat.send("När har biblioteket öppet?")
    await answered(simulator)
    before = await chat.reply()
    topic = tmp_path / "faq" / "amnen" / "oppet.yaml"
    topic.write_bytes(topic.read_bytes().replace(b"10:30", b"09:15"))
    await wrote(process, "FAQ:n är läst på nytt: version")
    after = await chat.ask("När har biblioteket öppet?")
    process.send_signal(signal.SIGTERM)
    await asyncio.wait_for(process.communicate(), timeout=20)
    assert "10:30" in before.text
    assert "09:15" in after.text
    assert process.returncode == 0


async def test_what_had_no_answer_is_in_the_journal_when_it_has_stopped(
    tmp_path: Path, simulator: Simulator
) -> None:
    (tmp_path / "config.yaml").write_text("telegram: {health: off}\njournal: {keep_days: 12}\n")
    process = await start(tmp_path, simulator)
    chat = simulator.private_chat(SOMEBODY)
    chat.send("vrolk splint ring mig på 070-123 45 67")
    await answered(simulator)
    await chat.reply()
    privacy = await chat.ask("/integritet")
    process.send_signal(signal.SIGTERM)
    await asyncio.wait_for(process.communicate(), timeout=20)
    with contextlib.closing(sqlite3.connect(tmp_path / "var" / "journal.db")) as journal:
        ((kind, text),) = journal.execute("SELECT kind, text FROM journal_unanswered").fetchall()
        assert journal.execute("SELECT kind, count FROM journal_replies").fetchall() == [(kind, 1)]
    assert kind == "fallback"
    assert text.startswith("vrolk splint ring mig")
    assert "070" not in text
    assert str(SOMEBODY).encode() not in (tmp_path / "var" / "journal.db").read_bytes()
    assert "12 dagar" in privacy.text
    assert process.returncode == 0


async def test_a_journal_of_a_newer_bot_ends_it_with_one_line(
    tmp_path: Path, simulator: Simulator
) -> None:
    (tmp_path / "config.yaml").write_text("telegram: {health: off}\n")
    (tmp_path / "var").mkdir()
    with contextlib.closing(sqlite3.connect(tmp_path / "var" / "journal.db")) as journal, journal:
        journal.execute("CREATE TABLE journal_version (version INTEGER NOT NULL)")
        journal.execute("INSERT INTO journal_version VALUES (99)")
    process = await start(tmp_path, simulator)
    _, err = await asyncio.wait_for(process.communicate(), timeout=60)
    (line,) = [one for one in err.decode().splitlines() if "ERROR" in one]
    assert "har version 99" in line
    assert process.returncode == 2
    assert "getMe" not in simulator.world.calls


async def wrote(process: Process, words: str) -> None:
    """Waits until the program has logged these words."""
    assert process.stderr
    async with asyncio.timeout(30):
        async for line in process.stderr:
            if words in line.decode():
                return
    raise AssertionError(f"The program ended without {words!r}.")
