"""Where the bots of the load benches run, with which FAQ, and how they are started."""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.telegram.contest import PUBLIC_URL, Contestant, Place, contestant
from bot.config import Config

Command = tuple[Sequence[str], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Course:
    """The FAQ and cut-offs of `config`; what the bots keep is in `folder`, they run on `core`."""

    config: Config
    folder: Path
    core: int

    def echo(self, place: Place) -> Command:
        """How the echo bot is started."""
        line = [sys.executable, "-m", "bench.telegram.echo"]
        line += ["--api-url", place.api_url, "--token", place.token]
        if place.webhook_port:
            line += ["--webhook", PUBLIC_URL, "--port", str(place.webhook_port)]
        return line, {}

    def ours(self, place: Place) -> Command:
        """How our bot is started: as operators start it."""
        config = self.folder / "config.yaml"
        config.write_text(json.dumps(self._settings(place)), "utf-8")
        line = [sys.executable, "-m", "bot", "run", "--telegram", "--config", str(config)]
        return line, {"TELEGRAM_BOT_TOKEN": place.token, "TELEGRAM_API_URL": place.api_url}

    @property
    def journal(self) -> str:
        """The journal's address, which counts from `folder`."""
        return self.config.journal.url.get_secret_value()

    @asynccontextmanager
    async def bot(self, name: str, mode: str) -> AsyncIterator[Contestant]:
        """One of the two, "echo" or "ours", started."""
        command = self.echo if name == "echo" else self.ours
        by_webhook = mode == "webhook"
        async with contestant(
            name, command, by_webhook=by_webhook, core=self.core, folder=self.folder
        ) as bot:
            yield bot

    def _settings(self, place: Place) -> dict[str, object]:
        telegram: dict[str, object] = {"health": "off"}
        if place.webhook_port:
            listen = f"127.0.0.1:{place.webhook_port}"
            telegram |= {"mode": "webhook", "webhook": {"public_url": PUBLIC_URL, "listen": listen}}
        return {
            "faq": str(self.config.faq.resolve()),
            "telegram": telegram,
            "matching": self.config.matching.model_dump(exclude={"calibration"}),
            "journal": {"url": self.journal},
        }
