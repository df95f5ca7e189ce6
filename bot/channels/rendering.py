"""Reply → Telegram messages: HTML, links to the sources, buttons. Pure: the day is handed in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from urllib.parse import quote

from bot.channels.blocks import Block, bold, pack, paragraphs, plain, sources
from bot.channels.callback_data import EntryTap, FeedbackTap, MenuTap, NoneTap
from bot.channels.outgoing import Button, Outgoing, Rows, Setting
from bot.channels.telegram_text import shorten
from bot.models import Entry, Faq, Reply, ReplyKind
from bot.texts import Texts

MAX_LABEL = 45  # about what one row of a phone shows before it cuts the text itself
MAX_SUGGESTIONS = 3
MAX_RELATED = 3
_ONWARD = "→ "  # tells a question to go on with from an alternative to what was asked


def render(reply: Reply, faq: Faq, setting: Setting, none_round: int = 0) -> tuple[Outgoing, ...]:
    """A reply as messages in the order to send them.

    `none_round` says how often the resident has turned down suggestions for this message.
    """
    if reply.entry is not None:
        return render_entry(reply.entry, faq, setting)
    if reply.suggestions:
        return (_suggestions(reply, faq.texts, none_round),)
    messages = render_text(reply.text)
    return with_menu_button(messages, faq) if reply.kind is ReplyKind.FALLBACK else messages


def render_text(text: str) -> tuple[Outgoing, ...]:
    """A plain text as messages."""
    return tuple(Outgoing(one) for one in pack(paragraphs(text)))


def render_entry(entry: Entry, faq: Faq, setting: Setting) -> tuple[Outgoing, ...]:
    """An answer with its title and sources; below it: did it help, share it, where to go on."""
    blocks = [
        *disrupted(entry, faq, setting.minute),
        *answer_blocks(entry, faq.texts, setting.today),
        plain(faq.texts.was_it_helpful),
    ]
    *before, last = (Outgoing(one) for one in pack(blocks))
    return (*before, replace(last, rows=below_answer(entry, faq, setting)))


def answer_blocks(entry: Entry, texts: Texts, today: date) -> list[Block]:
    """The bold question, the answer (with a warning where its last day has passed), its sources."""
    cited = sources(entry.citations, texts.source_label)
    warning = outdated(entry, texts, today)
    return [bold(entry.question), *warning, *paragraphs(entry.answer), *cited]


def disrupted(entry: Entry, faq: Faq, minute: str) -> list[Block]:
    """The line of disruption above an answer that it concerns at this minute."""
    notice = faq.disruption
    return paragraphs(notice.text) if notice and notice.is_above(entry, minute) else []


def outdated(entry: Entry, texts: Texts, today: date) -> list[Block]:
    """The warning above an answer whose last day has passed; nothing above any other."""
    return paragraphs(texts.outdated) if is_outdated(entry, today) else []


def below_answer(entry: Entry, faq: Faq, setting: Setting, *, feedback: bool = True) -> Rows:
    """The buttons below an answer; without `feedback` once the resident has given it."""
    verdict = _verdict(entry, faq.texts) if feedback else ()
    share = (Button(faq.texts.share, url=share_link(entry, setting.bot_name)),)
    first = (*verdict, *(share if setting.bot_name else ()))
    onward = ((_onward_button(other),) for other in related(entry, faq))
    return (first, *onward) if first else tuple(onward)


def sorry(entry: Entry, others: Iterable[Entry], faq: Faq) -> tuple[Outgoing, ...]:
    """What to say when an answer did not help: `others`, its related questions, the topics."""
    near = {one.id: one for one in chain(others, related(entry, faq))}
    buttons = [entry_button(one) for one in list(near.values())[:MAX_RELATED]]
    return _with_rows(render_text(faq.texts.sorry), *buttons, _menu_button(faq.texts))


def with_menu_button(messages: tuple[Outgoing, ...], faq: Faq) -> tuple[Outgoing, ...]:
    """The messages with a button to the topics below the last one."""
    return _with_rows(messages, _menu_button(faq.texts))


def entry_button(entry: Entry) -> Button:
    """A button that shows an entry's answer."""
    return Button(shorten(entry.question, MAX_LABEL), EntryTap(entry.id))


def deep_link(bot_name: str, parameter: str) -> str:
    """The address that opens the bot and sends `/start PARAMETER` (an entry's id)."""
    return f"https://t.me/{bot_name}?start={parameter}"


def share_link(entry: Entry, bot_name: str) -> str:
    """The address that lets a resident choose whom to send an entry's deep link."""
    url, text = deep_link(bot_name, entry.id), entry.question
    return f"https://t.me/share/url?url={quote(url, safe='')}&text={quote(text, safe='')}"


def is_outdated(entry: Entry, today: date) -> bool:
    """Whether the last day of the answer (a day, month or year in ISO form) has passed."""
    last = entry.valid_until
    return last is not None and today.isoformat()[: len(last)] > last


def related(entry: Entry, faq: Faq) -> Sequence[Entry]:
    """The questions to go on with that are still there, at most MAX_RELATED."""
    found = (faq.find(other) for other in entry.related)
    return [other for other in found if other and other.id != entry.id][:MAX_RELATED]


def _suggestions(reply: Reply, texts: Texts, none_round: int) -> Outgoing:
    entries = [match.entry for match in reply.suggestions[:MAX_SUGGESTIONS]]
    labels = reply.labels[:MAX_SUGGESTIONS]
    short = [shorten(label, MAX_LABEL) for label in labels]
    text = reply.text
    if any(label.endswith("…") for label in short):
        # A button shows too little to choose by, so that the text has the whole questions.
        text += "\n\n" + "\n".join(f"- {label}" for label in labels)
    offered = zip(short, entries, strict=True)
    buttons = [Button(label, EntryTap(entry.id)) for label, entry in offered]
    none = Button(texts.none_of_these, NoneTap(none_round))
    return Outgoing(
        pack(paragraphs(text))[0],
        rows=tuple((button,) for button in (*buttons, none)),
        as_reply=True,  # so that "Inget av dessa" still knows the question
    )


def _verdict(entry: Entry, texts: Texts) -> tuple[Button, Button]:
    helped = Button(texts.helpful, FeedbackTap(entry.id, helpful=True))
    return helped, Button(texts.not_helpful, FeedbackTap(entry.id, helpful=False))


def _onward_button(entry: Entry) -> Button:
    return Button(_ONWARD + shorten(entry.question, MAX_LABEL - len(_ONWARD)), EntryTap(entry.id))


def _menu_button(texts: Texts) -> Button:
    return Button(texts.command_questions, MenuTap(as_new=True))


def _with_rows(messages: tuple[Outgoing, ...], *buttons: Button) -> tuple[Outgoing, ...]:
    *before, last = messages
    return (*before, replace(last, rows=tuple((button,) for button in buttons)))
