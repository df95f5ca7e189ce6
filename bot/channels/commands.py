"""Commands: /start, /hjalp, /fragor, /integritet, also with å, ä and ö and in capitals. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.channels.menus import topics_menu
from bot.channels.rendering import Outgoing, render, render_text, with_menu_button
from bot.dialogue import Dialogue
from bot.texts import Texts

# Telegram itself marks only a–z, 0–9 and _ as a command, so that /hjälp comes as plain text.
_COMMAND = re.compile(r"/(?P<name>\w{1,64})(?:@\w+)?(?:\s+(?P<argument>.*))?", re.DOTALL)


class Action(Enum):
    """What a command asks for; each value is the name that Telegram's menu shows."""

    START = "start"
    HELP = "hjalp"
    QUESTIONS = "fragor"
    PRIVACY = "integritet"


ALIASES = {"help": Action.HELP, "questions": Action.QUESTIONS, "privacy": Action.PRIVACY}


@dataclass(frozen=True, slots=True)
class Command:
    """A command that somebody wrote; `action` is None for one that the bot does not know."""

    action: Action | None
    argument: str = ""


def parse_command(text: str) -> Command | None:
    """The command at the beginning of a text; None if it is no command."""
    # Some keyboards write ä as two characters.
    match = _COMMAND.fullmatch(unicodedata.normalize("NFC", text.strip()))
    if not match:
        return None
    name = _without_diacritics(match["name"].lower())
    known = ALIASES | {action.value: action for action in Action}
    return Command(known.get(name), (match["argument"] or "").strip())


def menu_of_commands(texts: Texts) -> tuple[tuple[str, str], ...]:
    """Name and description of each command, for Telegram's menu."""
    return (
        (Action.START.value, texts.command_start),
        (Action.HELP.value, texts.command_help),
        (Action.QUESTIONS.value, texts.command_questions),
        (Action.PRIVACY.value, texts.command_privacy),
    )


def answer_command(command: Command, dialogue: Dialogue, today: date) -> tuple[Outgoing, ...]:
    """What the bot says to a command."""
    faq = dialogue.faq
    match command.action:
        case Action.START:
            return _start(command.argument, dialogue, today)
        case Action.HELP:
            return with_menu_button(render_text(faq.texts.help), faq)
        case Action.QUESTIONS:
            return (topics_menu(faq),)
        case Action.PRIVACY:
            return render_text(faq.texts.privacy)
        case None:
            return render_text(faq.texts.unknown_command)


def _start(entry_id: str, dialogue: Dialogue, today: date) -> tuple[Outgoing, ...]:
    """The greeting, or the entry that a deep link names."""
    faq = dialogue.faq
    if not entry_id:
        return with_menu_button(render_text(faq.texts.greeting), faq)
    reply = dialogue.entry(entry_id)
    if reply is None:
        return with_menu_button(render_text(f"{faq.texts.gone}\n\n{faq.texts.greeting}"), faq)
    return render(reply, faq, today)


def _without_diacritics(name: str) -> str:
    decomposed = unicodedata.normalize("NFD", name)
    return "".join(one for one in decomposed if not unicodedata.combining(one))
