"""Commands as residents write them, and the menus that offer them."""

from __future__ import annotations

import re

import pytest
from small_faq import small_faq, texts

from bot.channels.commands import Action, Command, menu_of_commands, parse_command, said

TEXTS = texts()

COMMANDS = [
    ("/start", Command(Action.START)),
    ("/start lana", Command(Action.START, "lana")),
    ("/START@Bibliotek_Bot  lana ", Command(Action.START, "lana", bot="bibliotek_bot")),
    ("/hjälp", Command(Action.HELP)),
    ("/hja\u0308lp nu", Command(Action.HELP, "nu")),
    ("/frågor", Command(Action.QUESTIONS)),
    ("/Integritet\n", Command(Action.PRIVACY)),
    ("/om", Command(Action.ABOUT)),
    ("/help", Command(Action.HELP, in_english=True)),
    ("/Questions", Command(Action.QUESTIONS, in_english=True)),
    ("/privacy", Command(Action.PRIVACY, in_english=True)),
    ("/about@bibliotek_bot", Command(Action.ABOUT, in_english=True, bot="bibliotek_bot")),
    ("/boka", Command(None)),
    ("/hjalp@annan_bot", Command(None, bot="annan_bot")),
    ("hjalp", None),
    ("och/eller", None),
    ("/", None),
    ("/ hjalp", None),
    ("//", None),
]


@pytest.mark.parametrize(("text", "command"), COMMANDS)
def test_a_command_is_read_however_it_is_written(text: str, command: Command | None) -> None:
    assert parse_command(text, "bibliotek_bot") == command


def test_any_name_is_ours_as_long_as_the_own_one_is_not_known() -> None:
    assert parse_command("/hjalp@annan_bot") == Command(Action.HELP, bot="annan_bot")


@pytest.mark.parametrize("in_group", [False, True])
@pytest.mark.parametrize("in_english", [False, True])
def test_every_command_of_a_menu_does_what_it_says(*, in_group: bool, in_english: bool) -> None:
    menu = menu_of_commands(TEXTS, in_group=in_group, in_english=in_english)
    for item in menu:
        assert re.fullmatch(r"[a-z0-9_]{1,32}", item.name)
        command = parse_command(f"/{item.name}")
        assert command is not None
        assert command.action is not None
        assert command.in_english is (in_english and item.name != "start")
        assert item.description.startswith("kommando_")
        assert item.description.removesuffix(" <&>").endswith("_engelska") is in_english
    actions = set(Action) - ({Action.START} if in_group else set())
    assert len(menu) == len(actions)


SAID = [
    ("/start", TEXTS.greeting),
    ("/start _", TEXTS.greeting),
    ("/start borta", f"{TEXTS.gone}\n\n{TEXTS.greeting}"),
    ("/hjalp", TEXTS.help),
    ("/help", f"{TEXTS.help}\n\n{TEXTS.description_english}"),
    ("/fragor", TEXTS.choose_topic),
    ("/questions", f"{TEXTS.choose_topic}\n\n{TEXTS.description_english}"),
    ("/integritet", TEXTS.privacy),
    ("/privacy", f"{TEXTS.privacy}\n\n{TEXTS.privacy_english}"),
    ("/boka", TEXTS.unknown_command),
]


@pytest.mark.parametrize(("text", "words"), SAID)
def test_what_is_said_to_a_command(text: str, words: str) -> None:
    command = parse_command(text)
    assert command is not None
    assert said(command, small_faq()) == words


def test_who_is_behind_the_bot_and_which_answers_it_has() -> None:
    words = said(Command(Action.ABOUT), small_faq())
    for part in (TEXTS.about, TEXTS.sender, TEXTS.contact, f"{TEXTS.content_version}: 1"):
        assert part in words
