"""Where PyYAML got lost in a file, and what it was doing there."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from bot.content.spots import Spot, end, start


@dataclass(frozen=True, slots=True)
class Trouble:
    """Where PyYAML got lost (`spot`), what it was reading (`context`) and since where.

    `flow` is the outermost open bracket, `quote` the start of the quoted text read last, if that
    went over several lines.
    """

    spot: Spot
    what: str = ""
    context: str = ""
    context_spot: Spot | None = None
    flow: Spot | None = None
    quote: Spot | None = None

    @classmethod
    def of(cls, error: Exception, flow: Spot | None, last: yaml.Event | None) -> Trouble:
        """The trouble behind PyYAML's error after the event `last`, inside the bracket `flow`."""
        quote = _long_quote(last)
        reached = end(last) if last else (0, 0)
        if not isinstance(error, yaml.MarkedYAMLError):
            return cls(reached, flow=flow, quote=quote)
        mark, context_mark = error.problem_mark, error.context_mark
        return cls(
            (mark.line, mark.column) if mark else reached,
            error.problem or "",
            error.context or "",
            (context_mark.line, context_mark.column) if context_mark else None,
            flow,
            quote,
        )

    @property
    def line(self) -> int:
        """The line where the slip is likely to be, from 0."""
        return self.context_spot[0] if self.is_plain and self.context_spot else self.spot[0]

    @property
    def is_plain(self) -> bool:
        """Whether PyYAML took a line for a key and found no colon after it."""
        return self.context == "while scanning a simple key"


def _long_quote(last: yaml.Event | None) -> Spot | None:
    if isinstance(last, yaml.ScalarEvent) and last.style in {'"', "'"}:
        return start(last) if start(last)[0] != end(last)[0] else None
    return None
