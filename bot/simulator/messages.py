"""Methods that send, change and remove messages."""

from __future__ import annotations

import re
from typing import Any

from bot.simulator.chat import Chat
from bot.simulator.content import Draft, formatted, message_content
from bot.simulator.entities import utf16_length
from bot.simulator.errors import Json, bad_request
from bot.simulator.keyboards import read_keyboard
from bot.simulator.parameters import Parameters
from bot.simulator.threads import in_reply, in_topic
from bot.simulator.world import World

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
CHANGEABLE = ("text", "entities", "link_preview_options", "reply_markup")
COMPARED = ("text", "entities", "reply_markup")
# "A message can only be deleted if it was sent less than 48 hours ago."
DELETABLE_SECONDS = 48 * 3600
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
    content = message_content(_draft(given))
    content |= _place(chat, given.integer("message_thread_id"))
    content |= _reply(chat, given.data("reply_parameters"))
    given.flag("disable_notification")  # of no consequence here, but it must be readable
    if given.flag("protect_content"):
        content["has_protected_content"] = True
    _spend(world, chat)
    sender = None if chat.kind == "channel" else world.bot
    message = world.add_message(chat, sender, **content)
    chat.sent.append(message)
    return message


async def edit_message_text(world: World, given: Parameters) -> Json | bool:
    """core.telegram.org/bots/api#editmessagetext."""
    chat, message = _own_message(world, given)
    return _change(world, chat, message, message_content(_draft(given)))


async def edit_message_reply_markup(world: World, given: Parameters) -> Json | bool:
    """core.telegram.org/bots/api#editmessagereplymarkup."""
    chat, message = _own_message(world, given)
    kept = {key: message[key] for key in CHANGEABLE[:-1] if key in message}
    keyboard = read_keyboard(given.data("reply_markup"))
    return _change(world, chat, message, kept | ({"reply_markup": keyboard} if keyboard else {}))


async def delete_message(world: World, given: Parameters) -> bool:
    """core.telegram.org/bots/api#deletemessage."""
    chat = world.chat(given.text("chat_id"))
    message = chat.message(given.integer("message_id"), "message to delete not found")
    is_own = _is_own(world, message) or chat.kind == "private" or chat.role == "administrator"
    if not is_own or world.now() - message["date"] >= DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    del chat.messages[message["message_id"]]
    chat.note("delete", message_id=message["message_id"])
    return True


async def send_chat_action(world: World, given: Parameters) -> bool:
    """core.telegram.org/bots/api#sendchataction."""
    chat = world.chat(given.text("chat_id"))
    if given.text("action") not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    _place(chat, given.integer("message_thread_id"))
    chat.actions.append(given.text("action"))
    chat.note("action", action=given.text("action"))
    return True


def _draft(given: Parameters) -> Draft:
    return Draft(
        given.text("text"),
        given.text("parse_mode"),
        given.data("entities"),
        given.data("link_preview_options"),
        given.data("reply_markup"),
    )


def _spend(world: World, chat: Chat) -> None:
    if world.limits:
        world.limits.spend(chat.id, is_group=chat.is_group)


def _place(chat: Chat, thread_id: int) -> Json:
    """The topic of a message: only a forum has any, and a chain of replies is none."""
    if not thread_id:
        return {}
    if thread_id not in chat.topics:
        raise bad_request("message thread not found")
    return in_topic(chat, thread_id)


def _reply(chat: Chat, reply: Any) -> Json:
    """What is replied to, if it is there (core.telegram.org/bots/api#replyparameters)."""
    if not reply:
        return {}
    if not isinstance(reply, dict):
        raise bad_request("object expected as reply parameters")
    if not isinstance(reply.get("message_id"), int):
        raise bad_request('can\'t find field "message_id"')
    message = chat.messages.get(reply["message_id"])
    if message:
        return in_reply(chat, message) | _quote(message, reply)
    if reply.get("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


def _quote(message: Json, reply: Json) -> Json:
    """The quote of a reply: it "will fail to send if the quote isn't found"."""
    if not reply.get("quote"):
        return {}
    text, _ = formatted(str(reply["quote"]), str(reply.get("quote_parse_mode", "")))
    before, found, _ = message.get("text", "").partition(text)
    if not found:
        raise bad_request("QUOTE_TEXT_INVALID")
    return {"quote": {"text": text, "position": utf16_length(before), "is_manual": True}}


def _own_message(world: World, given: Parameters) -> tuple[Chat, Json]:
    if given.has("inline_message_id"):
        return _inline_message(world, given.text("inline_message_id"))
    chat = world.chat(given.text("chat_id"))
    message = chat.message(given.integer("message_id"), "message to edit not found")
    if not _is_own(world, message) or message["message_id"] in chat.locked:
        raise bad_request("message can't be edited")
    return chat, message


def _inline_message(world: World, inline_id: str) -> tuple[Chat, Json]:
    """A message that was sent via the bot, also where the bot may not write."""
    parts = re.fullmatch(r"(-?\d+):(\d+)", inline_id)
    chat = world.chats.get(int(parts[1])) if parts else None
    message = chat.messages.get(int(parts[2])) if chat and parts else None
    if not chat or not message or "via_bot" not in message:
        raise bad_request("MESSAGE_ID_INVALID")
    return chat, message


def _is_own(world: World, message: Json) -> bool:
    sender = message.get("from", world.me)  # a channel's posts are the bot's where it posts
    return bool(sender["id"] == world.me["id"])


def _change(world: World, chat: Chat, message: Json, content: Json) -> Json | bool:
    if all(message.get(key) == content.get(key) for key in COMPARED):
        raise bad_request(NOT_MODIFIED)
    _spend(world, chat)
    kept = {key: value for key, value in message.items() if key not in CHANGEABLE}
    changed = kept | content | {"edit_date": world.now()}
    chat.change_message(changed)
    if "via_bot" in message:  # "if the edited message is not an inline message, the edited Message"
        return True
    chat.edited.append(changed)
    return changed
