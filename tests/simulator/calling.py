"""Calling the simulator's methods as any bot does, and a bot that has updates sent to it."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Self

import httpx

from bot.simulator.server import Simulator

Json = dict[str, Any]
CHAT = 42
KEYBOARD = {"inline_keyboard": [[{"text": "Ja", "callback_data": "j"}]]}


class Caller:
    """Calls methods of the simulator and gives code and body back."""

    def __init__(self, client: httpx.AsyncClient, base: str) -> None:
        self.client = client
        self.base = base

    async def __call__(self, method: str, /, **given: Any) -> tuple[int, Json]:
        answer = await self.client.post(f"{self.base}/{method}", json=given)
        return answer.status_code, answer.json()

    async def refusal(self, method: str, /, **given: Any) -> str:
        code, body = await self(method, **given)
        assert code == body["error_code"]
        assert body["ok"] is False
        words: str = body["description"]
        return words

    async def result(self, method: str, /, **given: Any) -> Any:
        code, body = await self(method, **given)
        assert (code, body["ok"]) == (200, True), body
        return body["result"]

    async def updates(self, **given: Any) -> list[Json]:
        """All updates that wait, confirmed; each without its id."""
        waiting = await self.result("getUpdates", **given)
        if waiting:
            await self.result("getUpdates", offset=waiting[-1]["update_id"] + 1)
        return [{kind: one[kind] for kind in one if kind != "update_id"} for one in waiting]


@asynccontextmanager
async def caller(simulator: Simulator) -> AsyncIterator[Caller]:
    """A bot that knows the token; the resident `CHAT` has its chat open."""
    simulator.private_chat(CHAT)
    async with httpx.AsyncClient(trust_env=False) as client:
        yield Caller(client, f"{simulator.api_url}/bot{simulator.token}")


@dataclass
class Receiver:
    """A bot's own web server. It answers with the next of `answers`, else with an empty 200; an
    empty one hangs up.

    While `gate` is closed it keeps everybody waiting; `most` had been waiting at once.
    """

    answers: list[bytes] = field(default_factory=list)
    requests: list[tuple[str, Json]] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    waiting: int = 0
    most: int = 0
    port: int = 0

    async def __aenter__(self) -> Self:
        self.gate.set()
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_exception: object) -> None:
        self.gate.set()
        self._server.close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    @property
    def texts(self) -> list[str]:
        """The texts of the messages that have come, in order."""
        return [body["message"]["text"] for _, body in self.requests]

    async def received(self, count: int) -> None:
        """Wait until so many requests have come in all."""
        async with asyncio.timeout(5):
            while len(self.requests) < count:
                self.news.clear()
                await self.news.wait()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
                length = int(head.split("content-length: ")[1].split("\r\n")[0])
                self.requests.append((head, json.loads(await reader.readexactly(length))))
                self.news.set()
                await self._pass_the_gate()
                answer = self.answers.pop(0) if self.answers else http(200)
                writer.write(answer)
                await writer.drain()
                if not answer:
                    break
        writer.close()

    async def _pass_the_gate(self) -> None:
        self.waiting += 1
        self.most = max(self.most, self.waiting)
        await self.gate.wait()
        self.waiting -= 1


def http(code: int, body: bytes = b"", *headers: str) -> bytes:
    """An answer as it goes over the wire."""
    lines = [f"HTTP/1.1 {code} Words", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body
