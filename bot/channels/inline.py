"""Inline mode: whoever writes `@bot question` in any chat chooses among ranked answers."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.channels.blocks import MAX_MESSAGE, Block, bold, link, pack, paragraphs, sources
from bot.channels.commands import FROM_ELSEWHERE
from bot.channels.dates import in_swedish
from bot.channels.outgoing import Setting
from bot.channels.rendering import answer_blocks, deep_link, disrupted, outdated, render_text
from bot.channels.telegram_text import shorten, split
from bot.dialogue import Dialogue
from bot.models import Entry, Faq, Reply

MOST_RESULTS = 10  # more than anybody reads; Telegram takes 50
MAX_TITLE = 100
MAX_WORDS = 120  # about two lines of a phone, before the source
CACHE = timedelta(minutes=1)  # a changed answer is soon everywhere
DANGER_ID = "_"  # no entry's id begins so
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Result:
    """One line to choose from, and the message (HTML) that it then sends.

    `url` is where the message's button leads, None for a message without one.
    """

    id: str
    title: str
    description: str
    html: str
    url: str | None = None


async def answer_inline(query: InlineQuery, dialogue: Dialogue, setting: Setting) -> None:
    """Offer answers to what somebody is writing. A failure is logged: each letter asks anew."""
    label = dialogue.faq.texts.ask_directly.strip()
    articles = [_article(one, label) for one in find_results(query.query, dialogue, setting)]
    button = InlineQueryResultsButton(label, start_parameter=FROM_ELSEWHERE)
    try:
        await query.answer(articles, cache_time=CACHE, is_personal=False, button=button)
    except TelegramError as error:
        logger.info("Förslag till en annan chatt nådde inte fram (%s).", type(error).__name__)


def find_results(query: str, dialogue: Dialogue, setting: Setting) -> list[Result]:
    """Danger first, then entries, the best first; one of each topic while nothing is written."""
    faq = dialogue.faq
    if not query.strip():
        return [_result(topic.entries[0], faq, setting) for topic in faq.topics[:MOST_RESULTS]]
    danger = dialogue.danger(query)
    found = [_danger(danger)] if danger else []
    matches = dialogue.nearest(query, MOST_RESULTS - len(found))
    return found + [_result(match.entry, faq, setting) for match in matches]


def _danger(reply: Reply) -> Result:
    title, _, more = reply.text.strip().partition("\n")
    description = shorten(_in_one_line(more), MAX_WORDS)
    return Result(
        DANGER_ID, shorten(title, MAX_TITLE), description, render_text(reply.text)[0].html
    )


def _result(entry: Entry, faq: Faq, setting: Setting) -> Result:
    cited = entry.citations[0].source
    words = shorten(_in_one_line(entry.answer), MAX_WORDS)
    by = ", ".join(filter(None, (cited.publisher, cited.date and in_swedish(cited.date))))
    return Result(
        entry.id,
        shorten(entry.question, MAX_TITLE),
        f"{words} · {by}",
        _in_one_message(entry, faq, setting),
        deep_link(setting.bot_name, entry.id) if setting.bot_name else None,
    )


def _in_one_message(entry: Entry, faq: Faq, setting: Setting) -> str:
    """The answer with its sources; if it is long its beginning, with a link to read on."""
    notice = disrupted(entry, faq, setting.minute)
    whole = pack([*notice, *answer_blocks(entry, faq.texts, setting.today)])
    return whole[0] if len(whole) == 1 else pack(_shortened(entry, faq, setting))[0]


def _shortened(entry: Entry, faq: Faq, setting: Setting) -> list[Block]:
    notice = disrupted(entry, faq, setting.minute)
    before = [*notice, bold(entry.question), *outdated(entry, faq.texts, setting.today)]
    # One source is enough beside the link to the whole answer, which has them all.
    after = sources(entry.citations[:1], faq.texts.source_label)
    if setting.bot_name:
        url = deep_link(setting.bot_name, entry.id)
        after = [link(faq.texts.read_on.strip(), url), *after]
    around = sum(block.size + 2 for block in (*before, *after))
    words = split(entry.answer, MAX_MESSAGE - around)[0]
    return [*before, *paragraphs(words), *after]


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def _article(result: Result, label: str) -> InlineQueryResultArticle:
    content = InputTextMessageContent(result.html, ParseMode.HTML, link_preview_options=NO_PREVIEW)
    return InlineQueryResultArticle(
        result.id,
        result.title,
        content,
        reply_markup=InlineKeyboardMarkup.from_button(InlineKeyboardButton(label, url=result.url))
        if result.url
        else None,
        description=result.description or None,
    )
