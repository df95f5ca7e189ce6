"""Commands: /start, /hjalp, /fragor …, in English, with å, ä and ö and in capitals. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from enum import Enum

from bot.channels.menus import topics_menu
from bot.channels.outgoing import Outgoing
from bot.channels.rendering import render_text, with_menu_button
from bot.dialogue import Dialogue
from bot.models import Faq
from bot.texts import Texts

# Telegram itself marks only a–z, 0–9 and _ as a command, so that /hjälp comes as plain text.
_COMMAND = re.compile(r"/(?P<name>\w{1,64})(?:@(?P<bot>\w+))?(?:\s+(?P<argument>.*))?", re.DOTALL)
# What the button above inline answers starts the bot with. No entry's id begins so.
FROM_ELSEWHERE = "_"


class Action(Enum):
    """What a command asks for; each value is the name that Telegram's menu shows."""

    START = "start"
    HELP = "hjalp"
    QUESTIONS = "fragor"
    PRIVACY = "integritet"
    ABOUT = "om"


ENGLISH = {
    "help": Action.HELP,
    "questions": Action.QUESTIONS,
    "privacy": Action.PRIVACY,
    "about": Action.ABOUT,
}
_KNOWN = ENGLISH | {action.value: action for action in Action}


@dataclass(frozen=True, slots=True)
class Command:
    """A command that somebody wrote; `action` is None for one that the bot does not know.

    `bot` is the name of the bot that it is meant for, "" if it names none; `name` is the command's
    own, in small letters without diacritics, "" if it is meant for another bot.
    """

    action: Action | None
    argument: str = ""
    in_english: bool = False
    bot: str = ""
    name: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A line in Telegram's menu of commands."""

    name: str
    description: str


def parse_command(text: str, bot_name: str = "") -> Command | None:
    """The command at the beginning of a text; None if it is no command.

    One that names another bot than `bot_name`, as in /hjalp@another_bot, is not known.
    """
    if not text.lstrip().startswith("/"):
        return None
    # Some keyboards write ä as two characters.
    match = _COMMAND.fullmatch(unicodedata.normalize("NFC", text.strip()))
    if not match:
        return None
    bot = (match["bot"] or "").casefold()
    if bot and bot_name and bot != bot_name.casefold():
        return Command(None, bot=bot)
    name = _without_diacritics(match["name"].lower())
    return Command(_KNOWN.get(name), (match["argument"] or "").strip(), name in ENGLISH, bot, name)


def menu_of_commands(
    texts: Texts, *, in_group: bool = False, in_english: bool = False
) -> tuple[MenuItem, ...]:
    """The lines of Telegram's menu; there is nothing to start in a group."""
    swedish = {
        Action.START: texts.command_start,
        Action.QUESTIONS: texts.command_questions,
        Action.HELP: texts.command_help,
        Action.PRIVACY: texts.command_privacy,
        Action.ABOUT: texts.command_about,
    }
    english = {
        Action.START: texts.command_start_english,
        Action.QUESTIONS: texts.command_questions_english,
        Action.HELP: texts.command_help_english,
        Action.PRIVACY: texts.command_privacy_english,
        Action.ABOUT: texts.command_about_english,
    }
    names = {action: name for name, action in ENGLISH.items()} if in_english else {}
    return tuple(
        MenuItem(names.get(action, action.value), description.strip())
        for action, description in (english if in_english else swedish).items()
        if not (in_group and action is Action.START)
    )


def answer_command(command: Command, dialogue: Dialogue) -> tuple[Outgoing, ...]:
    """What the bot says to a command, a deep link to an entry apart."""
    faq = dialogue.faq
    messages = render_text(said(command, faq))
    match command.action:
        case Action.QUESTIONS:
            return (replace(topics_menu(faq), html=messages[0].html),)
        case Action.START | Action.HELP:
            return with_menu_button(messages, faq)
    return messages


def said(command: Command, faq: Faq) -> str:
    """The words in reply to a command. What is asked for in English has them in English too."""
    texts = faq.texts
    match command.action:
        case Action.START:
            text = _greeting(command.argument, texts)
        case Action.HELP:
            text = texts.help
        case Action.QUESTIONS:
            text = texts.choose_topic
        case Action.PRIVACY:
            text = texts.privacy
        case Action.ABOUT:
            text = _about(faq)
        case None:
            return texts.unknown_command
    return f"{text.rstrip()}\n\n{_english(command.action, texts)}" if command.in_english else text


def _greeting(argument: str, texts: Texts) -> str:
    if argument in {"", FROM_ELSEWHERE}:
        return texts.greeting
    return f"{texts.gone.rstrip()}\n\n{texts.greeting}"


def _about(faq: Faq) -> str:
    texts = faq.texts
    version = f"{texts.content_version}: {faq.version}"
    return "\n\n".join(text.strip() for text in (texts.about, texts.sender, texts.contact, version))


def _english(action: Action | None, texts: Texts) -> str:
    return texts.privacy_english if action is Action.PRIVACY else texts.description_english


def _without_diacritics(name: str) -> str:
    decomposed = unicodedata.normalize("NFD", name)
    return "".join(one for one in decomposed if not unicodedata.combining(one))
