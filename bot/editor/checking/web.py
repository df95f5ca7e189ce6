"""Asks web pages, politely: a few at a time, each site once at a time and with a pause between."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin, urlsplit

import httpx

from bot import __version__

AT_ONCE: Final = 8
MOST_BYTES: Final = 5_000_000
MOST_HOPS: Final = 8
_PERMANENT: Final = frozenset({301, 308})
# RFC 9110: the page is gone, or was never there. Any other error may be over tomorrow, or is meant
# for programs only.
_GONE: Final = frozenset({404, 410})
_HEADERS: Final = {
    "User-Agent": f"narasvar/{__version__} (link check of an FAQ)",
    "Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5",
    "Accept-Language": "sv",
}


@dataclass(frozen=True, slots=True)
class Manners:
    """How patient and how polite to be.

    A whole page may take `seconds`; `pause` waits `between` seconds before the same site is asked
    again.
    """

    seconds: float = 15.0
    between: float = 0.5
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep


POLITE: Final = Manners()


@dataclass(frozen=True, slots=True)
class Page:
    """What an address led to.

    `url` is where the page is now, `moved_to` where it has moved for good (None: it has not).
    `text` is its content if that is a web page. `gone` says that the page is not there; `failure`,
    in Swedish, why the site could not be asked, and then nothing is known of the page.
    """

    url: str
    moved_to: str | None = None
    text: str | None = None
    kind: str = ""
    gone: bool = False
    failure: str | None = None


async def ask(
    addresses: Collection[str], manners: Manners
) -> AsyncGenerator[tuple[str, Page], None]:
    """Each address once, with what it led to, as the answers come; nothing is ever raised."""
    sites: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
    room = asyncio.Semaphore(AT_ONCE)
    async with httpx.AsyncClient(headers=_HEADERS, timeout=manners.seconds) as client:

        async def one(address: str) -> tuple[str, Page]:
            async with sites[urlsplit(address).netloc]:
                async with room:
                    page = await _ask(client, address, manners.seconds)
                await manners.pause(manners.between)
            return address, page

        tasks = [asyncio.create_task(one(address)) for address in dict.fromkeys(addresses)]
        try:
            for task in asyncio.as_completed(tasks):
                yield await task
        finally:
            for task in tasks:
                task.cancel()


async def _ask(client: httpx.AsyncClient, address: str, seconds: float) -> Page:
    try:
        async with asyncio.timeout(seconds):
            return await _follow(client, address)
    except (TimeoutError, httpx.TimeoutException):
        return Page(address, failure=f"sidan svarade inte inom {seconds:g} sekunder")
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, OSError) as error:
        return Page(address, failure=f"det gick inte att nå webbplatsen ({_reason(error)})")


def _reason(error: Exception) -> str:
    return str(error).strip() or type(error).__name__


async def _follow(client: httpx.AsyncClient, address: str) -> Page:
    """The page at the end of the redirections; for good only as far as all of them are."""
    url, moved_to, for_good = address, None, True
    for _ in range(MOST_HOPS):
        async with client.stream("GET", url) as response:
            if not response.is_redirect:
                return await _read(response, moved_to)
            target = urljoin(url, response.headers["location"])
            for_good = for_good and response.status_code in _PERMANENT
            url = target
            moved_to = target if for_good else moved_to
    return Page(url, failure="sidan skickar vidare i en cirkel")


async def _read(response: httpx.Response, moved_to: str | None) -> Page:
    url, status = str(response.url), response.status_code
    if status in _GONE:
        return Page(url, gone=True)
    if not response.is_success:
        return Page(url, failure=f"webbplatsen svarade med felkod {status}")
    kind = response.headers.get("content-type", "text/html").split(";")[0].strip().casefold()
    text = await _text(response) if "html" in kind or kind == "text/plain" else None
    return Page(url, moved_to, text, kind)


async def _text(response: httpx.Response) -> str:
    data = bytearray()
    async for chunk in response.aiter_bytes():
        data += chunk
        if len(data) > MOST_BYTES:
            break
    return bytes(data).decode(response.charset_encoding or "utf-8", "replace")
