"""Problems as text, as JSON, and as annotations of a code-hosting site."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from bot.content.problems import RULES_WITHOUT_LINE, describe
from bot.content.source_text import quote
from bot.editor.annotations import AnnotationLevel, annotation
from bot.editor.checking.rules import RULES
from bot.models import Level, Problem

GUIDE = "README.md"


def as_text(problems: Sequence[Problem], folder: Path) -> str:
    """Every problem with its line and a marker, where the rules are explained, and how many.

    Faults come last, nearest to where the editor looks when all has been said.
    """
    files = _Files()
    in_order = sorted(problems, key=lambda problem: problem.level is Level.FAULT)
    lines = [_described(problem, files.line(problem)) for problem in in_order]
    counted = Counter(problem.rule for problem in problems if problem.rule in RULES)
    if counted:
        guide = (folder / GUIDE).as_posix()
        lines.append(f"\nReglerna förklaras i guiden, {guide}, under de här rubrikerna:")
        lines += [f"  {rule} ({count}): {RULES[rule].section}" for rule, count in counted.items()]
        lines.append("")
    faults, warnings = _numbers(problems)
    lines.append(f"{faults} fel, {warnings} {'varning' if warnings == 1 else 'varningar'}.")
    return "\n".join(lines)


def _described(problem: Problem, line: str | None) -> str:
    named = replace(problem, message=f"{problem.message} [{problem.rule}]")
    return describe(named, line)


def as_json(problems: Sequence[Problem], _folder: Path) -> str:
    """One object: how many faults and warnings, and all problems."""
    faults, warnings = _numbers(problems)
    files = _Files()
    told = [_object(problem, files.line(problem)) for problem in problems]
    whole = {"faults": faults, "warnings": warnings, "problems": told}
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _object(problem: Problem, line: str | None) -> dict[str, object]:
    rule = RULES.get(problem.rule)
    has_line = problem.rule not in RULES_WITHOUT_LINE
    return {
        "file": problem.place.file,
        "line": problem.place.line if has_line else None,
        "column": problem.place.column if has_line else None,
        "level": problem.level.value,
        "rule": problem.rule,
        "section": rule and rule.section,
        "calendar": bool(rule and rule.of_calendar),
        "message": problem.message,
        "remedy": problem.remedy,
        "source": line,
    }


def as_github(problems: Sequence[Problem], _folder: Path) -> str:
    """Workflow commands, one a line, which put each problem on its line in a pull request."""
    faults, warnings = _numbers(problems)
    return "\n".join([*map(_annotation, problems), f"{faults} fel, {warnings} varningar."])


def _annotation(problem: Problem) -> str:
    rule = RULES.get(problem.rule)
    level: AnnotationLevel = "error" if problem.level is Level.FAULT else "warning"
    if rule and rule.of_calendar:
        level = "notice"
    return annotation(
        level,
        rule.section if rule else problem.rule,
        [problem.message, problem.remedy],
        problem.place,
        with_line=problem.rule not in RULES_WITHOUT_LINE,
    )


def _numbers(problems: Sequence[Problem]) -> tuple[int, int]:
    faults = sum(problem.level is Level.FAULT for problem in problems)
    return faults, len(problems) - faults


class _Files:
    """The lines of the files; problems come file by file, so one at a time is kept."""

    def __init__(self) -> None:
        self._read = lru_cache(maxsize=1)(_data_of)

    def line(self, problem: Problem) -> str | None:
        """The line at which the problem points; None if it points at none."""
        if problem.rule in RULES_WITHOUT_LINE:
            return None
        data = self._read(problem.place.file)
        return None if data is None else quote(data, problem.place.line)


def _data_of(file: str) -> bytes | None:
    try:
        return Path(file).read_bytes()
    except OSError:
        return None


FORMATS: Mapping[str, Callable[[Sequence[Problem], Path], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}
"""By the name that `--format` takes."""
