"""Groups, supergroups, topics and channels; what becomes of chats."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from calling import CHAT, Caller, Json, caller

from bot.simulator.membership import person
from bot.simulator.residents import Conversation
from bot.simulator.server import Simulator
from bot.simulator.views import BotMessage

GROUP, SUPERGROUP, CHANNEL = -4200, -1004300, -1004400


@pytest.fixture
async def call(simulator: Simulator) -> AsyncIterator[Caller]:
    async with caller(simulator) as one:
        yield one


@pytest.fixture
def group(simulator: Simulator) -> Conversation:
    return simulator.group_chat(chat_id=GROUP)


async def texts(call: Caller) -> list[str]:
    """The texts of the messages that have reached the bot."""
    return [one["message"]["text"] for one in await call.updates() if "text" in one["message"]]


HEARD = [
    ("Hej allihop", False),
    ("@simulated_bot hej", True),
    ("Hej @Simulated_Bot, hur listar jag mig?", True),
    ("@simulated_bot2 hej", False),
    ("astrid@simulated_bot.se", False),
    ("/start", True),
    ("/start@simulated_bot", True),
    ("/start@other_bot", False),
    ("gå till /start", False),
]


@pytest.mark.parametrize(("text", "is_heard"), HEARD)
async def test_privacy_mode_lets_through_what_is_meant_for_the_bot(
    call: Caller, group: Conversation, text: str, *, is_heard: bool
) -> None:
    group.send(text)
    assert await texts(call) == ([text] if is_heard else [])


async def test_replies_reach_the_bot_when_what_they_reply_to_did(
    call: Caller, group: Conversation
) -> None:
    said = BotMessage(await call.result("sendMessage", chat_id=GROUP, text="Hej"))
    first = group.reply_to(said, "till boten")
    group.reply_to(first, "till den som svarade boten")
    group.reply_to(group.send("något annat"), "till någon annan")
    assert await texts(call) == ["till boten", "till den som svarade boten"]


@pytest.mark.parametrize("everything", ["promoted", "setting"])
async def test_some_bots_hear_everything(
    simulator: Simulator, call: Caller, group: Conversation, everything: str
) -> None:
    if everything == "promoted":
        group.promote()
    else:
        simulator.world.me["can_read_all_group_messages"] = True
    group.send("Hej allihop")
    assert (await call.updates())[-1]["message"]["text"] == "Hej allihop"


async def test_marks_mentions(call: Caller, group: Conversation) -> None:
    message = group.mention("hur listar jag mig på 1177.se?")
    kinds = [(one["type"], one["offset"], one["length"]) for one in message["entities"]]
    assert kinds == [("mention", 0, 14), ("url", 37, 7)]
    assert await texts(call) == [message["text"]]


async def test_an_edited_message_is_marked_anew(call: Caller, group: Conversation) -> None:
    group.edit(group.mention("hej"), text="aldrig mer")
    updates = await call.updates()
    assert [list(one) for one in updates] == [["message"]]  # what names it no more is not shown
    group.edit(group.send("hej"), text="@simulated_bot hej")
    (update,) = await call.updates()
    assert update["edited_message"]["entities"][0]["type"] == "mention"


async def test_a_topic_is_in_every_message(simulator: Simulator, call: Caller) -> None:
    forum = simulator.group_chat(chat_id=SUPERGROUP, kind="supergroup", thread_id=7)
    asked = forum.mention("hej")
    assert (asked["message_thread_id"], asked["is_topic_message"]) == (7, True)
    # "For messages in a topic" that reply to nothing else, this is what a bot gets.
    assert asked["reply_to_message"]["forum_topic_created"]["name"] == "Ämne"
    where = {"chat_id": SUPERGROUP, "message_thread_id": 7}
    said = await call.result("sendMessage", **where, text="Hej")
    assert (said["message_thread_id"], said["is_topic_message"]) == (7, True)
    assert await call.result("sendChatAction", **where, action="typing") is True
    answer = {"chat_id": SUPERGROUP, "reply_parameters": {"message_id": asked["message_id"]}}
    assert (await call.result("sendMessage", **answer, text="Hej"))["message_thread_id"] == 7
    replied = forum.reply_to(BotMessage(said), "tack")
    assert (replied["message_thread_id"], replied["is_topic_message"]) == (7, True)
    forum.delete_topic()
    assert await call.refusal("sendMessage", **where, text="Hej") == (
        "Bad Request: message thread not found"
    )


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_a_chain_of_replies_is_no_topic(
    simulator: Simulator, call: Caller, kind: str
) -> None:
    chat = simulator.group_chat(chat_id=SUPERGROUP, kind=kind)
    root = await call.result("sendMessage", chat_id=SUPERGROUP, text="Hej")
    first = chat.reply_to(BotMessage(root), "ett")
    second = chat.reply_to(first, "två")
    expected = root["message_id"] if kind == "supergroup" else None
    assert second.get("message_thread_id") == expected
    assert "is_topic_message" not in second
    given = {"chat_id": SUPERGROUP, "message_thread_id": root["message_id"], "text": "a"}
    assert await call.refusal("sendMessage", **given) == "Bad Request: message thread not found"


async def test_supergroups_count_their_messages_themselves(
    simulator: Simulator, call: Caller
) -> None:
    simulator.group_chat(chat_id=SUPERGROUP, kind="supergroup")
    simulator.group_chat(chat_id=SUPERGROUP - 1, kind="supergroup")
    ids = [
        (await call.result("sendMessage", chat_id=chat, text="a"))["message_id"]
        for chat in (SUPERGROUP, SUPERGROUP - 1, SUPERGROUP)
    ]
    assert ids == [1, 1, 2]


async def test_members_come_and_go(call: Caller, group: Conversation) -> None:
    group.add(person(43, "Bo"))
    group.kick(person(43, "Bo"))
    joined, left = [one["message"] for one in await call.updates()]
    assert joined["new_chat_members"][0]["id"] == 43
    assert left["left_chat_member"]["id"] == 43


async def test_the_bot_is_kicked_and_added_again(
    simulator: Simulator, call: Caller, group: Conversation
) -> None:
    group.kick()
    group.mention("hör du?")
    message, change = await call.updates()
    assert message["message"]["left_chat_member"] == simulator.world.bot
    statuses = [change["my_chat_member"][f"{age}_chat_member"]["status"] for age in ("old", "new")]
    assert statuses == ["member", "kicked"]
    assert (await call.refusal("sendMessage", chat_id=GROUP, text="a")).startswith("Forbidden: bot")
    group.add()
    change, message = await call.updates()
    assert change["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert message["message"]["new_chat_members"] == [simulator.world.bot]
    await call.result("sendMessage", chat_id=GROUP, text="a")


async def test_a_group_becomes_a_supergroup(call: Caller, group: Conversation) -> None:
    supergroup = group.migrate()
    leaving, coming = [one["message"] for one in await call.updates()]
    assert leaving["migrate_to_chat_id"] == coming["chat"]["id"] == supergroup.chat.id
    assert coming["migrate_from_chat_id"] == GROUP
    code, body = await call("sendMessage", chat_id=GROUP, text="a")
    assert (code, body["description"]) == (
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
    )
    assert body["parameters"] == {"migrate_to_chat_id": supergroup.chat.id}
    sent = await call.result("sendMessage", chat_id=supergroup.chat.id, text="a")
    assert sent["chat"]["type"] == "supergroup"


GONE: list[tuple[Callable[[Conversation], Any], str]] = [
    (Conversation.block, "bot was blocked by the user"),
    (Conversation.deactivate, "user is deactivated"),
    (Conversation.kick, "bot was kicked from the group chat"),
    (Conversation.dissolve, "the group chat was deleted"),
]


@pytest.mark.parametrize(("happens", "words"), GONE)
async def test_who_is_gone_is_not_reached(
    simulator: Simulator, call: Caller, happens: Callable[[Conversation], Any], words: str
) -> None:
    is_group = "chat" in words
    chat = simulator.group_chat(chat_id=GROUP) if is_group else simulator.private_chat(CHAT)
    happens(chat)
    calls: list[tuple[str, Json]] = [
        ("sendMessage", {"text": "a"}),
        ("editMessageText", {"message_id": 1, "text": "a"}),
        ("deleteMessage", {"message_id": 1}),
        ("sendChatAction", {"action": "typing"}),
    ]
    for method, given in calls:
        refusal = await call.refusal(method, chat_id=chat.chat.id, **given)
        assert refusal == f"Forbidden: {words}"


async def test_a_block_is_told_and_taken_away(simulator: Simulator, call: Caller) -> None:
    chat = simulator.private_chat(CHAT)
    chat.block()
    chat.unblock()
    changes = [one["my_chat_member"]["new_chat_member"] for one in await call.updates()]
    assert [one["status"] for one in changes] == ["kicked", "member"]
    await call.result("sendMessage", chat_id=CHAT, text="a")


async def test_channel_posts_have_no_sender_but_the_channel(
    simulator: Simulator, call: Caller
) -> None:
    channel = simulator.group_chat(chat_id=CHANNEL, kind="channel")
    channel.edit(channel.send("Nyhet"), text="Nyheter")
    post, edited = await call.updates()
    assert "from" not in post["channel_post"]
    assert post["channel_post"]["sender_chat"]["type"] == "channel"
    assert edited["edited_channel_post"]["text"] == "Nyheter"
    own = await call.result("sendMessage", chat_id=CHANNEL, text="a")
    given: Json = {"chat_id": CHANNEL, "message_id": own["message_id"], "text": "b"}
    assert (await call.result("editMessageText", **given))["text"] == "b"


async def test_only_public_groups_are_found_by_their_names(
    simulator: Simulator, call: Caller
) -> None:
    chat = simulator.group_chat(chat_id=CHANNEL, kind="channel").chat
    assert await call.refusal("sendMessage", chat_id="@nyheter", text="a") == (
        "Bad Request: chat not found"
    )
    chat.about["username"] = "nyheter"
    sent = await call.result("sendMessage", chat_id="@nyheter", text="a")
    assert sent["chat"]["id"] == CHANNEL


async def test_in_a_group_the_bot_deletes_only_its_own(call: Caller, group: Conversation) -> None:
    own = await call.result("sendMessage", chat_id=GROUP, text="a")
    other = group.send("b")

    async def delete(message: Json) -> tuple[int, Json]:
        return await call("deleteMessage", chat_id=GROUP, message_id=message["message_id"])

    assert (await delete(own))[0] == 200
    assert (await delete(other))[1]["description"] == (
        "Bad Request: message can't be deleted for everyone"
    )
    group.promote()
    assert (await delete(other))[0] == 200
    assert [one["kind"] for one in group.chat.events] == ["message", "message", "delete", "delete"]
