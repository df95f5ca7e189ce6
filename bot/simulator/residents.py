"""The people's side: they write, tap and edit, and wait for what the bot says."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.simulator import deeds, membership, threads
from bot.simulator.chat import Chat
from bot.simulator.errors import Json
from bot.simulator.inline_results import START_PARAMETER
from bot.simulator.profile import commands_seen
from bot.simulator.views import BotMessage, InlineAnswer, TapAnswer
from bot.simulator.world import Query, World

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


class Conversation:
    """One person in one chat. Waiting for the bot ends after some seconds with TimeoutError."""

    def __init__(self, world: World, chat: Chat, user: Json, thread_id: int | None = None) -> None:
        self.world = world
        self.chat = chat
        self.user = user
        self.thread_id = thread_id
        self._read = 0
        self._read_edits = 0

    def send(self, text: str, **more: object) -> Json:
        """Write a text; `more` are further fields of the message."""
        place = threads.in_topic(self.chat, self.thread_id)
        return deeds.write(self.world, self.chat, self.user, text, **place | more)

    def start(self, parameter: str = "") -> Json:
        """Follow the link `t.me/BOT?start=PARAMETER` (…/bots/features#deep-linking).

        Raises:
            ValueError: Telegram takes no such link.
        """
        if parameter and not START_PARAMETER.fullmatch(parameter):
            raise ValueError(parameter)
        return self.send(f"/start {parameter}".strip())

    def mention(self, text: str) -> Json:
        """Write to the bot by its name."""
        return self.send(f"@{self.world.me['username']} {text}")

    def reply_to(self, message: BotMessage | Json, text: str) -> Json:
        """Reply to a message, the bot's or somebody else's."""
        replied = message.data if isinstance(message, BotMessage) else message
        fields = threads.in_reply(self.chat, replied)
        return deeds.write(self.world, self.chat, self.user, text, **fields)

    def forward(self, text: str) -> Json:
        """Forward a text that somebody else wrote."""
        origin = {
            "type": "hidden_user",
            "sender_user_name": "Någon annan",
            "date": self.world.now(),
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
        place = threads.in_topic(self.chat, self.thread_id)
        return deeds.post(self.world, self.chat, self.user, **place | content)

    def edit(self, message: Json, **content: object) -> Json:
        """Change an own message."""
        return deeds.edit(self.world, self.chat, message, **content)

    def delete(self, message: BotMessage | Json) -> None:
        """Delete a message for everybody."""
        number = message.id if isinstance(message, BotMessage) else message["message_id"]
        deeds.delete(self.chat, number)

    def lock(self, message: BotMessage) -> None:
        """Make a message one that the bot can no longer edit, as when it is too old."""
        self.chat.locked.add(message.id)

    async def tap(self, message: BotMessage, label: str) -> TapAnswer:
        """Tap the button with this text under a message and wait until the bot answers the tap."""
        return await self.tap_data(message, message.data_of(label))

    async def tap_data(self, message: BotMessage, data: str) -> TapAnswer:
        """Tap a button that carries this data, as one of an old message might."""
        current = self.chat.messages.get(message.id, message.data)
        return await self.tap_query(current, data)

    async def tap_query(self, message: Json, data: str) -> TapAnswer:
        """Tap a button of a message given as in the Bot API (also an inaccessible one)."""
        answer = await asyncio.wait_for(self.start_tap(message, data).answer, PATIENCE_SECONDS)
        return TapAnswer(answer["text"], answer["show_alert"])

    def start_tap(self, message: Json, data: str) -> Query:
        """Tap a button without waiting for the answer."""
        return deeds.tap(self.world, self.chat, self.user, message, data)

    async def inline(self, query: str, offset: str = "") -> InlineAnswer:
        """Type `@bot query` in this chat and wait for the results."""
        asked = deeds.ask_inline(self.world, self.chat, self.user, query, offset)
        return InlineAnswer(query, await asyncio.wait_for(asked.answer, PATIENCE_SECONDS))

    def choose(self, answer: InlineAnswer, place: int = 0) -> Json:
        """Choose one of the results: it is posted here in the person's own name."""
        return deeds.choose(self.world, self.chat, self.user, answer.results[place], answer.query)

    async def replies(self, count: int) -> list[BotMessage]:
        """Wait until the bot has sent so many more messages, and read all that are new."""
        await self._wait_until(lambda: len(self.chat.sent) >= self._read + count)
        new = self.chat.sent[self._read :]
        self._read = len(self.chat.sent)
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
        await self._wait_until(lambda: len(self.chat.edited) > self._read_edits)
        self._read_edits += 1
        return BotMessage(self.chat.edited[self._read_edits - 1])

    @property
    def unread(self) -> list[BotMessage]:
        """What the bot has sent and nobody has read."""
        return [BotMessage(message) for message in self.chat.sent[self._read :]]

    @property
    def commands(self) -> list[Json]:
        """The commands that Telegram's menu shows this person here."""
        return commands_seen(self.world, self.chat, self.user)

    def block(self) -> None:
        """Block the bot: whatever it sends here is refused from now on."""
        membership.block(self.world, self.chat, self.user)

    def unblock(self) -> None:
        """Take the block away."""
        membership.set_role(self.world, self.chat, self.user, "member")

    def deactivate(self) -> None:
        """The person's account is gone."""
        membership.deactivate(self.chat)

    def add(self, newcomer: Json | None = None) -> Json:
        """Add somebody to the group, the bot if nobody is named."""
        return membership.join(self.world, self.chat, self.user, newcomer or self.world.bot)

    def promote(self) -> None:
        """Make the bot an administrator: it sees everything and may delete."""
        membership.set_role(self.world, self.chat, self.user, "administrator")

    def kick(self, somebody: Json | None = None) -> Json:
        """Remove somebody from the group, the bot if nobody is named."""
        return membership.leave(self.world, self.chat, self.user, somebody or self.world.bot)

    def dissolve(self) -> None:
        """Delete the group for everybody."""
        membership.dissolve(self.chat)

    def delete_topic(self) -> None:
        """Delete the topic that this person writes in."""
        self.chat.topics.pop(self.thread_id or 0, None)

    def migrate(self) -> Conversation:
        """Make a supergroup of the group; the talk goes on there."""
        supergroup = membership.migrate(self.world, self.chat, self.user)
        return Conversation(self.world, supergroup, self.user)

    async def _wait_until(self, fulfilled: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not fulfilled():
                self.chat.news.clear()
                await self.chat.news.wait()
