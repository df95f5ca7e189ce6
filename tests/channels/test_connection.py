"""The ways out to Telegram: what is kept of an answer, and when a proxy stands between."""

from __future__ import annotations

import json

import pytest
from telegram.error import NetworkError
from telegram.request import HTTPXRequest

from bot.channels.connection import connections, has_proxy, read_receipt
from bot.channels.direct_request import DirectRequest

TELEGRAM = "https://api.telegram.org"
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment that names no proxy."""
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.parametrize(
    ("environment", "server", "expected"),
    [
        ({}, TELEGRAM, False),
        ({"https_proxy": "http://proxy.example:3128"}, TELEGRAM, True),
        ({"HTTPS_PROXY": "http://proxy.example:3128"}, TELEGRAM, True),
        ({"all_proxy": "http://proxy.example:3128"}, TELEGRAM, True),
        ({"http_proxy": "http://proxy.example:3128"}, TELEGRAM, False),
        ({"https_proxy": "http://p.example", "no_proxy": "telegram.org"}, TELEGRAM, False),
        ({"http_proxy": "http://p.example", "no_proxy": "127.0.0.1"}, "http://127.0.0.1:9", False),
    ],
)
def test_a_proxy_of_the_environment_is_used(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], server: str, *, expected: bool
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert has_proxy(server) is expected
    sending, _ = connections(server, 1.0)
    assert isinstance(sending, HTTPXRequest if expected else DirectRequest)


def test_of_a_sent_message_only_the_receipt_is_kept() -> None:
    chat = {"id": 42, "type": "private"}
    message = {"message_id": 7, "date": 1, "chat": chat, "text": "Svaret.", "reply_markup": {}}
    kept = {"message_id": 7, "date": 1, "chat": chat}
    assert read_receipt(json.dumps({"ok": True, "result": message}).encode())["result"] == kept
    assert read_receipt(b'{"ok": true, "result": true}')["result"] is True


@pytest.mark.parametrize("payload", [b"", b"<html>502</html>", b'{"ok": true', b"[]", b'"hej"'])
def test_what_is_no_answer_is_an_error_of_the_network(payload: bytes) -> None:
    with pytest.raises(NetworkError):
        read_receipt(payload)
