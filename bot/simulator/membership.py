"""Chats and who is in them: opened, joined, left, blocked, migrated, gone."""

from __future__ import annotations

from bot.simulator.chat import Chat
from bot.simulator.deeds import post
from bot.simulator.errors import ApiError, Json, bad_request, forbidden
from bot.simulator.world import World

TOPIC_COLOUR = 0x6FB9F0
SUPERGROUP_BASE = -1_000_000_000_000
RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)


def person(user_id: int, first_name: str, language: str = "sv") -> Json:
    """A user who is no bot (core.telegram.org/bots/api#user)."""
    return {"id": user_id, "is_bot": False, "first_name": first_name, "language_code": language}


def open_private(world: World, user: Json) -> Chat:
    """A person's own chat with the bot."""
    about = {"id": user["id"], "type": "private", "first_name": user["first_name"]}
    return world.open_chat(about)


def open_group(world: World, chat_id: int, kind: str, title: str, *, is_forum: bool) -> Chat:
    """A group, supergroup or channel that the bot is a member of."""
    forum = {"is_forum": True} if is_forum else {}
    return world.open_chat({"id": chat_id, "type": kind, "title": title, **forum})


def open_topic(world: World, chat: Chat, user: Json, thread_id: int, name: str) -> None:
    """Begin a topic of a forum; its id is that of the message that begins it."""
    begun = {"name": name, "icon_color": TOPIC_COLOUR}
    chat.topics[thread_id] = {
        "message_id": thread_id,
        "from": user,
        "chat": chat.about,
        "date": world.now(),
        "message_thread_id": thread_id,
        "is_topic_message": True,
        "forum_topic_created": begun,
    }


def join(world: World, chat: Chat, user: Json, newcomer: Json) -> Json:
    """Somebody is added to a group, perhaps the bot itself."""
    if newcomer["id"] == world.me["id"]:
        set_role(world, chat, user, "member")
    return post(world, chat, user, new_chat_members=[newcomer])


def leave(world: World, chat: Chat, user: Json, leaver: Json) -> Json:
    """Somebody is removed from a group, perhaps the bot itself."""
    message = post(world, chat, user, left_chat_member=leaver)
    if leaver["id"] == world.me["id"]:
        where = "supergroup" if chat.kind == "supergroup" else chat.kind
        set_role(world, chat, user, "kicked", forbidden(f"bot was kicked from the {where} chat"))
    return message


def set_role(
    world: World, chat: Chat, user: Json, role: str, refusal: ApiError | None = None
) -> None:
    """Make the bot a member, an administrator, or kick it (my_chat_member tells it)."""
    change = {
        "chat": chat.about,
        "from": user,
        "date": world.now(),
        "old_chat_member": _member(world, chat.role),
        "new_chat_member": _member(world, role),
    }
    chat.refusal = refusal
    if chat.is_group:  # in a private chat the bot still hears who has blocked it and writes again
        chat.role = role
    world.updates.add("my_chat_member", change, chat.id)


def block(world: World, chat: Chat, user: Json) -> None:
    """Block the bot in a private chat."""
    set_role(world, chat, user, "kicked", forbidden("bot was blocked by the user"))


def deactivate(chat: Chat) -> None:
    """A person's account is gone, as the bot finds out when it writes."""
    chat.refusal = forbidden("user is deactivated")


def dissolve(chat: Chat) -> None:
    """A group is gone for everybody."""
    chat.role = "left"
    chat.refusal = forbidden("the group chat was deleted")


def migrate(world: World, chat: Chat, user: Json) -> Chat:
    """Make a supergroup of a group: a new chat with a new id."""
    new_id = SUPERGROUP_BASE + chat.id
    about = {"id": new_id, "type": "supergroup", "title": chat.about["title"]}
    supergroup = world.open_chat(about)
    supergroup.role = chat.role
    post(world, chat, user, migrate_to_chat_id=new_id)
    post(world, supergroup, user, migrate_from_chat_id=chat.id)
    chat.refusal = bad_request(
        "group chat was upgraded to a supergroup chat", migrate_to_chat_id=new_id
    )
    return supergroup


def _member(world: World, role: str) -> Json:
    """core.telegram.org/bots/api#chatmember."""
    member: Json = {"status": role, "user": world.bot}
    if role == "kicked":
        return member | {"until_date": 0}
    if role == "administrator":
        return member | dict.fromkeys(RIGHTS, False)
    return member
