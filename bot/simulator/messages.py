"""Methods that send, change and remove messages, and that answer taps."""

from __future__ import annotations

from typing import Any

from bot.simulator.entities import marked_by_itself, trimmed_text, utf16_length
from bot.simulator.errors import Json, bad_request
from bot.simulator.keyboards import read_keyboard
from bot.simulator.markup import parse_html
from bot.simulator.parameters import Parameters
from bot.simulator.world import Chat, World

MAX_TEXT = 4096
MAX_ALERT = 200
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
CHAT_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


async def send_message(world: World, given: Parameters) -> Json:
    """core.telegram.org/bots/api#sendmessage."""
    chat = world.chat(given.text("chat_id"))
    content = _text_content(given)
    replied = _replied(chat, given.data("reply_parameters"))
    if replied:
        content["reply_to_message"] = replied
    message = world.add_message(chat, world.me, **content)
    chat.sent.append(message)
    chat.news.set()
    return message


async def edit_message_text(world: World, given: Parameters) -> Json:
    """core.telegram.org/bots/api#editmessagetext."""
    chat, message = _own_message(world, given)
    return _change(world, chat, message, _text_content(given))


async def edit_message_reply_markup(world: World, given: Parameters) -> Json:
    """core.telegram.org/bots/api#editmessagereplymarkup."""
    chat, message = _own_message(world, given)
    kept = {key: message[key] for key in ("text", "entities") if key in message}
    keyboard = read_keyboard(given.data("reply_markup"))
    return _change(world, chat, message, kept | ({"reply_markup": keyboard} if keyboard else {}))


async def delete_message(world: World, given: Parameters) -> bool:
    """core.telegram.org/bots/api#deletemessage."""
    chat = world.chat(given.text("chat_id"))
    chat.message(given.integer("message_id"), "message to delete not found")
    del chat.messages[given.integer("message_id")]
    return True


async def answer_callback_query(world: World, given: Parameters) -> bool:
    """core.telegram.org/bots/api#answercallbackquery."""
    text = given.text("text")
    if len(text) > MAX_ALERT:
        raise bad_request("MESSAGE_TOO_LONG")
    tap = world.take_tap(given.text("callback_query_id"))
    tap.answer.set_result({"text": text, "show_alert": given.flag("show_alert")})
    return True


async def send_chat_action(world: World, given: Parameters) -> bool:
    """core.telegram.org/bots/api#sendchataction."""
    chat = world.chat(given.text("chat_id"))
    if given.text("action") not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.actions.append(given.text("action"))
    return True


def _text_content(given: Parameters) -> Json:
    """Text, entities and keyboard of a message to be, or ApiError."""
    text, entities = _text(given)
    if not text:
        raise bad_request("message text is empty")
    # The documentation says "characters"; UTF-16 units are the stricter of the two readings.
    if utf16_length(text) > MAX_TEXT:
        raise bad_request("message is too long")
    content: Json = {"text": text}
    if entities:
        content["entities"] = entities
    preview = given.data("link_preview_options")
    if isinstance(preview, dict):
        content["link_preview_options"] = preview
    keyboard = read_keyboard(given.data("reply_markup"))
    return content | ({"reply_markup": keyboard} if keyboard else {})


def _text(given: Parameters) -> tuple[str, list[Json]]:
    mode = given.text("parse_mode").lower()
    if mode == "html":
        text, entities = parse_html(given.text("text"))
        return text, _merged(entities, marked_by_itself(text))
    if mode:
        raise bad_request("unsupported parse_mode")
    text = trimmed_text(given.text("text"))
    entities = given.data("entities") or []
    return text, _merged(entities, marked_by_itself(text))


def _merged(given: list[Json], found: list[Json]) -> list[Json]:
    """Entities of the bot, and those that Telegram finds where the bot set none."""
    free = [one for one in found if not any(_overlap(one, other) for other in given)]
    return sorted(given + free, key=lambda one: (one["offset"], -one["length"]))


def _overlap(one: Json, other: Json) -> bool:
    first, second = sorted((one, other), key=lambda entity: int(entity["offset"]))
    return bool(second["offset"] < first["offset"] + first["length"])


def _replied(chat: Chat, reply: Any) -> Json | None:
    """The message that is replied to, without the one that it replies to itself."""
    if not isinstance(reply, dict):
        return None
    message = chat.messages.get(int(reply.get("message_id", 0)))
    if message:
        return {key: value for key, value in message.items() if key != "reply_to_message"}
    if reply.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _own_message(world: World, given: Parameters) -> tuple[Chat, Json]:
    chat = world.chat(given.text("chat_id"))
    message = chat.message(given.integer("message_id"), "message to edit not found")
    if message["from"]["id"] != world.me["id"]:
        raise bad_request("message can't be edited")
    return chat, message


def _change(world: World, chat: Chat, message: Json, content: Json) -> Json:
    compared = ("text", "entities", "reply_markup")
    if all(message.get(key) == content.get(key) for key in compared):
        raise bad_request(NOT_MODIFIED)
    kept = {key: value for key, value in message.items() if key not in compared}
    changed = kept | content | {"edit_date": world.now()}
    chat.messages[message["message_id"]] = changed
    chat.edited.append(changed)
    chat.news.set()
    return changed
