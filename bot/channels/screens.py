"""What the terminal shows to a line, and what a number then chooses. Pure: the day is handed in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from bot.channels.commands import Action, Command, parse_command, said
from bot.channels.rendering import is_outdated, related
from bot.dialogue import Dialogue
from bot.models import Citation, Entry, Reply, ReplyKind, Topic


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that a number chooses: what it is called, and what is then shown."""

    label: str
    open: Callable[[], Screen]


@dataclass(frozen=True, slots=True)
class Screen:
    """What is shown after one line; `choices` have the numbers 1, 2 …, `zero` has 0."""

    text: str
    title: str = ""
    citations: tuple[Citation, ...] = ()
    heading: str = ""
    choices: tuple[Choice, ...] = ()
    zero: Choice | None = None
    urgent: bool = False

    def chosen(self, line: str) -> Choice | None:
        """The choice that `line` is the number of; None if it is not a number shown here."""
        if not (line.isascii() and line.isdigit() and len(line) <= len(str(len(self.choices)))):
            return None
        number = int(line)
        if number == 0:
            return self.zero
        return self.choices[number - 1] if number <= len(self.choices) else None


@dataclass(frozen=True, slots=True)
class Screens:
    """Makes screens out of what one dialogue says on one day, at one `minute` (see `Setting`)."""

    dialogue: Dialogue
    today: date
    minute: str = ""

    def answer(self, message: str) -> Screen:
        """The screen for a message or a command. Danger goes before everything else."""
        command = parse_command(message)
        if command and command.action is Action.START and command.argument:
            return self._entry_or_gone(command.argument)
        reply = self.dialogue.reply(message.removeprefix("/"))
        if command and reply.kind is not ReplyKind.EMERGENCY:
            return self._command(command)
        return self.reply(reply, message)

    def reply(self, reply: Reply, message: str, rejected: frozenset[str] = frozenset()) -> Screen:
        """The screen for a reply to `message`; `rejected` are the ids turned down before it."""
        if reply.entry is not None:
            return self._entry(reply.entry, reply.text)
        if not reply.suggestions:
            return Screen(reply.text, urgent=reply.kind is ReplyKind.EMERGENCY)
        offered = tuple(match.entry for match in reply.suggestions)
        turned_down = rejected | {entry.id for entry in offered}

        def none_of_these() -> Screen:
            return self.reply(self.dialogue.reply(message, turned_down), message, turned_down)

        none = Choice(self.dialogue.faq.texts.none_of_these, none_of_these)
        labels = zip(reply.labels, offered, strict=True)
        choices = tuple(Choice(label, self._entry_opener(one.id)) for label, one in labels)
        return Screen(reply.text, choices=choices, zero=none)

    def _command(self, command: Command) -> Screen:
        faq = self.dialogue.faq
        text = said(command, faq)
        return Screen(text, choices=self._topics() if command.action is Action.QUESTIONS else ())

    def _topics(self) -> tuple[Choice, ...]:
        return tuple(Choice(one.title, self._opener(one)) for one in self.dialogue.faq.topics)

    def _opener(self, topic: Topic) -> Callable[[], Screen]:
        return lambda: self._questions(topic)

    def _questions(self, topic: Topic) -> Screen:
        texts = self.dialogue.faq.texts
        return Screen(
            texts.choose_question,
            title=topic.title,
            choices=self._entries(topic.entries),
            zero=Choice(texts.back, lambda: self._command(Command(Action.QUESTIONS))),
        )

    def _entries(self, entries: Iterable[Entry]) -> tuple[Choice, ...]:
        return tuple(Choice(entry.question, self._entry_opener(entry.id)) for entry in entries)

    def _entry_opener(self, entry_id: str) -> Callable[[], Screen]:
        return lambda: self._entry_or_gone(entry_id)

    def _entry_or_gone(self, entry_id: str) -> Screen:
        reply = self.dialogue.entry(entry_id)
        if reply is None or reply.entry is None:
            return Screen(self.dialogue.faq.texts.gone)
        return self._entry(reply.entry, reply.text)

    def _entry(self, entry: Entry, text: str) -> Screen:
        texts = self.dialogue.faq.texts
        onward = related(entry, self.dialogue.faq)
        if is_outdated(entry, self.today):
            text = f"{texts.outdated.rstrip()}\n\n{text}"
        notice = self.dialogue.faq.disruption
        if notice and notice.is_above(entry, self.minute):
            text = f"{notice.text.rstrip()}\n\n{text}"
        return Screen(
            text,
            title=entry.question,
            citations=entry.citations,
            heading=texts.related_label if onward else "",
            choices=self._entries(onward),
        )
