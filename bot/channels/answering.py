"""What the bot says to a message or a tap, before anything is sent. Pure: decide, then act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.channels.callback_data import EntryTap, MenuTap, NoneTap, Tap, TopicTap, parse
from bot.channels.commands import Action, answer_command, parse_command
from bot.channels.menus import questions_menu, topics_menu
from bot.channels.rendering import Outgoing, render, render_text, with_menu_button
from bot.dialogue import Dialogue
from bot.models import ReplyKind

LAST_ROUND = 1  # after that many second guesses, further ones would only tire the resident


@dataclass(frozen=True, slots=True)
class Incoming:
    """A resident's message. `text` is what was written, also below a picture; None if nothing."""

    text: str | None
    is_caption: bool = False


@dataclass(frozen=True, slots=True)
class Tapped:
    """A tapped button: its data, and what the message above it knows.

    `question` is the message that it replied to (None if Telegram no longer has it), `offered`
    the ids of the entries that its buttons offer.
    """

    data: str
    question: str | None = None
    offered: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TapResponse:
    """What a tap leads to: an alert, a change of the message in place, or new messages."""

    alert: str | None = None
    in_place: Outgoing | None = None
    messages: tuple[Outgoing, ...] = ()


def answer_message(incoming: Incoming, dialogue: Dialogue, today: date) -> tuple[Outgoing, ...]:
    """The messages in reply to a resident's message. Danger goes before everything else."""
    faq = dialogue.faq
    if not incoming.text or not incoming.text.strip():
        return render_text(faq.texts.text_only)
    command = parse_command(incoming.text)
    if command and command.action is Action.START and dialogue.entry(command.argument):
        return answer_command(command, dialogue, today)
    danger = dialogue.danger(incoming.text)
    if danger:
        return render(danger, faq, today)
    if command:
        return answer_command(command, dialogue, today)
    reply = dialogue.reply(incoming.text)
    if incoming.is_caption and reply.kind is ReplyKind.FALLBACK:
        return render_text(faq.texts.text_only)
    return render(reply, faq, today)


def answer_tap(tapped: Tapped, dialogue: Dialogue, today: date) -> TapResponse:
    """What a tap leads to. An entry or topic that is gone gives an alert, which must be read."""
    tap = parse(tapped.data)
    if isinstance(tap, NoneTap):
        return TapResponse(messages=_none_of_these(tap, tapped, dialogue, today))
    return _show(tap, dialogue, today) or TapResponse(alert=dialogue.faq.texts.gone)


def _show(tap: Tap | None, dialogue: Dialogue, today: date) -> TapResponse | None:
    """The entry or menu that a tap asks for; None if it is gone."""
    match tap:
        case EntryTap(entry_id):
            reply = dialogue.entry(entry_id)
            return TapResponse(messages=render(reply, dialogue.faq, today)) if reply else None
        case TopicTap(key, page):
            questions = questions_menu(dialogue.faq, key, page)
            return TapResponse(in_place=questions) if questions else None
        case MenuTap(page, as_new):
            topics = topics_menu(dialogue.faq, page)
            return TapResponse(messages=(topics,)) if as_new else TapResponse(in_place=topics)
    return None


def _none_of_these(
    tap: NoneTap, tapped: Tapped, dialogue: Dialogue, today: date
) -> tuple[Outgoing, ...]:
    """Other suggestions once, if there are any; then the way to go on without them."""
    faq = dialogue.faq
    if tapped.question and tap.round < LAST_ROUND:
        reply = dialogue.reply(tapped.question, tapped.offered)
        if reply.kind is not ReplyKind.FALLBACK:
            return render(reply, faq, today, tap.round + 1)
    return with_menu_button(render_text(faq.texts.none_of_these_reply), faq)
