"""One trial: everything started, residents writing while things happen, and what came of it."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from bench.cluster.content import questions
from bench.cluster.course import Cluster, Course, Record, Step
from bench.cluster.crowd import Crowd
from bench.cluster.findings import (
    Findings,
    behind,
    broken_promises,
    explain,
    hold_journal,
    percentiles,
    stale_seconds,
    unknown_editions,
    versions_over_time,
)
from bench.cluster.ledger import Ledger
from bench.cluster.nginx import Nginx
from bench.cluster.postgres import PostgresServer
from bench.cluster.replica import Ports, Replica, Surroundings
from bot.journal.reading import open_reader
from bot.simulator.server import Simulator

NAMES: Final = "ab"
# A claim of a killed replica runs out after half a minute, and then Telegram must come again.
PATIENCE_SECONDS: Final = 120.0
KEPT_MESSAGES: Final = 20
COUNTED: Final = (
    "narasvar_journal_dropped_total",
    "narasvar_unsure_claims_total",
    "narasvar_doubtful_sends_total",
)


@dataclass(frozen=True, slots=True)
class Trial:
    """How many messages, whose, and what happens; the database is gone for `outage` seconds."""

    messages: int
    residents: int
    plan: Sequence[Step]
    outage: float


@dataclass(frozen=True, slots=True)
class Programs:
    """Where Debian's programs are: nginx, and the folder of PostgreSQL's."""

    nginx: str
    postgres: Path


@dataclass(frozen=True, slots=True)
class Place:
    """The programs, and a folder for all that they and the bots keep."""

    programs: Programs
    folder: Path


async def run(trial: Trial, place: Place, say: Callable[[str], None]) -> Findings:
    """Let it happen; what was found.

    Raises:
        BenchError: something did not start, or ended by itself.
    """
    ledger = Ledger()
    with PostgresServer(place.programs.postgres) as database:
        address = database.new_database()
        async with _cluster(trial, database, address, place, ledger) as cluster:
            course = Course(cluster, ledger, say)
            course.publish()
            await _start(cluster)
            seconds = await _let_happen(trial, course, cluster.simulator, ledger)
            counts = {one.name: await one.counts() for one in cluster.replicas.values()}
            for one in cluster.replicas.values():
                await asyncio.to_thread(one.stop)
        async with open_reader(address) as reader:
            texts, noted = await reader.asked(date.min), await reader.reply_counts(date.min)
    journal = hold_journal(ledger, course.record, texts, noted)
    counted = {
        name: {key: one[key] for key in COUNTED if key in one} for name, one in counts.items()
    }
    record = course.record
    found = Findings(
        messages=len(ledger.asked),
        residents=trial.residents,
        seconds=round(seconds, 1),
        unanswered=sum(not one.replies for one in ledger.asked)
        + trial.messages
        - len(ledger.asked),
        doubled=dict(Counter(why for one in ledger.asked for why in explain(one, record.kills))),
        stray=len(ledger.stray),
        mixed=sum(one.edition is None for asked in ledger.asked for one in asked.replies),
        unknown_editions=unknown_editions(ledger, record),
        unknown_versions=_unknown_versions(record),
        behind=behind(record),
        stale_seconds=stale_seconds(ledger, record),
        refused=dict(ledger.refused),
        journal=journal,
        reply_seconds=percentiles(ledger),
        kills=len(record.kills),
        outages=[round(one.end - one.begin, 1) for one in record.outages],
        faults=dict(record.faults),
        versions=versions_over_time(record),
        deeds=record.deeds,
        counts=counted,
    )
    return replace(found, broken=broken_promises(found))


@contextlib.asynccontextmanager
async def _cluster(
    trial: Trial, database: PostgresServer, address: str, place: Place, ledger: Ledger
) -> AsyncIterator[Cluster]:
    folder = place.folder
    front, *ports = _free_ports(1 + 2 * len(NAMES))
    faq = folder / "faq"
    simulator = Simulator(
        webhook_route=lambda _url: f"http://127.0.0.1:{front}/telegram",
        keep=KEPT_MESSAGES,
        observer=ledger.note,
    )
    (folder / "nginx").mkdir()
    bots = ports[: len(NAMES)]
    with Nginx(place.programs.nginx, folder / "nginx", front, bots):
        async with simulator:
            around = Surroundings(faq, simulator.api_url, simulator.token, address)
            replicas = {
                name: Replica(name, folder / name, Ports(*pair), around)
                for name, pair in zip(
                    NAMES, zip(bots, ports[len(NAMES) :], strict=True), strict=True
                )
            }
            try:
                yield Cluster(simulator, replicas, database, faq, trial.outage)
            finally:
                for replica in replicas.values():
                    await replica.close()


async def _start(cluster: Cluster) -> None:
    for replica in cluster.replicas.values():
        replica.start()
    for replica in cluster.replicas.values():
        await replica.ready()


async def _let_happen(trial: Trial, course: Course, simulator: Simulator, ledger: Ledger) -> float:
    """Let residents write while things happen; the seconds it took."""
    began = time.monotonic()
    course.record.began = began
    crowd = Crowd(simulator, ledger, trial.residents)
    async with _meanwhile(course.watch(), course.rain()):
        async with asyncio.TaskGroup() as group:
            group.create_task(course.follow(trial.plan, trial.messages))
            group.create_task(crowd.write(questions(trial.messages), PATIENCE_SECONDS))
        return time.monotonic() - began


@contextlib.asynccontextmanager
async def _meanwhile(*works: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Do these until the block ends; what one of them raises ends it."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(work) for work in works]
        yield
        for task in tasks:
            task.cancel()


def _unknown_versions(record: Record) -> int:
    told: Mapping[str, int] = record.versions
    return len({one.version for one in record.seen if one.version} - told.keys())


def _free_ports(count: int) -> list[int]:
    """Ports that nobody listens on, all of them different."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in sockets]
