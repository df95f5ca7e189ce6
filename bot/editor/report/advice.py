"""What would help a group of unanswered messages: they are asked again, of the FAQ as it is now."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from bot.dialogue import Dialogue
from bot.editor.checking.said import spelled
from bot.editor.reasons import explain
from bot.editor.report.grouping import Cluster, common_words
from bot.editor.report.groups import Advice, Example, Group, Verdict
from bot.editor.report.wordings import Wording
from bot.matching.index import Index
from bot.models import Entry, Faq, Reply, ReplyKind

Opened: TypeAlias = Callable[[Faq], Dialogue]
_ANSWERS = {ReplyKind.ANSWER, ReplyKind.EMERGENCY, ReplyKind.SMALLTALK}


@dataclass(frozen=True, slots=True)
class Draft:
    """A group whose variant is not yet tried."""

    cluster: Cluster
    group: Group


def advise(
    clusters: Sequence[Cluster],
    rare: frozenset[str],
    dialogue: Dialogue,
    index: Index,
    opened: Opened,
) -> tuple[Group, ...]:
    """The clusters as groups; all variants that may help are tried together, in one FAQ."""
    outside = frozenset(map(spelled, dialogue.faq.out_of_scope))
    drafts = [Draft(one, _group(one, rare, dialogue, index, outside)) for one in clusters]
    tried = {
        number: _proposal(one.group)
        for number, one in enumerate(drafts)
        if one.group.advice.verdict is Verdict.VARIANT and _proposal(one.group)
    }
    if not tried:
        return tuple(one.group for one in drafts)
    trial = opened(_with_variants(dialogue.faq, drafts, tried))
    return tuple(
        _tried(draft, trial) if number in tried else draft.group
        for number, draft in enumerate(drafts)
    )


def _group(
    cluster: Cluster,
    rare: frozenset[str],
    dialogue: Dialogue,
    index: Index,
    outside: frozenset[str],
) -> Group:
    shown = [one for one in cluster.wordings if one.may_be_shown]
    return Group(
        times=cluster.times,
        fallback=sum(one.fallback for one in cluster.wordings),
        rejected=sum(one.rejected for one in cluster.wordings),
        examples=tuple(Example(one.text, one.times) for one in shown),
        words=common_words(cluster, rare, index),
        hidden=cluster.times - sum(one.times for one in shown),
        advice=_advice(cluster, dialogue, outside),
    )


def _advice(cluster: Cluster, dialogue: Dialogue, outside: frozenset[str]) -> Advice:
    replies = [(one, dialogue.reply(one.said or one.text)) for one in cluster.wordings]
    verdict = _most_frequent((_verdict(one, reply, outside), one.times) for one, reply in replies)
    alike = [(one, reply) for one, reply in replies if _verdict(one, reply, outside) is verdict]
    entry = _nearest(alike)
    if entry is None:
        return Advice(verdict)
    scores = [
        (match.score, one.times)
        for one, reply in alike
        for match in reply.matches
        if match.entry == entry
    ]
    weight = sum(times for _, times in scores) or 1
    return Advice(
        verdict,
        entry,
        round(sum(score * times for score, times in scores) / weight, 1),
        doubts=_doubts(alike[0][0], dialogue) if verdict is Verdict.VARIANT else (),
    )


def _verdict(wording: Wording, reply: Reply, outside: frozenset[str]) -> Verdict:
    """What one wording says of its group; whether a variant is enough is seen later."""
    if spelled(wording.text) in outside:
        return Verdict.OUTSIDE
    if reply.kind in _ANSWERS:
        return Verdict.ANSWERED
    if reply.language:
        return Verdict.LANGUAGE
    if reply.kind is ReplyKind.FALLBACK:
        return Verdict.NEW
    if reply.asks_area or reply.suggestions[0].entry.cautious:
        return Verdict.ON_PURPOSE
    return Verdict.VARIANT


def _most_frequent(verdicts: Iterable[tuple[Verdict, int]]) -> Verdict:
    counts: Counter[Verdict] = Counter()
    for verdict, times in verdicts:
        counts[verdict] += times
    return max(counts, key=lambda one: (counts[one], one))


def _nearest(replies: Sequence[tuple[Wording, Reply]]) -> Entry | None:
    """The entry that stands first for most of the messages."""
    counts: Counter[str] = Counter()
    entries: dict[str, Entry] = {}
    for wording, reply in replies:
        best = reply.entry or (reply.matches[0].entry if reply.matches else None)
        if best:
            entries[best.id] = best
            counts[best.id] += wording.times
    return entries[max(counts, key=lambda one: (counts[one], one))] if counts else None


def _doubts(wording: Wording, dialogue: Dialogue) -> tuple[str, ...]:
    candidates = explain(dialogue, wording.said or wording.text).candidates
    return candidates[0].doubts if candidates else ()


def _proposal(group: Group) -> str:
    """A variant for the nearest entry, of what may be shown; empty if there is nothing."""
    return group.examples[0].text if group.examples else " ".join(group.words)


def _with_variants(faq: Faq, drafts: Sequence[Draft], tried: Mapping[int, str]) -> Faq:
    new: defaultdict[str, list[str]] = defaultdict(list)
    for number, text in tried.items():
        entry = drafts[number].group.advice.entry
        if entry:
            new[entry.id].append(text)
    return faq.edited(lambda one: replace(one, variants=(*one.variants, *new[one.id])))


def _tried(draft: Draft, trial: Dialogue) -> Group:
    """The group with what its variant would do; most messages must get the answer by it."""
    group, entry = draft.group, draft.group.advice.entry
    helped = sum(
        one.times
        for one in draft.cluster.wordings
        if (answer := trial.reply(one.said or one.text).entry) and entry and answer.id == entry.id
    )
    advice = replace(
        group.advice,
        verdict=Verdict.VARIANT if 2 * helped > group.times else Verdict.NEAR,
        variant=group.examples[0].text if group.examples else None,
        helped=helped,
    )
    return replace(group, advice=advice)
