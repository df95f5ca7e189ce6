"""What people see of the bot: its messages, its answers to taps and to inline queries."""

from __future__ import annotations

from dataclasses import dataclass

from bot.simulator.errors import Json


@dataclass(frozen=True, slots=True)
class BotMessage:
    """A message of the bot as a person sees it."""

    data: Json

    @property
    def id(self) -> int:
        """The message's id in its chat."""
        identity: int = self.data["message_id"]
        return identity

    @property
    def text(self) -> str:
        """The text without markup."""
        text: str = self.data["text"]
        return text

    @property
    def buttons(self) -> list[Json]:
        """All buttons, row by row."""
        return [button for row in self.rows for button in row]

    @property
    def rows(self) -> list[list[Json]]:
        """The rows of buttons."""
        rows: list[list[Json]] = self.data.get("reply_markup", {}).get("inline_keyboard", [])
        return rows

    @property
    def labels(self) -> list[str]:
        """The buttons' texts, row by row."""
        return [button["text"] for button in self.buttons]

    def data_of(self, label: str) -> str:
        """What the button with this text carries."""
        return next(str(one["callback_data"]) for one in self.buttons if one["text"] == label)

    @property
    def links(self) -> list[tuple[str, str]]:
        """Each linked text with its address."""
        return [(self.part(one), one["url"]) for one in self._entities("text_link")]

    @property
    def bold(self) -> list[str]:
        """The bold parts."""
        return [self.part(one) for one in self._entities("bold")]

    @property
    def reply_to(self) -> int | None:
        """The id of the message that this one replies to."""
        replied = self.data.get("reply_to_message")
        return replied["message_id"] if replied else None

    @property
    def thread_id(self) -> int | None:
        """The topic that the message stands in, None where there are none."""
        return self.data["message_thread_id"] if self.data.get("is_topic_message") else None

    def part(self, entity: Json) -> str:
        """The piece of the text that an entity marks (offsets count UTF-16 units)."""
        units = self.text.encode("utf-16-le")
        start, length = entity["offset"] * 2, entity["length"] * 2
        return units[start : start + length].decode("utf-16-le")

    def _entities(self, kind: str) -> list[Json]:
        return [one for one in self.data.get("entities", []) if one["type"] == kind]


@dataclass(frozen=True, slots=True)
class TapAnswer:
    """What a tap showed: nothing ("" as text), a passing line, or an alert to be closed."""

    text: str
    is_alert: bool


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """What an inline query showed: results (each with the `message` it becomes) and a button."""

    query: str
    data: Json

    @property
    def results(self) -> list[Json]:
        """The results, best first."""
        results: list[Json] = self.data["results"]
        return results

    @property
    def titles(self) -> list[str]:
        """The results' titles."""
        return [one["title"] for one in self.results]

    @property
    def button(self) -> Json | None:
        """The button above the results."""
        button: Json | None = self.data["button"]
        return button

    @property
    def next_offset(self) -> str:
        """What asks for more results, "" when these are all."""
        offset: str = self.data["next_offset"]
        return offset
