"""What is handed to the stopwatch, and what it hands back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from bench.matching.data import make_entry, make_faq
from bot.models import Faq


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds a message, seconds and megabytes (10^6 bytes).

    `first_…`: each message asked once, after the start; `median`, `p99`: asked again, when words
    may be remembered. `memory` is what the process holds more than before the build, `peak` the
    most it held more; the FAQ's own texts are not counted, caches filled by asking are.
    """

    build: float
    first_median: float
    first_p99: float
    median: float
    p99: float
    memory: float
    peak: float
    asked: int


def written(faq: Faq, messages: tuple[str, ...], seconds: float) -> str:
    """A task: `seconds` is how long asking all messages may take before the rest is left out."""
    entries = [
        {"name": e.id, "question": e.question, "answer": e.answer, "topic": e.topic}
        | {"variants": e.variants}
        for e in faq.entries
    ]
    given = {"entries": entries, "synonyms": faq.synonyms}
    return json.dumps({"faq": given, "messages": messages, "seconds": seconds})


def read_faq(given: dict[str, Any]) -> Faq:
    """The FAQ of a written task."""
    return make_faq(
        [
            make_entry(**(entry | {"variants": tuple(entry["variants"])}))
            for entry in given["entries"]
        ],
        tuple(tuple(group) for group in given["synonyms"]),
    )
