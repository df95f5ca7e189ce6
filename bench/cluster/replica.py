"""One bot of several, in a process of its own that can be killed and started again."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx

from bench.telegram.contest import PUBLIC_URL, BenchError

START_SECONDS: Final = 90.0
STOP_SECONDS: Final = 30.0
LOOK_SECONDS: Final = 0.1


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What replicas share: the FAQ's folder, and how they find Telegram and the database."""

    faq: Path
    api_url: str
    token: str
    database: str

    def environment(self) -> dict[str, str]:
        """What a replica is told in its environment."""
        own = {
            "TELEGRAM_BOT_TOKEN": self.token,
            "TELEGRAM_API_URL": self.api_url,
            "DATABASE_URL": self.database,
        }
        return os.environ | own


@dataclass(frozen=True, slots=True)
class Ports:
    """Where a replica listens on 127.0.0.1."""

    webhook: int
    health: int


class Replica:
    """`name` tells it apart; `folder` holds its settings, what it keeps, and its log."""

    def __init__(self, name: str, folder: Path, ports: Ports, around: Surroundings) -> None:
        self.name = name
        self._folder = folder
        self._ports = ports
        self._around = around
        self._process: subprocess.Popen[bytes] | None = None
        self._client = httpx.AsyncClient(trust_env=False, timeout=5.0)
        folder.mkdir()
        settings = json.dumps(_settings(around.faq, ports))
        (folder / "config.yaml").write_text(settings, "utf-8")

    @property
    def is_running(self) -> bool:
        """Whether it was started and not killed since."""
        return self._process is not None

    def start(self) -> None:
        """Start the process, which ends with this one."""
        config = str(self._folder / "config.yaml")
        line = [sys.executable, "-m", "bot", "run", "--telegram", "--config", config]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                ["setpriv", "--pdeathsig=KILL", *line],  # noqa: S607
                env=self._around.environment(),
                stdout=log,
                stderr=log,
            )

    def kill(self) -> None:
        """End it as a machine that fails would: SIGKILL."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def stop(self) -> None:
        """End it as an operator would: it writes its journal before."""
        if self._process:
            self._process.terminate()
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.kill()
            self._process = None

    async def close(self) -> None:
        """Let go of it."""
        self.kill()
        await self._client.aclose()

    async def ready(self) -> None:
        """Wait until it takes messages.

        Raises:
            BenchError: it ends instead, or takes too long.
        """
        try:
            async with asyncio.timeout(START_SECONDS):
                while await self.content() is None:  # noqa: ASYNC110 - it must be asked
                    await asyncio.sleep(LOOK_SECONDS)
        except TimeoutError:
            raise BenchError(f"{self.name} is not ready:\n{self.printed[-2000:]}") from None

    async def content(self) -> str | None:
        """The version of the FAQ that it says it serves; None if it is not ready.

        Raises:
            BenchError: it has ended by itself.
        """
        if self._process and self._process.poll() is not None:
            raise BenchError(f"{self.name} ended by itself:\n{self.printed[-2000:]}")
        answer = await self._get("readyz")
        return str(answer.json()["content"]) if answer and answer.is_success else None

    async def counts(self) -> Mapping[str, float]:
        """Its metrics without labels, by name."""
        answer = await self._get("metrics")
        lines = answer.text.splitlines() if answer else []
        pairs = [line.split() for line in lines if not line.startswith("#")]
        return {name: float(value) for name, value in pairs if "{" not in name}

    @property
    def printed(self) -> str:
        """What it has printed, all its lives."""
        return (self._folder / "log").read_text("utf-8", "replace")

    async def _get(self, path: str) -> httpx.Response | None:
        try:
            return await self._client.get(f"http://127.0.0.1:{self._ports.health}/{path}")
        except httpx.TransportError:
            return None


def _settings(faq: Path, ports: Ports) -> dict[str, object]:
    listen = f"127.0.0.1:{ports.webhook}"
    return {
        "faq": str(faq),
        "telegram": {
            "mode": "webhook",
            "webhook": {"public_url": PUBLIC_URL, "listen": listen},
            "health": f"127.0.0.1:{ports.health}",
        },
        "limits": {"messages_per_minute": 1000},
    }
