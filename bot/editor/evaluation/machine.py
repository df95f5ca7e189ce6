"""Results for programs: JSON, and annotations that a code-hosting site shows on the lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from bot.editor.annotations import AnnotationLevel, annotation
from bot.editor.evaluation.changes import before_and_now, remedy
from bot.editor.evaluation.comparison import Change, Comparison, Direction
from bot.editor.evaluation.cut_offs import Proposal
from bot.editor.evaluation.evaluation import Evaluation
from bot.editor.evaluation.summary import by_style, by_topic, overview
from bot.editor.evaluation.tally import Row, confusions
from bot.editor.evaluation.telling import tell
from bot.editor.evaluation.verdicts import LABELS, Result, Verdict
from bot.models import Reply


def evaluation_json(evaluation: Evaluation, *, strict: bool) -> str:
    """The whole evaluation as one JSON object."""
    failures = [
        _result(one) | {"why": list(tell(one, evaluation.dialogue).lines)}
        for one in evaluation.failures(strict=strict)
    ]
    return _written(
        {
            "version": evaluation.faq.version,
            "answer_from": evaluation.cut_offs.answer,
            "suggest_from": evaluation.cut_offs.suggest,
            "summary": _rows(overview(evaluation)),
            "topics": _rows(by_topic(evaluation)),
            "styles": _rows(by_style(evaluation)),
            "confusions": [
                {
                    "right": one.right,
                    "rival": one.rival.id,
                    "times": len(one.results),
                    "answered": one.answered,
                }
                for one in confusions(evaluation.everything)
            ],
            "failures": failures,
            "results": {
                "tests": list(map(_result, evaluation.tests)),
                "outside": list(map(_result, evaluation.outside)),
                "left_out_variants": list(map(_result, evaluation.variants)),
                "left_out_entries": list(map(_result, evaluation.entries)),
                "noise": list(map(_result, evaluation.noise)),
            },
        }
    )


def comparison_json(comparison: Comparison, ref: str) -> str:
    """What changed, as one JSON object."""
    return _written(
        {
            "against": ref,
            "messages": comparison.asked,
            "added": comparison.added,
            "removed": comparison.removed,
            "rewritten": comparison.rewritten,
            "changes": [
                {
                    "message": change.after.message.text,
                    "place": str(change.after.message.place),
                    "direction": change.direction.name.lower(),
                    "withdrawn": change.withdrawn,
                    "before": _outcome(change.before),
                    "now": _outcome(change.after),
                }
                for change in comparison.changes
            ],
        }
    )


def proposal_json(proposal: Proposal, ceiling: float) -> str:
    """Proposed cut-offs as one JSON object."""
    return _written(
        {
            "ceiling": ceiling,
            "answer_from": proposal.cut_offs.answer,
            "suggest_from": proposal.cut_offs.suggest,
            "false_answers": round(proposal.false, 1),
            "answered_or_asked_back": round(proposal.reacted, 1),
            "answer_from_by_fold": proposal.answers,
        }
    )


def _rows(counted: Iterable[Row]) -> list[dict[str, Any]]:
    return [
        {"name": one.name, "messages": one.total}
        | {verdict.value: count for verdict, count in one.counts.items()}
        for one in counted
    ]


def _result(result: Result) -> dict[str, Any]:
    message = result.message
    named = {"noise": result.kind} if result.kind else {}
    return {
        "message": message.text,
        "place": str(message.place),
        "own_entry": message.entry,
        **named,
        **_outcome(result),
    }


def _outcome(result: Result) -> dict[str, Any]:
    reply = result.reply
    return {"verdict": result.verdict.value, "right": result.right, **_reply(reply)}


def _reply(reply: Reply) -> dict[str, Any]:
    return {
        "kind": reply.kind.value,
        "entry": reply.entry.id if reply.entry else None,
        "score": reply.score,
        "suggestions": [match.entry.id for match in reply.suggestions],
    }


def _written(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def result_annotations(evaluation: Evaluation, *, strict: bool) -> Iterator[str]:
    """A line for each message that fails, and a notice for each that was asked back about."""
    failures = evaluation.failures(strict=strict)
    for result in failures:
        lines = tell(result, evaluation.dialogue).lines
        yield annotation("error", LABELS[result.verdict], lines, result.message.place)
    for result in evaluation.tests:
        if result.verdict is Verdict.SUGGESTED and not strict:
            lines = tell(result, evaluation.dialogue).lines
            yield annotation("notice", LABELS[result.verdict], lines, result.message.place)


def change_annotations(changes: Iterable[Change]) -> Iterator[str]:
    """A line for each reply that changed for the worse."""
    levels: dict[Direction, AnnotationLevel] = {
        Direction.REGRESSION: "error",
        Direction.WEAKER: "warning",
    }
    for change in changes:
        if change.direction in levels:
            before, now = before_and_now(change)
            text = f"”{change.after.message.text}”"
            lines = [text, f"Tidigare: {before}", f"Nu: {now}", remedy(change)]
            # What was withdrawn stands in no file that could be shown.
            place = None if change.withdrawn else change.after.message.place
            level = levels[change.direction]
            yield annotation(level, change.direction, filter(None, lines), place)
