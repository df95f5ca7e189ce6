"""What the bot counts for its operators, as Prometheus reads it: no texts and no identities."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from math import nan

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.channels.services import Services

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
# Seconds; within the first few a resident still looks at the screen.
REPLY_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120)


class Metrics:
    """The counts of one bot. `clock` gives seconds that never go backwards."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last_poll = nan
        self._version = ""
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._updates = _ByLabel("updates", "Updates taken in.", "kind", registry)
        self._replies = _ByLabel("replies", "Replies to what was written.", "kind", registry)
        self._errors = _ByLabel("errors", "What went wrong.", "kind", registry)
        self._feedback = _ByLabel("feedback", "Answers that helped.", "helpful", registry)
        self._doubtful = Counter(
            "narasvar_doubtful_sends",
            "Sends repeated though the first may have arrived.",
            registry=registry,
        )
        self._seconds = Histogram(
            "narasvar_reply_seconds",
            "From an update to its reply.",
            buckets=REPLY_BUCKETS,
            registry=registry,
        )
        self._content = Gauge(
            "narasvar_content_info", "The FAQ in use.", ["version"], registry=registry
        )
        self._in_flight = Gauge(
            "narasvar_updates_in_flight", "Updates being answered.", registry=registry
        )
        Gauge(
            "narasvar_seconds_since_poll",
            "Since getUpdates last succeeded; NaN before that and with a webhook.",
            registry=registry,
        ).set_function(self.seconds_since_poll)

    def update(self, kind: str) -> None:
        """An update was taken in; `kind` is Telegram's: `message`, `callback_query`."""
        self._updates.add(kind)

    def reply(self, kind: str, seconds: float) -> None:
        """A reply of a `ReplyKind` was sent so many seconds after its update was taken in."""
        self._replies.add(kind)
        self._seconds.observe(seconds)

    def feedback(self, helpful: bool) -> None:  # noqa: FBT001 - the answer to a yes-or-no question
        """A resident said whether an answer helped."""
        self._feedback.add("yes" if helpful else "no")

    def error(self, kind: str) -> None:
        """Something failed; `kind` is the class of the exception."""
        self._errors.add(kind)

    def doubtful_send(self) -> None:
        """A send is repeated though the first may have arrived."""
        self._doubtful.inc()

    def in_flight(self, count: Callable[[], float]) -> None:
        """Says how many updates are being answered whenever somebody looks."""
        self._in_flight.set_function(count)

    def watch(self, services: Services) -> None:
        """Tell of the journal and of the claims whenever somebody looks."""
        self._registry.register(_OfServices(services))

    def polled(self) -> None:
        """A getUpdates has succeeded."""
        self._last_poll = self._clock()

    def seconds_since_poll(self) -> float:
        """Since the last successful getUpdates; NaN if there was none."""
        return self._clock() - self._last_poll

    def content(self, version: str) -> None:
        """The FAQ in use is this version."""
        if version != self._version:
            self._content.clear()
            self._content.labels(version).set(1)
            self._version = version

    def render(self) -> bytes:
        """Everything, in the format of `CONTENT_TYPE`."""
        return generate_latest(self._registry)


class _OfServices(Collector):
    """What the journal and the claims count themselves."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def collect(self) -> Iterator[Metric]:
        journal, claims = self._services.journal, self._services.claims
        yield GaugeMetricFamily(
            "narasvar_journal_up", "Whether the journal could be written.", journal.is_up
        )
        yield GaugeMetricFamily(
            "narasvar_journal_pending", "Notes not yet written.", journal.pending
        )
        yield CounterMetricFamily("narasvar_journal_dropped", "Notes lost.", journal.dropped)
        if claims:
            yield CounterMetricFamily(
                "narasvar_unsure_claims",
                "Updates answered while no database could tell if another replica had.",
                claims.unsure,
            )


class _ByLabel:
    """A counter by one label that remembers its children: looking them up takes longer."""

    def __init__(self, name: str, meaning: str, label: str, registry: CollectorRegistry) -> None:
        self._counter = Counter(f"narasvar_{name}", meaning, [label], registry=registry)
        self._children: dict[str, Counter] = {}

    def add(self, value: str) -> None:
        child = self._children.get(value)
        if child is None:
            child = self._children[value] = self._counter.labels(value)
        child.inc()
