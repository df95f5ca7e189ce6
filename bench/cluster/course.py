"""What happens to the cluster while residents write: the plan, and a record of what came of it."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bench.cluster import content
from bench.cluster.ledger import Ledger
from bench.cluster.postgres import PostgresServer
from bench.cluster.replica import Replica
from bot.simulator import faults
from bot.simulator.server import Simulator

TICK_SECONDS: Final = 0.05
LOOK_SECONDS: Final = 0.5
CURRENT_SECONDS: Final = 30.0


@dataclass(frozen=True, slots=True)
class Step:
    """A deed, when this part of the messages has been written; `names` are replicas."""

    at: float
    deed: str
    names: str = ""


# A replica is dead for 4 % of the messages, some times while something else is wrong, too.
LONG: Final = (
    *(Step(0.04, "kill", "a"), Step(0.08, "start", "a"), Step(0.12, "edition")),
    *(Step(0.16, "kill", "b"), Step(0.20, "start", "b"), Step(0.26, "database")),
    *(Step(0.29, "kill", "a"), Step(0.33, "start", "a"), Step(0.44, "break")),
    *(Step(0.47, "kill", "b"), Step(0.51, "start", "b"), Step(0.56, "edition")),
    *(Step(0.62, "kill", "a"), Step(0.66, "start", "a"), Step(0.70, "kill", "b")),
    *(Step(0.74, "start", "b"), Step(0.78, "edition"), Step(0.785, "kill", "a")),
    *(Step(0.82, "start", "a"), Step(0.90, "kill", "ab"), Step(0.90, "start", "ab")),
)
SHORT: Final = (
    *(Step(0.15, "kill", "a"), Step(0.3, "start", "a"), Step(0.4, "edition")),
    *(Step(0.5, "database"), Step(0.65, "break"), Step(0.8, "edition")),
)


@dataclass(frozen=True, slots=True)
class Fault:
    """A way in which Telegram fails, and in how many of a thousand messages."""

    name: str
    make: Callable[[], faults.Fault]
    per_mille: float


WEATHER: Final = (
    Fault("429", lambda: faults.flood_wait(1), 10),
    Fault("500", faults.server_error, 5),
    Fault("502", lambda: faults.server_error(502), 5),
    Fault("connection broken", faults.dropped, 5),
    Fault("answer lost: connection broken", lambda: faults.dropped(after=True), 3),
    Fault("answer lost: half of it", lambda: faults.half_answer(after=True), 2),
    Fault("answer lost: no JSON", lambda: faults.wrong_json(after=True), 2),
    Fault("answer lost: 502", lambda: faults.server_error(502, after=True), 2),
    Fault("answer lost: never comes", lambda: faults.hanging(after=True), 0.5),
)


@dataclass(frozen=True, slots=True)
class Kill:
    """A replica was killed; `pending` are the updates of which Telegram was not yet told."""

    at: float
    name: str
    pending: frozenset[int]


@dataclass(frozen=True, slots=True)
class Outage:
    """The database was gone from `begin` until it answered again."""

    begin: float
    end: float


@dataclass(frozen=True, slots=True)
class Seen:
    """The version of the FAQ that a replica said it serves; None: it was not ready."""

    at: float
    name: str
    version: str | None


@dataclass
class Record:
    """What was done. `versions` are the editions without faults, by the hash of their content."""

    began: float = field(default_factory=time.monotonic)
    kills: list[Kill] = field(default_factory=list)
    outages: list[Outage] = field(default_factory=list)
    published: dict[int, float] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    faults: Counter[str] = field(default_factory=Counter)
    seen: list[Seen] = field(default_factory=list)
    deeds: list[tuple[float, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Cluster:
    """The parts that things happen to; the database is gone for `outage` seconds each time."""

    simulator: Simulator
    replicas: Mapping[str, Replica]
    database: PostgresServer
    faq: Path
    outage: float


class Course:
    """Lets things happen to a cluster, and keeps a record of them."""

    def __init__(self, cluster: Cluster, ledger: Ledger, say: Callable[[str], None]) -> None:
        self.record = Record()
        self._cluster = cluster
        self._ledger = ledger
        self._say = say
        self._edition = 0

    def publish(self) -> None:
        """Write the next edition of the FAQ."""
        self._edition += 1
        version = content.write(self._cluster.faq, self._edition)
        # A reply may show it from the moment that its last file was written.
        self.record.published[self._edition] = time.monotonic()
        self.record.versions[version] = self._edition

    async def follow(self, plan: Sequence[Step], messages: int) -> None:
        """Take each step in its time; ends when all have been taken and undone."""
        async with asyncio.TaskGroup() as group:
            for step in plan:
                await self._written(step.at * messages)
                self._note(f"{step.deed} {step.names}".strip())
                if step.deed == "database":
                    group.create_task(self._outage())
                else:
                    await self._do(step)
        await self._all_ready()
        await self._all_current()

    async def rain(self, seed: int = 1) -> None:
        """Until cancelled: let Telegram fail now and then."""
        draw, done = random.Random(seed), 0
        plan = self._cluster.simulator.faults
        while True:
            for _ in self._ledger.asked[done:]:
                chance = draw.random() * 1000
                for fault in WEATHER:
                    chance -= fault.per_mille
                    if chance < 0:
                        plan.next("sendMessage", fault.make())
                        self.record.faults[fault.name] += 1
                        break
                done += 1
            await asyncio.sleep(TICK_SECONDS)

    async def watch(self) -> None:
        """Until cancelled: ask each replica what it serves."""
        while True:
            await self._look()
            await asyncio.sleep(LOOK_SECONDS)

    async def _written(self, messages: float) -> None:
        while len(self._ledger.asked) < messages:  # noqa: ASYNC110 - the ledger wakes nobody
            await asyncio.sleep(TICK_SECONDS)

    async def _do(self, step: Step) -> None:
        match step.deed:
            case "kill":
                await self._kill(step.names)
            case "start":
                for name in step.names:
                    self._cluster.replicas[name].start()
            case "edition":
                self.publish()
            case "break":
                self._edition += 1
                content.write_broken(self._cluster.faq, self._edition)

    async def _kill(self, names: str) -> None:
        """Kill replicas, once those that live are ready: what was begun is to be seen through."""
        await self._all_ready()
        for name in names:
            queued = self._cluster.simulator.world.updates.queued
            self._cluster.replicas[name].kill()
            pending = frozenset(one.id for one in queued)
            self.record.kills.append(Kill(time.monotonic(), name, pending))

    async def _all_ready(self) -> None:
        for replica in self._cluster.replicas.values():
            if replica.is_running:
                await replica.ready()

    async def _all_current(self) -> None:
        """Wait until all serve the newest edition; those that never do are seen not to."""
        newest = list(self.record.versions)[-1]
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(CURRENT_SECONDS):
                while {one.version for one in await self._look()} != {newest}:  # noqa: ASYNC110
                    await asyncio.sleep(LOOK_SECONDS)

    async def _look(self) -> list[Seen]:
        """What those that run serve now."""
        found = []
        for replica in self._cluster.replicas.values():
            if replica.is_running:
                version = await replica.content()
                found.append(Seen(time.monotonic(), replica.name, version))
        self.record.seen += found
        return found

    async def _outage(self) -> None:
        begin = time.monotonic()
        await asyncio.to_thread(self._cluster.database.stop)
        await asyncio.sleep(self._cluster.outage)
        await asyncio.to_thread(self._cluster.database.start)
        self.record.outages.append(Outage(begin, time.monotonic()))
        self._note("database is back")

    def _note(self, what: str) -> None:
        at = time.monotonic() - self.record.began
        self.record.deeds.append((round(at, 1), what))
        self._say(f"{at:6.1f} s, {len(self._ledger.asked):,} messages: {what}")
