"""Updates that are sent to the bot (core.telegram.org/bots/api#setwebhook)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from calling import CHAT, Caller, Json, Receiver, caller, http

from bot.simulator.server import Simulator

PUBLIC = "https://bot.example.org/hook"


class Pauses:
    """Takes note of pauses instead of taking them; at most `most` in all."""

    def __init__(self, most: int = 100) -> None:
        self.taken: list[float] = []
        self.most = most

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)
        if len(self.taken) > self.most:
            await asyncio.Event().wait()
        await asyncio.sleep(0)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with Receiver() as running:
        yield running


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
async def simulator(receiver: Receiver, pauses: Pauses) -> AsyncIterator[Simulator]:
    """A Telegram that reaches `PUBLIC` through a proxy before the receiver."""
    async with Simulator(webhook_route=lambda _url: receiver.url, pause=pauses) as running:
        yield running


@pytest.fixture
async def call(simulator: Simulator) -> AsyncIterator[Caller]:
    async with caller(simulator) as one:
        yield one


async def info(call: Caller) -> Json:
    told: Json = await call.result("getWebhookInfo")
    return told


async def emptied(call: Caller) -> None:
    """Wait until the simulator has heard that everything arrived."""
    async with asyncio.timeout(5):
        while (await info(call))["pending_update_count"]:
            pass


async def test_sends_updates_with_the_secret(
    simulator: Simulator, call: Caller, receiver: Receiver
) -> None:
    simulator.private_chat(CHAT).send("före")
    _, body = await call("setWebhook", url=PUBLIC, secret_token="Hemlig_1")
    assert body["description"] == "Webhook was set"
    simulator.private_chat(CHAT).send("efter")
    await receiver.received(2)
    assert receiver.texts == ["före", "efter"]
    assert "x-telegram-bot-api-secret-token: hemlig_1" in receiver.requests[0][0]
    await emptied(call)
    assert await info(call) == {
        "url": PUBLIC,
        "has_custom_certificate": False,
        "pending_update_count": 0,
        "max_connections": 40,
    }


async def test_says_what_was_set_already(call: Caller) -> None:
    steps: list[tuple[str, Json]] = [
        ("setWebhook", {"url": PUBLIC}),
        ("setWebhook", {"url": PUBLIC}),
        ("setWebhook", {"url": PUBLIC, "max_connections": 7}),
        ("deleteWebhook", {}),
        ("setWebhook", {"url": ""}),
    ]
    said = [(await call(method, **given))[1]["description"] for method, given in steps]
    assert said == [
        "Webhook was set",
        "Webhook is already set",
        "Webhook was set",
        "Webhook was deleted",
        "Webhook is already deleted",
    ]


REFUSALS = [
    ({"url": "inte en adress"}, "invalid webhook URL specified"),
    ({"url": "https://a.example:port"}, "invalid webhook URL specified"),
    (
        {"url": "http://bot.example.org"},
        "bad webhook: An HTTPS URL must be provided for webhook",
    ),
    (
        {"url": "https://bot.example.org:3000"},
        "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
    ),
    ({"secret_token": "å"}, "secret token contains unallowed characters"),
    ({"secret_token": "a" * 257}, "secret token is too long"),
    ({"allowed_updates": "message"}, "can't parse allowed updates JSON object"),
    ({"allowed_updates": [1]}, "expected an Array of String as allowed_updates"),
]


@pytest.mark.parametrize(("given", "words"), REFUSALS)
async def test_refuses_webhooks(call: Caller, given: Json, words: str) -> None:
    given = {"url": PUBLIC} | given
    assert await call.refusal("setWebhook", **given) == f"Bad Request: {words}"
    assert (await info(call))["url"] == ""


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://bot.example.org", "Failed to resolve host: Name or service not known"),
        ("https://127.0.0.1", "IP address 127.0.0.1 is reserved"),
    ],
)
async def test_without_a_proxy_nothing_is_reached(url: str, words: str) -> None:
    async with Simulator() as simulator, caller(simulator) as call:
        refusal = await call.refusal("setWebhook", url=url)
    assert refusal == f"Bad Request: bad webhook: {words}"


async def test_a_server_beside_the_bot_takes_http_on_any_port(receiver: Receiver) -> None:
    async with Simulator(local=True) as simulator, caller(simulator) as call:
        await call.result("setWebhook", url=receiver.url, max_connections=5000)
        assert (await info(call))["max_connections"] == 5000
        simulator.private_chat(CHAT).send("hej")
        await receiver.received(1)


async def test_sends_again_with_growing_waits_until_it_arrives(
    simulator: Simulator, call: Caller, receiver: Receiver, pauses: Pauses
) -> None:
    receiver.answers = [
        http(500),
        http(302, b"", "Location: /elsewhere"),
        b"",
        http(404),
        http(503, b"", "Retry-After: 9"),
    ]
    simulator.world.clock = lambda: 1_800_000_000.0
    await call.result("setWebhook", url=PUBLIC)
    chat = simulator.private_chat(CHAT)
    chat.send("ett")
    chat.send("två")
    await emptied(call)
    assert receiver.texts == [*["ett"] * 6, "två"]
    assert pauses.taken == [0, 2, 4, 8, 9]
    told = await info(call)
    assert told["last_error_date"] == 1_800_000_000
    assert told["last_error_message"] == "Wrong response from the webhook: 503 Words"


async def test_tells_of_a_bot_that_does_not_listen() -> None:
    async with Receiver() as gone:
        pass
    async with (
        Simulator(webhook_route=lambda _: gone.url, pause=Pauses(3)) as lonely,
        caller(lonely) as call_it,
    ):
        await call_it.result("setWebhook", url=PUBLIC)
        lonely.private_chat(CHAT).send("hej")
        async with asyncio.timeout(5):
            while "last_error_message" not in (told := await info(call_it)):
                pass
    assert told["last_error_message"] == "Connection refused"
    assert told["pending_update_count"] == 1


async def test_sends_to_many_chats_at_once_but_keeps_the_order_in_each(
    simulator: Simulator, call: Caller, receiver: Receiver
) -> None:
    receiver.gate.clear()
    await call.result("setWebhook", url=PUBLIC, max_connections=3)
    for text in ("ett", "två"):
        for user in range(1, 6):
            simulator.private_chat(user).send(f"{user} {text}")
    await receiver.received(3)
    receiver.gate.set()
    await receiver.received(10)
    await emptied(call)
    assert receiver.most == 3
    for user in range(1, 6):
        own = [text for text in receiver.texts if text.startswith(str(user))]
        assert own == [f"{user} ett", f"{user} två"]


async def test_a_webhook_ends_the_poll_and_drops_what_waits(
    simulator: Simulator, call: Caller, receiver: Receiver
) -> None:
    polling = asyncio.create_task(call.refusal("getUpdates", timeout=30))
    while "getUpdates" not in simulator.world.calls:
        await call.result("getMe")
    await call.result("setWebhook", url=PUBLIC, allowed_updates=["message"])
    assert await polling == "Conflict: terminated by setWebhook request"
    assert (await call.refusal("getUpdates")).startswith("Conflict: can't use getUpdates")
    await call.result("deleteWebhook")
    simulator.private_chat(CHAT).send("gammalt")
    await call.result("setWebhook", url=PUBLIC, drop_pending_updates=True)
    chat = simulator.private_chat(CHAT)
    chat.edit(chat.send("nytt"), text="ändrat")
    await emptied(call)
    assert receiver.texts == ["nytt"]
    assert (await info(call))["allowed_updates"] == ["message"]


async def test_what_was_not_delivered_can_be_fetched(
    simulator: Simulator, call: Caller, receiver: Receiver
) -> None:
    receiver.gate.clear()
    await call.result("setWebhook", url=PUBLIC)
    simulator.private_chat(CHAT).send("hej")
    await receiver.received(1)
    await call.result("deleteWebhook")
    assert [one["message"]["text"] for one in await call.updates()] == ["hej"]


ANSWERS = [
    ("application/json", {"method": "sendMessage", "chat_id": CHAT, "text": "svar"}, ["svar"]),
    ("application/json", {"method": "sendMessage", "chat_id": 7, "text": "svar"}, []),
    ("application/json", {"method": "deleteWebhook"}, []),
    ("application/json", {"ok": True}, []),
    ("application/json", "ingenting", []),
    ("text/plain", {}, []),
]


@pytest.mark.parametrize(("kind", "body", "sent"), ANSWERS)
async def test_does_what_the_answer_asks_for(  # noqa: PLR0913, PLR0917 - three of them are fixtures
    simulator: Simulator, call: Caller, receiver: Receiver, kind: str, body: Json, sent: list[str]
) -> None:
    receiver.answers = [http(200, json.dumps(body).encode(), f"Content-Type: {kind}")]
    await call.result("setWebhook", url=PUBLIC)
    chat = simulator.private_chat(CHAT)
    chat.send("fråga")
    await emptied(call)
    assert [message.text for message in chat.unread] == sent
    assert (await info(call))["url"] == PUBLIC
