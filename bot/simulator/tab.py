"""One tab of the page, which is one resident: what it asks for, in the words of its requests."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from bot.simulator import profile
from bot.simulator.content import MAX_TEXT
from bot.simulator.entities import marked_by_itself, trimmed_text, utf16_length
from bot.simulator.errors import Json, bad_request
from bot.simulator.parameters import Parameters
from bot.simulator.residents import Conversation
from bot.simulator.views import InlineAnswer

# Telegram's clients stop waiting for the answer to a tap after a while.
TAP_SECONDS = 20.0
ATTACHMENTS: dict[str, Callable[[Conversation], Json]] = {
    "photo": Conversation.send_photo,
    "voice": Conversation.send_voice,
    "sticker": Conversation.send_sticker,
}


class Tab:
    """A resident at a screen. Each request takes what was given and returns what becomes JSON."""

    def __init__(self, conversation: Conversation) -> None:
        self.conversation = conversation
        self.chat = conversation.chat
        self._inline: InlineAnswer | None = None

    async def about(self, _given: Parameters) -> Json:
        """The chat itself."""
        return self.chat.about

    async def bot(self, _given: Parameters) -> Json:
        """Who the bot is and which commands it has, as this resident sees it."""
        world = self.conversation.world
        language = self.conversation.user["language_code"]
        texts = {which: profile.text_seen(world, which, language) for which in profile.LONGEST}
        commands = self.conversation.commands
        return texts | {"username": world.me["username"], "commands": commands}

    async def write(self, given: Parameters) -> Json:
        """Write a text, perhaps in reply to a message, or forward one that somebody else wrote."""
        text = _text(given)
        if given.flag("forwarded"):
            return self.conversation.forward(text)
        replied = self.chat.messages.get(given.integer("reply_to"))
        if replied:
            return self.conversation.reply_to(replied, text)
        return self.conversation.send(text)

    async def edit(self, given: Parameters) -> Json:
        """Change the text of an own message."""
        text = _text(given)
        message = self._own(given)
        if "text" not in message:
            raise bad_request("message can't be edited")
        content: Json = {"text": text}
        entities = marked_by_itself(text)
        if entities or "entities" in message:
            content["entities"] = entities
        return self.conversation.edit(message, **content)

    async def delete(self, given: Parameters) -> bool:
        """Delete an own message for both."""
        self.conversation.delete(self._own(given))
        return True

    async def attach(self, given: Parameters) -> Json:
        """Send something that is not text."""
        send = ATTACHMENTS.get(given.text("kind"))
        if send is None:
            raise bad_request("unknown kind of attachment")
        return send(self.conversation)

    async def tap(self, given: Parameters) -> Json:
        """Tap a button, and wait for what the bot answers; `answered` is false if it does not."""
        message = self.chat.message(given.integer("message_id"), "message not found")
        query = self.conversation.start_tap(message, given.text("data"))
        try:
            answer = await asyncio.wait_for(query.answer, TAP_SECONDS)
        except TimeoutError:
            return {"answered": False}
        return {"answered": True, **answer}

    async def ask_inline(self, given: Parameters) -> Json:
        """Type `@bot query`: the results and the button above them, none if the bot is silent."""
        try:
            self._inline = await self.conversation.inline(given.text("query"))
        except TimeoutError:
            return {"results": [], "button": None}
        return {"results": self._inline.results, "button": self._inline.button}

    async def choose(self, given: Parameters) -> Json:
        """Post a result, by its place, of what was asked inline last."""
        place = given.integer("place")
        if self._inline is None or not 0 <= place < len(self._inline.results):
            raise bad_request("RESULT_ID_INVALID")
        return self.conversation.choose(self._inline, place)

    def _own(self, given: Parameters) -> Json:
        message = self.chat.message(given.integer("message_id"), "message not found")
        if message["from"]["id"] != self.conversation.user["id"]:
            raise bad_request("message is somebody else's")
        return message


Request = Callable[[Tab, Parameters], Awaitable[object]]
# Below /client/chats/ID.
READS: dict[str, Request] = {"": Tab.about, "/bot": Tab.bot}
DEEDS: dict[str, Request] = {
    "/messages": Tab.write,
    "/messages/{message_id:int}": Tab.edit,
    "/messages/{message_id:int}/delete": Tab.delete,
    "/attachments": Tab.attach,
    "/taps": Tab.tap,
    "/inline": Tab.ask_inline,
    "/inline/choose": Tab.choose,
}


def _text(given: Parameters) -> str:
    text = trimmed_text(given.text("text"))
    if not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > MAX_TEXT:
        raise bad_request("message is too long")
    return text
