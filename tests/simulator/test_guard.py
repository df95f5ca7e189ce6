"""The door: other machines' names and other web pages are turned away, everywhere."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest

from bot.simulator.server import Simulator

NAVIGATION = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}


@pytest.fixture
async def browser() -> AsyncIterator[httpx.AsyncClient]:
    async with (
        Simulator(page=True) as simulator,
        httpx.AsyncClient(base_url=simulator.api_url, trust_env=False) as client,
    ):
        yield client


@pytest.fixture
def port(browser: httpx.AsyncClient) -> int:
    assert browser.base_url.port
    return browser.base_url.port


@pytest.fixture
def get_me() -> str:
    return f"/bot{Simulator().token}/getMe"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
async def test_answers_to_its_own_names(browser: httpx.AsyncClient, port: int, host: str) -> None:
    answer = await browser.get("/", headers={"host": f"{host}:{port}"})
    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["/", "/page/main.js", "/client/residents", "getMe"])
@pytest.mark.parametrize(
    "host", ["evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.evil.example:{port}"]
)
async def test_other_hosts_are_refused(
    browser: httpx.AsyncClient, port: int, get_me: str, host: str, path: str
) -> None:
    path = get_me if path == "getMe" else path
    answer = await browser.get(path, headers={"host": host.format(port=port)})
    assert answer.status_code == 403
    assert answer.json()["ok"] is False


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
        {"origin": "https://127.0.0.1:{port}"},
        # The same machine by another name is another origin too.
        {"origin": "http://localhost:{port}"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
    ids=lambda headers: next(iter(headers.values())),
)
@pytest.mark.parametrize("path", ["/", "/client/residents", "getMe"])
async def test_other_pages_are_refused(
    browser: httpx.AsyncClient, port: int, get_me: str, headers: dict[str, str], path: str
) -> None:
    path = get_me if path == "getMe" else path
    sent = {name: value.format(port=port) for name, value in headers.items()}
    for method in ("GET", "POST"):
        answer = await browser.request(method, path, headers=sent, json={})
        assert answer.status_code == 403


async def test_its_own_page_and_programs_are_let_in(
    browser: httpx.AsyncClient, port: int, get_me: str
) -> None:
    own = {"origin": f"http://127.0.0.1:{port}", "sec-fetch-site": "same-origin"}
    arrived = await browser.post("/client/residents", headers=own, json={})
    assert arrived.status_code == 200
    assert (await browser.get(get_me)).json()["ok"] is True


async def test_a_link_elsewhere_may_open_the_page_and_nothing_else(
    browser: httpx.AsyncClient, get_me: str
) -> None:
    followed = NAVIGATION | {"sec-fetch-site": "cross-site"}
    assert (await browser.get("/?start=listning", headers=followed)).status_code == 200
    for path in (get_me, "/page/main.js"):
        assert (await browser.get(path, headers=followed)).status_code == 403
    framed = followed | {"sec-fetch-dest": "iframe"}
    assert (await browser.get("/", headers=framed)).status_code == 403


@pytest.mark.parametrize("path", ["/", "/page/colours.css", "/nowhere", "getMe"])
async def test_every_answer_is_fenced_in(
    browser: httpx.AsyncClient, get_me: str, path: str
) -> None:
    headers = (await browser.get(get_me if path == "getMe" else path)).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
