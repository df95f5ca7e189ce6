"""What came of it, held against what is promised."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from statistics import median, quantiles
from typing import Final

from bench.cluster.content import FALLBACK
from bench.cluster.course import Kill, Record
from bench.cluster.ledger import Asked, Ledger
from bench.telegram.report import machine
from bot.channels.fragments import LONGEST_SECONDS
from bot.journal.keeping import Pace
from bot.journal.records import Asked as Noted
from bot.journal.records import ReplyCount

# What a process had sent when it was killed takes effect a moment later.
GRACE_SECONDS: Final = 1.0
# A note of an unanswered message waits for more to be written, for the writing that is under way,
# for others to be stored with, and for its own writing, of so many seconds each on a busy machine.
WRITING_SECONDS: Final = 2.5
UNWRITTEN_SECONDS: Final = LONGEST_SECONDS + Pace().gather + 2 * WRITING_SECONDS
IN_FLIGHT: Final = "a send was in flight at a kill"
ANSWER_LOST: Final = "Telegram's answer was lost"
UNEXPLAINED: Final = "unexplained"


@dataclass(frozen=True, slots=True)
class Journal:
    """Texts and replies that the journal should hold, holds, and lost; a kill may take `at_risk`.

    `surplus` are texts that nobody wrote, or more of one than there were replies to it.
    """

    texts: int
    texts_lost: int
    texts_at_risk: int
    surplus: int
    replies: int
    replies_noted: int
    replies_at_risk: int
    lost_beyond: int


@dataclass(frozen=True, slots=True)
class Findings:
    """All figures; `broken` are the promises that were not kept."""

    messages: int
    residents: int
    seconds: float
    unanswered: int
    doubled: Mapping[str, int]
    stray: int
    mixed: int
    unknown_editions: int
    unknown_versions: int
    behind: int
    stale_seconds: Mapping[int, float]
    refused: Mapping[str, int]
    journal: Journal
    reply_seconds: Mapping[str, float]
    kills: int
    outages: Sequence[float]
    faults: Mapping[str, int]
    versions: Mapping[str, Sequence[tuple[float, int | None]]]
    deeds: Sequence[tuple[float, str]]
    counts: Mapping[str, Mapping[str, float]]
    broken: Sequence[str] = field(default=())

    def as_json(self) -> str:
        """Everything, and on what it was measured."""
        return json.dumps(asdict(self) | {"machine": machine()}, indent=1, ensure_ascii=False)


def explain(asked: Asked, kills: Sequence[Kill]) -> Iterator[str]:
    """The cause of each reply to a message beyond the first."""
    more = len(asked.replies) - 1
    for _ in range(min(more, sum(one.lost for one in asked.replies[:-1]))):
        more -= 1
        yield ANSWER_LOST
    for kill in kills:
        was_sent = more > 0 and asked.replies[0].at <= kill.at + GRACE_SECONDS
        if was_sent and asked.update_id in kill.pending:
            more -= 1
            yield IN_FLIGHT
    for _ in range(more):
        yield UNEXPLAINED


def at_risk(asked: Asked, record: Record) -> bool:
    """Whether a killed replica may have taken the note of a message with it."""
    for kill in record.kills:
        since = kill.at - UNWRITTEN_SECONDS
        for outage in record.outages:
            if outage.begin <= kill.at <= outage.end + Pace().longest_retry:
                since = min(since, outage.begin - UNWRITTEN_SECONDS)
        if any(since <= one.at <= kill.at + GRACE_SECONDS for one in asked.replies):
            return True
    return False


def hold_journal(
    ledger: Ledger, record: Record, texts: Sequence[Noted], counts: Sequence[ReplyCount]
) -> Journal:
    """Hold what the journal has against what was replied."""
    found = Counter(one.text for one in texts)
    answered = [one for one in ledger.asked if one.replies]
    written = [one for one in answered if one.question.key == FALLBACK]
    lost = [one for one in written if not found[one.question.text]]
    most = {one.question.text: len(one.replies) for one in written}
    return Journal(
        texts=len(written),
        texts_lost=len(lost),
        texts_at_risk=sum(at_risk(one, record) for one in written),
        surplus=sum(max(count - most.get(text, 0), 0) for text, count in found.items()),
        replies=len(answered),
        replies_noted=sum(one.count for one in counts),
        replies_at_risk=sum(at_risk(one, record) for one in answered),
        lost_beyond=sum(not at_risk(one, record) for one in lost),
    )


def stale_seconds(ledger: Ledger, record: Record) -> dict[int, float]:
    """For each edition but the first, for how long an older one was still served after it."""
    replies = [one for asked in ledger.asked for one in asked.replies if one.edition]
    stale: dict[int, float] = {}
    for edition, published in list(record.published.items())[1:]:
        older = [one.at - published for one in replies if (one.edition or 0) < edition]
        stale[edition] = round(max(older, default=0.0), 1)
    return stale


def percentiles(ledger: Ledger) -> dict[str, float]:
    """Seconds from a message to its first reply."""
    took = sorted(one.seconds for one in ledger.asked if one.seconds is not None)
    if len(took) < 2:
        return {}
    cuts = quantiles(took, n=1000, method="inclusive")
    named = {"p50": median(took), "p90": cuts[899], "p95": cuts[949], "p99": cuts[989]}
    named |= {"p99.9": cuts[998], "most": took[-1]}
    return {name: round(value, 3) for name, value in named.items()}


def versions_over_time(record: Record) -> dict[str, list[tuple[float, int | None]]]:
    """By replica, since when it served which edition; None: not ready, 0: one that nobody wrote."""
    changes: dict[str, list[tuple[float, int | None]]] = {}
    for seen in record.seen:
        edition = None if seen.version is None else record.versions.get(seen.version, 0)
        past = changes.setdefault(seen.name, [])
        if not past or past[-1][1] != edition:
            past.append((round(seen.at - record.began, 1), edition))
    return changes


def behind(record: Record) -> int:
    """How many replicas served another edition than the newest at the end."""
    newest = max(record.published)
    return sum(past[-1][1] != newest for past in versions_over_time(record).values())


def unknown_editions(ledger: Ledger, record: Record) -> int:
    """How many replies were of an edition that had faults, or was not yet there."""
    never = float("inf")
    replies = [one for asked in ledger.asked for one in asked.replies if one.edition]
    return sum(record.published.get(one.edition or 0, never) > one.at for one in replies)


def broken_promises(found: Findings) -> list[str]:
    """What is not as it must be."""
    promises = {
        "messages without a reply": found.unanswered,
        "doubled replies that nothing explains": found.doubled.get(UNEXPLAINED, 0),
        "replies to nothing that was asked": found.stray,
        "replies of half a FAQ": found.mixed,
        "replies of a FAQ with faults": found.unknown_editions,
        "versions that nobody wrote": found.unknown_versions,
        "replicas that kept an old version": found.behind,
        "texts lost from the journal beyond the bound": found.journal.lost_beyond,
        "texts too many in the journal": found.journal.surplus,
        "replies not counted beyond the bound": max(
            found.journal.replies - found.journal.replies_noted - found.journal.replies_at_risk, 0
        ),
        "calls that Telegram refused": sum(found.refused.values()),
    }
    return [f"{what}: {count}" for what, count in promises.items() if count]
