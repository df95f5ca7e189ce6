"""Changes of replies in words for editors."""

from __future__ import annotations

from bot.editor.evaluation.comparison import Change, Comparison, Direction
from bot.editor.evaluation.telling import in_words
from bot.editor.evaluation.verdicts import LABELS, Result


def entries_changed(comparison: Comparison) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The entries that are new, gone or rewritten, under their headings."""
    named = (
        ("Nya frågor", comparison.added),
        ("Borttagna frågor", comparison.removed),
        ("Frågor med ny text", comparison.rewritten),
    )
    return tuple((heading, ids) for heading, ids in named if ids)


def total(comparison: Comparison, ref: str) -> str:
    """How many replies changed, and how."""
    if not comparison.changes:
        return f"Inget svar har ändrats sedan {ref} ({comparison.asked} meddelanden)."
    counts = ((direction, len(comparison.of(direction))) for direction in Direction)
    told = ", ".join(f"{count} {direction.lower()}" for direction, count in counts if count)
    return f"{comparison.asked} meddelanden jämförda med {ref}: {told}."


def before_and_now(change: Change) -> tuple[str, str]:
    """The two replies, each with what it was worth."""
    return _reply(change.before), _reply(change.after)


def remedy(change: Change) -> str:
    """What to do about a regression; empty where there is none."""
    if change.direction is not Direction.REGRESSION:
        return ""
    answered = change.after.reply.entry
    if change.withdrawn and answered:
        gone = change.before.right if change.after.right is None else None
        replaced = f" Har den ersatt {gone}: skriv {gone} under tidigare_id." if gone else ""
        return f"Är det rätt? Skriv meddelandet som prov eller variant i {answered.id}.{replaced}"
    if change.after.right is None:
        return "Ska det få svar? Flytta meddelandet från utanfor.yaml till frågans prov."
    return f"Lägg till en variant i {change.after.right}, eller ändra det som nu kommer före."


def _reply(result: Result) -> str:
    return f"{LABELS[result.verdict]}. {in_words(result.reply)}"
