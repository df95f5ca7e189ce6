"""What people do in a chat: write, edit, delete, tap, ask inline and choose a result."""

from __future__ import annotations

from bot.simulator.chat import Chat
from bot.simulator.entities import marked_by_itself
from bot.simulator.errors import Json
from bot.simulator.privacy import bot_sees
from bot.simulator.world import Query, World

MAX_INLINE_QUERY = 256


def write(world: World, chat: Chat, user: Json, text: str, **more: object) -> Json:
    """Write a text; `more` are further fields of the message."""
    return post(world, chat, user, **_marked({"text": text}), **more)


def post(world: World, chat: Chat, user: Json, **content: object) -> Json:
    """Send a message of any kind, its fields given as in the Bot API."""
    sender = None if chat.kind == "channel" else user
    message = world.add_message(chat, sender, **content)
    _offer(world, chat, "channel_post" if chat.kind == "channel" else "message", message)
    return message


def edit(world: World, chat: Chat, message: Json, **content: object) -> Json:
    """Change a message; with another text it gets that text's entities."""
    old = {"entities", "edit_date"} if "text" in content else set()
    kept = {key: value for key, value in message.items() if key not in old}
    edited = kept | _marked(content) | {"edit_date": world.now()}
    chat.change_message(edited)
    kind = "edited_channel_post" if chat.kind == "channel" else "edited_message"
    _offer(world, chat, kind, edited)
    return edited


def delete(chat: Chat, message_id: int) -> None:
    """Delete a message. Bots are not told."""
    chat.messages.pop(message_id, None)
    chat.note("delete", message_id=message_id)


def tap(world: World, chat: Chat, user: Json, message: Json, data: str) -> Query:
    """Tap a button of a message, which may be an inaccessible one."""
    query = world.open_query(chat)
    where: Json = {"message": message}
    if "via_bot" in message:  # the bot may not be in the chat at all
        where = {"inline_message_id": inline_id(chat, message)}
    payload = {"id": query.id, "from": user, **where, "chat_instance": str(chat.id), "data": data}
    world.updates.add("callback_query", payload, user["id"])
    return query


def ask_inline(world: World, chat: Chat, user: Json, text: str, offset: str = "") -> Query:
    """Type `@bot text` in a chat (core.telegram.org/bots/api#inlinequery)."""
    query = world.open_query()
    with_bot = chat.kind == "private"
    payload = {
        "id": query.id,
        "from": user,
        "query": text[:MAX_INLINE_QUERY],
        "offset": offset,
        "chat_type": "sender" if with_bot else chat.kind,
    }
    world.updates.add("inline_query", payload, user["id"])
    return query


def choose(world: World, chat: Chat, user: Json, result: Json, asked: str) -> Json:
    """Post an inline result in the chat; the bot is told if it asked for chosen results."""
    message = post(world, chat, user, via_bot=world.bot, **result["message"])
    chosen: Json = {"result_id": result["id"], "from": user, "query": asked}
    if "reply_markup" in message:  # "Available only if there is an inline keyboard attached"
        chosen["inline_message_id"] = inline_id(chat, message)
    if "chosen_inline_result" in world.updates.allowed:
        world.updates.add("chosen_inline_result", chosen, user["id"])
    return message


def inline_id(chat: Chat, message: Json) -> str:
    """By what name the bot knows a message that was sent via it."""
    return f"{chat.id}:{message['message_id']}"


def _marked(content: Json) -> Json:
    """Fields of a message, with the entities of the text if there are any."""
    entities = marked_by_itself(content.get("text", ""))
    return ({"entities": entities} if entities else {}) | content


def _offer(world: World, chat: Chat, kind: str, message: Json) -> None:
    """Tell the bot, if it may see the message."""
    if bot_sees(world, chat, message):
        world.updates.add(kind, message, chat.id)
