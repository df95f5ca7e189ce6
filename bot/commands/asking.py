"""Questions in the terminal: each is put again, with the reason, until the answer will do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from rich.console import Console

from bot.editor.writing.texts import RefusedError, line, prose

PROMPT: Final = "> "
_END: Final = "."
_BLANK_LINES: Final = 2

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Asker:
    """Asks the one at the terminal; `read` gives a line typed after a prompt.

    Raises (everywhere):
        EOFError: there is nothing more to read.
        KeyboardInterrupt: Ctrl-C.
    """

    read: Callable[[str], str]
    console: Console

    def tell(self, text: str, style: str | None = None) -> None:
        """Shows a text, in lines as wide as the terminal."""
        wrapped = self.console.is_terminal
        self.console.print(text, style=style, soft_wrap=not wrapped)

    def head(self, text: str, hint: str = "") -> None:
        """Shows what the next question is about."""
        self.console.line()
        self.tell(text, "bold")
        if hint:
            self.tell(hint)

    def ask(
        self, check: Callable[[str], _Value], prompt: str = PROMPT, default: str | None = None
    ) -> _Value:
        """What `check` makes of an answer; `default` is the answer of one who only presses Enter.

        `check` raises RefusedError for what will not do.
        """
        shown = prompt if not default else f"{prompt.rstrip(': >')} [{default}]: "
        while True:
            answer = self.read(shown)
            try:
                return check(answer if answer.strip() or default is None else default)
            except RefusedError as refused:
                self.tell(str(refused), "red")

    def optional(self, check: Callable[[str], _Value], prompt: str = PROMPT) -> _Value | None:
        """The same, or None for one who only presses Enter."""
        return self.ask(lambda answer: check(answer) if answer.strip() else None, prompt)

    def choose(self, choices: Sequence[str], default: int | None = None) -> int:
        """The number, from 0, of the choice that is taken; the choices are shown from 1."""
        self._show(choices)
        preset = None if default is None else str(default + 1)
        return self.ask(lambda answer: _number(answer, len(choices)), "Nummer: ", preset)

    def choose_or_skip(self, choices: Sequence[str]) -> int | None:
        """The same, or None for one who only presses Enter."""
        self._show(choices)
        return self.optional(lambda answer: _number(answer, len(choices)), "Nummer: ")

    def choose_several(self, choices: Sequence[str]) -> tuple[int, ...]:
        """The numbers, from 0, of one or more choices, in the order they are written."""
        self._show(choices)
        return self.ask(lambda answer: _numbers(answer, len(choices)), "Nummer: ")

    def lines(self, so_far: Sequence[str] = ()) -> tuple[str, ...]:
        """Texts, one a line, until a blank line.

        The number of one that is there `so_far` takes that one away.
        """
        kept = list(so_far)
        self._show(kept)
        gone: set[str] = set()
        while text := self.optional(line):
            if text.isdecimal() and 0 < int(text[:6]) <= len(so_far):
                gone.add(so_far[int(text) - 1])
            elif text not in kept:
                kept.append(text)
        return tuple(one for one in kept if one not in gone)

    def prose(self) -> str:
        """A text of several lines, until two blank ones or a dot alone."""
        while True:
            try:
                return prose(self._until_end())
            except RefusedError as refused:
                self.tell(f"{refused} Skriv texten en gång till.", "red")

    def yes(self, question: str) -> bool:
        """Whether the answer is yes."""
        return self.ask(_yes, f"{question} (ja/nej): ")

    def _until_end(self) -> str:
        lines: list[str] = []
        while (text := self.read(PROMPT)).strip() != _END:
            lines.append(text)
            if lines[0].strip() and not any(one.strip() for one in lines[-_BLANK_LINES:]):
                break
            if not lines[0].strip():
                lines.clear()
        return "\n".join(lines)

    def _show(self, choices: Sequence[str]) -> None:
        for number, choice in enumerate(choices, start=1):
            self.tell(f"{number:>3}. {choice}")


def _number(answer: str, highest: int) -> int:
    text = answer.strip().rstrip(".")
    if text.isascii() and text.isdigit() and 0 < int(text[:6]) <= highest:
        return int(text) - 1
    raise RefusedError(f"Skriv ett nummer från 1 till {highest}.")


def _numbers(answer: str, highest: int) -> tuple[int, ...]:
    several = (_number(one, highest) for one in answer.replace(",", " ").split())
    if found := tuple(dict.fromkeys(several)):
        return found
    raise RefusedError(f"Skriv ett eller flera nummer från 1 till {highest}.")


def _yes(answer: str) -> bool:
    words = {"ja": True, "j": True, "nej": False, "n": False}
    if (found := words.get(answer.strip().casefold())) is not None:
        return found
    raise RefusedError("Svara ja eller nej.")
