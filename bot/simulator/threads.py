"""The fields that place a message in a topic or in a chain of replies.

core.telegram.org/bots/api#message: `message_thread_id`, `is_topic_message`, `reply_to_message`.
"""

from __future__ import annotations

from bot.simulator.chat import Chat
from bot.simulator.errors import Json


def in_topic(chat: Chat, thread_id: int | None) -> Json:
    """The fields that place a message in a topic. There each one replies at least to its beginning.

    The general topic has no id (core.telegram.org/bots/api#message, `is_topic_message`).
    """
    if thread_id is None:
        return {}
    return {
        "message_thread_id": thread_id,
        "is_topic_message": True,
        "reply_to_message": chat.topics[thread_id],
    }


def in_reply(chat: Chat, replied: Json) -> Json:
    """The fields of a message that replies. In a supergroup a chain of replies is a thread."""
    bare = {key: value for key, value in replied.items() if key != "reply_to_message"}
    fields: Json = {"reply_to_message": bare}
    if chat.kind == "supergroup":
        fields["message_thread_id"] = replied.get("message_thread_id", replied["message_id"])
    if replied.get("is_topic_message"):
        fields["is_topic_message"] = True
    return fields
