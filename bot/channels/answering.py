"""What the bot says to a message or a tap, before anything is sent. Pure: decide, then act."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.channels.callback_data import (
    EntryTap,
    FeedbackTap,
    MenuTap,
    NoneTap,
    Tap,
    TopicTap,
    parse,
)
from bot.channels.commands import Action, Command, answer_command, parse_command
from bot.channels.menus import questions_menu, topics_menu
from bot.channels.outgoing import Outgoing, Rows, Setting, as_reply
from bot.channels.rendering import (
    below_answer,
    render,
    render_text,
    sorry,
    with_menu_button,
)
from bot.dialogue import Dialogue
from bot.models import Entry, Reply, ReplyKind

__all__ = [
    "Answered",
    "Incoming",
    "Setting",
    "TapResponse",
    "Tapped",
    "answer_message",
    "answer_tap",
]

LAST_ROUND = 1  # after that many second guesses, further ones would only tire the resident


@dataclass(frozen=True, slots=True)
class Incoming:
    """A resident's message. `text` is what was written, also below a picture; None if nothing.

    In a group it lacks the mention of the bot, and is empty if nothing else was written.
    """

    text: str | None
    is_caption: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """The messages in reply to one message.

    `reply` is what they say, to the words in `text`; None for a command, a menu or no text.
    """

    messages: tuple[Outgoing, ...]
    reply: Reply | None = None
    text: str = ""

    @property
    def kind(self) -> ReplyKind | None:
        """The kind of the reply."""
        return self.reply.kind if self.reply else None

    @property
    def entry_id(self) -> str | None:
        """Whose answer it is, if it is one."""
        return self.reply.entry.id if self.reply and self.reply.entry else None


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
    """What a tap leads to.

    An `alert` must be read and closed, a `notice` passes by itself (screen readers may miss it).
    `in_place` replaces the message above the button, `keyboard` only its buttons (empty: none are
    left); `messages` are new ones. `helpful` is the resident's verdict on the entry `entry_id`.
    `shown` is the answer that was tapped for, `rejected` the question to which nothing was right.
    """

    alert: str | None = None
    notice: str | None = None
    in_place: Outgoing | None = None
    keyboard: Rows | None = None
    messages: tuple[Outgoing, ...] = ()
    helpful: bool | None = None
    entry_id: str | None = None
    shown: Reply | None = None
    rejected: str | None = None


def answer_message(incoming: Incoming, dialogue: Dialogue, setting: Setting) -> Answered:
    """The messages in reply to a resident's message. Danger goes before everything else.

    In a group the first of them refers to the message, so that it is plain who is answered.
    """
    answered = _answer(incoming, dialogue, setting)
    if not setting.in_group or not answered.messages:
        return answered
    return replace(answered, messages=as_reply(answered.messages))


def answer_tap(tapped: Tapped, dialogue: Dialogue, setting: Setting) -> TapResponse:
    """What a tap leads to. An entry or topic that is gone gives an alert, which must be read."""
    tap = parse(tapped.data)
    match tap:
        case NoneTap():
            return _none_of_these(tap, tapped, dialogue, setting)
        case FeedbackTap():
            response = _feedback(tap, tapped, dialogue, setting)
        case _:
            response = _show(tap, dialogue, setting)
    return response or TapResponse(alert=dialogue.faq.texts.gone)


def _answer(incoming: Incoming, dialogue: Dialogue, setting: Setting) -> Answered:
    faq, text = dialogue.faq, incoming.text
    if text is None:
        return Answered(render_text(faq.texts.text_only))
    command = parse_command(text, setting.bot_name) if text.strip() else Command(Action.START)
    if command:
        reply = _linked(command, dialogue) or dialogue.danger(text)
        if reply is None:
            return Answered(answer_command(command, dialogue))
    else:
        reply = dialogue.reply(text)
    if incoming.is_caption and reply.text == faq.texts.fallback:
        return Answered(render_text(faq.texts.text_only))
    return Answered(render(reply, faq, setting), reply, text)


def _linked(command: Command, dialogue: Dialogue) -> Reply | None:
    """The answer that a deep link opens."""
    return dialogue.entry(command.argument) if command.action is Action.START else None


def _show(tap: Tap | None, dialogue: Dialogue, setting: Setting) -> TapResponse | None:
    """The entry or menu that a tap asks for; None if it is gone."""
    faq = dialogue.faq
    match tap:
        case EntryTap(entry_id):
            reply = dialogue.entry(entry_id)
            return TapResponse(messages=render(reply, faq, setting), shown=reply) if reply else None
        case TopicTap(key, page):
            questions = questions_menu(faq, key, page)
            return TapResponse(in_place=questions) if questions else None
        case MenuTap(page, as_new):
            topics = topics_menu(faq, page)
            return TapResponse(messages=(topics,)) if as_new else TapResponse(in_place=topics)
    return None


def _none_of_these(
    tap: NoneTap, tapped: Tapped, dialogue: Dialogue, setting: Setting
) -> TapResponse:
    """Other suggestions once, if there are any; then the way to go on without them."""
    faq, question = dialogue.faq, tapped.question
    if question and tap.round < LAST_ROUND:
        reply = dialogue.reply(question, tapped.offered)
        if reply.kind is not ReplyKind.FALLBACK:
            return TapResponse(messages=render(reply, faq, setting, tap.round + 1))
    messages = with_menu_button(render_text(faq.texts.none_of_these_reply), faq)
    # An edit may have made an emergency of it, whose words nobody keeps.
    harmless = question is not None and dialogue.danger(question) is None
    return TapResponse(messages=messages, rejected=question if harmless else None)


def _feedback(
    tap: FeedbackTap, tapped: Tapped, dialogue: Dialogue, setting: Setting
) -> TapResponse | None:
    """Thanks for a verdict, and after a "no" the way on; None if the entry is gone."""
    faq = dialogue.faq
    entry = faq.find(tap.entry_id)
    if entry is None:
        return None
    keyboard = below_answer(entry, faq, setting, feedback=False)
    if tap.helpful:
        return TapResponse(
            notice=faq.texts.thanks, keyboard=keyboard, helpful=True, entry_id=entry.id
        )
    return TapResponse(
        keyboard=keyboard,
        messages=sorry(entry, _others(entry, tapped.question, dialogue), faq),
        helpful=False,
        entry_id=entry.id,
    )


def _others(entry: Entry, question: str | None, dialogue: Dialogue) -> Iterable[Entry]:
    """What else may have been meant by the question, where Telegram still has it."""
    if not question:
        return ()
    reply = dialogue.reply(question, frozenset({entry.id}))
    return [match.entry for match in reply.suggestions]
