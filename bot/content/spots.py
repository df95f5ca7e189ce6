"""Positions as PyYAML gives them: line and column, counted from 0."""

from __future__ import annotations

from typing import TypeAlias

import yaml

Spot: TypeAlias = tuple[int, int]


def start(event: yaml.Event) -> Spot:
    """Where an event begins."""
    mark = event.start_mark
    return (mark.line, mark.column) if mark else (0, 0)


def end(event: yaml.Event) -> Spot:
    """Where an event ends."""
    mark = event.end_mark
    return (mark.line, mark.column) if mark else (0, 0)
