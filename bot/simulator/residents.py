"""The people's side: they write, tap and edit, and wait for what the bot says."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from bot.simulator.entities import marked_by_itself
from bot.simulator.errors import ApiError, Json
from bot.simulator.world import Chat, Tap, World

PATIENCE_SECONDS = 5.0
PHOTO = [{"file_id": "photo", "file_unique_id": "p", "width": 90, "height": 60}]
VOICE = {"file_id": "voice", "file_unique_id": "v", "duration": 3}
STICKER = {
    "file_id": "sticker",
    "file_unique_id": "s",
    "type": "regular",
    "width": 512,
    "height": 512,
    "is_animated": False,
    "is_video": False,
}


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


class Conversation:
    """One person in one chat. Waiting for the bot ends after some seconds with TimeoutError."""

    def __init__(self, world: World, chat: Chat, user: Json) -> None:
        self._world = world
        self._chat = chat
        self._user = user
        self._read = 0
        self._read_edits = 0

    def send(self, text: str, **more: object) -> Json:
        """Write a text; `more` are further fields of the message."""
        entities = marked_by_itself(text)
        marked = {"entities": entities} if entities else {}
        return self.send_content(text=text, **marked, **more)

    def forward(self, text: str) -> Json:
        """Forward a text that somebody else wrote."""
        origin = {
            "type": "hidden_user",
            "sender_user_name": "Någon annan",
            "date": self._world.now(),
        }
        return self.send(text, forward_origin=origin)

    def send_photo(self, caption: str | None = None) -> Json:
        """Send a photo, with or without words under it."""
        return self.send_content(photo=PHOTO, **({"caption": caption} if caption else {}))

    def send_voice(self) -> Json:
        """Send a voice message."""
        return self.send_content(voice=VOICE)

    def send_sticker(self) -> Json:
        """Send a sticker."""
        return self.send_content(sticker=STICKER)

    def send_content(self, **content: object) -> Json:
        """Send a message of any kind, its fields given as in the Bot API."""
        message = self._world.add_message(self._chat, self._user, **content)
        self._world.updates.add("message", message)
        return message

    def edit(self, message: Json, **content: object) -> Json:
        """Change an own message."""
        edited = message | content | {"edit_date": self._world.now()}
        self._chat.messages[message["message_id"]] = edited
        self._world.updates.add("edited_message", edited)
        return edited

    async def tap(self, message: BotMessage, label: str) -> TapAnswer:
        """Tap the button with this text under a message and wait until the bot answers the tap."""
        return await self.tap_data(message, message.data_of(label))

    async def tap_data(self, message: BotMessage, data: str) -> TapAnswer:
        """Tap a button that carries this data, as one of an old message might."""
        current = self._chat.messages.get(message.id, message.data)
        return await self.tap_query(current, data)

    async def tap_query(self, message: Json, data: str) -> TapAnswer:
        """Tap a button of a message given as in the Bot API (also an inaccessible one)."""
        answer = await asyncio.wait_for(self.start_tap(message, data).answer, PATIENCE_SECONDS)
        return TapAnswer(answer["text"], answer["show_alert"])

    def start_tap(self, message: Json, data: str) -> Tap:
        """Tap a button without waiting for the answer."""
        tap = Tap(asyncio.get_running_loop().create_future())
        query_id = str(self._world.next_id())
        self._world.taps[query_id] = tap
        query = {
            "id": query_id,
            "from": self._user,
            "message": message,
            "chat_instance": str(self._chat.id),
            "data": data,
        }
        self._world.updates.add("callback_query", query)
        return tap

    async def replies(self, count: int) -> list[BotMessage]:
        """Wait until the bot has sent so many more messages, and read all that are new."""
        await self._wait_until(lambda: len(self._chat.sent) >= self._read + count)
        new = self._chat.sent[self._read :]
        self._read = len(self._chat.sent)
        return [BotMessage(message) for message in new]

    async def reply(self) -> BotMessage:
        """Wait for the one message that the bot sends next."""
        (message,) = await self.replies(1)
        return message

    async def ask(self, text: str) -> BotMessage:
        """Write a text and wait for the one message in reply."""
        self.send(text)
        return await self.reply()

    async def edited(self) -> BotMessage:
        """Wait for the bot's next change of one of its messages."""
        await self._wait_until(lambda: len(self._chat.edited) > self._read_edits)
        self._read_edits += 1
        return BotMessage(self._chat.edited[self._read_edits - 1])

    @property
    def unread(self) -> list[BotMessage]:
        """What the bot has sent and nobody has read."""
        return [BotMessage(message) for message in self._chat.sent[self._read :]]

    def block(self) -> None:
        """Block the bot: whatever it sends here is refused from now on."""
        self._chat.refusal = ApiError(403, "Forbidden: bot was blocked by the user")

    async def _wait_until(self, fulfilled: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not fulfilled():
                self._chat.news.clear()
                await self._chat.news.wait()


def new_private_chat(world: World, user_id: int, first_name: str) -> Conversation:
    """Open a resident's own chat with the bot."""
    about = {"id": user_id, "type": "private", "first_name": first_name}
    chat = world.chats.setdefault(user_id, Chat(about))
    return Conversation(world, chat, _user(user_id, first_name))


def new_group_chat(world: World, user_id: int, chat_id: int) -> Conversation:
    """Open a group that the bot is a member of."""
    chat = world.chats.setdefault(chat_id, Chat({"id": chat_id, "type": "group", "title": "Grupp"}))
    return Conversation(world, chat, _user(user_id, "Astrid"))


def _user(user_id: int, first_name: str) -> Json:
    return {"id": user_id, "is_bot": False, "first_name": first_name, "language_code": "sv"}
